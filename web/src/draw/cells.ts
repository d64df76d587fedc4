import { Bands } from './bands.ts';
import { type Palette, palette } from './colour.ts';
import { saySize } from './grid-size.ts';
import { type Look, lookOf } from './look.ts';
import { displayedColumns, displayedRows, gapX, gapY, isBar, type MatrixSpec, type Surface } from './spec.ts';
import { lettersWidth } from './text-width.ts';

/** The type of numbers in cells, in pixels. */
const most = 13;
const least = 12;

/** What the size of cells and gaps is made of. */
const measures = ['cellWidth', 'cellHeight', 'gap', 'strip', 'transposed'] as const;

/** Whether what is alike in two specifications looks alike. */
function paintsAlike(one: MatrixSpec, other: MatrixSpec): boolean {
  return (
    one.maximum === other.maximum &&
    one.scale === other.scale &&
    one.decimals === other.decimals &&
    one.strip === other.strip &&
    one.cellWidth === other.cellWidth &&
    one.cellHeight === other.cellHeight &&
    one.gap === other.gap &&
    one.hiddenText === other.hiddenText &&
    one.pendingFrom === other.pendingFrom &&
    one.pendingColumn === other.pendingColumn &&
    one.edited === other.edited
  );
}

/** Whether its cells are many, and nothing is written in them. */
function isBlank(spec: MatrixSpec): boolean {
  const { strip, decimals, rows, columns } = spec;
  return (strip || decimals < 0) && (isBar(spec) || Math.max(rows, columns) > 8);
}

/** A matrix as elements: a grid of rows of cells, updated in place. Where cells are blank, bands are painted in place of them. */
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
  #blank = false;
  #bands: Bands | null = null;
  #colours: Palette | null = null;

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
    const blank = isBlank(spec);
    if (blank !== this.#blank) this.#looks = [];
    this.#blank = blank;
    this.element.classList.toggle('blank', blank);
    // What is not there yet has outlines.
    this.element.classList.toggle('outlined', spec.pendingFrom <= spec.rows);
    this.element.classList.toggle('paintable', spec.paintable);
    this.#size(spec);
    this.#paint(spec, rows, columns);
  }

  #size(spec: MatrixSpec): void {
    const before = this.#drawn;
    if (before && measures.every(key => before[key] === spec[key])) return;
    const { cellWidth, cellHeight } = spec;
    const properties = {
      '--cell-width': cellWidth,
      '--cell-height': cellHeight,
      '--gap-x': gapX(spec),
      '--gap-y': gapY(spec),
      '--cell-radius': Math.min(4, cellWidth / 4, cellHeight / 4),
    };
    for (const [name, size] of Object.entries(properties)) this.element.style.setProperty(name, `${size}px`);
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
    const changed = new Set<number>();
    for (let r = 0; r < rows; ++r) {
      for (let c = 0; c < columns; ++c) {
        const cell = this.#cells[r]?.[c];
        if (!cell) continue;
        const [row, column] = spec.transposed ? [c, r] : [r, c];
        const index = row * spec.columns + column;
        if (afresh || !same(index)) {
          changed.add(r);
          this.#dress(cell, lookOf(spec, colours, row, column), index, spec);
        }
        if (all) {
          cell.dataset.row = String(firstRow + row);
          cell.dataset.column = String(firstColumn + column);
        }
        const named = before?.rowNames[row] === spec.rowNames[row] && before?.columnNames[column] === spec.columnNames[column];
        if (speech || !named || !(ranked ? unmoved[row] : same(index)))
          cell.setAttribute('aria-label', spec.describe(row, column));
      }
    }
    this.#band(changed, spec, colours);
    this.#drawn = spec;
    this.#fit(spec);
  }

  /** The bands of blank cells. */
  #band(changed: Iterable<number>, spec: MatrixSpec, colours: Palette): void {
    if (!this.#blank) {
      this.#bands?.element.remove();
      return;
    }
    const { cellWidth, cellHeight } = spec;
    const sizes = { cellWidth, cellHeight, gapX: gapX(spec), gapY: gapY(spec) };
    this.#bands ??= new Bands();
    if (!this.#bands.element.parentElement) this.element.before(this.#bands.element);
    this.#bands.resize(this.#rows, this.#columns, sizes);
    for (const r of changed) {
      const [first, step] = spec.transposed ? [r, spec.columns] : [r * spec.columns, 1];
      const looks = Array.from({ length: this.#columns }, (_, c) => this.#looks[first + c * step]);
      this.#bands.draw(r, looks, sizes, colours);
    }
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
    if (old && this.#blank) return;
    const { fill = '', ink = '' } = (!this.#blank && paint) || {};
    cell.style.setProperty('background-color', fill);
    cell.style.setProperty('color', ink);
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

  remove(): void {
    this.element.remove();
    this.#bands?.element.remove();
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
