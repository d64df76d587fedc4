import type { Cell } from '../core/types.ts';
import type { CellEventDetail, MatrixSpec } from '../draw/spec.ts';
import { besideOf } from '../store/beside.ts';
import type { Comparison, Side } from './comparison.ts';
import { LabelledElement } from './labelled.ts';

/** A, B, or what B has more: what is pointed at in one of them is pointed out in all three. */
export class ComparedMatrixElement extends LabelledElement {
  static override properties = { ...LabelledElement.properties, comparison: { attribute: false }, side: { type: String } };
  declare comparison: Comparison | null;
  declare side: Side;

  constructor() {
    super();
    this.comparison = null;
    this.side = 'a';
  }

  protected override dress(spec: MatrixSpec): MatrixSpec {
    return this.comparison?.dress(spec, this.side, this.words) ?? spec;
  }

  protected override get active(): Cell | null {
    return this.comparison?.cell(this.side, this.store) ?? null;
  }

  protected override act({ action, row, column }: CellEventDetail): void {
    const { comparison, side, store } = this;
    if (!comparison) return;
    if (action === 'paint') {
      if (side === 'b') besideOf(store).paint(row, column);
      else store.paint(row, column);
      return;
    }
    // Where the two are of different shapes, what is pointed at is one of A's.
    if (side === 'b' && !comparison.difference) return;
    const cell = { node: comparison.pair.a.node, row, column };
    // Something else may be held that is not on screen.
    if (store.locked && store.locked.node !== cell.node) store.lock(null);
    if (action === 'point') store.point(cell);
    else store.toggleLock(cell);
  }
}

customElements.define('attention-compared-matrix', ComparedMatrixElement);
