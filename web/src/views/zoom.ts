import { html, nothing, type TemplateResult } from 'lit';
import type { LookDetail, Region } from '../draw/spec.ts';

/** Relations of more rows or columns than this are looked at as a whole or in part. */
export const mostAtOnce = 64;
/** So few cells fill the frame at the most. */
export const least = 8;

/** Which part of a large relation is looked at: as large a share of its rows as of its columns. */
export class Zoom {
  readonly #changed: () => void;
  #scale = 1;
  /** The first row and column shown, with what is less than a cell. */
  #first: readonly [number, number] = [0, 0];
  #size: readonly [number, number] = [1, 1];
  /** Whether all columns are shown, however few the rows: features belong together. */
  #allColumns = false;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** The part of a relation of this size; null where it is small enough to be looked at whole. */
  region(ofRows: number, ofColumns: number, allColumns = false): Region | null {
    if (Math.max(ofRows, ofColumns) <= mostAtOnce) return null;
    this.#size = [ofRows, ofColumns];
    this.#allColumns = allColumns;
    this.#scale = Math.max(1, Math.min(this.#scale, Math.max(ofRows, ofColumns) / least));
    const [rows, columns] = this.#shown();
    this.#first = [clamp(this.#first[0], ofRows - rows), clamp(this.#first[1], ofColumns - columns)];
    const [row, column] = [Math.round(this.#first[0]), Math.round(this.#first[1])];
    return { row, column, rows, columns, ofRows, ofColumns };
  }

  get all(): boolean {
    return this.#scale === 1;
  }

  look({ zoom, at = [0.5, 0.5], pan, cell }: LookDetail): void {
    const before = this.#shown();
    if (zoom !== undefined) this.#scale = Math.max(1, Math.min(this.#scale * zoom, Math.max(...this.#size) / least));
    const shown = this.#shown();
    this.#first = [0, 1].map(side => {
      const moved = this.#of(this.#first, side) + this.#of(at, side) * (this.#of(before, side) - this.#of(shown, side));
      const wanted = cell && this.#of(cell, side);
      const near = wanted === undefined ? moved : Math.min(wanted, Math.max(moved, wanted - this.#of(shown, side) + 1));
      return near + this.#of(pan ?? [0, 0], side) * this.#of(shown, side);
    }) as [number, number];
    this.#changed();
  }

  #of(pair: readonly number[], side: number): number {
    return pair[side] ?? 0;
  }

  #shown(): readonly [number, number] {
    const [ofRows, ofColumns] = this.#size;
    const shown = (size: number): number => Math.max(Math.min(size, least), Math.round(size / this.#scale));
    return [shown(ofRows), this.#allColumns ? ofColumns : shown(ofColumns)];
  }
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(value, most));
}

/** What part is shown, and the buttons that change it: fetched with the first relation that is too large to be looked at whole. */
export function zoomBar(zoom: Zoom, region: Region | null): TemplateResult | typeof nothing {
  if (!region) return nothing;
  void import('./zoom-bar.ts');
  return html`<attention-zoom .zoom=${zoom} .region=${region}></attention-zoom>`;
}
