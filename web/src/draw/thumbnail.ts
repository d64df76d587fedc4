import { Bands } from './bands.ts';
import { palette } from './colour.ts';
import { lookOf } from './look.ts';
import type { Picture } from './picture.ts';
import type { MatrixSpec } from './spec.ts';

/** Of more rows a picture is drawn. */
const mostRows = 32;

/** A matrix as a small picture that is only looked at. */
export class ThumbnailElement extends HTMLElement {
  #bands: Bands | null = null;
  #picture: Picture | null = null;
  #spec: MatrixSpec | null = null;

  set spec(spec: MatrixSpec) {
    this.#spec = spec;
    if (spec.rows > mostRows) void this.#draw();
    else this.#band(spec);
  }

  #band(spec: MatrixSpec): void {
    const { rows, columns, cellWidth, cellHeight, gap } = spec;
    const colours = palette();
    const sizes = { cellWidth, cellHeight, gapX: gap, gapY: gap };
    this.#bands ??= new Bands();
    this.#put(this.#bands.element);
    this.#bands.resize(rows, columns, sizes);
    for (let row = 0; row < rows; ++row) {
      const looks = Array.from({ length: columns }, (_, column) => ({ ...lookOf(spec, colours, row, column), hatched: false }));
      this.#bands.draw(row, looks, sizes, colours);
    }
  }

  /** What draws it was fetched for the figure itself. */
  async #draw(): Promise<void> {
    const { Picture } = await import('./large.ts');
    const spec = this.#spec;
    if (!spec || spec.rows <= mostRows) return;
    this.#picture ??= new Picture();
    this.#put(this.#picture.element);
    this.#picture.show(spec, false, true);
  }

  #put(element: HTMLElement): void {
    if (this.firstChild !== element) this.replaceChildren(element);
  }
}

customElements.define('attention-thumbnail', ThumbnailElement);
