export type History = 'push' | 'replace';

/** The address bar: it follows the state, a little behind. */
export class Address {
  /** Unset where the figure stands alone: its state is not written to the address. */
  keeps = true;
  #timer = 0;
  #unwritten: (() => string) | null = null;

  /** The link is asked for when it is written: it has to be that to the state of now. */
  write(link: () => string, history: History): void {
    if (!this.keeps) return;
    clearTimeout(this.#timer);
    if (history === 'push') {
      if (this.#unwritten) window.history.replaceState(null, '', this.#unwritten());
      this.#unwritten = null;
      window.history.pushState(null, '', link());
      return;
    }
    // Browsers limit how often the address may change, and typing is faster.
    this.#unwritten = link;
    this.#timer = window.setTimeout(() => {
      window.history.replaceState(null, '', link());
      this.#unwritten = null;
    }, 200);
  }

  /** What was still to be written belongs to an address that was left. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#unwritten = null;
  }
}
