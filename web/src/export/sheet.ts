import type { Box } from './marks.ts';

interface Placed {
  readonly level: number;
  readonly text: string;
}

/** What is drawn so far: marks in the order of their levels, what else they need, and how far they reach. */
export class Sheet {
  readonly #marks: Placed[] = [];
  readonly definitions = new Map<string, string>();
  readonly #names: { last: number };
  #left = Number.POSITIVE_INFINITY;
  #top = Number.POSITIVE_INFINITY;
  #right = Number.NEGATIVE_INFINITY;
  #bottom = Number.NEGATIVE_INFINITY;

  constructor(parent?: Sheet) {
    this.definitions = parent?.definitions ?? new Map();
    this.#names = parent ? parent.#names : { last: 0 };
  }

  add(level: number, text: string, box: Box): void {
    this.#marks.push({ level, text });
    this.reach(box);
  }

  reach({ x, y, width, height }: Box): void {
    this.#left = Math.min(this.#left, x);
    this.#top = Math.min(this.#top, y);
    this.#right = Math.max(this.#right, x + width);
    this.#bottom = Math.max(this.#bottom, y + height);
  }

  get box(): Box {
    if (this.#marks.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
    return { x: this.#left, y: this.#top, width: this.#right - this.#left, height: this.#bottom - this.#top };
  }

  /** An id that no other definition of this drawing has. */
  name(): string {
    this.#names.last += 1;
    return `d${this.#names.last}`;
  }

  get text(): string {
    return [...this.#marks]
      .sort((one, other) => one.level - other.level)
      .map(({ text }) => text)
      .join('\n');
  }
}
