import { type Palette, palette } from './colour.ts';
import { lookOf } from './look.ts';
import { displayedColumns, displayedRows, gapX, type MatrixSpec, matrixHeight, matrixWidth, type Surface } from './spec.ts';

/** A matrix as a picture, for more cells than elements could carry; it looks the same, and values are read by pointing. */
export class PictureSurface implements Surface {
  readonly element = document.createElement('canvas');
  #spec: MatrixSpec | null = null;

  #context: CanvasRenderingContext2D | null = null;
  readonly #still: boolean;

  /** A still picture is part of a control and takes no part itself. */
  constructor(still = false) {
    this.#still = still;
    this.element.className = 'picture';
    if (still) return;
    this.element.tabIndex = 0;
    this.element.setAttribute('role', 'application');
  }

  draw(spec: MatrixSpec): void {
    this.#spec = spec;
    if (!this.#still) this.element.setAttribute('aria-label', spec.label);
    this.element.classList.toggle('paintable', spec.paintable);
    const ratio = window.devicePixelRatio || 1;
    const width = Math.max(1, Math.round(matrixWidth(spec) * ratio));
    const height = Math.max(1, Math.round(matrixHeight(spec) * ratio));
    if (this.element.width !== width) this.element.width = width;
    if (this.element.height !== height) this.element.height = height;
    this.element.style.setProperty('width', `${width / ratio}px`);
    this.element.style.setProperty('height', `${height / ratio}px`);
    this.#context ??= this.element.getContext('2d');
    if (this.#context) drawPixels(this.#context, spec, palette(), ratio, this.#still);
  }

  hit(event: MouseEvent): readonly [number, number] | null {
    const spec = this.#spec;
    if (!spec) return null;
    const box = this.element.getBoundingClientRect();
    const row = Math.floor((event.clientY - box.top) / (spec.cellHeight + spec.gap));
    const column = Math.floor((event.clientX - box.left) / (spec.cellWidth + gapX(spec)));
    const inside = row >= 0 && column >= 0 && row < displayedRows(spec) && column < displayedColumns(spec);
    return inside ? [row, column] : null;
  }

  focusCell(row: number, column: number): void {
    const spec = this.#spec;
    if (!spec) return;
    const cell = spec.transposed ? spec.describe(column, row) : spec.describe(row, column);
    this.element.setAttribute('aria-label', `${spec.label}: ${cell}`);
    this.element.focus({ preventScroll: true });
  }
}

const small = new OffscreenCanvas(1, 1);
const smallContext = small.getContext('2d');

/** One pixel per cell, enlarged without smoothing; the hatch lies beneath and shows where pixels are left clear. */
function drawPixels(context: CanvasRenderingContext2D, spec: MatrixSpec, colours: Palette, ratio: number, still: boolean): void {
  const rows = displayedRows(spec);
  const columns = displayedColumns(spec);
  const pixels = new ImageData(columns, rows);
  let hatched = false;
  for (let r = 0; r < rows; ++r) {
    for (let c = 0; c < columns; ++c) {
      const look = spec.transposed ? lookOf(spec, colours, c, r) : lookOf(spec, colours, r, c);
      hatched ||= look.hatched;
      if (look.paint) pixels.data.set([...look.paint.rgb, 255], (r * columns + c) * 4);
    }
  }
  const { width, height } = context.canvas;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  if (hatched && !still) hatch(context, colours, ratio);
  small.width = columns;
  small.height = rows;
  smallContext?.putImageData(pixels, 0, 0);
  context.imageSmoothingEnabled = false;
  if (spec.gap === 0) context.drawImage(small, 0, 0, width, height);
  else drawApart(context, small, spec, ratio);
}

/** Cells with their gaps, for pictures of few cells. */
function drawApart(context: CanvasRenderingContext2D, cells: OffscreenCanvas, spec: MatrixSpec, ratio: number): void {
  const stepX = (spec.cellWidth + gapX(spec)) * ratio;
  const stepY = (spec.cellHeight + spec.gap) * ratio;
  for (let r = 0; r < cells.height; ++r) {
    for (let c = 0; c < cells.width; ++c) {
      const left = Math.round(c * stepX);
      const top = Math.round(r * stepY);
      const right = Math.round(c * stepX + spec.cellWidth * ratio);
      const bottom = Math.round(r * stepY + spec.cellHeight * ratio);
      context.drawImage(cells, c, r, 1, 1, left, top, right - left, bottom - top);
    }
  }
}

function hatch(context: CanvasRenderingContext2D, colours: Palette, ratio: number): void {
  const { width, height } = context.canvas;
  context.fillStyle = colours.hatchGround;
  context.fillRect(0, 0, width, height);
  context.strokeStyle = colours.hatch;
  context.lineWidth = 1.6 * ratio;
  const period = 6 * Math.SQRT2 * ratio;
  context.beginPath();
  for (let x = 0; x < width + height; x += period) {
    context.moveTo(x, 0);
    context.lineTo(x - height, height);
  }
  context.stroke();
}
