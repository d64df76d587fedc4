import { type Attributes, type Box, mark } from './marks.ts';

interface Placed {
  readonly level: number;
  readonly text: string | Line;
}

/** Words of several styles on one line: they follow one another, whatever fonts they get. */
interface Line {
  readonly x: number;
  readonly y: number;
  readonly font: Attributes;
  readonly spans: string[];
  right: number;
}

/** How all of a drawing is written. */
export interface Manner {
  /** The reader's own fonts, for a picture made here; or whichever the machine has that a file goes to. */
  readonly fonts: 'own' | 'generic';
  /** What the names of its definitions begin with, where several drawings are on one page. */
  readonly ids: string;
}

/** What is drawn so far: marks in the order of their levels, what else they need, and how far they reach. */
export class Sheet {
  readonly #marks: Placed[] = [];
  readonly manner: Manner;
  /** By their ids. */
  readonly definitions: Map<string, string>;
  readonly #names: { last: number };
  #left = Number.POSITIVE_INFINITY;
  #top = Number.POSITIVE_INFINITY;
  #right = Number.NEGATIVE_INFINITY;
  #bottom = Number.NEGATIVE_INFINITY;

  constructor(of: Manner | Sheet) {
    const parent = of instanceof Sheet ? of : null;
    this.manner = of instanceof Sheet ? of.manner : of;
    this.definitions = parent?.definitions ?? new Map();
    this.#names = parent ? parent.#names : { last: 0 };
  }

  add(level: number, text: string, box: Box): void {
    this.#marks.push({ level, text });
    this.reach(box);
  }

  /** Words that begin where those before them end, on the same line, go into one text with them. */
  addWords(level: number, { x, y, font, ink, content }: Words, box: Box): void {
    const last = this.#marks.at(-1);
    const line = last?.level === level && typeof last.text === 'object' ? last.text : null;
    const size = Number(font['font-size']);
    const gap = line ? x - line.right : 0;
    const right = box.x + box.width;
    this.reach(box);
    if (line && Math.abs(line.y - y) < 0.5 && gap > -1 && gap < size * 0.6) {
      const space = gap > size * 0.12 ? ' ' : '';
      line.spans.push(mark('tspan', { ...font, ...ink }, `${space}${content}`));
      line.right = right;
    } else this.#marks.push({ level, text: { x, y, font, spans: [mark('tspan', ink, content)], right } });
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
    return `${this.manner.ids}${this.#names.last}`;
  }

  get text(): string {
    return [...this.#marks]
      .sort((one, other) => one.level - other.level)
      .map(({ text }) => (typeof text === 'string' ? text : lineMark(text)))
      .join('\n');
  }
}

export interface Words {
  readonly x: number;
  readonly y: number;
  readonly font: Attributes;
  readonly ink: Attributes;
  readonly content: string;
}

function lineMark({ x, y, font, spans, right }: Line): string {
  // As wide as on the page.
  const width = { textLength: right - x, lengthAdjust: 'spacingAndGlyphs' };
  const spaces = spans.length > 1 ? { 'xml:space': 'preserve' } : {};
  return mark('text', { x, y, ...font, ...(right - x > 8 ? width : {}), ...spaces }, spans.join(''));
}
