import { html, nothing, type TemplateResult } from 'lit';
import type { Node } from '../core/types.ts';
import { fill } from '../text/catalogue.ts';
import { type FigureModel, figureModel, type Part } from './figure.ts';
import { icon } from './icons.ts';
import { symbolMath } from './math.ts';
import { SizedElement } from './sized-element.ts';
import { scopeName, stageName } from './specs.ts';
import type { ViewElement } from './view-element.ts';
import './arithmetic.ts';
import './controls.ts';
import './heads.ts';
import './labelled.ts';
import './legend.ts';

/** The flow on a phone: one stage at a time, the arithmetic in a sheet from below. */
export class StagesElement extends SizedElement {
  protected override readonly topics = ['figure', 'words', 'point'] as const;
  #stop = '';
  #settings = false;
  #timer = 0;
  #wasLocked = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('keydown', this.#key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('keydown', this.#key);
    clearInterval(this.#timer);
  }

  protected override render(): TemplateResult {
    const { store, words } = this;
    const model = figureModel(store.figure, store.looking, words);
    const { parts } = model;
    const found = parts.findIndex(part => stopOf(part, parts) === this.#stop);
    const resting = model.weights ? parts.indexOf(model.weights) : parts.length - 1;
    const current = found >= 0 ? found : resting;
    const part = parts[current];
    if (!part) return html``;
    return html`<div class="stages ${store.locked ? 'with-sheet' : ''}">
      ${this.#timeline(parts, current)}
      <attention-heads></attention-heads>
      <attention-choosers></attention-choosers>
      ${this.#heading(part, model)}
      <attention-labelled .options=${{ model, part, width: this.width, rowHeight: 40, mostCell: 56, leastCell: model.columnNames.length > 24 ? 8 : 28, paintable: store.painting && part.node.stage === 'mask' }}></attention-labelled>
      <attention-order></attention-order>
    </div>
    ${this.#sheet()}
    ${this.#playBar(parts, current)}`;
  }

  #timeline(parts: readonly Part[], current: number): TemplateResult {
    return html`<div class="phone-timeline" role="group" aria-label=${this.words.timeline.label}>
      ${parts.map(
        (
          part,
          index,
        ) => html`<button type="button" class="stop ${index === current ? 'now' : index < current ? 'done' : ''}" data-stop=${part.node.stage}
          aria-label=${this.#name(part)} aria-current=${index === current ? 'step' : 'false'} @click=${() => this.#go(parts, index)}>
          <span class="dot"></span>${symbolOf(part)}
        </button>`,
      )}
    </div>`;
  }

  /** Both sentences have embeddings; what the keys come from says so. */
  #name({ node, symbol }: Part): string {
    const name = stageName(node, this.words);
    return node.stage === 'embeddings' && symbol.sub ? `${name}: ${this.words.tokens.keys}` : name;
  }

