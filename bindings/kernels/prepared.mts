import { type Memory, Owner } from './memory.mjs';

/** A call that lies prepared in the module's memory, as a row of words. */
export abstract class Prepared extends Owner {
  /** What must not be freed before it. */
  readonly #uses: readonly Owner[];

  constructor(memory: Memory, content: readonly number[], uses: readonly Owner[], what: string) {
    super(memory, content.length * Uint32Array.BYTES_PER_ELEMENT, what);
    memory.words.set(content, this.address / Uint32Array.BYTES_PER_ELEMENT);
    this.#uses = uses;
  }

  /** @internal */
  override usable(): number {
    const { address } = this;
    for (const owner of this.#uses) owner.usable();
    return address;
  }
}
