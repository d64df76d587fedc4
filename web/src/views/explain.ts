import { html, type TemplateResult } from 'lit';
import type { Cell, Explanation, Factor, Node, Term } from '../core/types.ts';
import { palette, signedPaint } from '../draw/colour.ts';
import { cellNumber, formatNumber } from '../draw/numbers.ts';
import { type Catalogue, fill, fillParts } from '../text/catalogue.ts';
import { type FigureModel, nameOf } from './figure.ts';
import type { OriginOf } from './math.ts';
import { formulaMath, type Writing } from './sums.ts';

export type StepKey = keyof Catalogue['steps']['tab'];

/** One numbered step of an answer. */
export interface Step {
  readonly key: StepKey;
  readonly title: TemplateResult;
  readonly body: TemplateResult;
}

export interface Answer {
  readonly question: TemplateResult;
  readonly steps: readonly Step[];
}

export interface Asking {
  readonly model: FigureModel;
  readonly words: Catalogue;
  readonly follow: (cell: Cell) => void;
  readonly expanded: ReadonlySet<StepKey>;
  readonly toggle: (key: StepKey) => void;
  readonly most: number;
}

/** The question that a cell raises, and its answer in steps; all numbers are the core's. */
export function answer(cell: Cell, asking: Asking): Answer {
  const { trace } = asking.model;
  const node = trace.node(cell.node);
  if (!node) return { question: html``, steps: [] };
  const explanation = trace.explain(trace.origin(cell));
  const steps =
    node.stage === 'weights'
      ? weightSteps(cell, explanation, asking)
      : node.stage === 'masked_scores' || node.stage === 'scores'
        ? scoreSteps(cell, asking)
        : node.stage === 'mask'
          ? [maskStep(hiddenReason(cell, asking), cell, node, asking)]
          : [plainStep(cell, node, explanation, asking)];
  return { question: question(cell, node, explanation, asking), steps };
}

function question(cell: Cell, node: Node, explanation: Explanation, asking: Asking): TemplateResult {
  const { words, model } = asking;
  const value = model.trace.value(cell);
  const parts = { ...namedParts(cell, node, asking), value: numberPart(value, node) };
  const { question: texts } = words;
  if (node.stage === 'weights') {
    const hidden = explanation.terms[explanation.column]?.hidden ?? 'visible';
    if (explanation.terms.length > 0 && explanation.sum === 0) return rich(texts.emptyRow, parts);
    if (hidden !== 'visible') return rich(texts.hiddenWeight, parts);
    return rich(model.rowAxis === 'step' ? texts.pointer : texts.weights, parts);
  }
  if (node.stage === 'scores' || node.stage === 'masked_scores') return rich(texts.scores, parts);
  if (node.stage === 'mask' || node.stage === 'mean_weights') return rich(texts[node.stage], parts);
  if (node.stage === 'parameter' || node.stage === 'internal') {
    const place = { row: html`${cell.row + 1}`, column: html`${cell.column + 1}`, name: html`<code>${node.name}</code>` };
    return rich(texts.parameter, { ...parts, ...place });
  }
  return rich(texts.feature, { ...parts, column: html`${cell.column + 1}`, stage: html`${words.stage[node.stage]}` });
}

function weightSteps(cell: Cell, softmax: Explanation, asking: Asking): Step[] {
  const { words, model } = asking;
  const node = model.trace.node(cell.node) as Node;
  const parts = namedParts(cell, node, asking);
  const term = softmax.terms[softmax.column];
  const scoreCell = term?.factors[0];
  const steps = scoreCell && scoreCell.node >= 0 ? scoreSteps(scoreCell, asking, parts) : [];
  const empty = softmax.sum === 0;
  if (empty)
    steps.push({ key: 'softmax', title: html`${rich(words.steps.softmax, parts)}`, body: html`<p>${words.emptySum}</p>` });
  if (term?.hidden !== 'visible') return steps;
  steps.push({ key: 'softmax', title: rich(words.steps.softmax, parts), body: formulaMath(softmax, writing(asking, 'softmax')) });
  const output = model.trace.find('output', { head: node.head });
  if (output) steps.push({ key: 'use', title: rich(words.steps.use, parts), body: useBody(cell, output, asking) });
  return steps;
}

/** From a score, masked or not, to how it was computed. */
function scoreSteps(cell: Cell | Factor, asking: Asking, names?: Record<string, TemplateResult>): Step[] {
  const { trace, rowAxis } = asking.model;
  const { words } = asking;
  const node = trace.node(cell.node) as Node;
  const parts = names ?? namedParts(cell, node, asking);
  let explanation = trace.explain(trace.origin(cell));
  const steps: Step[] = [];
  const term = explanation.formula === 'mask' ? explanation.terms[0] : undefined;
  if (term) {
    const raw = term.factors[0];
    if (raw) explanation = trace.explain(trace.origin(raw));
  }
  const { steps: titles } = words;
  const title =
    rowAxis === 'step'
      ? titles.pointerScore
      : explanation.scale !== 1 && explanation.formula === 'sum_of_products'
        ? titles.scaled
        : titles.score;
  steps.push({ key: 'score', title: rich(title, parts), body: formulaMath(explanation, writing(asking, 'score')) });
  if (term && term.hidden !== 'visible')
    steps.push({ key: 'mask', title: html`${titles.mask}`, body: html`<p>${rich(words.hidden[term.hidden], parts)}</p>` });
  return steps;
}

function maskStep(reason: Term['hidden'], cell: Cell, node: Node, asking: Asking): Step {
  const { words } = asking;
  return {
    key: 'mask',
    title: html`${words.steps.mask}`,
    body: html`<p>${rich(words.hidden[reason], namedParts(cell, node, asking))}</p>`,
  };
}