  #heading(part: Part, model: FigureModel): TemplateResult {
    const { words } = this;
    const { node } = part;
    const stage = stageName(node, words);
    const ofHead = node.head >= 0 ? fill(words.stageOfHead, { stage, n: node.head + 1 }) : stage;
    // Of one layer its number says nothing.
    const scope = model.trace.layers > 1 ? node.scope : node.scope.replace('layers.0.', '');
    const title = scope ? `${ofHead} · ${scopeName(scope, words)}` : ofHead;
    const note =
      node.stage === 'weights' && sumToOne(model, node)
        ? words.rowsSumToOne
        : fill(words.shape, { rows: node.rows, columns: node.columns });
    return html`<div class="stage-heading">
      ${symbolOf(part)}
      <h2>${title}</h2>
      <span class="note">${note}</span>
    </div>`;
  }

  #sheet(): TemplateResult | typeof nothing {
    if (this.#settings) {
      return html`<section class="sheet" aria-label=${this.words.controls.settings}>
        <button type="button" class="icon-button sheet-close" aria-label=${this.words.close} @click=${() => this.#toggleSettings()}>${icon('close')}</button>
        <attention-undo></attention-undo>
        <attention-controls></attention-controls>
        <attention-legend></attention-legend>
      </section>`;
    }
    if (!this.store.locked) return nothing;
    return html`<div class="sheet arithmetic-sheet"><attention-arithmetic compact></attention-arithmetic></div>`;
  }

  #playBar(parts: readonly Part[], current: number): TemplateResult {
    const { words } = this;
    const playing = this.#timer !== 0;
    return html`<div class="play-bar">
      <span class="note">${fill(words.timeline.of, { n: current + 1, total: parts.length })}</span>
      <button type="button" class="icon-button" data-control="previous-stage" aria-label=${words.timeline.previous} @click=${() => this.#go(parts, current - 1)}>${icon('previous')}</button>
      <button type="button" class="play" data-control="play" aria-label=${playing ? words.timeline.pause : words.timeline.play} @click=${() => this.#play(parts)}>${icon(playing ? 'pause' : 'play')}</button>
      <button type="button" class="icon-button" data-control="next-stage" aria-label=${words.timeline.next} @click=${() => this.#go(parts, current + 1)}>${icon('next')}</button>
      <button type="button" class="icon-button" data-control="settings" aria-label=${words.controls.settings} aria-expanded=${this.#settings} @click=${() => this.#toggleSettings()}>${icon('sliders')}</button>
    </div>`;
  }

  #go(parts: readonly Part[], index: number, keepPlaying = false): void {
    if (!keepPlaying) this.#halt();
    const part = parts[Math.max(0, Math.min(parts.length - 1, index))];
    this.#stop = part ? stopOf(part, parts) : '';
    this.requestUpdate();
  }

  #play(parts: readonly Part[]): void {
    if (this.#timer) {
      this.#halt();
      this.requestUpdate();
      return;
    }
    let index = 0;
    this.#go(parts, index, true);
    this.#timer = window.setInterval(() => {
      this.#go(parts, ++index, true);
      if (index >= parts.length - 1) this.#halt();
    }, 1400);
  }

  #halt(): void {
    clearInterval(this.#timer);
    this.#timer = 0;
  }

  #key = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.#settings) this.#toggleSettings();
  };

  #toggleSettings(): void {
    this.#settings = !this.#settings;
    this.requestUpdate();
  }

  protected override updated(): void {
    const timeline = this.querySelector<HTMLElement>('.phone-timeline');
    const now = timeline?.querySelector<HTMLElement>('.now');
    if (timeline && now) timeline.scrollLeft = now.offsetLeft - (timeline.clientWidth - now.offsetWidth) / 2;
    const locked = this.store.locked !== null;
    if (locked && !this.#wasLocked) void this.#uncover();
    this.#wasLocked = locked;
  }

  /** Brings the locked cell out from under the sheet that has just come up. */
  async #uncover(): Promise<void> {
    await this.querySelector<ViewElement>('attention-arithmetic')?.updateComplete;
    const sheet = this.querySelector('.sheet')?.getBoundingClientRect();
    const cell = this.querySelector('.ring.locked')?.getBoundingClientRect();
    if (sheet && cell && cell.bottom + 12 > sheet.top)
      window.scrollBy({ top: cell.bottom + 12 - sheet.top, behavior: 'instant' });
  }
}

/** Not all weights do: sigmoids and windows need not, and a row that may see nothing cannot. */
function sumToOne({ trace }: FigureModel, { node, rows, columns }: Node): boolean {
  const values = trace.values(node);
  const sums = Array.from({ length: rows }, (_, row) =>
    values.subarray(row * columns, (row + 1) * columns).reduce((sum, value) => sum + value, 0),
  );
  return sums.every(sum => Math.abs(sum - 1) < 1e-4);
}

/** What tells a stop from the others: queries and keys may both have embeddings, and a layer has several norms. */
function stopOf(part: Part, parts: readonly Part[]): string {
  const nameOf = ({ node }: Part): string => `${node.stage} ${node.name} ${node.rowAxis} ${node.scope.replace(/\d+/, '')}`;
  const name = nameOf(part);
  return `${name} ${parts.slice(0, parts.indexOf(part)).filter(other => nameOf(other) === name).length}`;
}

/** The symbol without what a matrix on its own does not need: it is not transposed, and the title names its head. */
function symbolOf({ node, symbol: { letter, prime, sub } }: Part): TemplateResult {
  const told = ['embeddings', 'states'].includes(node.stage) && sub ? { sub } : {};
  return symbolMath({ letter, ...(prime ? { prime } : {}), ...told }, node.role);
}

customElements.define('attention-stages', StagesElement);
