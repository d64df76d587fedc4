import { html, mathml, type TemplateResult } from 'lit';
import type { Explanation, Factor, Term } from '../core/types.ts';
import { formatNumber } from '../draw/numbers.ts';
import { type Catalogue, fill } from '../text/catalogue.ts';
import { equation, factorMath, fraction, givenMath, joined, type MathPart, numberMath, type OriginOf, power } from './math.ts';
import { roundingNote } from './rounding.ts';

/** What all arithmetic is written with. */
export interface Writing {
  readonly words: Catalogue;
  readonly originOf: OriginOf;
  readonly expanded: boolean;
  readonly toggle: () => void;
  readonly most: number;
}

/** The arithmetic of one number, in the form that its formula has. */
export function formulaMath(explanation: Explanation, writing: Writing, resultRole = ''): TemplateResult {
  return html`${written(explanation, writing, resultRole)}${roundingNote(explanation, writing)}`;
}

function written(explanation: Explanation, writing: Writing, resultRole: string): TemplateResult {
  const { formula } = explanation;
  if (formula === 'softmax' || formula === 'naive_softmax') return softmaxMath(explanation, writing);
  if (formula === 'additive_score') return additiveMath(explanation, writing);
  if (formula === 'cosine_score') return cosineMath(explanation, writing);
  if (formula === 'sigmoid' || formula === 'tanh' || formula === 'one_minus') return functionMath(explanation, writing);
  if (formula === 'sum_of_products' || formula === 'copy') return sumMath(explanation, writing, resultRole);
  void import('./further-sum.ts');
  return html`<attention-sum .options=${{ explanation, writing }}></attention-sum>`;
}

function sumMath(explanation: Explanation, writing: Writing, resultRole: string): TemplateResult {
  const { terms, scale, result } = explanation;
  const { shown, rest } = largest(terms, writing.most);
  const sum = withRest(
    shown.map((term, index) => productMath(term, writing, index === 0)),
    rest,
  );
  const products = terms.filter(term => term.factors.length > 1).length;
  const left = scaledMath(sum, scale, products);
  return html`${equation(left, numberMath(result, resultRole))}${foldOut(explanation, rest, writing)}`;
}

/** The scale as it is meant: over √d, over a count, or as the factor that it is. */
function scaledMath(sum: TemplateResult, scale: number, terms: number): TemplateResult {
  if (scale === 1) return sum;
  if (Math.abs(scale * Math.sqrt(terms) - 1) < 1e-5) return fraction(sum, mathml`<msqrt><mn>${terms}</mn></msqrt>`);
  const count = Math.round(1 / scale);
  // A negative scale stands in front: nothing is divided by a negative count.
  if (count > 0 && Math.abs(scale * count - 1) < 1e-5) return fraction(sum, mathml`<mn>${count}</mn>`);
  return mathml`${givenMath(scale)}<mo>·</mo><mrow><mo stretchy="false">(</mo>${sum}<mo stretchy="false">)</mo></mrow>`;
}

function productMath({ factors }: Term, { originOf }: Writing, first: boolean): TemplateResult {
  return joined(
    factors.map((factor, index) => factorMath(factor, originOf, !(first && index === 0))),
    '·',
  );
}

function additiveMath(explanation: Explanation, writing: Writing): TemplateResult {
  const { shown, rest } = largest(explanation.terms, Math.max(2, writing.most - 2));
  const pieces = shown.map((term, index) => additiveTerm(term, writing, index === 0));
  return html`${equation(withRest(pieces, rest), numberMath(explanation.result))}${foldOut(explanation, rest, writing)}`;
}

function additiveTerm({ factors }: Term, { originOf }: Writing, first: boolean): TemplateResult {
  const [weight, ...inner] = factors;
  if (!weight) return mathml``;
  const sum = joined(
    inner.map((factor, index) => factorMath(factor, originOf, index > 0)),
    '+',
  );
  return mathml`${factorMath(weight, originOf, !first)}<mspace width="0.17em"></mspace><mi>tanh</mi><mrow><mo stretchy="false">(</mo>${sum}<mo stretchy="false">)</mo></mrow>`;
}

function cosineMath(explanation: Explanation, writing: Writing): TemplateResult {
  const { terms, scale, queryNorm, keyNorm, result } = explanation;
  const { shown, rest } = largest(terms, writing.most);
  const sum = withRest(
    shown.map((term, index) => productMath(term, writing, index === 0)),
    rest,
  );
  const norms = mathml`${numberMath(queryNorm, 'role-query ink')}<mo>·</mo>${numberMath(keyNorm, 'role-key ink')}`;
  const left = mathml`${givenMath(scale)}<mo>·</mo>${fraction(sum, norms)}`;
  return html`${equation(left, numberMath(result))}${foldOut(explanation, rest, writing)}`;
}

