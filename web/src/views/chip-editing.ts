import { split } from '../store/opening.ts';
import type { Sentence } from '../store/scenario.ts';
import type { Store } from '../store/store.ts';
import { joinTokens } from '../store/view.ts';
import { fill } from '../text/catalogue.ts';
import { editingWords } from '../text/editing.ts';
import { ChipDrag } from './chip-drag.ts';
import { newElements } from './elements.ts';
import { HeldKeys } from './held-keys.ts';

/** A token on the page. */
export interface Chip {
  readonly button: HTMLElement;
  readonly list: HTMLElement;
  readonly sentence: Sentence;
  readonly index: number;
}

export function chipOf(target: EventTarget | null): Chip | null {
  const button = target instanceof Element ? target.closest<HTMLElement>('[data-chips] button.chip') : null;
  const list = button?.closest<HTMLElement>('[data-chips]');
  const item = button?.parentElement;
  if (!button || !list || !item) return null;
  return { button, list, sentence: list.dataset.chips as Sentence, index: [...list.children].indexOf(item) };
}

/** Tokens are changed, added, removed and put into another order where they stand; each takes along what belongs to it. */
export class ChipEditing {
  readonly #store: Store;
  readonly #say: (sentence: string) => void;
  readonly #drag: ChipDrag;

  constructor(store: Store, say: (sentence: string) => void) {
    this.#store = store;
    this.#say = say;
    this.#drag = new ChipDrag((chip, to) => this.#move(chip, to));
    document.addEventListener('click', this.#click);
    document.addEventListener('keydown', this.#key);
    document.addEventListener('pointerover', this.#over);
    document.addEventListener('focusin', this.#over);
  }

  #tokens(sentence: Sentence): readonly string[] {
    return this.#store.scenario[sentence] ?? [];
  }

  /** These tokens, by the places that they had; null is new. */
  #change(sentence: Sentence, tokens: readonly string[], origin: readonly (number | null)[], goesOn = false): void {
    this.#store.retoken(sentence, tokens, joinTokens(tokens), goesOn ? 'replace' : 'push', origin);
  }

  #move({ sentence, index, list }: Chip, to: number): void {
    const tokens = this.#tokens(sentence);
    if (to === index || to < 0 || to >= tokens.length) return;
    const origin = tokens.map((_, at) => at);
    origin.splice(to, 0, ...origin.splice(index, 1));
    this.#change(
      sentence,
      origin.map(at => tokens[at] ?? ''),
      origin,
    );
    this.#focus(list, to);
    this.#say(fill(editingWords().moved, { token: tokens[index] ?? '', n: to + 1, of: tokens.length }));
  }

