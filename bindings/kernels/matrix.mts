import { type Memory, Owner, whole } from './memory.mjs';

/** Positions are counted in float32, which holds every whole number up to here. */
export const mostRows = 2 ** 24;

/** Keeps a matrix alive for as long as somebody has its view. */
const matrixOf = new WeakMap<Float32Array, Matrix>();

/**
 * A matrix of float32 in the module's memory, or one for each head: heads one after the other, each row by row. It is zero at
 * first.
 */
export class Matrix extends Owner {
  readonly rows: number;
  readonly columns: number;
  readonly heads: number;
  #view = new Float32Array(0);

  /** @internal Use `Kernels.matrix`. */
  constructor(memory: Memory, rows: number, columns: number, heads: number) {
    whole(rows, 'rows', 1, mostRows);
    whole(columns, 'columns', 1, mostRows);
    whole(heads, 'heads', 1, mostRows);
    super(memory, rows * columns * heads * Float32Array.BYTES_PER_ELEMENT, 'matrix');
    this.rows = rows;
    this.columns = columns;
    this.heads = heads;
  }

  /** How many numbers it holds. */
  get length(): number {
    return this.rows * this.columns * this.heads;
  }

  /**
   * The numbers themselves, to be read and written. Ask for it where you use it: the view that you got before is empty after
   * the module's memory has grown (which `Kernels.matrix` and its siblings may cause; a run never does).
   */
  get view(): Float32Array<ArrayBuffer> {
    const { address } = this;
    if (this.#view.buffer !== this.memory.buffer) {
      this.#view = new Float32Array(this.memory.buffer, address, this.length);
      matrixOf.set(this.#view, this);
    }
    return this.#view;
  }

  /** The numbers of one head: a part of `view`. */
  head(index: number): Float32Array<ArrayBuffer> {
    whole(index, 'head', 0, this.heads - 1);
    const count = this.rows * this.columns;
    const part = this.view.subarray(index * count, (index + 1) * count);
    matrixOf.set(part, this);
    return part;
  }

  /** Copies all numbers in. */
  set(numbers: ArrayLike<number>): this {
    if (numbers.length !== this.length)
      throw new RangeError(`${describe(this)} takes ${this.length} numbers, but got ${numbers.length}`);
    this.view.set(numbers);
    return this;
  }

  /** Copies all numbers out, into an array of yours or into a new one. */
  copyTo(array: Float32Array = new Float32Array(this.length)): Float32Array {
    if (array.length < this.length)
      throw new RangeError(`${describe(this)} has ${this.length} numbers, but the array is for ${array.length}`);
    array.set(this.view);
    return array;
  }
}

/** "a 3 x 4 matrix of 2 heads" */
export function describe({ rows, columns, heads }: Pick<Matrix, 'rows' | 'columns' | 'heads'>): string {
  return `a ${rows} x ${columns} matrix${heads === 1 ? '' : ` of ${heads} heads`}`;
}

/** Throws unless a matrix has this shape. */
export function requireShape(matrix: Matrix, name: string, rows: number, columns: number, heads: number): void {
  if (matrix.rows !== rows || matrix.columns !== columns || matrix.heads !== heads)
    throw new RangeError(`${name} must be ${describe({ rows, columns, heads })}, but is ${describe(matrix)}`);
}

/** Throws unless all lie in one memory. */
export function requireOneModule(matrices: readonly Matrix[]): void {
  if (new Set(matrices.map(({ memory }) => memory)).size > 1)
    throw new RangeError('all matrices must be of one module: they come from different calls of load()');
}

/** A matrix as the module's calls want it: see Heads in src/kernels/multi_head.hpp. */
export function words(matrix: Matrix, rows = matrix.rows): readonly number[] {
  return [matrix.address, rows, matrix.columns, matrix.columns, matrix.heads, matrix.rows * matrix.columns];
}
