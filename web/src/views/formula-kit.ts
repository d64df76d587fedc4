import { mathml, type nothing, type TemplateResult } from 'lit';
import { givenNumber } from '../draw/numbers.ts';
import { maskParts, type Scenario } from '../store/scenario.ts';

// What formulas are written with: letters in the hues of their roles, and the parts that several mechanisms share.

export type Piece = TemplateResult | typeof nothing;

export const mi = (letter: string, role = 'none'): TemplateResult => mathml`<mi class="role-${role} ink">${letter}</mi>`;
export const sub = (letter: string, index: string, role = 'none'): TemplateResult =>
  mathml`<msub class="role-${role} ink"><mi>${letter}</mi><mi>${index}</mi></msub>`;
export const paren = (inner: Piece): TemplateResult => mathml`<mrow><mo>(</mo>${inner}<mo>)</mo></mrow>`;
export const transposed = (base: Piece): TemplateResult =>
  mathml`<msup><mrow>${base}</mrow><mo lspace="0" rspace="0">⊤</mo></msup>`;

/** q and k of one score. */
const q = sub('q', 'i', 'query');
const k = sub('k', 'j', 'key');

/** How the scores are made, where it takes a line of its own. */
export function scoreFormula({ score }: Scenario, query = q, key = k): TemplateResult {
  const left = mathml`<msub><mi>s</mi><mrow><mi>i</mi><mi>j</mi></mrow></msub><mo>=</mo>`;
  if (score === 'additive') {
    const inner = mathml`${sub('W', 'q')}${query}<mo>+</mo>${sub('W', 'k')}${key}`;
    return mathml`${left}${transposed(mi('v'))}${mi('tanh')}${paren(inner)}`;
  }
  if (score === 'bilinear') return mathml`${left}${transposed(query)}${mi('W')}${key}`;
  if (score === 'concat') {
    const side = mathml`<mrow><mo>[</mo>${query}<mo>;</mo>${key}<mo>]</mo></mrow>`;
    return mathml`${left}${transposed(mi('v'))}${mi('tanh')}${paren(mathml`${mi('W')}${side}`)}`;
  }
  const norm = (vector: TemplateResult): TemplateResult => mathml`<mrow><mo>‖</mo>${vector}<mo>‖</mo></mrow>`;
  return mathml`${left}${mi('β')}<mfrac><mrow>${transposed(query)}${key}</mrow><mrow>${norm(query)}<mspace width="0.15em"></mspace>${norm(key)}</mrow></mfrac>`;
}

const normalizers: Readonly<Record<string, TemplateResult>> = {
  softmax: mi('softmax', 'weights'),
  uniform: mi('uniform', 'weights'),
  sparsemax: mi('sparsemax', 'weights'),
  entmax: sub('entmax', '1.5', 'weights'),
  sigmoid: mi('σ', 'weights'),
  hard: mi('hardmax', 'weights'),
  sampled: mi('sample', 'weights'),
};

/** The weights of scores: capped, masked, divided by the temperature and normalised, as the scenario has it. */
export function weighed(scenario: Scenario, scores: TemplateResult): TemplateResult {
  const { soft_cap, temperature, normalizer } = scenario;
  const cap = mathml`<mn>${givenNumber(Number(soft_cap))}</mn>`;
  const capped = soft_cap === null ? scores : mathml`${cap}<mo>·</mo>${mi('tanh')}${paren(mathml`${scores}<mo>/</mo>${cap}`)}`;
  const { after, renormalized, fill } = scenario.mask;
  const masks = maskParts(scenario.mask).length > 0;
  const masked =
    masks && !after ? (fill === null ? mathml`${capped}<mo>+</mo>${mi('M')}` : filled(capped, Number(fill))) : capped;
  // A fraction of fractions would be taller than its line.
  const whole = masked === scores ? scores : paren(masked);
  const inner = temperature === 1 ? masked : mathml`${whole}<mo>/</mo>${mi('τ')}`;
  const naive = normalizer === 'softmax' && !scenario.subtract_maximum;
  const weights = naive ? shareOf(inner) : mathml`${normalizers[normalizer] ?? mi(normalizer, 'weights')}${paren(inner)}`;
  if (!masks || !after) return weights;
  const kept = mathml`${mi('M')}<mo>⊙</mo>${weights}`;
  return renormalized ? mathml`${mi('norm', 'weights')}${paren(kept)}` : kept;
}

/** Scores of which those that M hides are another number. */
function filled(scores: TemplateResult, fill: number): TemplateResult {
  return mathml`${mi('fill')}${paren(mathml`${scores}<mo>,</mo>${mi('M')}<mo>,</mo><mn>${givenNumber(fill)}</mn>`)}`;
}

/** Softmax as its formula stands, without the maximum. */
function shareOf(scores: TemplateResult): TemplateResult {
  const exponential = mathml`${mi('exp', 'weights')}${paren(scores)}`;
  return mathml`<mfrac><mrow>${exponential}</mrow><mrow><mo>∑</mo>${mi('exp', 'weights')}</mrow></mfrac>`;
}