  #remove({ sentence, index, list }: Chip): void {
    const tokens = this.#tokens(sentence);
    const origin = tokens.map((_, at) => at).filter(at => at !== index);
    this.#change(
      sentence,
      origin.map(at => tokens[at] ?? ''),
      origin,
    );
    this.#say(fill(editingWords().removed, { token: tokens[index] ?? '', of: origin.length }));
    requestAnimationFrame(() => this.#focus(list, Math.min(index, origin.length - 1)));
  }

  /** One chip of a list is reached with Tab, the others with the arrow keys. */
  #focus(list: HTMLElement, index: number): void {
    const chips = [...list.querySelectorAll<HTMLElement>('button.chip')];
    for (const [at, chip] of chips.entries()) chip.tabIndex = at === index ? 0 : -1;
    chips[index]?.focus();
  }

  #over = (event: Event): void => {
    const chip = chipOf(event.target);
    if (!chip) return;
    const token = this.#tokens(chip.sentence)[chip.index] ?? '';
    chip.button.title = fill(editingWords().chipHint, { token });
  };

  #click = (event: Event): void => {
    const add = event.target instanceof Element && event.target.closest<HTMLElement>('[data-add]');
    if (add) this.#add(add.dataset.add as Sentence);
    const chip = chipOf(event.target);
    if (chip && !this.#drag.moved) this.#edit(chip);
  };

  #key = (event: KeyboardEvent): void => {
    const chip = chipOf(event.target);
    if (!chip || event.ctrlKey || event.metaKey) return;
    const { key, altKey } = event;
    const last = this.#tokens(chip.sentence).length - 1;
    const to = { ArrowLeft: chip.index - 1, ArrowRight: chip.index + 1, Home: 0, End: last }[key];
    if (to !== undefined) {
      if (altKey) this.#move(chip, to);
      else this.#focus(chip.list, Math.max(0, Math.min(last, to)));
    } else if (key === 'Delete' || key === 'Backspace') this.#remove(chip);
    else if (key === 'F2') this.#edit(chip);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** Another word at the end, to be written over at once. */
  #add(sentence: Sentence): void {
    const tokens = this.#tokens(sentence);
    const { elements } = this.#store.scenario;
    const token = elements === 'words' ? editingWords().added : newElements(elements, 1);
    this.#store.undo.hold(true);
    this.#change(sentence, [...tokens, token], [...tokens.map((_, at) => at), null], true);
    const keys = new HeldKeys('[data-add]');
    const open = (): void => {
      const button = document.querySelectorAll<HTMLElement>(`[data-chips="${sentence}"] button.chip`)[tokens.length];
      const chip = button && chipOf(button);
      if (chip) this.#edit(chip, tokens);
      keys.send();
    };
    // The chip is there when the figure was computed and drawn.
    requestAnimationFrame(() => requestAnimationFrame(open));
  }

  /** Opens a field in place of the chip. Escape gives back what was before. */
  #edit({ button, list, sentence, index }: Chip, added: readonly string[] | null = null): void {
    const store = this.#store;
    const now = this.#tokens(sentence);
    const before = added ?? now;
    const item = button.parentElement;
    if (!item || now[index] === undefined) return;
    const input = document.createElement('input');
    Object.assign(input, { className: 'chip-field', type: 'text', autocomplete: 'off', spellcheck: false, value: now[index] });
    input.dir = 'auto';
    input.dataset.control = 'token';
    input.setAttribute('aria-label', fill(editingWords().editToken, { n: index + 1, token: now[index] ?? '' }));
    const all = now.map((_, at) => at as number | null);
    const put = (parts: readonly string[], goesOn: boolean): void => {
      const put = [...now.slice(0, index), ...parts, ...now.slice(index + 1)];
      const origin = [...all.slice(0, index), ...parts.map((_, at) => (at === 0 ? index : null)), ...all.slice(index + 1)];
      this.#change(sentence, put, origin, goesOn);
    };
    const typed = (): string => input.value.trim().toWellFormed();
    let open = true;
    const close = (keep: boolean): void => {
      if (!open) return;
      open = false;
      const parts = split(store.core, typed(), store.view.segmentation);
      const same = parts.length === 1 && parts[0] === this.#tokens(sentence)[index];
      if (!keep)
        this.#change(
          sentence,
          before,
          before.map((_, at) => at),
          true,
        );
      else if (!same) put(parts, true);
      store.undo.hold(false);
      item.classList.remove('editing');
      input.remove();
    };
    input.addEventListener('input', () => {
      if (typed() !== '') put([typed()], true);
    });
    input.addEventListener('blur', () => close(true));
    input.addEventListener('keydown', event => {
      if (event.ctrlKey || event.metaKey) return;
      event.stopPropagation();
      // With an input method Enter ends a word, not the field.
      if (event.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
      event.preventDefault();
      close(event.key === 'Enter');
      requestAnimationFrame(() => this.#focus(list, Math.min(index, this.#tokens(sentence).length - 1)));
    });
    // What was added is one step with its writing.
    if (!added) store.undo.hold(true);
    item.classList.add('editing');
    item.append(input);
    input.focus();
    input.select();
  }
}
