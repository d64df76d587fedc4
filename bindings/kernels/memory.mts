import type { Exports } from './module.mjs';

const mostBytes = 2 ** 31;

/** The module's memory. It grows when it must, and every view of it dies then: views are asked for anew. */
export class Memory {
  readonly exports: Exports;
  #words: Uint32Array<ArrayBuffer>;
  readonly #abandoned: FinalizationRegistry<number>;

  constructor(exports: Exports) {
    this.exports = exports;
    this.#words = new Uint32Array(this.buffer);
    this.#abandoned = new FinalizationRegistry(address => exports.release(address));
  }

  get buffer(): ArrayBuffer {
    return this.exports.memory.buffer;
  }

  /** All of the memory as words of 32 bits. */
  get words(): Uint32Array<ArrayBuffer> {
    if (this.#words.buffer !== this.buffer) this.#words = new Uint32Array(this.buffer);
    return this.#words;
  }

  /** So many bytes of zeros for an owner, which may free them; they are also freed some time after nobody knows the owner. */
  allocate(bytes: number, owner: object): number {
    const address = bytes < mostBytes ? this.exports.allocate(bytes) : 0;
    if (address === 0) throw new RangeError(`out of memory: ${bytes} bytes were asked for (the module can hold 2 GB in all)`);
    this.#abandoned.register(owner, address, owner);
    return address;
  }

  /** Makes sure that there is memory to work in. */
  reserve(keyWidth: number, valueWidth: number): void {
    if (this.exports.reserve(keyWidth, valueWidth) === 0)
      throw new RangeError(`out of memory: widths of ${keyWidth} and ${valueWidth} need too much to work in`);
  }

  release(address: number, owner: object): void {
    this.#abandoned.unregister(owner);
    this.exports.release(address);
  }
}

/** What has memory of its own in the module. */
export abstract class Owner {
  readonly memory: Memory;
  readonly #what: string;
  #address: number;

  protected constructor(memory: Memory, bytes: number, what: string) {
    this.memory = memory;
    this.#what = what;
    this.#address = memory.allocate(bytes, this);
  }

  /** Where it lies in the module's memory, in bytes. Throws once it is freed. */
  get address(): number {
    if (this.#address === 0) throw new ReferenceError(`this ${this.#what} has been freed`);
    return this.#address;
  }

  get freed(): boolean {
    return this.#address === 0;
  }

  /** @internal Its address, where nothing that it cannot do without is freed. */
  usable(): number {
    return this.address;
  }

  /** Gives the memory back now. What is freed can be freed again, but not used. */
  free(): void {
    if (this.#address === 0) return;
    this.memory.release(this.#address, this);
    this.#address = 0;
  }
}

/** A whole number from `least` to `most`, or an error that names it. */
export function whole(value: number, name: string, least: number, most: number): number {
  if (!Number.isInteger(value) || value < least || value > most)
    throw new RangeError(`${name} must be a whole number from ${least} to ${most}, but is ${value}`);
  return value;
}
