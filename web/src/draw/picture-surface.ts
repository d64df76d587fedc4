import { GridCursor } from './grid-cursor.ts';
import { saySize } from './grid-size.ts';
import { Picture } from './picture.ts';
import { displayedColumns, displayedRows, gapX, gapY, type MatrixSpec, type Surface } from './spec.ts';

/** A matrix of more cells than elements could carry: a picture, and one element for the cell that is looked at. */
export class PictureSurface implements Surface {
  readonly element = document.createElement('div');
  readonly #picture = new Picture();
  readonly #cursor = new GridCursor();
  #spec: MatrixSpec | null = null;
  #at: readonly [number, number] = [0, 0];

  constructor() {
    this.element.setAttribute('role', 'grid');
    this.element.className = 'picture-grid';
    this.element.append(this.#picture.element, ...this.#cursor.lines);
    this.#cursor.lines[1].hidden = true;
  }

  draw(spec: MatrixSpec): void {
    this.#spec = spec;
    this.element.setAttribute('aria-label', spec.label);
    this.element.setAttribute('aria-readonly', String(!spec.editable));
    saySize(this.element, spec);
    this.element.classList.toggle('paintable', spec.paintable);
    this.#picture.show(spec);
    const [row, column] = this.#at;
    this.#at = [Math.min(row, displayedRows(spec) - 1), Math.min(column, displayedColumns(spec) - 1)];
    this.#cursor.place(spec, ...this.#at);
  }

  hit(event: MouseEvent): readonly [number, number] | null {
    const spec = this.#spec;
    if (!spec) return null;
    const box = this.element.getBoundingClientRect();
    const row = Math.floor((event.clientY - box.top) / (spec.cellHeight + gapY(spec)));
    const column = Math.floor((event.clientX - box.left) / (spec.cellWidth + gapX(spec)));
    const inside = row >= 0 && column >= 0 && row < displayedRows(spec) && column < displayedColumns(spec);
    return inside ? [row, column] : null;
  }

  focusCell(row: number, column: number): void {
    if (!this.#spec) return;
    this.#at = [row, column];
    this.#cursor.focus(this.#spec, row, column);
  }

  remove(): void {
    this.element.remove();
  }
}
