import { type Paint, type Palette, signedPaint, weightPaint } from './colour.ts';
import { cellNumber } from './numbers.ts';
import type { MatrixSpec } from './spec.ts';

/** How one cell looks: the one place where a value becomes a colour and a text, for elements and pictures alike. */
export interface Look {
  readonly paint: Paint | null;
  readonly hatched: boolean;
  readonly text: string;
  /** Set by hand. */
  readonly edited?: boolean;
}

const outline: Look = { paint: null, hatched: false, text: '' };

export function lookOf(spec: MatrixSpec, palette: Palette, row: number, column: number): Look {
  if (row >= spec.pendingFrom || (row === spec.pendingFrom - 1 && column >= spec.pendingColumn)) return outline;
  const index = row * spec.columns + column;
  const value = spec.values[index] ?? Number.NaN;
  if (spec.hidden?.[index]) {
    return {
      paint: null,
      hatched: true,
      text: spec.decimals >= 0 && !spec.strip ? spec.hiddenText : '',
      edited: spec.edited.has(index),
    };
  }
  // What overflowed has no place on a scale.
  if (Number.isNaN(value)) return { ...outline, text: spec.decimals >= 0 && !spec.strip ? cellNumber(value, 0) : '' };
  if (spec.scale === 'mask') return { paint: palette.maskOn, hatched: false, text: '' };
  const paint = spec.scale === 'weights' ? weightPaint(palette, value) : signedPaint(palette, value, spec.maximum);
  const text = spec.strip ? '' : cellNumber(value, spec.decimals);
  return { paint, hatched: false, text, edited: spec.edited.has(index) };
}
