import { CellSurface } from './cells.ts';
import { PictureSurface } from './picture.ts';
import {
  type CellAction,
  type CellEventDetail,
  displayedColumns,
  displayedRows,
  gapX,
  type Marks,
  type MatrixSpec,
  matrixHeight,
  matrixWidth,
  type Ring,
  type Surface,
} from './spec.ts';

const mostElements = 1024;
const noMarks: Marks = { active: null, locked: false, rings: [] };

/**
 * The one drawing of a matrix. It is told what to draw (`spec`) and what to point out (`marks`), and says with `cell` events
 * what the reader points at, locks or paints.
 */
export class MatrixElement extends HTMLElement {
  #spec: MatrixSpec | null = null;
  #surface: Surface | null = null;
  #marks: Marks = noMarks;
  #overlay: HTMLElement[] = [];
  #at: readonly [number, number] = [0, 0];
  /** Where the stroke of paint has come to. */
  #painted: readonly [number, number] | null = null;

  set spec(spec: MatrixSpec) {
    this.#spec = spec;
    this.dataset.stage = spec.stage;
    this.dataset.head = String(spec.head);
    this.dataset.scale = spec.scale;
    this.style.setProperty('width', `${matrixWidth(spec)}px`);
    this.style.setProperty('height', `${matrixHeight(spec)}px`);
    const surface = spec.rows * spec.columns <= mostElements ? CellSurface : PictureSurface;
    if (!(this.#surface instanceof surface)) {
      this.#surface?.element.remove();
      this.#surface = new surface();
      this.prepend(this.#surface.element);
    }
    this.#surface.draw(spec);
    this.marks = this.#marks;
  }

  /** What is said of a cell whose number is not printed in it. */
  describe(row: number, column: number): string {
    const spec = this.#spec;
    return spec && (spec.strip || spec.decimals < 2) ? spec.describe(row, column) : '';
  }

  set marks(marks: Marks) {
    this.#marks = marks;
    const spec = this.#spec;
    if (!spec) return;
    const rings = marks.rings.map(ring => ({ ring, name: `ring role-${ring.role}` }));
    if (marks.active) {
      const [row, column] = marks.active;
      rings.push({
        ring: { rows: [row, row], columns: [column, column], role: 'none' },
        name: marks.locked ? 'ring role-none locked' : 'ring role-none hovered',
      });
    }
    while (this.#overlay.length > rings.length) this.#overlay.pop()?.remove();
    rings.forEach(({ ring, name }, index) => {
      let element = this.#overlay[index];
      if (!element) {
        element = document.createElement('div');
        element.setAttribute('aria-hidden', 'true');
        this.append(element);
        this.#overlay[index] = element;
      }
      element.className = name;
      place(element, spec, ring);
    });
  }

  connectedCallback(): void {
    this.addEventListener('pointerover', this);
    this.addEventListener('pointermove', this);
    this.addEventListener('pointerdown', this);
    this.addEventListener('pointerleave', this);
    this.addEventListener('focusin', this);
    this.addEventListener('click', this);
    this.addEventListener('keydown', this);
  }

  handleEvent(event: Event): void {
    if (event instanceof KeyboardEvent) this.#key(event);
    else if (event.type === 'focusin') this.#focused(event);
    else if (event instanceof MouseEvent) this.#mouse(event);
  }

  #mouse(event: MouseEvent): void {
    // Where a stroke comes back in says nothing of the way it took outside.
    if (event.type === 'pointerleave') {
      this.#painted = null;
      return;
    }
    const at = this.#surface?.hit(event);
    if (!at || !this.#spec) return;
    const moved = at[0] !== this.#at[0] || at[1] !== this.#at[1];
    const paints = this.#spec.paintable;
    if (event.type === 'click') {
      this.#at = at;
      if (!paints) this.#tell('lock', at, false);
    } else if (event.type === 'pointerdown') {
      this.#at = at;
      if (!paints) return;
      this.#painted = at;
      // A finger would otherwise keep all movements for the cell it came down on.
      if (event instanceof PointerEvent && event.target instanceof Element) event.target.releasePointerCapture(event.pointerId);
      this.#tell('paint', at, false);
    } else if (event.type === 'pointerover' || moved) {
      this.#at = at;
      // A finger points by tapping, which is a click.
      if (event instanceof PointerEvent && event.pointerType === 'touch' && !paints) return;
      this.#tell('point', at, false);
      if (paints) this.#stroke(at, event.buttons === 1);
    }
  }

  /** A fast pointer is seen only here and there: the cells between are painted too. */
  #stroke(to: readonly [number, number], pressed: boolean): void {
    const from = pressed ? this.#painted : null;
    this.#painted = pressed ? to : null;
    if (!pressed) return;
    const cells = from ? cellsBetween(from, to) : [to];
    for (const cell of cells) this.#tell('paint', cell, false);
  }

  #focused(event: Event): void {
    if (event.target instanceof HTMLElement && event.target.matches('.cell')) {
      const line = event.target.parentElement;
      if (line) this.#at = [[...(line.parentElement?.children ?? [])].indexOf(line), [...line.children].indexOf(event.target)];
    }
    if (this.matches(':has(:focus-visible)')) this.#tell('point', this.#at, true);
  }

  #key(event: KeyboardEvent): void {
    const spec = this.#spec;
    if (!spec || event.ctrlKey || event.metaKey || event.altKey) return;
    const [row, column] = this.#at;
    const lastRow = displayedRows(spec) - 1;
    const lastColumn = displayedColumns(spec) - 1;
    const moves: Readonly<Record<string, readonly [number, number]>> = {
      ArrowUp: [Math.max(0, row - 1), column],
      ArrowDown: [Math.min(lastRow, row + 1), column],
      ArrowLeft: [row, Math.max(0, column - 1)],
      ArrowRight: [row, Math.min(lastColumn, column + 1)],
      Home: [row, 0],
      End: [row, lastColumn],
      PageUp: [0, column],
      PageDown: [lastRow, column],
    };
    const next = moves[event.key];
    if (next) {
      event.preventDefault();
      this.#at = next;
      this.#surface?.focusCell(next[0], next[1]);
      this.#tell('point', next, true);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.#tell(spec.paintable ? 'paint' : 'lock', this.#at, true);
    }
  }

