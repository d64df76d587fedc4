import type { Cell } from '../core/types.ts';
import { formatNumber, givenNumber } from '../draw/numbers.ts';
import { editOf } from '../store/edits.ts';
import { type Typed, typedNumber } from '../store/scenario.ts';
import type { Store } from '../store/store.ts';
import { fill } from '../text/catalogue.ts';
import { editingWords } from '../text/editing.ts';
import { CellField } from './cell-field.ts';
import { dragNumber } from './number-drag.ts';
import { stepped } from './number-step.ts';

/** Milliseconds from one click to the next. */
const doubleClick = 500;

interface Hit {
  readonly element: HTMLElement;
  readonly cell: Cell;
}

/** The cell of a matrix that is given under an event; of a picture, the one that has the focus. Painted ones have other ways. */
function hitOf({ target }: Event, readOnly = 'false'): Hit | null {
  const element = target instanceof Element ? target.closest<HTMLElement>('[role=gridcell][data-row]') : null;
  const grid = element?.closest('[role=grid]');
  const matrix = element?.closest('attention-matrix');
  if (!element || !matrix || grid?.getAttribute('aria-readonly') !== readOnly || grid.matches('.paintable')) return null;
  const { row, column } = element.dataset;
  return { element, cell: { node: Number(matrix.dataset.node), row: Number(row), column: Number(column) } };
}

/** A finger finds where it may drag. */
function putGrip(cell: HTMLElement): void {
  cell.setAttribute('data-grip', '');
  const grip = document.createElement('span');
  grip.className = 'grip';
  const { offsetLeft: left, offsetTop: top, offsetWidth: width, offsetHeight: height } = cell;
  for (const [name, value] of Object.entries({ left, top, width, height })) grip.style.setProperty(name, `${value}px`);
  cell.closest('attention-matrix')?.append(grip);
}

/**
 * Numbers that are given are set in their cells: dragged up and down, typed, or moved by keys. A finger drags the locked cell
 * alone: everywhere else it scrolls the page.
 */
export class CellEditing {
  readonly #store: Store;
  readonly #say: (sentence: string) => void;
  #field: CellField | null = null;
  /** The end of a drag is no click. */
  #dragged = false;
  /** The cell that was clicked last, and when. */
  #clicked: { readonly element: HTMLElement | undefined; readonly at: number } = { element: undefined, at: 0 };

  constructor(store: Store, say: (sentence: string) => void) {
    this.#store = store;
    this.#say = say;
    document.addEventListener('pointerdown', this.#down);
    document.addEventListener('click', this.#click, { capture: true });
    document.addEventListener('keydown', this.#key, { capture: true });
  }

  /** The figure was drawn again, or another cell is locked. */
  refresh(): void {
    const { locked } = this.#store;
    for (const cell of document.querySelectorAll('[data-grip]')) cell.removeAttribute('data-grip');
    for (const grip of document.querySelectorAll('.grip')) grip.remove();
    const place = locked && `[data-row="${locked.row}"][data-column="${locked.column}"]`;
    const matrix = `attention-matrix[data-node="${locked?.node}"] [aria-readonly="false"]`;
    if (place) for (const cell of document.querySelectorAll<HTMLElement>(`${matrix} ${place}`)) putGrip(cell);
    this.#field?.refresh();
  }

  #value(cell: Cell): number {
    return this.#store.figure.trace.value(cell);
  }

  #set(cell: Cell, value: Typed | null): void {
    this.#store.edit(cell, value);
  }

  #isLocked({ node, row, column }: Cell): boolean {
    const { locked } = this.#store;
    return locked?.node === node && locked.row === row && locked.column === column;
  }

  #down = (event: PointerEvent): void => {
    this.#dragged = false;
    const hit = hitOf(event);
    if (!hit || event.button !== 0 || (event.pointerType === 'touch' && !hit.element.hasAttribute('data-grip'))) return;
    const { cell, element } = hit;
    const before = this.#editOf(cell);
    dragNumber(event, element, this.#value(cell), {
      begun: () => {
        this.#dragged = true;
        if (!this.#isLocked(cell)) this.#store.lock(cell);
      },
      moved: value => this.#set(cell, value),
      ended: how => {
        if (how === 'given up') this.#set(cell, before);
      },
    });
  };

  #editOf({ node, row, column }: Cell): Typed | null {
    const matrix = this.#store.figure.trace.givenName(node) ?? '';
    return editOf(this.#store.scenario, { matrix, row, column })?.value ?? null;
  }

  /** The second click of two opens the field; the first has locked the cell, after which not every browser counts on. */
  #click = (event: MouseEvent): void => {
    const { element, at } = this.#clicked;
    const hit = this.#dragged ? null : hitOf(event);
    const again = hit && hit.element === element && event.timeStamp - at < doubleClick ? hit : null;
    if (again) this.#open(again);
    if (again || this.#dragged) event.stopPropagation();
    this.#clicked = { element: again ? undefined : hit?.element, at: event.timeStamp };
    this.#dragged = false;
  };

  #key = (event: KeyboardEvent): void => {
    const { key, altKey, ctrlKey, metaKey } = event;
    if (ctrlKey || metaKey) return;
    // In a part of a larger matrix some of them zoom.
    const zooms = event.target instanceof Element && event.target.closest('[aria-rowcount]') && '+-0'.includes(key);
    const writes = !altKey && /^[\d.+\u2212-]$/.test(key) && !zooms;
    const hit = hitOf(event);
    if (!hit) {
      if (writes && hitOf(event, 'true')) this.#say(editingWords().computed);
      return;
    }
    const { cell } = hit;
    const next = altKey ? stepped(event, givenNumber(this.#value(cell))) : null;
    if (next !== null) {
      this.#set(cell, next);
      this.#say(givenNumber(next));
    } else if (writes) this.#open(hit, key);
    else if (key === 'F2') this.#open(hit);
    else if ((key === 'Delete' || key === 'Backspace') && this.#editOf(cell) !== null) this.#release(cell);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  #release(cell: Cell): void {
    this.#set(cell, null);
    // Its number is known once the figure was computed.
    requestAnimationFrame(() => this.#say(fill(editingWords().released, { value: formatNumber(this.#value(cell)) })));
  }

  #open({ cell, element }: Hit, text?: string): void {
    const store = this.#store;
    const before = this.#editOf(cell);
    this.#field?.close();
    if (!this.#isLocked(cell)) store.lock(cell);
    store.undo.hold(true);
    this.#field = new CellField(store, element, text ?? givenNumber(this.#value(cell)), {
      typed: value => this.#set(cell, typedNumber(value)),
      cancelled: () => this.#set(cell, before),
      closed: () => {
        store.undo.hold(false);
        this.#field = null;
      },
    });
    if (text !== undefined) this.#set(cell, typedNumber(text));
  }
}
