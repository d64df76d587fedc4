import type { Cell } from '../core/types.ts';
import type { MatrixElement } from '../draw/matrix.ts';
import type { Store } from '../store/store.ts';
import type { Stop } from './layout.ts';
import { endOf, type Moment, type Pace } from './moments.ts';
import { glideSources, glideTerms, isStill, sweep } from './motion.ts';

/** What is played: a timeline, and the flow above it. */
export interface Stage {
  readonly stops: readonly Stop[];
  readonly moment: Moment | null;
  readonly pace: Pace;
  /** The stop of the cell that is looked at. */
  readonly activeStop: number;
  readonly flow: HTMLElement;
  readonly store: Store;
  tell(moment: Moment | null): void;
  /** When what was told is drawn. */
  readonly drawn: Promise<unknown>;
}

function isEnd(stops: readonly Stop[], { stop, row, column }: Moment): boolean {
  const end = endOf(stops, stop);
  return row >= end.row && column >= end.column;
}

/** One step on; null after the last, where everything is there. */
export function after(moment: Moment, pace: Pace, stops: readonly Stop[]): Moment | null {
  const { stop, row, column } = moment;
  const end = endOf(stops, stop);
  const within = !isEnd(stops, moment);
  let next: Moment;
  if (pace === 'number' && within)
    next = column < end.column ? { stop, row, column: column + 1 } : { stop, row: row + 1, column: 0 };
  else if (pace === 'row' && within) next = column < end.column ? { stop, row, column: end.column } : { ...end, row: row + 1 };
  else if (pace === 'stage' && within) next = end;
  else if (pace === 'stage') next = endOf(stops, stop + 1);
  else next = { stop: stop + 1, row: 0, column: pace === 'row' ? endOf(stops, stop + 1).column : 0 };
  const last = stops.length - 1;
  return next.stop > last || (next.stop === last && isEnd(stops, next)) ? null : next;
}

/** One step back; the first one stays. */
export function before({ stop, row, column }: Moment, pace: Pace, stops: readonly Stop[]): Moment {
  const last = endOf(stops, stop).column;
  if (pace === 'number' && column > 0) return { stop, row, column: column - 1 };
  if (pace === 'number' && row > 0) return { stop, row: row - 1, column: last };
  if (pace === 'row' && row > 0) return { stop, row: row - 1, column: last };
  return stop > 0
    ? endOf(stops, stop - 1)
    : { stop: 0, row: pace === 'stage' ? endOf(stops, 0).row : 0, column: pace === 'number' ? 0 : last };
}

export interface Frame {
  readonly moment: Moment;
  /** Milliseconds that it stays. */
  readonly stays: number;
  /** Whether what goes into its number is shown gliding there: number by number at first, then row by row. */
  readonly close: boolean;
}

const mostSlow = 8;
const ofStage = 2400;

/** A stage as it is played: the first row number by number, slow and then faster; then row by row; a vector's row at once. */
export function framesOf(stops: readonly Stop[], stop: number, minimal: boolean): Frame[] {
  const node = stops[stop]?.part.node;
  if (!node) return [];
  const end = endOf(stops, stop);
  if (minimal) return [{ moment: end, stays: 1200, close: false }];
  const frames: Frame[] = [];
  const vector = node.columnAxis === 'feature';
  const columns =
    vector || node.columns > mostSlow * 2 ? [end.column] : Array.from({ length: node.columns }, (_, column) => column);
  columns.forEach((column, index) => {
    frames.push({ moment: { stop, row: 0, column }, stays: Math.max(90, 900 * 0.6 ** index), close: index < 3 });
  });
  for (let row = 1; row <= end.row; ++row)
    frames.push({ moment: { ...end, row }, stays: Math.max(40, Math.min(600 * 0.7 ** row, ofStage / end.row)), close: row < 3 });
  return frames.map((frame, index) => (index === frames.length - 1 ? { ...frame, stays: frame.stays + 500 } : frame));
}

