import { mathml, nothing, type TemplateResult } from 'lit';
import type { Further } from '../store/examples.ts';
import type { Scenario } from '../store/scenario.ts';
import { attentionFormula, formulaLines, LitFormulaElement } from './formula.ts';
import { mi, type Piece, paren, sub, transposed, weighed } from './formula-kit.ts';

/** What each mechanism computes, in a line or two. */
const formulas: Readonly<Record<Further, (scenario: Scenario) => TemplateResult[]>> = {
  soft: softFormula,
  self_attention: attentionFormula,
  cross_attention: attentionFormula,
  encoder_decoder: () => [
    step(mathml`${written}<mo>,</mo>${mi('c', 'key')}`),
    mathml`${mi('c', 'key')}<mo>=</mo>${sub('h', 'n', 'key')}`,
  ],
  bahdanau: bahdanauFormula,
  luong: luongFormula,
  local: localFormula,
  pointer: pointerFormula,
  pooling: () => poolingFormula('i'),
  hierarchical: () => [
    ...poolingFormula('i', 's'),
    mathml`${mi('d', 'output')}<mo>=</mo>${sum('s')}${sub('α', 's', 'weights')}${sub('o', 's', 'output')}`,
  ],
  memory: memoryFormula,
  encoder: blockFormula,
  decoder: blockFormula,
  linear: linearFormula,
  streaming: streamingFormula,
};

export class FurtherFormulaElement extends LitFormulaElement {
  protected override render(): TemplateResult | typeof nothing {
    const { scenario } = this.store.figure;
    // Another mechanism may have come, with another formula, that has not yet taken this one's place.
    const lines = (formulas as Partial<typeof formulas>)[scenario.mechanism as Further];
    return lines ? formulaLines(lines(scenario)) : nothing;
  }
}

const comma = mathml`<mo>,</mo>`;

function sum(index: string): TemplateResult {
  return mathml`<munder><mo>∑</mo><mi>${index}</mi></munder>`;
}

function equals(left: Piece, right: Piece): TemplateResult {
  return mathml`${left}<mo>=</mo>${right}`;
}

function alpha(row: string, column: string): TemplateResult {
  return mathml`<msub class="role-weights ink"><mi>α</mi><mrow><mi>${row}</mi><mi>${column}</mi></mrow></msub>`;
}

/** The state before this one. */
/** The word that was written before. */
const written = mathml`<msub><mi>y</mi><mrow><mi>t</mi><mo>−</mo><mn>1</mn></mrow></msub>`;
const previous = mathml`<msub class="role-query ink"><mi>s</mi><mrow><mi>t</mi><mo>−</mo><mn>1</mn></mrow></msub>`;

function step(input: TemplateResult): TemplateResult {
  return equals(sub('s', 't', 'query'), mathml`${mi('f')}${paren(mathml`${input}${comma}${previous}`)}`);
}

function context(row = 't'): TemplateResult {
  return equals(sub('c', row, 'output'), mathml`${sum('j')}${alpha(row, 'j')}${sub('h', 'j', 'key')}`);
}

function softFormula(scenario: Scenario): TemplateResult[] {
  const score = mathml`${mi('s')}${paren(mathml`${sub('x', 'i', 'key')}${comma}${mi('q', 'query')}`)}`;
  const average = equals(mi('o', 'output'), mathml`${sum('i')}${sub('α', 'i', 'weights')}${sub('x', 'i', 'value')}`);
  return [equals(sub('α', 'i', 'weights'), weighed(scenario, score)), average];
}

function bahdanauFormula(scenario: Scenario): TemplateResult[] {
  const inner = mathml`${sub('W', 'a')}${previous}<mo>+</mo>${sub('U', 'a')}${sub('h', 'j', 'key')}`;
  const score = mathml`${transposed(mi('v'))}${mi('tanh')}${paren(inner)}`;
  return [
    equals(alpha('t', 'j'), weighed(scenario, score)),
    context(),
    step(mathml`${written}${comma}${sub('c', 't', 'output')}`),
  ];
}

