import { html, mathml, type TemplateResult } from 'lit';
import { givenNumber } from '../draw/numbers.ts';
import { isFurther } from '../store/examples.ts';
import type { Scenario } from '../store/scenario.ts';
import type { Topic } from '../store/store.ts';
import { mi, scoreFormula, sub, transposed, weighed } from './formula-kit.ts';
import { lightFormula, lightMatrices, symbolAt } from './formula-light.ts';
import { PatientElement } from './patient-element.ts';

/** A formula whose symbols and the figure's matrices light each other up. */
export abstract class LitFormulaElement extends PatientElement {
  protected override readonly topics: readonly Topic[] = ['figure', 'words', 'point'];

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('pointermove', this.#over);
    this.addEventListener('pointerleave', this.#over);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('pointermove', this.#over);
    this.removeEventListener('pointerleave', this.#over);
  }

  protected override changed(topic: Topic): void {
    if (topic === 'point') this.#light();
    else super.changed(topic);
  }

  protected override updated(): void {
    this.#light();
  }

  #light(): void {
    const { active, figure } = this.store;
    lightFormula(this, active ? figure.trace.node(active.node) : undefined);
  }

  #over = (event: PointerEvent): void => {
    const over = event.type === 'pointermove' ? symbolAt(this, event) : null;
    lightMatrices(over, index => this.store.figure.trace.node(index));
  };
}

/** What is computed, in the symbols of the figure. */
export class FormulaElement extends LitFormulaElement {
  protected override render(): TemplateResult {
    const { scenario } = this.store.figure;
    if (isFurther(scenario.mechanism)) return html`<attention-further-formula></attention-further-formula>`;
    return formulaLines(attentionFormula(scenario));
  }
}

export function formulaLines(lines: readonly TemplateResult[]): TemplateResult {
  return html`<div class="formula">${lines.map(line => html`<span class="formula-line"><math><mrow>${line}</mrow></math></span>`)}</div>`;
}

/** Queries, keys and values, in one head or in several. */
export function attentionFormula(scenario: Scenario): TemplateResult[] {
  const many = scenario.mechanism === 'multi_head';
  const h = many ? 'h' : '';
  const letter = (name: string, role: string): TemplateResult => (h ? sub(name, h, role) : mi(name, role));
  const direct = many || scenario.score === 'dot' || scenario.score === 'scaled_dot';
  const scores = direct ? similarity(scenario, letter) : mi('S');
  const output = mathml`${letter('O', 'output')}<mo>=</mo>${weighed(scenario, scores)}${letter('V', 'value')}`;
  if (many) return [output, joinedHeads(Number(scenario.heads))];
  return direct ? [output] : [scoreFormula(scenario), output];
}

function joinedHeads(heads: number): TemplateResult {
  const shown =
    heads <= 4
      ? Array.from({ length: heads }, (_, index) => sub('O', String(index + 1), 'output'))
      : [sub('O', '1', 'output'), mathml`<mo>⋯</mo>`, sub('O', String(heads), 'output')];
  return mathml`${mi('Y')}<mo>=</mo><mrow><mo>[</mo>${shown.map(part => mathml`${part}<mspace width="0.25em"></mspace>`)}<mo>]</mo></mrow>${sub('W', 'O')}`;
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

customElements.define('attention-formula', FormulaElement);
