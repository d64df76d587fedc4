import { type Palette, palette } from './colour.ts';
import { saySize } from './grid-size.ts';
import { type Look, lookOf } from './look.ts';
import { displayedColumns, displayedRows, gapX, gapY, isBar, type MatrixSpec, type Surface } from './spec.ts';
import { lettersWidth } from './text-width.ts';

/** The type of numbers in cells, in pixels. */
const most = 13;
const least = 12;

/** Whether what is alike in two specifications looks alike. */
function paintsAlike(one: MatrixSpec, other: MatrixSpec): boolean {
  return (
    one.maximum === other.maximum &&
    one.scale === other.scale &&
    one.decimals === other.decimals &&
    one.strip === other.strip &&
    one.cellWidth === other.cellWidth &&
    one.hiddenText === other.hiddenText &&
    one.pendingFrom === other.pendingFrom &&
    one.pendingColumn === other.pendingColumn &&
    one.edited === other.edited
  );
}

/** A matrix as elements: a grid of rows of cells, updated in place. */
export class CellSurface implements Surface {
  readonly element = document.createElement('div');
  #cells: HTMLElement[][] = [];
  #rows = 0;
  #columns = 0;
  #focus: readonly [number, number] = [0, 0];
  #drawn: MatrixSpec | null = null;
  #looks: Look[] = [];
  /** Of the texts in them: to measure all with every keystroke would take longer than to draw what has changed. */
  #widths: number[] = [];
  #font = 0;
  #colours: Palette | null = null;
  #sized = '';

  constructor() {
    this.element.setAttribute('role', 'grid');
    this.element.className = 'cells';
  }

  draw(spec: MatrixSpec): void {
    const rows = displayedRows(spec);
    const columns = displayedColumns(spec);
    if (rows !== this.#rows || columns !== this.#columns || spec.transposed !== this.#drawn?.transposed) {
      this.#build(rows, columns);
      this.#drawn = null;
      this.#looks = [];
      this.#widths = [];
    }
    this.element.setAttribute('aria-label', spec.label);
    this.element.setAttribute('aria-readonly', String(!spec.editable));
    if (spec.region) saySize(this.element, spec);
    this.element.classList.toggle('bars', isBar(spec));
    this.element.classList.toggle('small', spec.scale === 'mask' && spec.cellWidth < 12);
    this.element.classList.toggle('paintable', spec.paintable);
    this.#size(spec);
    this.#paint(spec, rows, columns);
  }

  #size(spec: MatrixSpec): void {
    const sizes = {
      '--cell-width': spec.cellWidth,
      '--cell-height': spec.cellHeight,
      '--gap-x': gapX(spec),
      '--gap-y': gapY(spec),
      '--cell-radius': Math.min(4, spec.cellWidth / 4, spec.cellHeight / 4),
    };
    const all = Object.entries(sizes);
    const key = all.join();
    if (key === this.#sized) return;
    this.#sized = key;
    for (const [name, size] of all) this.element.style.setProperty(name, `${size}px`);
  }

