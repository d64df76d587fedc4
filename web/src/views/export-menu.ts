import { html, nothing, type TemplateResult } from 'lit';
import '../styles/export.css';
import '../styles/paper.css';
import type { Svg } from '../export/figure-svg.ts';
import { save } from '../export/save.ts';
import { openScenario, scenarioFile } from '../export/scenario-file.ts';
import type { Manner } from '../export/sheet.ts';
import { fill } from '../text/catalogue.ts';
import { exportWords } from '../text/export.ts';
import { preferences } from '../text/preferences.ts';
import { errorLine } from './fields.ts';
import { headingOf } from './heading.ts';
import { icon } from './icons.ts';
import { ViewElement } from './view-element.ts';

const scales = [1, 2, 3, 4] as const;

/** What draws the figure anew: fetched behind everything else, for who prints cannot wait for it. */
const drawing = () => import('../export/drawing.ts');

type Told = { readonly kind: 'done' | 'figure' | 'file'; readonly sentence: string } | null;

/** Takes the figure away as a picture or a file, and opens such a file. */
export class ExportMenuElement extends ViewElement {
  #open = false;
  #scale: (typeof scales)[number] = 2;
  #whole = false;
  #told: Told = null;
  #dragged = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    for (const type of ['dragenter', 'dragover', 'dragleave', 'drop'] as const) window.addEventListener(type, this.#drag);
    window.addEventListener('pointerdown', this.#outside);
    drawing()
      .then(({ drawForPrint }) => drawForPrint(() => headingOf(this.store, this.words)))
      .catch(() => null);
    this.addEventListener('keydown', this.#key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const type of ['dragenter', 'dragover', 'dragleave', 'drop'] as const) window.removeEventListener(type, this.#drag);
    window.removeEventListener('pointerdown', this.#outside);
    this.removeEventListener('keydown', this.#key);
  }

  get #words(): (typeof exportWords)['en'] {
    return exportWords[preferences.language];
  }

  protected override render(): TemplateResult {
    const words = this.#words;
    return html`${this.#open ? this.#menu() : nothing}
      <span class="hidden-text" role="status">${this.#told?.kind === 'done' ? this.#told.sentence : ''}</span>
      ${this.#dragged > 0 ? html`<p class="drop-hint">${words.drop}</p>` : nothing}
      <input type="file" hidden accept=".json,application/json" data-control="scenario-file" @change=${this.#chosen} />`;
  }

  #menu(): TemplateResult {
    const words = this.#words;
    const scale = (n: (typeof scales)[number]): TemplateResult =>
      html`<button type="button" data-scale=${n} aria-pressed=${n === this.#scale} @click=${() => this.#choose(n)}>${fill(words.times, { n })}</button>`;
    return html`<div class="export-menu" role="group" aria-label=${this.words.export}>
      <h2>${words.figure}</h2>
      <p class="note">${words.figureNote}</p>
      <div class="export-row">
        <button type="button" class="export-do" data-control="save-svg" @click=${this.#svg}>${words.svg}</button>
        <button type="button" class="export-do" data-control="save-png" @click=${this.#png}>${words.png}</button>
        <fieldset class="segmented" data-control="png-scale"><legend class="hidden-text">${words.size}</legend>${scales.map(scale)}</fieldset>
      </div>
      <label class="check"><input type="checkbox" data-control="export-whole" .checked=${this.#whole} @change=${this.#flip} />${words.whole}</label>
      ${this.#fault('figure')}
      <h2>${words.scenario}</h2>
      <div class="export-row">
        <button type="button" class="export-do" data-control="save-scenario" @click=${this.#scenario}>${words.saveScenario}</button>
        <button type="button" class="export-do" data-control="open-scenario" @click=${this.#ask}>${words.open}</button>
      </div>
      ${this.#fault('file')}
      <p class="note">${words.openNote}</p>
      <h2>${words.elsewhere}</h2>
      <div class="export-row">
        <button type="button" class="export-do" data-control="export-table" @click=${() => this.#go('table')}>${words.table}</button>
        <button type="button" class="export-do" data-control="export-code" @click=${() => this.#go('code')}>${words.code}</button>
      </div>
      ${this.#told?.kind === 'done' ? html`<p class="export-done">${icon('check')}<span>${this.#told.sentence}</span></p>` : nothing}
    </div>`;
  }

  #fault(kind: 'figure' | 'file'): TemplateResult | typeof nothing {
    return this.#told?.kind === kind ? errorLine(this.#told.sentence, `export-${kind}`) : nothing;
  }

  /** The button is the bar's: it is there before this is. */
  get #button(): HTMLElement | null {
    return this.querySelector('[data-control="export"]');
  }

  protected override updated(): void {
    this.#button?.setAttribute('aria-expanded', String(this.#open));
  }

  toggle(): void {
    this.#show(!this.#open);
  }

  #show(open: boolean): void {
    this.#open = open;
    this.#told = null;
    this.requestUpdate();
  }

  #tell(kind: 'done' | 'figure' | 'file', sentence: string): void {
    this.#told = { kind, sentence };
    this.#open ||= kind !== 'done';
    this.requestUpdate();
  }

  #choose(scale: (typeof scales)[number]): void {
    this.#scale = scale;
    this.requestUpdate();
  }

  #flip = (event: Event): void => {
    this.#whole = (event.target as HTMLInputElement).checked;
  };

  #go(panel: 'table' | 'code'): void {
    this.#show(false);
    void this.store.show(panel);
  }

  // The figure as a picture

  async #drawn(
    fonts: Manner['fonts'],
    keep: (svg: Svg, drawing: typeof import('../export/drawing.ts')) => Promise<void>,
  ): Promise<void> {
    const words = this.#words;
    try {
      const drawn = await drawing();
      const parts = drawn.figureParts(this.#whole);
      if (parts.length === 0) {
        this.#tell('figure', words.noView);
        return;
      }
      const title = headingOf(this.store, this.words);
      const description = `attention run '${this.store.link()}'`;
      const caption = { title, description, language: document.documentElement.lang };
      await keep(drawn.figureSvg(parts, caption, { fonts, ids: 'd' }), drawn);
    } catch (caught) {
      console.warn(caught);
      this.#tell('figure', caught instanceof TypeError ? words.notLoaded : words.noPicture);
    }
  }

  #svg = (): Promise<void> =>
    this.#drawn('generic', async svg => this.#keep('svg', new Blob([svg.text], { type: 'image/svg+xml;charset=utf-8' })));

  #png = (): Promise<void> =>
    this.#drawn('own', async (svg, { fits, pngOf }) => {
      const n = this.#scale;
      if (fits(svg, n)) this.#keep('png', await pngOf(svg, n));
      else this.#tell('figure', fill(this.#words.tooBig, { n, width: svg.width * n, height: svg.height * n }));
    });

  #keep(kind: 'svg' | 'png', content: Blob): void {
    const { mechanism, view } = this.store;
    const name = `${mechanism}-${view.panel}.${kind}`;
    save(name, content);
    this.#tell('done', fill(this.#words.saved, { name }));
  }

  // The scenario as a file

  #scenario = (): void => {
    const name = `${this.store.mechanism}.json`;
    save(name, scenarioFile(this.store), 'application/json');
    this.#tell('done', fill(this.#words.saved, { name }));
  };

  #ask = (): void => this.querySelector<HTMLInputElement>('[data-control="scenario-file"]')?.click();

  #chosen = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    if (file) void this.#read(file);
    input.value = ''; // the same file may be chosen again
  };

  async #read(file: File): Promise<void> {
    const fault = await openScenario(this.store, file);
    if (fault) this.#tell('file', fault);
    else this.#tell('done', fill(this.#words.opened, { name: file.name }));
  }

  /** A file that is dragged over the page may be dropped on it; anything else is for whom it is meant. */
  #drag = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    // The browser would leave the page for the file.
    event.preventDefault();
    const before = this.#dragged;
    if (event.type === 'dragenter') this.#dragged += 1;
    else if (event.type === 'dragleave') this.#dragged = Math.max(0, this.#dragged - 1);
    else if (event.type === 'drop') {
      this.#dragged = 0;
      const [file] = event.dataTransfer.files;
      if (file) void this.#read(file);
    }
    if (before > 0 !== this.#dragged > 0) this.requestUpdate();
  };

  #outside = (event: PointerEvent): void => {
    if (this.#open && !event.composedPath().includes(this)) this.#show(false);
  };

  #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.#open) return;
    // The cell that is locked stays so.
    event.stopPropagation();
    this.#show(false);
    this.#button?.focus();
  };
}

customElements.define('attention-export', ExportMenuElement);

declare global {
  interface HTMLElementTagNameMap {
    'attention-export': ExportMenuElement;
  }
}
