import { html, mathml, type TemplateResult } from 'lit';
import type { Explanation, Term } from '../core/types.ts';
import { equation, factorMath, fraction, givenMath, joined, numberMath, parenthesised } from './math.ts';
import { bracketed, exponentialMath, foldOut, largest, type Writing, withRest } from './sums.ts';

// The other ways from scores to weights, and what they are made of.

/** How far a score lies below the largest, in units of the divisor. */
function below({ maximum }: Explanation, term: Term, divisor: number, { originOf }: Writing): TemplateResult {
  const factor = term.factors[0];
  if (!factor) return mathml``;
  const shift = mathml`${factorMath(factor, originOf, false)}<mo>−</mo>${bracketed(maximum)}`;
  return divisor === 1 ? shift : mathml`${parenthesised(shift)}<mo>/</mo>${givenMath(divisor)}`;
}

/** ln(e^... + e^... + ...), the core's own exponentials. */
function logarithm(explanation: Explanation, writing: Writing): { sum: TemplateResult; folded: TemplateResult } {
  const visible = explanation.terms.filter(term => term.hidden === 'visible');
  const { shown, rest } = largest(visible, writing.most, explanation.terms[explanation.column]);
  const pieces = shown.map(term => exponentialMath(term, writing));
  const sum = mathml`<mi>ln</mi>${parenthesised(withRest(pieces, rest))}`;
  return { sum, folded: foldOut(explanation, rest, writing, visible) };
}

function logSoftmax(explanation: Explanation, writing: Writing): TemplateResult {
  const own = explanation.terms[explanation.column];
  const result = numberMath(explanation.result, 'result');
  if (own?.hidden !== 'visible') return equation(result);
  const { sum, folded } = logarithm(explanation, writing);
  return html`${equation(mathml`${below(explanation, own, 1, writing)}<mo>−</mo>${sum}`, result)}${folded}`;
}

function logSumExp(explanation: Explanation, writing: Writing): TemplateResult {
  const { sum, folded } = logarithm(explanation, writing);
  const left = mathml`${numberMath(explanation.maximum)}<mo>+</mo>${sum}`;
  return html`${equation(left, numberMath(explanation.result, 'result'))}${folded}`;
}

/** max(0, z − θ), or its square; θ is what makes the row sum to 1. */
function sparse(explanation: Explanation, writing: Writing): TemplateResult {
  const { formula, terms, column, temperature, threshold } = explanation;
  const own = terms[column];
  const result = numberMath(explanation.result, 'role-weights ink result');
  if (own?.hidden !== 'visible') return equation(result);
  const square = formula === 'entmax';
  const z = below(explanation, own, square ? 2 * temperature : temperature, writing);
  const part = mathml`<mi>max</mi>${parenthesised(mathml`<mn>0</mn><mo>,</mo>${z}<mo>−</mo>${bracketed(threshold)}`)}`;
  return html`${equation(square ? mathml`<msup><mrow>${part}</mrow><mn>2</mn></msup>` : part, result)}
    ${equation(mathml`<mi>θ</mi>`, numberMath(threshold))}`;
}

/** max(a, b, ...) over what is visible. */
function maximumOf({ terms }: Explanation, { originOf, most }: Writing): TemplateResult {
  const visible = terms.filter(term => term.hidden === 'visible');
  const { shown, rest } = largest(visible, most);
  const pieces = shown.flatMap(({ factors: [x] }) => (x ? [factorMath(x, originOf, false)] : []));
  return mathml`<mi>max</mi>${parenthesised(joined(rest > 0 ? [...pieces, mathml`<mo>⋯</mo>`] : pieces, ','))}`;
}

function argmax(explanation: Explanation, writing: Writing): TemplateResult {
  const { terms, column, maximum, result } = explanation;
  const factor = terms[column]?.factors[0];
  if (!factor) return html``;
  const sign = factor.value === maximum ? '=' : '≠';
  const own = mathml`${factorMath(factor, writing.originOf, false)}<mo>${sign}</mo>${numberMath(maximum)}`;
  return html`${equation(maximumOf(explanation, writing), numberMath(maximum))}
    ${equation(mathml`${own}<mo>⇒</mo>${numberMath(result, 'role-weights ink result')}`)}`;
}

/** The last term is the random number; where it falls among the weights, side by side, is drawn. */
function sample(explanation: Explanation, writing: Writing): TemplateResult {
  const { terms, sum, result } = explanation;
  const drawn = terms.at(-1)?.factors[0];
  if (!drawn) return html``;
  const { shown, rest } = largest(terms.slice(0, -1), writing.most);
  const weights = shown.flatMap(({ factors: [x] }) => (x ? [factorMath(x, writing.originOf, false)] : []));
  const place = mathml`${factorMath(drawn, writing.originOf, false)}<mo>·</mo>${numberMath(sum)}`;
  return html`${equation(withRest(weights, rest), numberMath(sum))}
    ${equation(mathml`${place}<mo>⇒</mo>${numberMath(result, 'role-weights ink result')}`)}`;
}

/** One of so many. */
function uniform({ terms, column, sum, result }: Explanation): TemplateResult {
  const share = numberMath(result, 'role-weights ink result');
  return terms[column]?.hidden === 'visible'
    ? equation(fraction(numberMath(1), mathml`<mn>${sum}</mn>`), share)
    : equation(share);
}

export const normalizerSums = {
  uniform,
  log_softmax: logSoftmax,
  log_sum_exp: logSumExp,
  sparsemax: sparse,
  entmax: sparse,
  argmax,
  sample,
  maximum: (explanation: Explanation, writing: Writing): TemplateResult =>
    equation(maximumOf(explanation, writing), numberMath(explanation.result, 'result')),
};