/** Dot, general or concat, as Luong calls them. */
function luongScore({ score }: Scenario): TemplateResult {
  const [s, h] = [sub('s', 't', 'query'), sub('h', 'j', 'key')];
  if (score === 'bilinear') return mathml`${transposed(s)}${sub('W', 'a')}${h}`;
  if (score === 'dot' || score === 'scaled_dot') return mathml`${transposed(s)}${h}`;
  const joined = mathml`<mrow><mo>[</mo>${s}<mo>;</mo>${h}<mo>]</mo></mrow>`;
  return mathml`${transposed(mi('v'))}${mi('tanh')}${paren(mathml`${sub('W', 'a')}${joined}`)}`;
}

function luongFormula(scenario: Scenario): TemplateResult[] {
  const state = mathml`<msub class="role-output ink"><mover><mi>s</mi><mo>~</mo></mover><mi>t</mi></msub>`;
  const joined = mathml`<mrow><mo>[</mo>${sub('c', 't', 'output')}<mo>;</mo>${sub('s', 't', 'query')}<mo>]</mo></mrow>`;
  return [
    equals(alpha('t', 'j'), weighed(scenario, luongScore(scenario))),
    context(),
    equals(state, mathml`${mi('tanh')}${paren(mathml`${sub('W', 'c')}${joined}`)}`),
  ];
}

function localFormula(scenario: Scenario): TemplateResult[] {
  const weights = weighed(scenario, luongScore(scenario));
  const centre = sub('p', 't');
  const within = mathml`<mrow><mo>|</mo>${mi('j')}<mo>−</mo>${centre}<mo>|</mo></mrow><mo>≤</mo>${mi('D')}`;
  if (scenario.alignment !== 'predictive')
    return [
      equals(alpha('t', 'j'), weights),
      mathml`${within}${comma}<mspace width="0.3em"></mspace>${equals(centre, mi('t'))}`,
      context(),
    ];
  const away = mathml`<msup>${paren(mathml`${mi('j')}<mo>−</mo>${centre}`)}<mn>2</mn></msup>`;
  const bell = mathml`<msup><mi>e</mi><mrow><mo>−</mo>${away}<mo>/</mo><mn>2</mn><msup><mi>σ</mi><mn>2</mn></msup></mrow></msup>`;
  const predicted = mathml`${mi('n')}<mo>·</mo>${mi('σ')}${paren(mathml`${transposed(sub('v', 'p'))}${mi('tanh')}${paren(mathml`${sub('W', 'p')}${sub('s', 't', 'query')}`)}`)}`;
  return [equals(alpha('t', 'j'), mathml`${weights}<mo>·</mo>${bell}`), equals(centre, predicted)];
}

function pointerFormula(scenario: Scenario): TemplateResult[] {
  const score = mathml`<msubsup><mi>u</mi><mi>j</mi><mi>t</mi></msubsup>`;
  const inner = mathml`${sub('W', '1')}${sub('e', 'j', 'key')}<mo>+</mo>${sub('W', '2')}${sub('d', 't', 'query')}`;
  const distribution = mathml`${mi('p')}${paren(sub('c', 't', 'output'))}<mo>=</mo>${weighed(scenario, mathml`<msup><mi>u</mi><mi>t</mi></msup>`)}`;
  return [mathml`${score}<mo>=</mo>${transposed(mi('v'))}${mi('tanh')}${paren(inner)}`, distribution];
}

function poolingFormula(index: string, of?: string): TemplateResult[] {
  const key = mathml`${mi('tanh')}${paren(mathml`${mi('W')}${sub('x', index, 'value')}<mo>+</mo>${mi('b')}`)}`;
  const weights = mathml`${mi('softmax', 'weights')}${paren(mathml`${transposed(mi('u', 'query'))}${sub('k', index, 'key')}`)}`;
  const output = of ? sub('o', of, 'output') : mi('o', 'output');
  return [
    equals(sub('k', index, 'key'), key),
    equals(sub('α', index, 'weights'), weights),
    equals(output, mathml`${sum(index)}${sub('α', index, 'weights')}${sub('x', index, 'value')}`),
  ];
}

