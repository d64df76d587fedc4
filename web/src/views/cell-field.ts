import type { CoreError } from '../core/types.ts';
import { typedNumber } from '../store/scenario.ts';
import type { Store } from '../store/store.ts';
import { fill } from '../text/catalogue.ts';
import { editingWords } from '../text/editing.ts';
import { errorSentence } from '../text/errors.ts';
import { preferences } from '../text/preferences.ts';
import { stepped } from './number-step.ts';

interface Answers {
  readonly typed: (value: string) => void;
  readonly cancelled: () => void;
  readonly closed: () => void;
}

const least = { width: 64, height: 30 } as const;

/** The field in which the number of a cell is typed, over the cell; what is wrong with it is said under it. */
export class CellField {
  readonly #store: Store;
  readonly #cell: HTMLElement;
  readonly #answers: Answers;
  readonly #input = document.createElement('input');
  readonly #error = document.createElement('p');
  #closed = false;

  constructor(store: Store, cell: HTMLElement, text: string, answers: Answers) {
    this.#store = store;
    this.#cell = cell;
    this.#answers = answers;
    const input = this.#input;
    Object.assign(input, { className: 'cell-field', type: 'text', inputMode: 'decimal', autocomplete: 'off', value: text });
    input.dataset.control = 'cell';
    const name = (cell.getAttribute('aria-label') ?? '').replace(/[,，][^,，]*$/, '');
    input.setAttribute('aria-label', fill(editingWords().editCell, { name }));
    this.#error.className = 'error cell-error';
    this.#error.id = 'error-cell';
    this.#error.hidden = true;
    this.#place();
    input.addEventListener('input', () => this.#answers.typed(input.value));
    input.addEventListener('blur', () => this.close());
    for (const type of ['keydown', 'pointerdown', 'click', 'dblclick']) input.addEventListener(type, this.#own);
    cell.closest('attention-matrix')?.append(input, this.#error);
    input.focus();
    if (text.length > 1) input.select();
  }

  #place(): void {
    const { offsetLeft, offsetTop, offsetWidth, offsetHeight } = this.#cell;
    const width = Math.max(least.width, offsetWidth);
    const height = Math.max(least.height, offsetHeight);
    const left = Math.max(0, offsetLeft + (offsetWidth - width) / 2);
    const top = offsetTop + (offsetHeight - height) / 2;
    const box = { left, top, width, height };
    for (const [name, value] of Object.entries(box)) this.#input.style.setProperty(name, `${value}px`);
    this.#error.style.setProperty('left', `${left}px`);
    this.#error.style.setProperty('top', `${top + height + 4}px`);
  }

  refresh(): void {
    const wrong = this.#store.errors.find(({ path }) => path.startsWith('edits'));
    this.#input.setAttribute('aria-invalid', String(wrong !== undefined));
    this.#input.toggleAttribute('aria-describedby', wrong !== undefined);
    if (wrong) this.#input.setAttribute('aria-describedby', 'error-cell');
    this.#error.hidden = wrong === undefined;
    this.#error.textContent = wrong ? this.#sentence(wrong) : '';
  }

  #sentence(wrong: CoreError): string {
    return wrong.code === 'wrong_type' ? editingWords().notNumber : errorSentence(wrong, preferences.words);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    // A part of what was typed may have been a number; what is wrong as a whole leaves nothing behind.
    if (!this.#error.hidden || typeof typedNumber(this.#input.value) !== 'number') this.#answers.cancelled();
    this.#answers.closed();
    this.#input.remove();
    this.#error.remove();
  }

  /** What is done in the field is not done to the matrix under it. */
  #own = (event: Event): void => {
    if (!(event instanceof KeyboardEvent)) {
      event.stopPropagation();
      return;
    }
    const { key, ctrlKey, metaKey } = event;
    if (ctrlKey || metaKey) return;
    event.stopPropagation();
    const next = stepped(event, this.#input.value);
    if (next !== null) {
      event.preventDefault();
      this.#input.value = String(next);
      this.#answers.typed(String(next));
    } else if (key === 'Enter' || key === 'Escape') {
      event.preventDefault();
      if (key === 'Escape') this.#answers.cancelled();
      this.close();
      this.#cell.focus();
    }
  };
}
