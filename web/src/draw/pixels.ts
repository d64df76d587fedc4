import type { Paint, Palette } from './colour.ts';
import { displayedColumns, displayedRows, type MatrixSpec } from './spec.ts';

/** A matrix as an image of at most one pixel per cell. What is left clear lets the hatch beneath show. */
export interface Pixels {
  readonly image: ImageData;
  readonly hatched: boolean;
}

/**
 * The colours of all cells. Where there are more cells than pixels, a pixel has the colour of the largest of its cells: a
 * single large weight is what one looks for.
 */
export function pixelsOf(spec: MatrixSpec, colours: Palette, mostColumns: number, mostRows: number): Pixels {
  const rows = displayedRows(spec);
  const columns = displayedColumns(spec);
  const image = new ImageData(Math.min(columns, mostColumns), Math.min(rows, mostRows));
  const { width, height } = image;
  const pixels = new Uint32Array(image.data.buffer);
  const [down, right] = spec.transposed ? [1, spec.columns] : [spec.columns, 1];
  const pending = spec.pendingFrom * spec.columns;
  const { values, hidden } = spec;
  const colour = colourOf(spec, colours);
  let hatched = false;
  for (let y = 0; y < height; ++y) {
    const [top, bottom] = share(y, rows, height);
    for (let x = 0; x < width; ++x) {
      const [left, end] = share(x, columns, width);
      let largest = Number.NaN;
      for (let r = top; r < bottom; ++r) {
        for (let index = r * down + left * right, c = left; c < end; ++c, index += right) {
          if (index >= pending) continue;
          if (hidden?.[index]) hatched = true;
          else largest = larger(values[index] as number, largest);
        }
      }
      if (!Number.isNaN(largest)) pixels[y * width + x] = colour(largest);
    }
  }
  return { image, hatched };
}

/** The first and the last row in which an image is not as one before it; null where there is no such row. */
export function changedRows(image: ImageData, before: ImageData | null): readonly [number, number] | null {
  const { width, height } = image;
  if (before?.width !== width || before.height !== height) return [0, height - 1];
  const [pixels, old] = [new Uint32Array(image.data.buffer), new Uint32Array(before.data.buffer)];
  const differs = (pixel: number, index: number): boolean => pixel !== old[index];
  const first = pixels.findIndex(differs);
  return first < 0 ? null : [Math.floor(first / width), Math.floor(pixels.findLastIndex(differs) / width)];
}

/** The cells that one of so many pixels stands for. */
function share(pixel: number, cells: number, pixels: number): readonly [number, number] {
  if (cells === pixels) return [pixel, pixel + 1];
  return [Math.floor((pixel * cells) / pixels), Math.ceil(((pixel + 1) * cells) / pixels)];
}

function larger(value: number, than: number): number {
  return Math.abs(than) >= Math.abs(value) ? than : value;
}

/** From a number to the four bytes of its colour. */
function colourOf({ scale, maximum }: MatrixSpec, palette: Palette): (value: number) => number {
  if (scale === 'mask') {
    const [on = 0] = bytesOf([palette.maskOn]);
    return () => on;
  }
  const shades = bytesOf(scale === 'weights' ? palette.weights : palette.signed);
  const last = shades.length - 1;
  const [factor, shift] = scale === 'weights' ? [1, 0] : [0.5 / (maximum || 1), 0.5];
  return value => shades[Math.round(Math.min(1, Math.max(0, value * factor + shift)) * last)] as number;
}

const known = new WeakMap<object, Uint32Array>();

function bytesOf(paints: readonly Paint[]): Uint32Array {
  let bytes = known.get(paints);
  if (!bytes) {
    const data = new Uint8ClampedArray(paints.flatMap(({ rgb }) => [...rgb, 255]));
    bytes = new Uint32Array(data.buffer);
    known.set(paints, bytes);
  }
  return bytes;
}
