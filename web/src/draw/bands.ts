import type { Palette } from './colour.ts';
import type { Look } from './look.ts';

/** Of a corner of ink, which says that a cell was set by hand: in a narrow one it is no wider than that. */
export const inkSize = (cellWidth: number): number => Math.min(7, cellWidth);

/** Of the round ends of a bar. */
export const endRadius = (cellHeight: number): number => Math.min(4, cellHeight / 4);

/** A row as large as its cells and the gaps between them, in pixels. */
interface Sizes {
  readonly cellWidth: number;
  readonly cellHeight: number;
  readonly gapX: number;
  readonly gapY: number;
}

/**
 * Rows of cells in which nothing is written, each as one background: they look as cells do, and browsers paint one element in
 * place of all of a row.
 */
export class Bands {
  readonly element = document.createElement('div');
  readonly #rows: { element: HTMLElement; band: string }[] = [];
  #sized = '';

  constructor() {
    this.element.className = 'bands';
    this.element.setAttribute('aria-hidden', 'true');
  }

  resize(count: number, columns: number, { cellWidth, cellHeight, gapX, gapY }: Sizes): void {
    const sized = [count, columns, cellWidth, cellHeight, gapX, gapY].join();
    if (sized === this.#sized) return;
    this.#sized = sized;
    while (this.#rows.length > count) this.#rows.pop()?.element.remove();
    while (this.#rows.length < count) {
      const element = document.createElement('div');
      this.#rows.push({ element, band: '' });
      this.element.append(element);
    }
    this.element.style.setProperty('width', `${columns * (cellWidth + gapX) - gapX}px`);
    for (const { element } of this.#rows) {
      element.style.setProperty('height', `${cellHeight}px`);
      // Features too narrow to stand apart are one bar.
      element.style.setProperty('border-radius', gapX === 0 ? `${endRadius(cellHeight)}px` : '');
      element.style.setProperty('margin-bottom', `${gapY}px`);
    }
  }

  /** Touches only what has changed: a keystroke leaves most rows as they were. */
  draw(row: number, looks: readonly (Look | undefined)[], sizes: Sizes, colours: Palette): void {
    const old = this.#rows[row];
    const band = bandOf(row, looks, sizes, colours);
    if (!old || old.band === band) return;
    old.band = band;
    old.element.style.setProperty('background', band);
  }
}

const clear = '#0000';

// Of the hatch, at a right angle to its lines: how wide what is between them is, and how often they come.
const between = 4.4;
const period = 6;

/** What is hidden is one run from its first cell to its last. */
function bandOf(row: number, looks: readonly (Look | undefined)[], sizes: Sizes, { hatch, hatchGround, ink }: Palette): string {
  const { cellWidth, cellHeight, gapX, gapY } = sizes;
  const stops: string[] = [];
  const above: string[] = [];
  const below: string[] = [];
  const step = cellWidth + gapX;
  const bottom = row * (cellHeight + gapY) + cellHeight;
  for (let first = 0; first < looks.length; ) {
    const { paint = null, hatched = false } = looks[first] ?? {};
    let next = first + 1;
    while (hatched && looks[next]?.hatched) ++next;
    const [left, right] = [first * step, next * step - gapX];
    // A stop at 0 begins where the one before it ends.
    stops.push(`${paint?.fill ?? clear} 0 ${right}px`);
    if (gapX > 0) stops.push(`${clear} 0 ${right + gapX}px`);
    if (hatched) {
      // It is measured from the lower right corner of the run, and goes on from one row to the next.
      const start = ((right + bottom) / Math.SQRT2) % period;
      const lines = `${hatchGround} ${start}px ${start + between}px,${hatch} 0 ${start + period}px`;
      below.push(`repeating-linear-gradient(-45deg,${lines}) ${left}px 0/${right - left}px 100% no-repeat`);
    }
    first = next;
  }
  const corner = inkSize(cellWidth);
  looks.forEach((look, column) => {
    const left = column * step + cellWidth - corner;
    if (look?.edited) above.push(`linear-gradient(225deg,${ink} 50%,${clear} 0) ${left}px 0/${corner}px ${corner}px no-repeat`);
  });
  return [...above, `linear-gradient(90deg,${stops.join()})`, ...below].join();
}
