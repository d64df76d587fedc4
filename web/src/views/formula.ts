import { html, mathml, nothing, type TemplateResult } from 'lit';
import { givenNumber } from '../draw/numbers.ts';
import type { Scenario } from '../store/scenario.ts';
import { ViewElement } from './view-element.ts';

type Math = TemplateResult | typeof nothing;

const mi = (letter: string, role = 'none'): TemplateResult => mathml`<mi class="role-${role} ink">${letter}</mi>`;
const sub = (letter: string, index: string, role = 'none'): TemplateResult =>
  mathml`<msub class="role-${role} ink"><mi>${letter}</mi><mi>${index}</mi></msub>`;
const paren = (inner: Math): TemplateResult => mathml`<mrow><mo>(</mo>${inner}<mo>)</mo></mrow>`;
const named = (name: string, role = 'none'): TemplateResult => mathml`<mi class="role-${role} ink">${name}</mi>`;
const transposed = (base: Math): TemplateResult => mathml`<msup><mrow>${base}</mrow><mo lspace="0" rspace="0">⊤</mo></msup>`;

/** What is computed, in the symbols of the figure. */
export class FormulaElement extends ViewElement {
  protected override render(): TemplateResult {
    const { scenario } = this.store.figure;
    const lines = scenario.mechanism === 'pointer' ? pointerFormula(scenario) : attentionFormula(scenario);
    return html`<div class="formula">${lines.map(line => html`<span class="formula-line"><math><mrow>${line}</mrow></math></span>`)}</div>`;
  }
}

function attentionFormula(scenario: Scenario): TemplateResult[] {
  const many = scenario.mechanism === 'multi_head';
  const h = many ? 'h' : '';
  const letter = (name: string, role: string): TemplateResult => (h ? sub(name, h, role) : mi(name, role));
  const masked = hasMask(scenario);
  const direct = many || scenario.score === 'dot' || scenario.score === 'scaled_dot';
  const scores = direct ? similarity(scenario, letter) : mi('S');
  const inner = softened(scenario, mathml`${scores}${masked ? mathml`<mo>+</mo>${mi('M')}` : nothing}`);
  const output = mathml`${letter('O', 'output')}<mo>=</mo>${named('softmax', 'weights')}${paren(inner)}${letter('V', 'value')}`;
  if (many) {
    const heads = Number(scenario.heads);
    const shown =
      heads <= 4
        ? Array.from({ length: heads }, (_, index) => sub('O', String(index + 1), 'output'))
        : [sub('O', '1', 'output'), mathml`<mo>⋯</mo>`, sub('O', String(heads), 'output')];
    return [
      output,
      mathml`${mi('Y')}<mo>=</mo><mrow><mo>[</mo>${shown.map(part => mathml`${part}<mspace width="0.25em"></mspace>`)}<mo>]</mo></mrow>${sub('W', 'O')}`,
    ];
  }
  return direct ? [output] : [scoreFormula(scenario), output];
}

function similarity(scenario: Scenario, letter: (name: string, role: string) => TemplateResult): TemplateResult {
  const h = scenario.mechanism === 'multi_head';
  const keys = h
    ? mathml`<msubsup class="role-key ink"><mi>K</mi><mi>h</mi><mo lspace="0" rspace="0">⊤</mo></msubsup>`
    : transposed(mi('K', 'key'));
  const product = mathml`${letter('Q', 'query')}${keys}`;
  const scaled = h || scenario.score === 'scaled_dot';
  if (!scaled || scenario.scale === 1) return product;
  if (scenario.scale !== null) return mathml`<mn>${givenNumber(Number(scenario.scale))}</mn><mo>·</mo>${product}`;
  return mathml`<mfrac><mrow>${product}</mrow><msqrt>${sub('d', 'k')}</msqrt></mfrac>`;
}

function scoreFormula({ score }: Scenario): TemplateResult {
  const q = sub('q', 'i', 'query');
  const k = sub('k', 'j', 'key');
  const left = mathml`<msub><mi>s</mi><mrow><mi>i</mi><mi>j</mi></mrow></msub><mo>=</mo>`;
  if (score === 'additive') {
    const inner = mathml`${sub('W', 'q')}${q}<mo>+</mo>${sub('W', 'k')}${k}`;
    return mathml`${left}${transposed(mi('v'))}${named('tanh')}${paren(inner)}`;
  }
  if (score === 'bilinear') return mathml`${left}${transposed(q)}${mi('W')}${k}`;
  const norm = (vector: TemplateResult): TemplateResult => mathml`<mrow><mo>‖</mo>${vector}<mo>‖</mo></mrow>`;
  return mathml`${left}${mi('β')}<mfrac><mrow>${transposed(q)}${k}</mrow><mrow>${norm(q)}<mspace width="0.15em"></mspace>${norm(k)}</mrow></mfrac>`;
}

function pointerFormula(scenario: Scenario): TemplateResult[] {
  const score = mathml`<msubsup><mi>u</mi><mi>j</mi><mi>t</mi></msubsup>`;
  const inner = mathml`${sub('W', '1')}${sub('e', 'j', 'key')}<mo>+</mo>${sub('W', '2')}${sub('d', 't', 'query')}`;
  const distribution = mathml`${mi('p')}${paren(sub('c', 't', 'output'))}<mo>=</mo>${named('softmax', 'weights')}${paren(softened(scenario, mathml`<msup><mi>u</mi><mi>t</mi></msup>`))}`;
  return [mathml`${score}<mo>=</mo>${transposed(mi('v'))}${named('tanh')}${paren(inner)}`, distribution];
}

/** Divided by the temperature, where it is not 1. */
function softened({ temperature }: Scenario, inner: TemplateResult): TemplateResult {
  return temperature === 1 ? inner : mathml`<mfrac><mrow>${inner}</mrow>${mi('τ')}</mfrac>`;
}

function hasMask({ mask }: Scenario): boolean {
  return mask.causal || mask.window !== null || mask.padding !== null || mask.free.length > 0;
}

customElements.define('attention-formula', FormulaElement);
