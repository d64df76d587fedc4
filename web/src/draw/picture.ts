import { type Palette, palette } from './colour.ts';
import { changedRows, type Pixels, pixelsOf } from './pixels.ts';
import { displayedColumns, displayedRows, gapX, gapY, isBar, type MatrixSpec, matrixHeight, matrixWidth } from './spec.ts';

/** What is in a picture. */
interface Drawn extends Pixels {
  readonly colours: Palette;
  /** Its sizes, and whether the hatch lies beneath. */
  readonly shape: string;
}

/** A matrix as a picture: it looks as cells do, without their numbers. */
export class Picture {
  readonly element = document.createElement('canvas');
  #context: CanvasRenderingContext2D | null = null;
  #drawn: Drawn | null = null;
  #timer = 0;

  constructor() {
    this.element.className = 'picture';
    this.element.width = 0;
    this.element.setAttribute('aria-hidden', 'true');
  }

  /** Numbers come first: large pictures are drawn after them one by one, each in a task of its own. */
  show(spec: MatrixSpec, hatches = true, later = spec.rows * spec.columns > 20_000): void {
    clearTimeout(this.#timer);
    if (later) this.#timer = window.setTimeout(() => this.draw(spec, hatches));
    else this.draw(spec, hatches);
  }

  /** Touches only the rows that have changed: a keystroke leaves most of them as they were. */
  draw(spec: MatrixSpec, hatches = true, ratio = window.devicePixelRatio || 1): void {
    const width = Math.max(1, Math.round(matrixWidth(spec) * ratio));
    const height = Math.max(1, Math.round(matrixHeight(spec) * ratio));
    const colours = palette();
    const pixels = pixelsOf(spec, colours, width, height);
    const shape = [
      width,
      height,
      ratio,
      spec.cellWidth,
      spec.cellHeight,
      spec.gap,
      isBar(spec),
      pixels.hatched && hatches,
    ].join();
    const old = this.#drawn?.shape === shape && this.#drawn.colours === colours ? this.#drawn.image : null;
    this.#drawn = { ...pixels, colours, shape };
    const rows = changedRows(pixels.image, old);
    if (!rows) return;
    if (this.element.width !== width) this.element.width = width;
    if (this.element.height !== height) this.element.height = height;
    this.element.style.setProperty('width', `${width / ratio}px`);
    this.element.style.setProperty('height', `${height / ratio}px`);
    this.#context ??= this.element.getContext('2d');
    if (this.#context) drawPixels(this.#context, spec, this.#drawn, rows, ratio, hatches);
  }
}

const small = new OffscreenCanvas(1, 1);
const smallContext = small.getContext('2d');

/** The pixels of some rows, enlarged without smoothing; the hatch lies beneath and shows where pixels are left clear. */
function drawPixels(
  context: CanvasRenderingContext2D,
  spec: MatrixSpec,
  { image, hatched, colours }: Drawn,
  [first, last]: readonly [number, number],
  ratio: number,
  hatches: boolean,
): void {
  const { width, height } = context.canvas;
  const gapRight = gapX(spec) * ratio;
  const gapDown = gapY(spec) * ratio;
  const step = (height + gapDown) / image.height;
  const top = Math.floor(first * step);
  context.save();
  context.beginPath();
  context.rect(0, top, width, Math.ceil((last + 1) * step) - top);
  context.clip();
  context.clearRect(0, 0, width, height);
  if (hatched && hatches) hatch(context, colours, ratio);
  small.width = image.width;
  small.height = image.height;
  smallContext?.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(small, 0, 0, width + gapRight, height + gapDown);
  if (gapDown > 0) clearGaps(context, spec, ratio);
  context.restore();
}

/** Cells stand apart; a row of features that is one bar, from other rows only. */
function clearGaps(context: CanvasRenderingContext2D, spec: MatrixSpec, ratio: number): void {
  const { width, height } = context.canvas;
  const stepX = (spec.cellWidth + gapX(spec)) * ratio;
  const stepY = (spec.cellHeight + gapY(spec)) * ratio;
  const gap = Math.max(1, Math.round(gapY(spec) * ratio));
  for (let r = 1; r < displayedRows(spec); ++r) context.clearRect(0, Math.round(r * stepY) - gap, width, gap);
  for (let c = 1; !isBar(spec) && c < displayedColumns(spec); ++c) context.clearRect(Math.round(c * stepX) - gap, 0, gap, height);
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
