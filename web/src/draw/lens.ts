import '../styles/lens.css';
import { CellSurface } from './cells.ts';
import { around, cut } from './cut.ts';
import type { MatrixSpec } from './spec.ts';

const most = 9;
const cell = { width: 40, height: 26, gap: 1.5 } as const;

/** The neighbourhood of one cell of a picture, large enough to be read: numbers, and the names of rows and columns. */
export class Lens {
  readonly element = document.createElement('div');
  readonly #rows = names('lens-rows');
  readonly #columns = names('lens-columns');
  readonly #cells = new CellSurface();
  readonly #ring = document.createElement('div');
  readonly #grid = document.createElement('div');

  constructor() {
    this.element.className = 'lens';
    this.#ring.className = 'ring role-none hovered';
    this.#grid.className = 'lens-cells';
    this.#grid.append(this.#cells.element, this.#ring);
    this.element.append(this.#columns, this.#rows, this.#grid);
  }

  /** The cell of a matrix, which stands for itself or for the part of another one. */
  show(spec: MatrixSpec, row: number, column: number): void {
    const size = Math.min(most, Math.floor((window.innerWidth - 110) / (cell.width + cell.gap)));
    const region = around(row, column, spec, size);
    // Shares among many are small.
    const decimals = spec.scale === 'weights' && (spec.region?.ofColumns ?? spec.columns) > 64 ? 3 : 2;
    const plain = { ...spec, transposed: false, strip: false, paintable: false, describe: silent, ...shape, decimals };
    const part = cut(plain, region);
    this.#cells.draw(part);
    const [r, c] = [row - region.row, column - region.column];
    fillNames(this.#rows, part.rowNames, r);
    fillNames(this.#columns, part.columnNames, c);
    const [wide, high] = [cell.width + cell.gap, cell.height + cell.gap];
    // Told, so that other numbers are not laid out to find it.
    this.#grid.style.setProperty('width', `${part.columns * wide - cell.gap}px`);
    this.#grid.style.setProperty('height', `${part.rows * high - cell.gap}px`);
    this.#ring.style.setProperty('left', `${c * wide}px`);
    this.#ring.style.setProperty('top', `${r * high}px`);
  }
}

/** The matrix itself is what speaks. */
const silent = (): string => '';

const shape = { cellWidth: cell.width, cellHeight: cell.height, gap: cell.gap } as const;

function names(className: string): HTMLElement {
  const list = document.createElement('div');
  list.className = className;
  return list;
}

function fillNames(list: HTMLElement, texts: readonly string[], lit: number): void {
  while (list.children.length > texts.length) list.lastElementChild?.remove();
  while (list.children.length < texts.length) {
    const name = document.createElement('span');
    name.dir = 'auto';
    list.append(name);
  }
  texts.forEach((text, index) => {
    const name = list.children[index] as HTMLElement;
    if (name.textContent !== text) name.textContent = text;
    name.classList.toggle('lit', index === lit);
  });
}