  /** Touches only what has changed: a keystroke leaves most cells as they were. */
  #paint(spec: MatrixSpec, rows: number, columns: number): void {
    const colours = palette();
    const before = this.#drawn;
    const [firstRow, firstColumn] = [spec.region?.row ?? 0, spec.region?.column ?? 0];
    const moved = firstRow !== (before?.region?.row ?? 0) || firstColumn !== (before?.region?.column ?? 0);
    const sameSize = before?.rows === spec.rows && before.columns === spec.columns && before.transposed === spec.transposed;
    const all = !sameSize || moved;
    const speech = all || before.label !== spec.label || before.stage !== spec.stage;
    const afresh = all || colours !== this.#colours || !paintsAlike(before, spec);
    this.#colours = colours;
    const same = (index: number): boolean =>
      before?.values[index] === spec.values[index] && before?.hidden?.[index] === spec.hidden?.[index];
    // A weight is said with its rank, which another one of its row may have changed.
    const ranked = spec.scale === 'weights';
    const unmoved = Array.from({ length: ranked && !all ? spec.rows : 0 }, (_, row) =>
      Array.from({ length: spec.columns }, (_, column) => row * spec.columns + column).every(same),
    );
    for (let r = 0; r < rows; ++r) {
      for (let c = 0; c < columns; ++c) {
        const cell = this.#cells[r]?.[c];
        if (!cell) continue;
        const [row, column] = spec.transposed ? [c, r] : [r, c];
        const index = row * spec.columns + column;
        if (afresh || !same(index)) this.#dress(cell, lookOf(spec, colours, row, column), index, spec);
        if (all) {
          cell.dataset.row = String(firstRow + row);
          cell.dataset.column = String(firstColumn + column);
        }
        const named = before?.rowNames[row] === spec.rowNames[row] && before?.columnNames[column] === spec.columnNames[column];
        if (speech || !named || !(ranked ? unmoved[row] : same(index)))
          cell.setAttribute('aria-label', spec.describe(row, column));
      }
    }
    this.#drawn = spec;
    this.#fit(spec);
  }

  /** All numbers of a matrix have one type, in which the longest does not touch its neighbours. */
  #fit({ cellWidth, decimals }: MatrixSpec): void {
    const size = decimals === 2 && Math.max(...this.#widths) * most < cellWidth - 3 ? most : least;
    if (size === this.#font) return;
    this.#font = size;
    this.element.style.setProperty('--cell-font', `${size}px`);
  }

  #dress(cell: HTMLElement, look: Look, index: number, { cellWidth }: MatrixSpec): void {
    const { paint, hatched, text, edited = false } = look;
    const old = this.#looks[index];
    this.#looks[index] = look;
    if (old?.paint === paint && old.hatched === hatched && old.text === text && old.edited === edited) return;
    if (old?.text !== text) this.#widths[index] = lettersWidth(text, most) / most;
    // To clip every cell would cost more than to paint them all; few texts are too long.
    const long = (this.#widths[index] ?? 0) * least > cellWidth + 1 ? ' long' : '';
    const name = `cell${hatched ? ' hatched' : ''}${edited ? ' edited' : hatched || paint ? '' : ' pending'}${long}`;
    if (cell.className !== name) cell.className = name;
    const shown = cell.firstChild as Text | null;
    if (!shown) cell.textContent = text;
    else if (shown.data !== text) shown.data = text;
    if (!old || old.paint?.fill !== paint?.fill) cell.style.setProperty('background-color', paint?.fill ?? '');
    if (!old || old.paint?.ink !== paint?.ink) cell.style.setProperty('color', paint?.ink ?? '');
  }

  hit(event: MouseEvent): readonly [number, number] | null {
    const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('.cell') : null;
    const row = cell?.parentElement;
    if (!cell || !row || row.parentElement !== this.element) return null;
    return [[...this.element.children].indexOf(row), [...row.children].indexOf(cell)];
  }

  focusCell(row: number, column: number): void {
    this.#tabStop(row, column);
    this.#cells[row]?.[column]?.focus({ preventScroll: false });
  }

  /** One cell of a grid can be reached with Tab, the others with the arrow keys. */
  #tabStop(row: number, column: number): void {
    const [oldRow, oldColumn] = this.#focus;
    this.#cells[oldRow]?.[oldColumn]?.setAttribute('tabindex', '-1');
    this.#focus = [row, column];
    this.#cells[row]?.[column]?.setAttribute('tabindex', '0');
  }

  /** Keeps the elements that stay; only what is missing is made, only what is too much removed. */
  #build(rows: number, columns: number): void {
    while (this.#cells.length > rows) {
      this.#cells.pop();
      this.element.lastElementChild?.remove();
    }
    for (let r = 0; r < rows; ++r) {
      let cells = this.#cells[r];
      if (!cells) {
        cells = [];
        this.#cells.push(cells);
        const line = document.createElement('div');
        line.setAttribute('role', 'row');
        line.className = 'line';
        this.element.append(line);
      }
      const line = this.element.children[r];
      while (cells.length > columns) cells.pop()?.remove();
      while (cells.length < columns) {
        const cell = document.createElement('div');
        cell.setAttribute('role', 'gridcell');
        cell.tabIndex = -1;
        cells.push(cell);
        line?.append(cell);
      }
    }
    this.#rows = rows;
    this.#columns = columns;
    const [row, column] = this.#focus;
    this.#tabStop(Math.min(row, rows - 1), Math.min(column, columns - 1));
  }
}