function hiddenReason({ node, row, column }: Cell, { model: { trace } }: Asking): Term['hidden'] {
  const columns = trace.node(node)?.columns ?? 0;
  return trace.hiddenName(trace.hidden(node)[row * columns + column] ?? 0);
}

/** A number that is a sum, a function of one number, or given. */
function plainStep(cell: Cell, node: Node, explanation: Explanation, asking: Asking): Step {
  const { words, model } = asking;
  if (explanation.formula === 'given') {
    return { key: 'score', title: html`${words.steps.given}`, body: html`<p>${givenSentence(cell, explanation, asking)}</p>` };
  }
  const made = model.trace.node(explanation.node) ?? node;
  const gate = explanation.formula === 'sigmoid' || explanation.formula === 'tanh' || explanation.formula === 'one_minus';
  const [left, right] = explanation.terms[0]?.factors ?? [];
  const name = (factor: Factor | undefined): TemplateResult => {
    const source = factor && model.trace.node(factor.node);
    return source ? nodeName(source, words) : html``;
  };
  const weighted = made.operation === 'weighted_sum' || made.stage === 'output';
  const title = gate
    ? html`${words.steps.gate}`
    : node.stage === 'mean_weights'
      ? html`${words.steps.average}`
      : weighted
        ? html`${words.steps.weighted}`
        : left && right
          ? rich(words.steps.linear, { left: name(left), right: name(right) })
          : html`${words.steps.sum}`;
  const resultRole = node.role === 'none' ? 'result' : `role-${node.role} ink result`;
  return { key: 'score', title, body: formulaMath(explanation, writing(asking, 'score'), resultRole) };
}

/** A stage by its word in the reader's language, a parameter by its own name. */
function nodeName({ stage, name }: Node, words: Catalogue): TemplateResult {
  return stage === 'parameter' || stage === 'internal' ? html`<code>${name}</code>` : html`${words.stage[stage]}`;
}

function givenSentence(cell: Cell, explanation: Explanation, { model, words }: Asking): TemplateResult {
  const node = model.trace.node(explanation.node);
  const seed = html`${String(model.scenario.seed)}`;
  if (node?.stage === 'embeddings') {
    const token = html`<b>${nameOf(model, model.trace.node(cell.node)?.rowAxis ?? node.rowAxis, cell.row, words)}</b>`;
    return rich(words.given.embeddings, { seed, token });
  }
  return node?.stage === 'parameter' ? rich(words.given.parameter, { seed }) : html`${words.given.other}`;
}

/** The weight times the value's numbers, as the output's own sums have it. */
function useBody({ row, column }: Cell, output: Node, asking: Asking): TemplateResult {
  const { trace, maximum } = asking.model;
  const most = 8;
  const terms = Array.from({ length: Math.min(output.columns, most) }, (_, feature) => {
    const { terms: all } = trace.explain(trace.origin({ node: output.node, row, column: feature }));
    return all.find(term => term.factors[0]?.column === column);
  });
  const weight = terms.find(Boolean)?.factors[0];
  const cells = (pick: (term: Term) => { value: number; cell: Factor | null }): TemplateResult[] =>
    terms.map(term => {
      const { value, cell } = term ? pick(term) : { value: 0, cell: null };
      const { fill: background, ink } = signedPaint(palette(), value, maximum);
      const open = cell ? () => asking.follow(cell) : null;
      return html`<attention-number .look=${{ text: cellNumber(value, 2), background, ink, open }}></attention-number>`;
    });
  return html`<div class="use">
    <span class="role-weights ink">${formatNumber(weight?.value ?? 0)}</span><span>×</span><div class="numbers">${cells(term => ({ value: term.factors[1]?.value ?? 0, cell: term.factors[1] ?? null }))}</div>
    <span></span><span>=</span><div class="numbers">${cells(term => ({ value: term.value, cell: null }))}</div>
    ${output.columns > most ? html`<span></span><span></span><span class="note">${fill(asking.words.more, { n: output.columns - most })}</span>` : ''}
  </div>`;
}

function writing(asking: Asking, key: StepKey): Writing {
  return {
    words: asking.words,
    originOf: originOf(asking),
    expanded: asking.expanded.has(key),
    toggle: () => asking.toggle(key),
    most: asking.most,
  };
}

function originOf({ model, words, follow }: Asking): OriginOf {
  return factor => {
    const node = model.trace.node(factor.node);
    if (!node) return null;
    const row = nameOf(model, node.rowAxis, factor.row, words);
    const name = node.stage === 'parameter' || node.stage === 'internal' ? node.name : words.stage[node.stage];
    return { role: node.role, label: `${name}, ${row}, ${nameOf(model, node.columnAxis, factor.column, words)}`, open: follow };
  };
}

function namedParts(cell: Cell | Factor, node: Node, { model, words }: Asking): Record<string, TemplateResult> {
  const part = (axis: Node['rowAxis'], index: number): TemplateResult => {
    const role = axis === 'key' ? 'key' : axis === 'feature' || axis === 'one' ? 'none' : 'query';
    return html`<b class="role-${role} ink token-name">${nameOf(model, axis, index, words)}</b>`;
  };
  return { row: part(node.rowAxis, cell.row), column: part(node.columnAxis, cell.column) };
}

function numberPart(value: number, { role }: Node): TemplateResult {
  return html`<b class="role-${role} ink">${formatNumber(value)}</b>`;
}

/** A sentence of the catalogue with names and numbers in it. */
export function rich(sentence: string, parts: Readonly<Record<string, TemplateResult>>): TemplateResult {
  return html`${fillParts(sentence, parts)}`;
}
