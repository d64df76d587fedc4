import { HeldKeys } from './held-keys.ts';

/** Numbers' cells, and tokens' chips with what adds one. */
const cell = '[role=gridcell]';
const chips = '[data-chips], [data-add]';
const near = ['pointerover', 'focusin'];

/**
 * What answers the reader's hand in the figure is fetched when a pointer or the focus first comes near, and again where that
 * failed. Keys and taps that come before it are held, and sent again once it is there: a finger's first tap is what fetches it.
 */
export function answerFirstTouch(figure: HTMLElement): void {
  const listen = (): void => {
    for (const type of near) figure.addEventListener(type, fetch);
  };
  const fetch = async (): Promise<void> => {
    for (const type of near) figure.removeEventListener(type, fetch);
    const keys = new HeldKeys(`${cell}, ${chips}`);
    const clicks: MouseEvent[] = [];
    const click = (event: MouseEvent): void => {
      const { target, detail } = event;
      if (!(target instanceof Element)) return;
      if (target.closest(chips)) {
        event.stopPropagation();
        clicks.push(event);
      } else if (target.closest(cell) && detail === 2) keys.hold(new KeyboardEvent('keydown', { key: 'F2', bubbles: true }));
    };
    document.addEventListener('click', click, { capture: true });
    try {
      await import('./editing.ts');
    } catch (caught) {
      listen();
      throw caught;
    } finally {
      document.removeEventListener('click', click, { capture: true });
      keys.release();
    }
    for (const held of clicks) held.target?.dispatchEvent(new MouseEvent('click', held));
    keys.send();
  };
  listen();
}