/** The moment at a place along a line of stops: between two of them the later one is being filled. */
export function momentAt(x: number, line: readonly Stop[], stops: readonly Stop[]): Moment | null {
  const next = line.findIndex(stop => stop.x >= x);
  const stop = next < 0 ? line.at(-1) : line[next];
  if (!stop) return null;
  const at = stops.indexOf(stop);
  const left = line[next - 1]?.x ?? stop.x;
  const share = next < 0 || left === stop.x ? 1 : (x - left) / (stop.x - left);
  const end = endOf(stops, at);
  const moment = { ...end, row: Math.max(0, Math.ceil(share * (end.row + 1)) - 1) };
  return at === stops.length - 1 && isEnd(stops, moment) ? null : moment;
}

/** Plays a figure stage by stage, row by row and number by number; loaded when somebody wants to. */
export class Playback {
  readonly #stage: Stage;
  #timer = 0;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  get playing(): boolean {
    return this.#timer !== 0;
  }

  /** One stage, row or number on or back. */
  step(direction: 1 | -1): void {
    const { stops, pace, moment, activeStop } = this.#stage;
    this.stop();
    const from = moment ?? endOf(stops, Math.max(0, activeStop));
    const next = direction > 0 ? after(from, pace, stops) : before(from, pace, stops);
    this.#stage.tell(next);
    if (next && pace !== 'stage') void this.#show(next, direction > 0);
  }

  toggle(): void {
    if (this.playing) {
      this.stop();
      return;
    }
    const { stops, moment } = this.#stage;
    // On from where it stands; from the beginning where everything is there.
    const from = moment?.stop ?? -1;
    const still = isStill();
    const frames = stops.flatMap((_, stop) => (stop > from ? framesOf(stops, stop, still) : []));
    this.#play(frames, 0);
  }

  scrub(x: number, line: readonly Stop[]): void {
    this.stop();
    this.#stage.tell(momentAt(x, line, this.#stage.stops));
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = 0;
  }

  #play(frames: readonly Frame[], index: number): void {
    const frame = frames[index];
    if (!frame) {
      this.stop();
      this.#stage.tell(null);
      return;
    }
    this.#timer = window.setTimeout(() => this.#play(frames, index + 1), frame.stays);
    this.#stage.tell(frame.moment);
    if (frame.close || index === 0) void this.#show(frame.moment, frame.close);
  }

  /** Points at the number of a moment, and has what it is made of glide there. */
  async #show({ stop, row, column }: Moment, glides: boolean): Promise<void> {
    const { stops, flow, store } = this.#stage;
    const part = stops[stop]?.part;
    if (!part) return;
    const cell: Cell = { node: part.node.node, row, column };
    if (!store.locked) store.point(cell);
    await this.#stage.drawn;
    if (!glides || isStill()) return;
    const matrix = flow.querySelector(`attention-matrix[data-node="${cell.node}"]`);
    if (part.node.stage === 'mask') {
      const hatched = flow.querySelectorAll<MatrixElement>(
        'attention-matrix:is([data-stage="mask"], [data-stage="masked_scores"])',
      );
      if (row === 0) hatched.forEach(sweep);
      return;
    }
    const target = matrix?.querySelector(`[data-row="${row}"][data-column="${column}"]`);
    if (row === 0 && column === 0 && target) glideTerms(flow, this.#termCells(cell), target);
    else glideSources(flow);
  }

  /** Where the factors of each term are on screen. */
  #termCells(cell: Cell): Element[][] {
    const { flow, store } = this.#stage;
    const { trace } = store.figure;
    const { terms } = trace.explain(trace.origin(cell));
    return terms.map(({ factors }) =>
      factors.flatMap(({ node, row, column }) => {
        const found = flow.querySelector(`attention-matrix[data-node="${node}"] [data-row="${row}"][data-column="${column}"]`);
        return found ? [found] : [];
      }),
    );
  }
}