function functionMath({ formula, terms, result }: Explanation, { originOf }: Writing): TemplateResult {
  const factor = terms[0]?.factors[0];
  if (!factor) return html``;
  const inner = factorMath(factor, originOf, formula === 'one_minus');
  const name = formula === 'sigmoid' ? 'σ' : 'tanh';
  const left =
    formula === 'one_minus'
      ? mathml`<mn>1</mn><mo>−</mo>${inner}`
      : mathml`<mi>${name}</mi><mrow><mo stretchy="false">(</mo>${inner}<mo stretchy="false">)</mo></mrow>`;
  return equation(left, numberMath(result));
}

function softmaxMath(explanation: Explanation, writing: Writing): TemplateResult {
  const { terms, column, sum, result } = explanation;
  const own = terms[column];
  const factor = own?.factors[0];
  const visible = terms.filter(term => term.hidden === 'visible');
  if (!own || !factor || own.hidden !== 'visible' || visible.length === 0) {
    return html`${equation(numberMath(result, 'role-weights ink'))}`;
  }
  const exponent = exponentOf(explanation, factor, writing);
  const { shown, rest } = largest(visible, writing.most + 1, own);
  const denominator = withRest(
    shown.map(term => exponentialMath(term, writing)),
    rest,
  );
  const left = fraction(power(exponent), denominator);
  const ratio = fraction(numberMath(own.value), numberMath(sum));
  const folded = foldOut(explanation, rest, writing, visible);
  return html`${equation(left, ratio, numberMath(result, 'role-weights ink result'))}${folded}`;
}

/** A term of the denominator: the core's own exponential, leading to its score. */
export function exponentialMath(term: Term, { originOf }: Writing): TemplateResult {
  const factor = term.factors[0];
  return factor ? factorMath({ ...factor, value: term.value }, originOf, false) : numberMath(term.value);
}

export function bracketed(value: number): TemplateResult {
  return formatNumber(value).startsWith('−')
    ? mathml`<mrow><mo stretchy="false">(</mo>${numberMath(value)}<mo stretchy="false">)</mo></mrow>`
    : numberMath(value);
}

/** The terms that matter most, in their own order. A bias and a term that must be there are always kept. */
export function largest(terms: readonly Term[], most: number, kept?: Term): { shown: Term[]; rest: number } {
  if (terms.length <= most + 1) return { shown: [...terms], rest: 0 };
  const rank = (term: Term): number => (term === kept ? Number.POSITIVE_INFINITY : Math.abs(term.value));
  const chosen = new Set([...terms].sort((one, other) => rank(other) - rank(one)).slice(0, most));
  return { shown: terms.filter(term => chosen.has(term)), rest: terms.length - most };
}

export function withRest(pieces: readonly MathPart[], rest: number): TemplateResult {
  return joined(rest > 0 ? [...pieces, mathml`<mo>⋯</mo>`] : pieces, '+');
}

/** The folded terms: a button that counts them, and when it is open every term with what it comes to. */
export function foldOut(explanation: Explanation, rest: number, writing: Writing, terms = explanation.terms): TemplateResult {
  if (rest <= 0) return html``;
  const { words, expanded, toggle } = writing;
  const button = html`<button type="button" class="quiet fold" aria-expanded=${expanded} @click=${toggle}>${expanded ? words.less : fill(words.more, { n: rest })}</button>`;
  if (!expanded) return button;
  return html`${button}
    <div class="terms">${terms.map(term => html`<span class="term"><math><mrow>${termMath(explanation, term, writing)}<mo>=</mo><mn>${formatNumber(term.value)}</mn></mrow></math></span>`)}</div>`;
}

/** What e is raised to: a score, less the largest one where that is subtracted, over the temperature. */
function exponentOf({ formula, maximum, temperature }: Explanation, factor: Factor, { originOf }: Writing): TemplateResult {
  const score = factorMath(factor, originOf, false);
  const shift = formula === 'naive_softmax' ? score : mathml`${score}<mo>−</mo>${bracketed(maximum)}`;
  if (temperature === 1) return shift;
  return mathml`<mrow><mo stretchy="false">(</mo>${shift}<mo stretchy="false">)</mo></mrow><mo>/</mo>${givenMath(temperature)}`;
}

function termMath(explanation: Explanation, term: Term, writing: Writing): TemplateResult {
  const { formula } = explanation;
  if (formula === 'additive_score') return additiveTerm(term, writing, true);
  const factor = term.factors[0];
  if ((formula !== 'softmax' && formula !== 'naive_softmax') || !factor) return productMath(term, writing, true);
  return power(exponentOf(explanation, factor, writing));
}
