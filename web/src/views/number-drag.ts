import { duringStroke } from './during-stroke.ts';
import { draggedNumber } from './number-step.ts';

const slop = 3;

interface Answers {
  /** It has become a drag: until then it may be a click. */
  readonly begun: () => void;
  readonly moved: (number: number) => void;
  /** However it ended, if it was a drag: let go, given up by Escape, or taken away by the browser. */
  readonly ended: (how: 'dropped' | 'given up' | 'cancelled') => void;
}

/** A number that is dragged up and down in its cell, from where the pointer was pressed. */
export function dragNumber(press: PointerEvent, element: HTMLElement, from: number, { begun, moved, ended }: Answers): void {
  let dragged = false;
  const move = (event: PointerEvent): void => {
    const pixels = press.clientY - event.clientY;
    if (!dragged) {
      if (Math.abs(pixels) <= slop) return;
      dragged = true;
      element.setPointerCapture(press.pointerId);
      document.documentElement.classList.add('dragging-number');
      begun();
    }
    moved(draggedNumber(from, pixels, event.shiftKey));
  };
  const end = (how: Parameters<typeof ended>[0]) => (): void => {
    stop();
    document.documentElement.classList.remove('dragging-number');
    if (dragged) ended(how);
  };
  const giveUp = end('given up');
  const stop = duringStroke({
    pointermove: move,
    pointerup: end('dropped'),
    pointercancel: end('cancelled'),
    keydown: ({ key }) => {
      if (key === 'Escape') giveUp();
    },
  });
}