function memoryFormula(scenario: Scenario): TemplateResult[] {
  const key = mathml`${mi('A')}${sub('x', 'i', 'key')}`;
  const next = mathml`<msub class="role-query ink"><mi>u</mi><mrow><mi>h</mi><mo>+</mo><mn>1</mn></mrow></msub>`;
  return [
    equals(sub('α', 'i', 'weights'), weighed(scenario, mathml`${transposed(sub('u', 'h', 'query'))}${key}`)),
    equals(
      next,
      mathml`${sub('u', 'h', 'query')}<mo>+</mo>${sum('i')}${sub('α', 'i', 'weights')}${mi('C')}${sub('x', 'i', 'value')}`,
    ),
  ];
}

/** A block: attention and a feed-forward network, each added to what it was given. */
function blockFormula({ norm_first: first, mechanism }: Scenario): TemplateResult[] {
  const norm = (inner: TemplateResult): TemplateResult => mathml`${mi('LN')}${paren(inner)}`;
  const part = (name: string, x: string, role = 'none'): TemplateResult => {
    const made = (input: TemplateResult): TemplateResult => mathml`${mi(name, role)}${paren(input)}`;
    return first ? mathml`${mi(x)}<mo>+</mo>${made(norm(mi(x)))}` : norm(mathml`${mi(x)}<mo>+</mo>${made(mi(x))}`);
  };
  const cross = mechanism === 'decoder' ? [equals(mi('Z'), part('Cross', 'Y', 'weights'))] : [];
  return [
    equals(mi('Y'), part('Self', 'X', 'weights')),
    ...cross,
    equals(mi('O', 'output'), part('FFN', cross.length > 0 ? 'Z' : 'Y')),
  ];
}

function linearFormula(scenario: Scenario): TemplateResult[] {
  const phi = (inner: TemplateResult): TemplateResult => mathml`${mi('φ')}${paren(inner)}`;
  const seen = scenario.mask.causal ? 'j ≤ i' : 'j';
  const state = equals(mi('S'), mathml`${sum(seen)}${phi(sub('k', 'j', 'key'))}${transposed(sub('v', 'j', 'value'))}`);
  const total = equals(mi('z'), mathml`${sum(seen)}${phi(sub('k', 'j', 'key'))}`);
  const query = mathml`${transposed(phi(sub('q', 'i', 'query')))}`;
  return [
    state,
    total,
    equals(sub('o', 'i', 'output'), mathml`<mfrac><mrow>${query}${mi('S')}</mrow><mrow>${query}${mi('z')}</mrow></mfrac>`),
  ];
}

function streamingFormula(): TemplateResult[] {
  const prime = (letter: string): TemplateResult => mathml`<msup><mi>${letter}</mi><mo>′</mo></msup>`;
  const maximum = equals(prime('m'), mathml`${mi('max')}${paren(mathml`${mi('m')}${comma}${sub('s', 'j')}`)}`);
  const shrunk = mathml`<msup><mi>e</mi><mrow>${mi('m')}<mo>−</mo>${prime('m')}</mrow></msup>`;
  const added = mathml`<msup><mi>e</mi><mrow>${sub('s', 'j')}<mo>−</mo>${prime('m')}</mrow></msup>`;
  const grow = (letter: string, factor: Piece): TemplateResult =>
    equals(prime(letter), mathml`${mi(letter)}${shrunk}<mo>+</mo>${sum('j')}${added}${factor}`);
  return [
    maximum,
    grow('l', nothing),
    grow('a', sub('v', 'j', 'value')),
    equals(mi('o', 'output'), mathml`<mfrac>${mi('a')}${mi('l')}</mfrac>`),
  ];
}

customElements.define('attention-further-formula', FurtherFormulaElement);