  #tell(action: CellAction, [r, c]: readonly [number, number], keyboard: boolean): void {
    const spec = this.#spec;
    if (!spec) return;
    const [row, column] = spec.transposed ? [c, r] : [r, c];
    const own = this.getBoundingClientRect();
    const left = own.left + c * (spec.cellWidth + gapX(spec));
    const top = own.top + r * (spec.cellHeight + spec.gap);
    const box = new DOMRect(left, top, spec.cellWidth, spec.cellHeight);
    const detail: CellEventDetail = { action, node: spec.node, row, column, box, keyboard };
    this.dispatchEvent(new CustomEvent('cell', { detail, bubbles: true }));
  }
}

/** The cells of a straight stroke, without the one it starts from. */
function cellsBetween(
  [row, column]: readonly [number, number],
  [toRow, toColumn]: readonly [number, number],
): [number, number][] {
  const steps = Math.max(Math.abs(toRow - row), Math.abs(toColumn - column));
  return Array.from({ length: steps }, (_, index) => {
    const share = (index + 1) / steps;
    return [Math.round(row + (toRow - row) * share), Math.round(column + (toColumn - column) * share)];
  });
}

function place(element: HTMLElement, spec: MatrixSpec, { rows, columns }: Ring): void {
  const [vertical, horizontal] = spec.transposed ? [columns, rows] : [rows, columns];
  const stepX = spec.cellWidth + gapX(spec);
  const stepY = spec.cellHeight + spec.gap;
  const { style } = element;
  style.setProperty('left', `${horizontal[0] * stepX}px`);
  style.setProperty('top', `${vertical[0] * stepY}px`);
  style.setProperty('width', `${(horizontal[1] - horizontal[0] + 1) * stepX - gapX(spec)}px`);
  style.setProperty('height', `${(vertical[1] - vertical[0] + 1) * stepY - spec.gap}px`);
}

customElements.define('attention-matrix', MatrixElement);

declare global {
  interface HTMLElementTagNameMap {
    'attention-matrix': MatrixElement;
  }
  interface HTMLElementEventMap {
    cell: CustomEvent<CellEventDetail>;
  }
}
