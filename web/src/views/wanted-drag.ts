import type { Cell } from '../core/types.ts';
import { formatNumber } from '../draw/numbers.ts';
import type { Figure } from '../store/figure.ts';
import type { Store } from '../store/store.ts';
import { dragNumber } from './number-drag.ts';

interface Answers {
  /** What the number is wanted to be; null where the drag was given up. */
  readonly dragged: (wanted: number | null) => void;
  readonly dropped: () => void;
}

/** A weight lies between 0 and 1, whatever is wished. */
function within(wanted: number, { trace }: Figure, { node }: Cell): number {
  const { role, columnAxis } = trace.node(node) ?? {};
  return role === 'weights' && columnAxis !== 'feature' ? Math.min(0.99, Math.max(0.01, wanted)) : wanted;
}

/**
 * A computed number is dragged in its cell to what one wants it to be. It stays what it is, for it follows from the others: what
 * is wanted stands beside it until it is let go.
 */
export class WantedDrag {
  readonly #store: Store;
  readonly #answers: Answers;
  #listening = new AbortController();
  /** The end of a drag is no click. */
  #dragged = false;

  constructor(store: Store, answers: Answers) {
    this.#store = store;
    this.#answers = answers;
  }

  begin(): void {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    document.addEventListener('pointerdown', this.#down, { signal });
    document.addEventListener('click', this.#click, { signal, capture: true });
  }

  stop(): void {
    this.#listening.abort();
    this.#withdraw();
  }

  /** Where it may be dragged: the cells of the number that is asked about, as far as they are computed and elements. */
  get cells(): readonly Element[] {
    const { active } = this.#store;
    if (!active) return [];
    const matrix = `attention-matrix[data-node="${active.node}"] .cells[aria-readonly="true"]`;
    return [...document.querySelectorAll(`${matrix} [data-row="${active.row}"][data-column="${active.column}"]`)];
  }

  offer(): void {
    this.#withdraw();
    for (const cell of this.cells) cell.setAttribute('data-wanting', '');
  }

  #withdraw(): void {
    for (const element of document.querySelectorAll('[data-wanting]')) element.removeAttribute('data-wanting');
  }

  #down = (event: PointerEvent): void => {
    this.#dragged = false;
    const cell = this.#store.active;
    const element = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-wanting]') : null;
    if (!cell || !element || event.button !== 0) return;
    const bubble = document.createElement('div');
    dragNumber(event, element, this.#store.figure.trace.value(cell), {
      begun: () => {
        this.#dragged = true;
        if (!this.#store.locked) this.#store.lock(cell);
        bubble.className = 'tooltip';
        document.body.append(bubble);
      },
      moved: dragged => {
        const wanted = within(dragged, this.#store.figure, cell);
        const { right, top } = element.getBoundingClientRect();
        bubble.style.setProperty('left', `${right + 8}px`);
        bubble.style.setProperty('top', `${top}px`);
        bubble.textContent = formatNumber(wanted);
        this.#answers.dragged(wanted);
      },
      ended: how => {
        bubble.remove();
        if (how === 'dropped') this.#answers.dropped();
        if (how === 'given up') this.#answers.dragged(null);
      },
    });
  };

  #click = (event: Event): void => {
    if (this.#dragged) event.stopPropagation();
    this.#dragged = false;
  };
}
