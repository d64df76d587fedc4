import '../styles/edit.css';
import { html, nothing, type TemplateResult } from 'lit';
import type { Cell } from '../core/types.ts';
import { givenNumber } from '../draw/numbers.ts';
import { editOf } from '../store/edits.ts';
import { type Typed, typedNumber } from '../store/scenario.ts';
import type { Settings } from '../store/settings.ts';
import type { Topic } from '../store/store.ts';
import { editingWords } from '../text/editing.ts';
import { errorSentence } from '../text/errors.ts';
import { typed } from './directives.ts';
import { errorLine } from './fields.ts';
import { stepped } from './number-step.ts';
import { ViewElement } from './view-element.ts';

/** A number that the computation starts from, to be set by hand: typed, or moved by the arrow keys. */
export class EditElement extends ViewElement {
  static override properties = { cell: { attribute: false }, settings: { attribute: false } };
  declare cell: Cell | null;
  /** Whose number it is, where it is not the figure's. */
  declare settings: Settings | undefined;
  protected override readonly topics: readonly Topic[] = ['figure', 'words', 'point'];

  constructor() {
    super();
    this.cell = null;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { words, cell } = this;
    const store = this.settings ?? this.store;
    const name = cell && store.figure.trace.givenName(cell.node);
    if (!cell || !name || store.figure.gradientOf) return nothing;
    const edit = editOf(store.scenario, { matrix: name, row: cell.row, column: cell.column });
    const wrong = store.errors.find(({ path }) => path.startsWith('edits['));
    const value = edit?.value ?? Number(givenNumber(store.figure.trace.value(cell)).replace('−', '-'));
    return html`<div class="edit">
      <label>${editingWords().set} <input class="number" type="text" inputmode="decimal" maxlength="40" autocomplete="off" data-control="edit" aria-invalid=${wrong !== undefined} aria-describedby=${wrong ? 'error-edits' : nothing} @input=${this.#input} @keydown=${this.#key} ${typed(value)} /></label>
      ${edit ? html`<button type="button" class="quiet" data-control="release-edit" @click=${() => this.#release(cell)}>${editingWords().release}</button>` : nothing}
      ${wrong ? errorLine(wrong.code === 'wrong_type' ? editingWords().notNumber : errorSentence(wrong, words), 'edits') : nothing}
    </div>`;
  }

  /** The button goes; who pressed it is still at the number. */
  #release(cell: Cell): void {
    this.#set(cell, null);
    this.querySelector<HTMLElement>('[data-control="edit"]')?.focus();
  }

  #input = (event: Event): void => {
    if (this.cell) this.#set(this.cell, typedNumber((event.target as HTMLInputElement).value));
  };

  #key = (event: KeyboardEvent): void => {
    const input = event.target as HTMLInputElement;
    const next = stepped(event, input.value);
    if (next === null || !this.cell) return;
    event.preventDefault();
    // At once: the next key may come before the figure was drawn again.
    input.value = String(next);
    this.#set(this.cell, next);
  };

  #set(cell: Cell, value: Typed | null): void {
    (this.settings ?? this.store).edit(cell, value);
  }
}

customElements.define('attention-edit', EditElement);
