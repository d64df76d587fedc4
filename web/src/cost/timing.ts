import type { LayerName, LayerSize, Question, Timed, Told } from './messages.ts';

type Over = 'length' | 'width';
const names = ['length', 'width', 'heads', 'kernel', 'window'] as const satisfies readonly (keyof LayerSize)[];

/** Whether two sizes are the same but for one of their numbers, or altogether. */
function alike(one: LayerSize, other: LayerSize, but?: Over): boolean {
  return names.every(name => name === but || one[name] === other[name]);
}

/** Sizes of which one number grows, as far as is soon measured; the reader's own among them. */
function row(size: LayerSize, over: Over): LayerSize[] {
  const unit = over === 'width' ? size.heads : 8;
  const most = Math.max(over === 'width' ? 512 : 1024, size[over]);
  const doubled = Array.from({ length: 12 }, (_, index) => unit * 2 ** index).filter(value => value <= most);
  const values = [...new Set([...doubled, size[over]])].sort((one, other) => one - other);
  return values.map(value => ({ ...size, [over]: value }));
}

/** Times layers in a worker, so that the page stays awake; at most one of them works at a time. */
export class Timing {
  readonly #changed: () => void;
  #worker: Worker | null = null;
  #found: Timed[] = [];
  #share = 0;
  #failed = false;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** What was timed so far. */
  get found(): readonly Timed[] {
    return this.#found;
  }

  /** All that was timed where length or width alone may differ. */
  at(size: LayerSize): readonly Timed[] {
    return this.#found.filter(timed => alike(timed.size, size, 'length') || alike(timed.size, size, 'width'));
  }

  /** Microseconds over one number of the size, in its order. */
  over(layer: LayerName, size: LayerSize, over: Over): readonly (readonly [number, number])[] {
    const found = this.#found.filter(timed => timed.layer === layer && alike(timed.size, size, over));
    return found.map(timed => [timed.size[over], 1000 * timed.milliseconds] as const).sort(([one], [other]) => one - other);
  }

  /** Microseconds of this very size; null where it was not timed. */
  of(layer: LayerName, size: LayerSize): number | null {
    const found = this.#found.find(timed => timed.layer === layer && alike(timed.size, size));
    return found ? 1000 * found.milliseconds : null;
  }

  get running(): boolean {
    return this.#worker !== null;
  }

  get failed(): boolean {
    return this.#failed;
  }

  /** From 0 to 1. */
  get share(): number {
    return this.#share;
  }

  /** Times all layers over lengths and over widths, the other sizes as they are. */
  start(size: LayerSize): void {
    this.stop();
    this.#found = [];
    this.#share = 0;
    this.#failed = false;
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<Told>) => this.#hear(data);
    worker.onerror = () => this.#hear({ kind: 'failed', reason: '' });
    this.#worker = worker;
    worker.postMessage({
      sizes: [...row(size, 'length'), ...row(size, 'width').filter(other => !alike(other, size))],
    } satisfies Question);
    this.#changed();
  }

  stop(): void {
    this.#worker?.terminate();
    this.#worker = null;
  }

  #hear(told: Told): void {
    if (told.kind === 'timed') {
      this.#found.push(told.timed);
      this.#share = told.share;
    } else {
      this.#failed = told.kind === 'failed';
      this.stop();
    }
    this.#changed();
  }
}
