import { html, nothing, type TemplateResult } from 'lit';
import type { Explanation, Term } from '../core/types.ts';
import { formatNumber, givenNumber } from '../draw/numbers.ts';
import { fill } from '../text/catalogue.ts';
import type { Writing } from './sums.ts';

/** A number as its printed digits read. */
function printed(value: number): number {
  return Number(formatNumber(value).replaceAll('−', '-').replace('∞', 'Infinity'));
}

const add = (sum: number, number: number): number => sum + number;

function product({ factors }: Term): number {
  return factors.reduce((result, { value }) => result * printed(value), 1);
}

function additive({ factors: [weight, ...inner] }: Term): number {
  return weight ? printed(weight.value) * Math.tanh(inner.map(({ value }) => printed(value)).reduce(add, 0)) : 0;
}

/** What a reader who works with the printed digits gets for the printed results; none where there is nothing to add. */
function byDigits(explanation: Explanation): readonly (readonly [got: number, shown: number])[] {
  const { formula, terms, scale, queryNorm, keyNorm, sum, column, result } = explanation;
  const total = (of: (term: Term) => number): number => terms.map(of).reduce(add, 0);
  if (formula === 'sum_of_products') return [[total(product) * scale, result]];
  if (formula === 'additive_score') return [[total(additive), result]];
  if (formula === 'cosine_score') return [[(scale * total(product)) / (printed(queryNorm) * printed(keyNorm)), result]];
  if (formula !== 'softmax' && formula !== 'share') return [];
  const visible = terms.filter(term => term.hidden === 'visible');
  const own = terms[column];
  if (own?.hidden !== 'visible') return [];
  return [
    [visible.map(({ value }) => printed(value)).reduce(add, 0), sum],
    [printed(own.value) / printed(sum), result],
  ];
}

/** Where the printed digits do not add up to the printed result, it is said that they were rounded, and what all digits give. */
export function roundingNote(explanation: Explanation, { words, expanded, most }: Writing): TemplateResult {
  const shared = explanation.formula === 'softmax' || explanation.formula === 'share';
  const limit = explanation.formula === 'additive_score' ? Math.max(3, most - 1) : shared ? most + 2 : most + 1;
  const few = explanation.terms.filter(({ hidden }) => hidden === 'visible').length <= limit;
  // Whoever does not see all terms cannot add them.
  const whole = few || expanded;
  const off =
    whole && byDigits(explanation).some(([got, shown]) => Number.isFinite(got) && formatNumber(got) !== formatNumber(shown));
  // Its room is kept: a panel that grew and shrank from cell to cell would move the cells themselves.
  return html`<p class="note rounding">${off ? fill(words.rounded, { n: givenNumber(explanation.result) }) : nothing}</p>`;
}
