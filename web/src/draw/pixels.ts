import { once } from '../core/once.ts';
import type { Paint, Palette, Scale } from './colour.ts';
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
  const lines = shares(displayedRows(spec), mostRows);
  const places = shares(displayedColumns(spec), mostColumns);
  const image = new ImageData(places.length - 1, lines.length - 1);
  const { width, height } = image;
  const pixels = new Uint32Array(image.data.buffer);
  const [down, right] = spec.transposed ? [1, spec.columns] : [spec.columns, 1];
  const pending = spec.pendingFrom * spec.columns;
  const { values, hidden } = spec;
  const colour = colourOf(spec, colours);
  let hatched = false;
  for (let pixel = 0, y = 0; y < height; ++y) {
    const bottom = lines[y + 1] as number;
    for (let x = 0; x < width; ++x, ++pixel) {
      const end = places[x + 1] as number;
      let largest = Number.NaN;
      for (let r = lines[y] as number; r < bottom; ++r) {
        for (let c = places[x] as number; c < end; ++c) {
          const index = r * down + c * right;
          if (index >= pending) continue;
          const value = values[index] as number;
          if (hidden?.[index]) hatched = true;
          else if (!(Math.abs(largest) >= Math.abs(value))) largest = value;
        }
      }
      if (!Number.isNaN(largest)) pixels[pixel] = colour(largest);
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

/** Which cells each of at most so many pixels stands for: the first one of each, and where the last one's end. */
function shares(cells: number, mostPixels: number): Int32Array {
  const pixels = Math.min(cells, mostPixels);
  return Int32Array.from({ length: pixels + 1 }, (_, pixel) => Math.floor((pixel * cells) / pixels));
}

/** From a number to the four bytes of its colour. */
function colourOf({ scale, maximum }: MatrixSpec, { maskOn, weights, signed }: Palette): (value: number) => number {
  if (scale === 'mask') {
    const [on = 0] = bytesOf([maskOn]);
    return () => on;
  }
  const shades = bytesOfScale(scale === 'weights' ? weights : signed);
  const last = shades.length - 1;
  const [factor, shift] = scale === 'weights' ? [1, 0] : [0.5 / (maximum || 1), 0.5];
  return value => shades[Math.round(Math.min(1, Math.max(0, value * factor + shift)) * last)] as number;
}

const bytesOf = (paints: readonly Paint[]): Uint32Array =>
  new Uint32Array(new Uint8ClampedArray(paints.flatMap(({ rgb }) => [...rgb, 255])).buffer);

const bytesOfScale = once((scale: Scale) => bytesOf(Array.from({ length: scale.length }, (_, index) => scale.at(index))));
