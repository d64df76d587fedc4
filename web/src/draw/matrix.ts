import { CellSurface } from './cells.ts';
import type { Gestures } from './gestures.ts';
import { arrows, zoomKeys } from './keys.ts';
import { Rings } from './rings.ts';
import {
  type CellAction,
  type CellEventDetail,
  displayedColumns,
  displayedRows,
  gapX,
  gapY,
  type LookDetail,
  type Marks,
  type MatrixSpec,
  matrixHeight,
  matrixWidth,
  type Surface,
} from './spec.ts';
import { cellsBetween } from './stroke.ts';

const mostElements = 1024;
/** Without numbers in them, many elements are not worth what it costs to paint them. */
const mostBars = 512;
/** Nor are those of a side on which no number would fit. */
const longest = 128;

/** Fetched with the first matrix of many cells. */
let large: typeof import('./large.ts') | null = null;

/** What a matrix is, as style sheets and those who look for it ask. */
const told = ['node', 'role', 'stage', 'name', 'head', 'scale'] as const;

const noMarks: Marks = { active: null, locked: false, rings: [] };

/**
 * The one drawing of a matrix. It is told what to draw (`spec`) and what to point out (`marks`), and says with `cell` events
 * what the reader points at, locks or paints.
 */
export class MatrixElement extends HTMLElement {
  #spec: MatrixSpec | null = null;
  #surface: Surface | null = null;
  #marks: Marks = noMarks;
  readonly #rings = new Rings();
  #at: readonly [number, number] = [0, 0];
  /** Where the stroke of paint has come to. */
  #painted: readonly [number, number] | null = null;
  #pressed = { x: Number.NaN, y: Number.NaN };
  #gestures: Gestures | null = null;
  /** A cell of the whole that the keyboard went to, beyond the part that is shown. */
  #beyond: readonly [number, number] | null = null;

