import type { Cell } from '../core/types.ts';
import type { History } from './address.ts';
import { nameCell, nameInHead, resolveCell } from './cell-name.ts';
import { type Figure, type Looking, lookingAt, restingCell } from './figure.ts';
import { Topics } from './topics.ts';
import type { CellName, View } from './view.ts';

/** Which number of the figure is looked at, and the way that was walked to it. */
export abstract class Walk extends Topics {
  abstract figure: Figure;
  abstract view: View;
  #pointed: CellName | null = null;
  #back: CellName[] = [];

  protected abstract writeLink(history: History): void;

  point(cell: Cell | null): void {
    if (!cell) return;
    this.#pointed = nameCell(this.figure.trace, cell);
    if (!this.view.locked) this.publish('point');
  }

  lock(cell: Cell | null, keepTrail = false): void {
    if (!keepTrail) this.#back = [];
    this.view = { ...this.view, locked: nameCell(this.figure.trace, cell) };
    if (cell) this.#pointed = this.view.locked;
    this.writeLink('replace');
    this.publish('point');
  }

  toggleLock(cell: Cell): void {
    const { locked } = this;
    const same = locked?.node === cell.node && locked.row === cell.row && locked.column === cell.column;
    this.lock(same ? null : cell);
  }

  /** Walks from a number to one that made it. */
  follow(cell: Cell): void {
    const from = nameCell(this.figure.trace, this.active);
    if (from) this.#back.push(from);
    this.lock(cell, true);
  }

  get canGoBack(): boolean {
    return this.#back.length > 0;
  }

  /** The numbers that were walked from, the first one first; of those that are no more there is none. */
  get trail(): readonly (Cell | null)[] {
    return this.#back.map(name => resolveCell(this.figure.trace, name));
  }

  /** Back to a number that was walked from: the last one unless it is said which. */
  goBack(to = this.#back.length - 1): void {
    const name = this.#back[to];
    this.#back.length = Math.max(0, to);
    const cell = name && resolveCell(this.figure.trace, name);
    if (cell) this.lock(cell, true);
  }

  /** The cell whose arithmetic is shown: the locked one, else the last one pointed at, else a telling one. */
  get active(): Cell | null {
    return (
      this.locked ?? (this.#pointed && resolveCell(this.figure.trace, this.#pointed)) ?? restingCell(this.figure, this.looking)
    );
  }

  get locked(): Cell | null {
    return this.view.locked && resolveCell(this.figure.trace, this.view.locked);
  }

  get head(): number {
    return this.looking.head;
  }

  get looking(): Looking {
    return lookingAt(this.figure, this.view);
  }

  /** The figure becomes another one: what was looked at is no more. */
  protected leave(): void {
    this.#pointed = null;
    this.#back = [];
  }

  /** What was looked at, in another head; the locked cell there. */
  protected walkToHead(head: number): CellName | null {
    const move = (cell: CellName | null): CellName | null =>
      cell && cell.head >= 0 ? { ...cell, head, name: nameInHead(this.figure.trace, cell, head) } : cell;
    this.#pointed = move(this.#pointed);
    return move(this.view.locked);
  }
}
