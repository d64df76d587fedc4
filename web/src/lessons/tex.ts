import { html, mathml, type nothing, type TemplateResult } from 'lit';

// Mathematics of the lessons, written in a small part of TeX's notation and drawn as MathML. Letters have the hues of their
// roles; \n{v} is a plain v.

type Piece = TemplateResult | typeof nothing;

const letters: Readonly<Record<string, string>> = {
  alpha: 'α',
  beta: 'β',
  mu: 'μ',
  sigma: 'σ',
  tau: 'τ',
  theta: 'θ',
  Pi: 'Π',
  partial: '∂',
  infty: '∞',
};
const words = ['exp', 'tanh', 'max', 'min', 'arg', 'log', 'sin', 'cos'];
const operators: Readonly<Record<string, string>> = {
  le: '≤',
  ge: '≥',
  cdot: '·',
  sim: '∼',
  dots: '…',
  in: '∈',
  lVert: '‖',
  rVert: '‖',
  mid: '|',
  to: '→',
  times: '×',
  top: '⊤',
};
const roles: Readonly<Record<string, string>> = {
  q: 'query',
  Q: 'query',
  k: 'key',
  K: 'key',
  v: 'value',
  V: 'value',
  α: 'weights',
  A: 'weights',
  O: 'output',
};

/** A formula on a line of its own; several stand beside each other where there is room. */
export function formulaMath(source: string): TemplateResult {
  return html`<div class="lesson-formulas-beside">${source.split(/\\quad\s*/).map(oneFormula)}</div>`;
}

function oneFormula(source: string): TemplateResult {
  const tall = /\\(sum|frac)/.test(source) ? 'tall' : '';
  return html`<span class="formula-line lesson-formula ${tall}" tabindex="0" role="group"><math display="block"><mrow>${row(source, true)}</mrow></math></span>`;
}

/** A symbol or two within a sentence. */
export function inlineMath(source: string): TemplateResult {
  return html`<span class="term lesson-math"><math><mrow>${row(source, false)}</mrow></math></span>`;
}

function row(source: string, display: boolean): Piece[] {
  const reader = new Reader(source, display);
  const pieces = reader.row(true);
  if (reader.rest !== '') throw new Error(`cannot read ${reader.rest} of ${source}`);
  return pieces;
}

class Reader {
  rest: string;
  readonly #display: boolean;

  constructor(source: string, display: boolean) {
    this.rest = source;
    this.#display = display;
  }

  /** Up to the closing brace, or the end. */
  row(coloured: boolean): Piece[] {
    const pieces: Piece[] = [];
    this.#blanks();
    while (this.rest !== '' && !this.rest.startsWith('}')) {
      pieces.push(this.#scripted(coloured));
      this.#blanks();
    }
    return pieces;
  }

  #scripted(coloured: boolean): Piece {
    const isSum = this.rest.startsWith('\\sum');
    const isWord = words.some(word => this.rest.startsWith(`\\${word}`));
    const base = this.#atom(coloured);
    let below: Piece | null = null;
    let above: Piece | null = null;
    for (this.#blanks(); /^[_^]/.test(this.rest); this.#blanks()) {
      const isBelow = this.#take(1) === '_';
      this.#blanks();
      const script = this.#atom(false);
      if (isBelow) below = script;
      else above = script;
    }
    const whole = withScripts(base, below, above, isSum && this.#display);
    return isWord ? mathml`${whole}<mspace width="0.15em"></mspace>` : whole;
  }

  #atom(coloured: boolean): Piece {
    if (this.rest.startsWith('{')) return this.#group(coloured);
    if (this.rest.startsWith('\\')) return this.#command(coloured);
    const [number] = /^\d+(?:[ .]\d+)*/.exec(this.rest) ?? [];
    if (number) return mathml`<mn>${this.#take(number.length)}</mn>`;
    const letter = this.#take(1);
    if (/\p{L}/u.test(letter)) return identifier(letter, coloured);
    return operator(letter === '-' ? '−' : letter === "'" ? '′' : letter);
  }

  #group(coloured: boolean): Piece {
    this.#take(1);
    const inner = this.row(coloured);
    this.#take(1);
    return mathml`<mrow>${inner}</mrow>`;
  }

  #command(coloured: boolean): Piece {
    const [, name = ''] = /^\\([a-zA-Z]+|.)/.exec(this.rest) ?? [];
    this.#take(name.length + 1);
    this.#blanks();
    if (name === 'frac' || name === 'dfrac' || name === 'tfrac')
      return mathml`<mfrac>${this.#atom(coloured)}${this.#atom(coloured)}</mfrac>`;
    if (name === 'sqrt') return mathml`<msqrt>${this.#atom(coloured)}</msqrt>`;
    if (name === 'hat' || name === 'bar')
      return mathml`<mover accent="true">${this.#atom(coloured)}<mo>${name === 'hat' ? '^' : '¯'}</mo></mover>`;
    if (name === 'mathrm') return mathml`<mi mathvariant="normal">${this.#text()}</mi>`;
    if (name === 'text') return mathml`<mtext>${this.#text()}</mtext>`;
    if (name === 'n') return this.#atom(false);
    if (name === ',' || name === ';' || name === 'quad')
      return mathml`<mspace width=${name === 'quad' ? '1.2em' : '0.22em'}></mspace>`;
    if (name === 'left' || name === 'right') return mathml`<mo stretchy="true">${this.#take(1)}</mo>`;
    if (name === 'sum') return mathml`<mo>∑</mo>`;
    const letter = letters[name];
    if (letter) return identifier(letter, coloured);
    if (words.includes(name)) return mathml`<mi>${name}</mi>`;
    return operator(operators[name] ?? name);
  }

  #text(): string {
    const end = this.rest.indexOf('}');
    const text = this.rest.slice(1, end);
    this.#take(end + 1);
    return text;
  }

  #blanks(): void {
    this.rest = this.rest.trimStart();
  }

  #take(length: number): string {
    const taken = this.rest.slice(0, length);
    this.rest = this.rest.slice(length);
    return taken;
  }
}

/** Apart: above and below it, as a sum has them. */
function withScripts(base: Piece, below: Piece | null, above: Piece | null, apart: boolean): Piece {
  if (below && above)
    return apart ? mathml`<munderover>${base}${below}${above}</munderover>` : mathml`<msubsup>${base}${below}${above}</msubsup>`;
  if (below) return apart ? mathml`<munder>${base}${below}</munder>` : mathml`<msub>${base}${below}</msub>`;
  return above ? mathml`<msup>${base}${above}</msup>` : base;
}

function identifier(letter: string, coloured: boolean): Piece {
  const role = coloured ? roles[letter] : undefined;
  return role ? mathml`<mi class="role-${role} ink">${letter}</mi>` : mathml`<mi>${letter}</mi>`;
}

/** Brackets stay as tall as a letter unless they are said to stretch. */
function operator(sign: string): Piece {
  if (sign === '⊤') return mathml`<mo lspace="0" rspace="0">⊤</mo>`;
  return /[()[\]|‖]/.test(sign) ? mathml`<mo stretchy="false">${sign}</mo>` : mathml`<mo>${sign}</mo>`;
}
