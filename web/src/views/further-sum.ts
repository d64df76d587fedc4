import { html, LitElement, mathml, type TemplateResult } from 'lit';
import type { Explanation, Factor, Formula } from '../core/types.ts';
import { equation, factorMath, fraction, givenMath, numberMath, parenthesised, power } from './math.ts';
import { normalizerSums } from './normalizer-sum.ts';
import { bracketed, foldOut, largest, type Writing, withRest } from './sums.ts';

interface Sum {
  readonly explanation: Explanation;
  readonly writing: Writing;
}

type Write = (explanation: Explanation, writing: Writing) => TemplateResult;
type Further = Exclude<
  Formula,
  | 'given'
  | 'copy'
  | 'sum_of_products'
  | 'additive_score'
  | 'cosine_score'
  | 'mask'
  | 'softmax'
  | 'naive_softmax'
  | 'sigmoid'
  | 'tanh'
  | 'one_minus'
>;

/** The formulas that few figures have, each as an equation with the core's numbers in it. */
const formulas: Readonly<Record<Further, Write>> = {
  relu: unary(x => mathml`<mi>max</mi>${parenthesised(mathml`<mn>0</mn><mo>,</mo>${x}`)}`),
  gelu: unary(x => mathml`${x}<mo>·</mo><mi mathvariant="normal">Φ</mi>${parenthesised(x)}`),
  gelu_tanh: unary(
    x =>
      mathml`${fraction(x, mathml`<mn>2</mn>`)}<mrow><mo stretchy="false">(</mo><mn>1</mn><mo>+</mo><mi>tanh</mi>${parenthesised(
        mathml`<msqrt>${fraction(mathml`<mn>2</mn>`, mathml`<mi>π</mi>`)}</msqrt>${parenthesised(
          mathml`${x}<mo>+</mo><mn>0.044715</mn><mo>·</mo><msup><mrow>${x}</mrow><mn>3</mn></msup>`,
        )}`,
      )}<mo stretchy="false">)</mo></mrow>`,
  ),
  layer_norm: layerNorm,
  gaussian,
  share,
  ...normalizerSums,
  soft_cap: ({ terms, scale, result }, { originOf }) => {
    const factor = terms[0]?.factors[0];
    if (!factor) return html``;
    const inner = fraction(factorMath(factor, originOf, false), givenMath(scale));
    return equation(mathml`${givenMath(scale)}<mo>·</mo><mi>tanh</mi>${parenthesised(inner)}`, numberMath(result, 'result'));
  },
  feature_map: ({ terms, result }, { originOf }) => {
    const factor = terms[0]?.factors[0];
    if (!factor) return html``;
    const x = factorMath(factor, originOf, false);
    return equation(factor.value > 0 ? mathml`${x}<mo>+</mo><mn>1</mn>` : power(x), numberMath(result, 'result'));
  },
  exponential: binary((x, maximum) => power(mathml`${x}<mo>−</mo>${maximum}`)),
  quotient: binary(fraction),
  sine: binary((position, rate) => mathml`<mi>sin</mi>${parenthesised(mathml`${position}<mo>·</mo>${rate}`)}`),
  cosine: binary((position, rate) => mathml`<mi>cos</mi>${parenthesised(mathml`${position}<mo>·</mo>${rate}`)}`),
};

/** A function of two numbers. */
function binary(written: (one: TemplateResult, other: TemplateResult) => TemplateResult): Write {
  return ({ terms, result }, { originOf }) => {
    const [one, other] = terms[0]?.factors ?? [];
    if (!one || !other) return html``;
    return equation(written(factorMath(one, originOf, false), factorMath(other, originOf, true)), numberMath(result, 'result'));
  };
}

/** A function of one number. */
function unary(written: (x: TemplateResult) => TemplateResult): Write {
  return ({ terms, result }, writing) => {
    const factor = terms[0]?.factors[0];
    return factor ? equation(written(factorMath(factor, writing.originOf, true)), numberMath(result, 'result')) : html``;
  };
}

/** The number as it deviates from the mean of its row, in units of the row's deviation. */
function layerNorm({ terms, column, mean, deviation, epsilon, result }: Explanation, writing: Writing): TemplateResult {
  const own = terms[column]?.factors ?? [];
  const [x, weight, bias] = own;
  if (!x) return html``;
  const number = (factor: Factor, parentheses = true): TemplateResult => factorMath(factor, writing.originOf, parentheses);
  const normal = fraction(mathml`${number(x, false)}<mo>−</mo>${bracketed(mean)}`, numberMath(deviation));
  const scaled = weight ? mathml`${number(weight, false)}<mo>·</mo>${normal}` : normal;
  const left = bias ? mathml`${scaled}<mo>+</mo>${number(bias)}` : scaled;
  const { shown, rest } = largest(terms, writing.most);
  const count = mathml`<mn>${terms.length}</mn>`;
  const all = shown.map((term, index) => (term.factors[0] ? number(term.factors[0], index > 0) : mathml``));
  const squares = shown.map(({ value }) => numberMath(value));
  return html`${equation(left, numberMath(result, 'result'))}
    ${equation(mathml`<mi>μ</mi>`, fraction(withRest(all, rest), count), numberMath(mean))}
    ${equation(mathml`<mi>σ</mi>`, mathml`<msqrt><mrow>${fraction(withRest(squares, rest), count)}<mo>+</mo>${givenMath(epsilon)}</mrow></msqrt>`, numberMath(deviation))}`;
}

/** How far a position is from the centre of a window. */
function gaussian({ terms, position, deviation, result }: Explanation, { originOf }: Writing): TemplateResult {
  const centre = terms[0]?.factors[0];
  if (!centre) return html``;
  const away = mathml`${givenMath(position)}<mo>−</mo>${factorMath(centre, originOf, true)}`;
  const exponent = fraction(
    mathml`<msup>${parenthesised(away)}<mn>2</mn></msup>`,
    mathml`<mn>2</mn><mo>·</mo><msup>${givenMath(deviation)}<mn>2</mn></msup>`,
  );
  return equation(power(mathml`<mo>−</mo>${exponent}`), numberMath(result, 'result'));
}

/** One number's part of the sum of its row. */
function share(explanation: Explanation, writing: Writing): TemplateResult {
  const { terms, column, sum, result } = explanation;
  const own = terms[column];
  const factor = own?.factors[0];
  if (!own || !factor) return html``;
  const { shown, rest } = largest(terms, writing.most + 1, own);
  const all = shown.flatMap(({ factors: [x] }, index) => (x ? [factorMath(x, writing.originOf, index > 0)] : []));
  const ratio = fraction(numberMath(own.value), numberMath(sum));
  return html`${equation(fraction(factorMath(factor, writing.originOf, false), withRest(all, rest)), ratio, numberMath(result, 'result'))}${foldOut(explanation, rest, writing)}`;
}

/** Writes one of them; an element, so that it can be loaded after it was asked for. */
export class SumElement extends LitElement {
  static override properties = { options: { attribute: false } };
  declare options: Sum | null;

  constructor() {
    super();
    this.options = null;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    if (!this.options) return html``;
    const { explanation, writing } = this.options;
    return formulas[explanation.formula as Further](explanation, writing);
  }
}

customElements.define('attention-sum', SumElement);
