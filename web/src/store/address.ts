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
      if (this.#unwritten) this.#put('replaceState', this.#unwritten);
      if (this.#put('pushState', link)) {
        this.#unwritten = null;
        return;
      }
    }
    // Typing is faster than the address may change.
    this.#unwritten = link;
    this.#later(200);
  }

  #later(wait: number): void {
    this.#timer = window.setTimeout(() => {
      if (!this.#unwritten || this.#put('replaceState', this.#unwritten)) this.#unwritten = null;
      else this.#later(2000);
    }, wait);
  }

  /** Browsers limit how often the address may change: Firefox and Safari throw beyond that. */
  #put(how: 'pushState' | 'replaceState', link: () => string): boolean {
    const next = link();
    try {
      window.history[how](null, '', next);
      return true;
    } catch {
      return false;
    }
  }

  /** What was still to be written belongs to an address that was left. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#unwritten = null;
  }
}
