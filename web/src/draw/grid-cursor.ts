import { gapX, gapY, type MatrixSpec } from './spec.ts';

/**
 * A picture's cells for those who walk them with the keyboard: only the one that is looked at is an element. Two take turns,
 * so that every step moves the focus and is spoken.
 */
export class GridCursor {
  readonly lines: readonly [HTMLElement, HTMLElement] = [cursorLine(), cursorLine()];
  #turn: 0 | 1 = 0;

  /** Puts the displayed cell where it is. */
  place(spec: MatrixSpec, row: number, column: number): void {
    const line = this.lines[this.#turn];
    const cell = line.firstElementChild as HTMLElement;
    const { transposed, region } = spec;
    const [firstRow, firstColumn] = transposed ? [region?.column, region?.row] : [region?.row, region?.column];
    const [atRow, atColumn] = [(firstRow ?? 0) + row, (firstColumn ?? 0) + column];
    line.setAttribute('aria-rowindex', String(atRow + 1));
    cell.setAttribute('aria-colindex', String(atColumn + 1));
    cell.setAttribute('aria-label', transposed ? spec.describe(column, row) : spec.describe(row, column));
    cell.dataset.row = String(transposed ? atColumn : atRow);
    cell.dataset.column = String(transposed ? atRow : atColumn);
    cell.tabIndex = 0;
    const { style } = cell;
    style.setProperty('left', `${column * (spec.cellWidth + gapX(spec))}px`);
    style.setProperty('top', `${row * (spec.cellHeight + gapY(spec))}px`);
    style.setProperty('width', `${spec.cellWidth}px`);
    style.setProperty('height', `${spec.cellHeight}px`);
  }

  focus(spec: MatrixSpec, row: number, column: number): void {
    const before = this.lines[this.#turn];
    this.#turn = this.#turn === 0 ? 1 : 0;
    const line = this.lines[this.#turn];
    line.hidden = false;
    this.place(spec, row, column);
    (line.firstElementChild as HTMLElement).focus();
    before.hidden = true;
    before.firstElementChild?.removeAttribute('data-row');
  }
}

function cursorLine(): HTMLElement {
  const line = document.createElement('div');
  line.setAttribute('role', 'row');
  const cell = document.createElement('div');
  cell.setAttribute('role', 'gridcell');
  cell.className = 'cursor-cell';
  line.append(cell);
  return line;
}
