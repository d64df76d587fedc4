import { html, nothing, type TemplateResult } from 'lit';
import { cppProgram } from '../export/cpp.ts';
import { save } from '../export/save.ts';
import { leanScenario } from '../export/scenario-file.ts';
import { coreJson } from '../store/scenario.ts';
import type { Topic } from '../store/store.ts';
import { figureModel } from './figure.ts';
import { icon } from './icons.ts';
import { ViewElement } from './view-element.ts';

const kinds = ['python', 'json', 'cpp', 'command'] as const;
type Kind = (typeof kinds)[number];

const files: Readonly<Record<Kind, string>> = {
  python: 'attention.py',
  json: 'attention.json',
  cpp: 'attention.cpp',
  command: 'attention.sh',
};

/** So many characters are laid out at once; of more only the beginning is shown, unless the reader wants the rest. */
const mostShown = 100_000;

/** The same figure elsewhere: as a script for PyTorch, as a scenario, as a program, as a command. */
export class CodePanelElement extends ViewElement {
  #kind: Kind = 'python';
  #copied: 'no' | 'copied' | 'by-hand' = 'no';
  #whole = false;

  protected override render(): TemplateResult {
    const { words } = this;
    // As much of a script as tells whether that is all of it.
    const text = this.#text(this.#whole ? undefined : mostShown);
    const isCut = !this.#whole && text.length > mostShown;
    const shown = isCut ? beginning(text) : text;
    const byHand = isCut ? words.code.tooLong : words.code.byHand;
    return html`<div class="panel-controls">
        <fieldset class="segmented" data-control="code">
          <legend class="hidden-text">${words.panels.code}</legend>
          ${kinds.map(kind => html`<button type="button" data-code=${kind} aria-pressed=${kind === this.#kind} @click=${() => this.#choose(kind)}>${words.code[kind]}</button>`)}
        </fieldset>
        <button type="button" class="quiet" data-control="copy-code" @click=${() => this.#copy(isCut)}>${icon('link')}${this.#copied === 'copied' ? words.table.copied : words.code.copy}</button>
        <button type="button" class="quiet" data-control="download-code" @click=${() => save(files[this.#kind], this.#text())}>${words.code.download}</button>
        <span class="hidden-text" role="status">${this.#copied === 'copied' ? words.table.copied : ''}</span>
      </div>
      <p class="panel-note">${words.code.explained[this.#kind]}</p>
      ${this.#copied === 'by-hand' ? html`<p class="panel-note" data-note="by-hand">${byHand}</p>` : nothing}
      ${isCut ? html`<p class="panel-note" data-note="beginning"><span>${words.code.beginning}</span> <button type="button" class="quiet" data-control="show-all" @click=${this.#showAll}>${words.code.showAll}</button></p>` : nothing}
      <textarea class="code" readonly spellcheck="false" rows="18" aria-label=${words.code[this.#kind]} .value=${shown} @focus=${(event: Event) => (event.target as HTMLTextAreaElement).select()}></textarea>`;
  }

  /** All of it; of a script that is longer than `most`, so many characters and more. */
  #text(most?: number): string {
    const { store, words } = this;
    // The figure's own: a change that the core refused is not in it.
    const { scenario } = figureModel(store.figure, store.looking, words);
    if (this.#kind === 'python') return store.core.python(most);
    if (this.#kind === 'json') return `${JSON.stringify(JSON.parse(coreJson(scenario, false)), null, 2)}\n`;
    if (this.#kind === 'cpp') return cppProgram(leanScenario(store));
    return `attention run '${store.link()}'\n`;
  }

  /** From then on; another figure begins anew. */
  #showAll = async (): Promise<void> => {
    this.#whole = true;
    this.requestUpdate();
    await this.updateComplete;
    this.querySelector<HTMLTextAreaElement>('.code')?.focus();
  };

  protected override changed(topic: Topic): void {
    if (topic === 'figure') this.#whole = false;
    super.changed(topic);
  }

  #choose(kind: Kind): void {
    this.#kind = kind;
    this.#whole = false;
    this.#copied = 'no';
    this.requestUpdate();
  }

  async #copy(isCut: boolean): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.#text());
      this.#copied = 'copied';
    } catch {
      this.#copied = 'by-hand';
      if (!isCut) this.querySelector<HTMLTextAreaElement>('.code')?.focus();
    }
    this.requestUpdate();
  }
}

/** So many of its lines as fit; of a line that does not, its beginning. */
function beginning(text: string): string {
  const end = text.lastIndexOf('\n', mostShown);
  return text.slice(0, end < 0 ? mostShown : end + 1);
}

customElements.define('attention-code-panel', CodePanelElement);
