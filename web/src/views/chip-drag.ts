import type { Chip } from './chip-editing.ts';
import { chipOf } from './chip-editing.ts';
import { duringStroke } from './during-stroke.ts';

const slop = 5;

/** Puts a chip elsewhere with the pointer. A finger begins sideways: up and down it scrolls. */
export class ChipDrag {
  readonly #dropped: (chip: Chip, to: number) => void;
  /** The end of a drag is no click. */
  moved = false;

  constructor(dropped: (chip: Chip, to: number) => void) {
    this.#dropped = dropped;
    document.addEventListener('pointerdown', this.#down);
  }

  #down = (event: PointerEvent): void => {
    this.moved = false;
    const chip = chipOf(event.target);
    if (!chip || event.button !== 0) return;
    const { button, list, index } = chip;
    let to = index;
    const mark = (name: 'drop-before' | 'drop-after' | null): void => {
      for (const item of list.children) item.classList.remove('drop-before', 'drop-after');
      if (name) list.children[to]?.classList.add(name);
    };
    const move = ({ clientX, clientY }: PointerEvent): void => {
      const [x, y] = [clientX - event.clientX, clientY - event.clientY];
      if (!this.moved) {
        if (Math.hypot(x, y) <= slop) return;
        this.moved = true;
        button.setPointerCapture(event.pointerId);
        button.classList.add('dragged');
      }
      button.style.setProperty('translate', `${x}px ${y}px`);
      to = placeAt(list, index, clientX, clientY);
      mark(to === index ? null : to < index ? 'drop-before' : 'drop-after');
    };
    const end = (ending: Event): void => {
      if (ending instanceof KeyboardEvent && ending.key !== 'Escape') return;
      stop();
      mark(null);
      button.classList.remove('dragged');
      button.style.removeProperty('translate');
      if (this.moved && ending.type === 'pointerup') this.#dropped(chip, to);
    };
    const stop = duringStroke({ pointermove: move, pointerup: end, pointercancel: end, keydown: end });
  };
}

/** The place among the chips, as one reads them, that a point is at. */
function placeAt(list: HTMLElement, from: number, x: number, y: number): number {
  const boxes = [...list.children].map(item => item.getBoundingClientRect());
  // Before it stand the chips of earlier lines, and those of its own line whose middle it has passed.
  const before = boxes.filter((box, at) => at !== from && (box.bottom < y || (box.top <= y && box.left + box.width / 2 < x)));
  return before.length;
}
