import { type Typed, typedNumber } from '../store/scenario.ts';

/** What the arrow keys make of a number: a tenth up or down; with Shift, one. Null where it is none, or another key was pressed. */
export function stepped({ key, shiftKey }: KeyboardEvent, now: Typed): number | null {
  const direction = key === 'ArrowUp' ? 1 : key === 'ArrowDown' ? -1 : 0;
  const value = Number(typedNumber(String(now)));
  if (!direction || Number.isNaN(value)) return null;
  return Number((value + direction * (shiftKey ? 1 : 0.1)).toFixed(6));
}

const perPixel = 0.02;

/** What dragging makes of it: 50 pixels are one; with Shift, ten. */
export function draggedNumber(from: number, pixels: number, shift: boolean): number {
  return Number((from + pixels * perPixel * (shift ? 10 : 1)).toFixed(2));
}
