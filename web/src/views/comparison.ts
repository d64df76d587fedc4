import type { Cell, Node } from '../core/types.ts';
import { formatNumber } from '../draw/numbers.ts';
import type { MatrixSpec } from '../draw/spec.ts';
import type { Store } from '../store/store.ts';
import { type Catalogue, fill } from '../text/catalogue.ts';
import { compareWords } from '../text/compare.ts';
import { isComparable, type Pair } from './compare-pairs.ts';
import { type FigureModel, hiddenCells, isShare } from './figure.ts';
import { isRelation, namesOf } from './names.ts';

export type Side = 'a' | 'b' | 'difference';

/** Two matrices, and what the second one has more. The numbers are the core's; here they are only looked through. */
export class Comparison {
  readonly a: FigureModel;
  readonly b: FigureModel;
  readonly pair: Pair;
  /** B − A; null where the shapes are not the same. */
  readonly difference: Float32Array | null;
  /** Where it is largest, whichever its sign. */
  readonly largest: number;
  /** The largest size of a difference that is a number. */
  readonly most: number;
  readonly #hidden: Uint8Array | null;
  readonly #maximum: number;

  constructor(a: FigureModel, b: FigureModel, pair: Pair, subtract: (a: number, b: number) => Float32Array) {
    this.a = a;
    this.b = b;
    this.pair = pair;
    this.difference = isComparable(pair) ? subtract(pair.a.node, pair.b.node) : null;
    const [ofA, ofB] = [hiddenCells(a.trace, pair.a), pair.b && hiddenCells(b.trace, pair.b)];
    this.#hidden = ofA && ofB && this.difference ? ofA.map((reason, index) => (ofB[index] ? reason : 0)) : null;
    let [largest, most] = [0, 0];
    const numbers = this.difference ?? [];
    for (let index = 0; index < numbers.length; ++index) {
      const size = Math.abs(numbers[index] as number);
      if (size > most && size < Number.POSITIVE_INFINITY) [largest, most] = [index, size];
    }
    this.largest = largest;
    this.most = most;
    this.#maximum = Math.max(sizeOf(a, pair.a), pair.b ? sizeOf(b, pair.b) : 0);
  }

  get node(): Node {
    return this.pair.a;
  }

  /** Whether A and B are shares, from 0 to 1. */
  get isShare(): boolean {
    return isShare(this.pair.a);
  }

  /** The end of the scale that A and B have in common. */
  get maximum(): number {
    return this.#maximum;
  }

  /** The cell that is looked at: what is pointed at, and before that the one in which they differ most. */
  cell(side: Side, { active }: Store): Cell | null {
    const { a, b } = this.pair;
    const at = active?.node === a.node ? active : this.place(this.largest);
    if (side !== 'b') return { ...at, node: a.node };
    return b && this.difference ? { ...at, node: b.node } : null;
  }

  /** Whether anything is hidden in both. */
  get hides(): boolean {
    return this.#hidden?.some(reason => reason > 0) ?? false;
  }

  /** Whether a difference has no size, as where one of the two is hidden. */
  get infinite(): boolean {
    return this.difference?.some(value => !Number.isFinite(value)) ?? false;
  }

  place(index: number): Cell {
    const { node, columns } = this.pair.a;
    return { node, row: Math.floor(index / columns), column: index % columns };
  }

  at({ row, column }: Cell): number {
    return this.difference?.[row * this.pair.a.columns + column] ?? Number.NaN;
  }

  /** What is otherwise than in a matrix of a figure: one scale for both, and the difference has another. */
  dress(spec: MatrixSpec, side: Side, words: Catalogue): MatrixSpec {
    const texts = compareWords(words);
    const { difference } = this;
    if (side !== 'difference' || !difference)
      return { ...spec, maximum: this.maximum, label: fill(texts.of[side === 'a' ? 'a' : 'b'], { name: spec.label }) };
    const { a, b } = this.pair;
    const rows = namesOf(this.a, a, 'row', words);
    const columns = namesOf(this.a, a, 'column', words);
    const describe = (row: number, column: number): string => {
      const index = row * a.columns + column;
      const names = { row: rows[row] ?? '', column: columns[column] ?? '' };
      if (this.#hidden?.[index]) return fill(words.speech.hidden, names);
      const number = (values: Float32Array | undefined): string => formatNumber(values?.[index] ?? Number.NaN);
      const numbers = { a: number(this.a.trace.values(a.node)), b: number(b ? this.b.trace.values(b.node) : undefined) };
      const sentence = isRelation(a) ? texts.speech.pair : texts.speech.feature;
      return fill(sentence, { ...names, ...numbers, value: number(difference) });
    };
    return {
      ...spec,
      name: 'difference',
      role: 'none',
      values: difference,
      hidden: this.#hidden,
      hiddenText: '',
      edited: new Set(),
      scale: 'signed',
      maximum: this.most,
      label: fill(texts.of.difference, { name: spec.label }),
      describe,
    };
  }
}

function sizeOf({ trace }: FigureModel, { node }: Node): number {
  let most = 0;
  for (const value of trace.values(node)) {
    const size = Math.abs(value);
    if (size > most && size < Number.POSITIVE_INFINITY) most = size;
  }
  return most;
}
