import { html, nothing, type TemplateResult } from 'lit';
import { cppProgram } from '../export/cpp.ts';
import { leanScenario } from '../export/scenario-file.ts';
import { coreJson } from '../store/scenario.ts';
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

/** The same figure elsewhere: as a script for PyTorch, as a scenario, as a program, as a command. */
export class CodePanelElement extends ViewElement {
  #kind: Kind = 'python';
  #copied: 'no' | 'copied' | 'by-hand' = 'no';

  protected override render(): TemplateResult {
    const { words } = this;
    const text = this.#text();
    return html`<div class="panel-controls">
        <fieldset class="segmented" data-control="code">
          <legend class="hidden-text">${words.panels.code}</legend>
          ${kinds.map(kind => html`<button type="button" data-code=${kind} aria-pressed=${kind === this.#kind} @click=${() => this.#choose(kind)}>${words.code[kind]}</button>`)}
        </fieldset>
        <button type="button" class="quiet" data-control="copy-code" @click=${() => this.#copy(text)}>${icon('link')}${this.#copied === 'copied' ? words.table.copied : words.code.copy}</button>
        <a class="quiet" data-control="download-code" download=${files[this.#kind]} href="data:text/plain;charset=utf-8,${encodeURIComponent(text)}">${words.code.download}</a>
        <span class="hidden-text" role="status">${this.#copied === 'copied' ? words.table.copied : ''}</span>
      </div>
      <p class="panel-note">${words.code.explained[this.#kind]}</p>
      ${this.#copied === 'by-hand' ? html`<p class="panel-note">${words.code.byHand}</p>` : nothing}
      <textarea class="code" readonly spellcheck="false" rows="18" aria-label=${words.code[this.#kind]} .value=${text} @focus=${(event: Event) => (event.target as HTMLTextAreaElement).select()}></textarea>`;
  }

  #text(): string {
    const { store, words } = this;
    // The figure's own: a change that the core refused is not in it.
    const { scenario } = figureModel(store.figure, store.looking, words);
    if (this.#kind === 'python') return store.core.python();
    if (this.#kind === 'json') return `${JSON.stringify(JSON.parse(coreJson(scenario, false)), null, 2)}\n`;
    if (this.#kind === 'cpp') return cppProgram(leanScenario(store));
    return `attention run '${store.link()}'\n`;
  }

  #choose(kind: Kind): void {
    this.#kind = kind;
    this.#copied = 'no';
    this.requestUpdate();
  }

  async #copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.#copied = 'copied';
    } catch {
      this.#copied = 'by-hand';
      this.querySelector<HTMLTextAreaElement>('.code')?.focus();
    }
    this.requestUpdate();
  }
}

customElements.define('attention-code-panel', CodePanelElement);
