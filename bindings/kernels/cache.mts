import { Matrix, mostRows } from './matrix.mjs';
import { type Memory, Owner, whole } from './memory.mjs';

/** What a cache is made for. */
export interface CacheOptions {
  /** The most keys that it can hold. */
  readonly capacity: number;
  readonly keyWidth: number;
  /** As keyWidth unless given. */
  readonly valueWidth?: number;
  /** Heads of keys and values; 1 unless given. */
  readonly heads?: number;
}

/**
 * Keys and values that stay in the module's memory while a text is decoded token by token. Attention that is prepared with a
 * cache attends what the cache holds when it runs.
 */
export class KeyValueCache extends Owner {
  readonly capacity: number;
  /** (capacity, keyWidth), of which the first `length` rows count. */
  readonly keys: Matrix;
  /** (capacity, valueWidth), of which the first `length` rows count. */
  readonly values: Matrix;
  #length = 0;

  /** @internal Use `Kernels.cache`. */
  constructor(memory: Memory, { capacity, keyWidth, valueWidth = keyWidth, heads = 1 }: CacheOptions) {
    whole(capacity, 'capacity', 1, mostRows);
    super(memory, Uint32Array.BYTES_PER_ELEMENT, 'cache');
    this.capacity = capacity;
    this.keys = new Matrix(memory, capacity, keyWidth, heads);
    this.values = new Matrix(memory, capacity, valueWidth, heads);
  }

  /** How many keys it holds. */
  get length(): number {
    return this.#length;
  }

  /**
   * Appends the same number of keys and values to every head. Both come head by head, each row by row: for one token, one row
   * for each head. A matrix's `view` will do. Throws a RangeError, and appends nothing, when there is no room.
   */
  append(keys: Float32Array, values: Float32Array): void {
    const count = keys.length / (this.keys.columns * this.keys.heads);
    if (!Number.isInteger(count) || values.length !== count * this.values.columns * this.values.heads)
      throw new RangeError(
        `keys and values must be whole rows of ${this.keys.columns} and ${this.values.columns} numbers, as many of both for each ` +
          `of ${this.keys.heads} heads, but are ${keys.length} and ${values.length} numbers`,
      );
    if (this.#length + count > this.capacity)
      throw new RangeError(`the cache is full: it holds ${this.#length} of ${this.capacity} keys, and ${count} more do not fit`);
    this.#copy(this.keys, keys, count);
    this.#copy(this.values, values, count);
    this.truncate(this.#length + count);
  }

  /** Forgets all keys but the first ones, or with 0 all. */
  truncate(length: number): void {
    this.#length = whole(length, 'length', 0, this.capacity);
    this.memory.words[this.address / Uint32Array.BYTES_PER_ELEMENT] = length;
  }

  override free(): void {
    this.keys.free();
    this.values.free();
    super.free();
  }

  #copy({ view, columns, heads }: Matrix, rows: Float32Array, count: number): void {
    const size = count * columns;
    for (let head = 0; head < heads; ++head)
      view.set(rows.subarray(head * size, (head + 1) * size), (head * this.capacity + this.#length) * columns);
  }
}