  set spec(spec: MatrixSpec) {
    const before = this.#spec;
    this.#spec = spec;
    for (const key of told) if (before?.[key] !== spec[key]) this.dataset[key] = String(spec[key]);
    this.style.setProperty('width', `${matrixWidth(spec)}px`);
    this.style.setProperty('height', `${matrixHeight(spec)}px`);
    // A surface that goes takes the focus with it.
    const focused = this.contains(document.activeElement);
    const { rows, columns, strip } = spec;
    const small = rows * columns <= (strip ? mostBars : mostElements) && Math.max(rows, columns) <= longest;
    if (!large && (!small || spec.region)) void this.#fetch();
    const surface = small ? CellSurface : large?.PictureSurface;
    if (!surface || !(this.#surface instanceof surface)) {
      // Cells of another matrix must not stand for this one's while what draws it is on its way.
      this.#surface?.remove();
      this.#surface = surface ? new surface() : null;
      if (!this.#surface) return;
      this.prepend(this.#surface.element);
    }
    this.#surface.draw(spec);
    this.#zoomable(spec);
    this.marks = this.#marks;
    this.#arrive(focused);
  }

  /** Its place is there before what draws it. */
  async #fetch(): Promise<void> {
    large = await import('./large.ts');
    if (this.#spec) this.spec = this.#spec;
  }

  get drawn(): MatrixSpec | null {
    return this.#spec;
  }

  /** What is drawn, where the number of a cell is not printed in it. */
  get terse(): MatrixSpec | null {
    const spec = this.#spec;
    return spec && (spec.strip || spec.decimals < 2) ? spec : null;
  }

  /** Whether cells are too many and too small to be told apart where they are. */
  get wantsLens(): boolean {
    const spec = this.#spec;
    return (
      (large && this.#surface instanceof large.PictureSurface) || (spec?.region !== undefined && !spec.strip && spec.decimals < 0)
    );
  }

  #zoomable({ region, paintable }: MatrixSpec): void {
    if (!region || paintable || !large) return;
    this.#gestures ??= new large.Gestures(this, detail => this.#look(detail));
    this.#gestures.partly = region.rows < region.ofRows || region.columns < region.ofColumns;
  }

  #look(detail: LookDetail): void {
    this.dispatchEvent(new CustomEvent('look', { detail, bubbles: true }));
  }

  set marks(marks: Marks) {
    this.#marks = marks;
    if (this.#spec) this.#rings.show(this, this.#spec, marks);
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
      this.#pressed = { x: event.clientX, y: event.clientY };
      // A finger would otherwise keep all movements for the cell it came down on.
      const { target } = event;
      if (event instanceof PointerEvent && target instanceof Element && target.hasPointerCapture(event.pointerId))
        target.releasePointerCapture(event.pointerId);
      this.#tell('paint', at, false);
    } else if (event.type === 'pointerover' || moved) {
      this.#at = at;
      // A finger points by tapping, which is a click.
      if (event instanceof PointerEvent && event.pointerType === 'touch' && !paints) return;
      this.#tell('point', at, false);
      // Where the page moved under a pointer that rests, nothing is painted.
      const rests = event.clientX === this.#pressed.x && event.clientY === this.#pressed.y;
      if (paints && !rests) this.#stroke(at, event.buttons === 1);
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
    const zoom = zoomKeys[event.key];
    if (this.#leaves(event.key)) {
      event.preventDefault();
    } else if (next) {
      event.preventDefault();
      this.#go(next);
    } else if (zoom !== undefined && spec.region) {
      event.preventDefault();
      this.#beyond = this.#whole(this.#at);
      this.#look({ zoom, at: [(row + 0.5) / (lastRow + 1), (column + 0.5) / (lastColumn + 1)] });
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.#tell(spec.paintable ? 'paint' : 'lock', this.#at, true);
    }
  }

  #go(at: readonly [number, number]): void {
    this.#at = at;
    this.#surface?.focusCell(at[0], at[1]);
    this.#tell('point', at, true);
  }

  /** Over the edge of the part that is shown there may be more. */
  #leaves(key: string): boolean {
    const spec = this.#spec;
    const step = arrows[key];
    if (!spec?.region || !step) return false;
    const { region } = spec;
    const [row, column] = this.#whole([this.#at[0] + step[0], this.#at[1] + step[1]]);
    const inside = (at: number, first: number, size: number): boolean => at >= first && at < first + size;
    const shown = inside(row, region.row, region.rows) && inside(column, region.column, region.columns);
    if (shown || !inside(row, 0, region.ofRows) || !inside(column, 0, region.ofColumns)) return false;
    this.#beyond = [row, column];
    this.#look({ cell: [row, column] });
    return true;
  }

  /** The part with the cell has come. */
  #arrive(focused: boolean): void {
    const spec = this.#spec;
    const cell = this.#beyond;
    this.#beyond = null;
    if (!cell || !spec?.region || !focused) return;
    const [r, c] = [cell[0] - spec.region.row, cell[1] - spec.region.column];
    if (r >= 0 && c >= 0 && r < spec.rows && c < spec.columns) this.#go(spec.transposed ? [c, r] : [r, c]);
  }

  /** The cell of the whole matrix that is displayed here. */
  #whole([r, c]: readonly [number, number]): readonly [number, number] {
    const { transposed = false, region } = this.#spec ?? {};
    const [row, column] = transposed ? [c, r] : [r, c];
    return [row + (region?.row ?? 0), column + (region?.column ?? 0)];
  }

  #tell(action: CellAction, [r, c]: readonly [number, number], keyboard: boolean): void {
    const spec = this.#spec;
    if (!spec) return;
    const [row, column] = this.#whole([r, c]);
    const own = this.getBoundingClientRect();
    const left = own.left + c * (spec.cellWidth + gapX(spec));
    const top = own.top + r * (spec.cellHeight + gapY(spec));
    const box = new DOMRect(left, top, spec.cellWidth, spec.cellHeight);
    const detail: CellEventDetail = { action, node: spec.node, row, column, box, keyboard };
    this.dispatchEvent(new CustomEvent('cell', { detail, bubbles: true }));
  }
}

customElements.define('attention-matrix', MatrixElement);

declare global {
  interface HTMLElementTagNameMap {
    'attention-matrix': MatrixElement;
  }
  interface HTMLElementEventMap {
    cell: CustomEvent<CellEventDetail>;
    look: CustomEvent<LookDetail>;
  }
}
