/** Keys that are pressed before what answers them is there: held, and then sent. */
export class HeldKeys {
  readonly #within: string;
  readonly #held: KeyboardEvent[] = [];

  /** Keys whose target lies within one of these elements, as a selector. */
  constructor(within: string) {
    this.#within = within;
    document.addEventListener('keydown', this.#press, { capture: true });
  }

  #press = (event: KeyboardEvent): void => {
    const { key, target, ctrlKey, metaKey } = event;
    if (!(target instanceof Element && target.closest(this.#within)) || ctrlKey || metaKey || key === 'Tab') return;
    // Unless something was typed before, Enter and the space bar click, and Escape gives up what is looked at: sent later it
    // would give up something else.
    if (['Enter', ' ', 'Escape'].includes(key) && this.#held.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    this.#held.push(event);
  };

  hold(event: KeyboardEvent): void {
    this.#held.push(event);
  }

  /** What is pressed from now on goes its own way. */
  release(): void {
    document.removeEventListener('keydown', this.#press, { capture: true });
  }

  /** To what has the focus by then: what a key does by itself in a field, to write, has to be done here. */
  send(): void {
    this.release();
    for (const event of this.#held) {
      const target = document.activeElement;
      if (target instanceof HTMLInputElement && event.key.length === 1) {
        target.setRangeText(event.key, target.selectionStart ?? 0, target.selectionEnd ?? 0, 'end');
        target.dispatchEvent(new InputEvent('input', { bubbles: true }));
      } else target?.dispatchEvent(new KeyboardEvent('keydown', event));
    }
  }
}
