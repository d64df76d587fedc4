// Printed arithmetic, computed anew: MathML is read as it stands on the screen, and every number in it is taken as the interval
// of numbers that are printed like it. What it comes to must then hold the printed result.

import type { Locator } from '@playwright/test';
import { type Interval, intervalOf } from './shown';

/** An element of MathML: its name, its text where it has no children, its children. */
interface Markup {
  readonly name: string;
  readonly text: string;
  readonly children: readonly Markup[];
}

/** All formulas below an element. */
export function readFormulas(root: Locator): Promise<Markup[]> {
  return root.evaluate(element => {
    const read = (node: Element): Markup => ({
      name: node.localName,
      text: node.children.length === 0 ? (node.textContent ?? '').trim() : '',
      children: [...node.children].map(read),
    });
    return [...element.querySelectorAll('math')].map(read);
  });
}

const exactly = (value: number): Interval => ({ low: value, high: value });
const add = (a: Interval, b: Interval): Interval => ({ low: a.low + b.low, high: a.high + b.high });
const negate = (a: Interval): Interval => ({ low: -a.high, high: -a.low });
const rising = (a: Interval, f: (x: number) => number): Interval => ({ low: f(a.low), high: f(a.high) });

function multiply(a: Interval, b: Interval): Interval {
  const corners = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high];
  return { low: Math.min(...corners), high: Math.max(...corners) };
}

function divide(a: Interval, b: Interval): Interval {
  if (b.low <= 0 && b.high >= 0) return { low: -Infinity, high: Infinity };
  return multiply(a, { low: 1 / b.high, high: 1 / b.low });
}

/** Rows only group, and spaces say nothing; everything else stays one piece. */
function flatten(markup: Markup): Markup[] {
  if (markup.name === 'mspace') return [];
  return markup.name === 'mrow' || markup.name === 'math' ? markup.children.flatMap(flatten) : [markup];
}

const products = ['·', '×', '\u2062'];
/** Whatever does not end a product is multiplied with what stands before it. */
const ends = ['+', '−', ')', '='];
const functions: Readonly<Record<string, (x: number) => number>> = { tanh: Math.tanh, σ: x => 1 / (1 + Math.exp(-x)) };

/** Recursive descent: sum, product, then numbers, brackets, functions, fractions, roots and powers of e. */
class Reader {
  #at = 0;

  constructor(private readonly pieces: readonly Markup[]) {}

  whole(): Interval {
    const value = this.#sum();
    if (this.#at < this.pieces.length) throw new Error(`cannot read "${this.#text()}"`);
    return value;
  }

  #text(): string {
    return this.pieces[this.#at]?.text ?? '';
  }

  #take(text: string): boolean {
    if (this.#text() !== text) return false;
    this.#at += 1;
    return true;
  }

  #sum(): Interval {
    let value = this.#product();
    for (;;) {
      if (this.#take('+')) value = add(value, this.#product());
      else if (this.#take('−')) value = add(value, negate(this.#product()));
      else return value;
    }
  }

  #product(): Interval {
    let value = this.#one();
    for (;;) {
      if (products.some(sign => this.#take(sign))) value = multiply(value, this.#one());
      else if (this.#take('/')) value = divide(value, this.#one());
      else if (this.#at < this.pieces.length && !ends.includes(this.#text())) value = multiply(value, this.#one());
      else return value;
    }
  }

  #one(): Interval {
    const piece = this.pieces[this.#at];
    if (!piece) throw new Error('a formula ends too early');
    this.#at += 1;
    const [first, second] = piece.children;
    if (piece.name === 'mn') return intervalOf(piece.text);
    if (piece.name === 'mfrac' && first && second) return divide(worthOf(first), worthOf(second));
    if (piece.name === 'msqrt') return rising(new Reader(piece.children.flatMap(flatten)).whole(), Math.sqrt);
    if (piece.name === 'msup' && first?.text === 'e' && second) return rising(worthOf(second), Math.exp);
    const rise = functions[piece.text];
    if (rise) return rising(this.#one(), rise);
    if (piece.text !== '(') throw new Error(`cannot read <${piece.name}> "${piece.text}"`);
    const value = this.#sum();
    if (!this.#take(')')) throw new Error('a bracket is not closed');
    return value;
  }
}

function worthOf(markup: Markup): Interval {
  return new Reader(flatten(markup)).whole();
}

export interface Equation {
  /** Whether terms were left out, shown as dots. */
  readonly folded: boolean;
  /** What each side comes to; a side with dots is left out. */
  readonly sides: readonly Interval[];
  readonly result: Interval;
}

/** A formula with an equals sign in it, side by side. */
export function equationOf(formula: Markup): Equation {
  const sides: Markup[][] = [[]];
  for (const piece of flatten(formula)) {
    if (piece.text === '=') sides.push([]);
    else sides.at(-1)?.push(piece);
  }
  const hasDots = (piece: Markup): boolean => piece.text === '⋯' || piece.children.some(hasDots);
  const values = sides.filter(side => !side.some(hasDots)).map(side => new Reader(side).whole());
  const result = values.at(-1);
  if (!result) throw new Error('a formula without numbers');
  return { folded: values.length < sides.length, sides: values, result };
}

export function overlap(a: Interval, b: Interval): boolean {
  const slack = 1e-4 * Math.max(1, Math.min(Math.abs(a.low), Math.abs(b.low)));
  return a.low <= b.high + slack && b.low <= a.high + slack;
}

export function sum(intervals: readonly Interval[]): Interval {
  return intervals.reduce(add, exactly(0));
}
