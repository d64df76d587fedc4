/** Numbers' cells, and tokens' chips with what adds one. */
const answered = '[role=gridcell], [data-chips], [data-add]';

/** What a held key does by itself where it is sent again: it writes into the field that an earlier one has opened. */
function send(event: KeyboardEvent): void {
  const target = document.activeElement;
  if (target instanceof HTMLInputElement && event.key.length === 1) {
    target.setRangeText(event.key, target.selectionStart ?? 0, target.selectionEnd ?? 0, 'end');
    target.dispatchEvent(new InputEvent('input', { bubbles: true }));
  } else target?.dispatchEvent(new KeyboardEvent('keydown', event));
}

/**
 * What answers the reader's hand in the figure is fetched when a pointer or the focus first comes near. Keys and taps that
 * come before it are held, and sent again once it is there: a finger's first tap is what fetches it.
 */
export function answerFirstTouch(figure: HTMLElement): void {
  const held: Event[] = [];
  const hold = (event: Event): void => {
    const { target } = event;
    if (!(target instanceof Element && target.closest(answered))) return;
    if (event instanceof KeyboardEvent) {
      // Tab moves on, and Enter and the space bar click.
      if (['Tab', 'Enter', ' '].includes(event.key) || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
    } else if (target.closest('[role=gridcell]')) return;
    event.stopPropagation();
    held.push(event);
  };
  const types = ['keydown', 'click'];
  const fetch = async (): Promise<void> => {
    for (const type of types) document.addEventListener(type, hold, { capture: true });
    try {
      await import('./editing.ts');
    } finally {
      for (const type of types) document.removeEventListener(type, hold, { capture: true });
    }
    for (const event of held) {
      if (event instanceof KeyboardEvent) send(event);
      else event.target?.dispatchEvent(new MouseEvent('click', event as MouseEvent));
    }
  };
  let fetched: Promise<void> | null = null;
  for (const type of ['pointerover', 'focusin']) {
    figure.addEventListener(type, () => (fetched ??= fetch()), { once: true });
  }
}
