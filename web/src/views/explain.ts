import { html, type TemplateResult } from 'lit';
import type { Cell, Explanation, Factor, Hidden, Node, Stage } from '../core/types.ts';
import { formatNumber } from '../draw/numbers.ts';
import type { Settings } from '../store/settings.ts';
import { type Catalogue, fill, fillParts, wordFor } from '../text/catalogue.ts';
import { withTerms } from '../text/terms.ts';
import type { FigureModel } from './figure.ts';
import { equation, numberMath, type OriginOf } from './math.ts';
import { isRelation, isScores, nameOf } from './names.ts';
import { chainOf, type Link } from './score-chain.ts';
import { editedCells, stageName } from './specs.ts';
import { formulaMath, type Writing } from './sums.ts';
import { useBody, useOf } from './use.ts';

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
  /** To a value, where gradients are shown in the place of values. */
  readonly followValue?: (cell: Cell) => void;
  readonly expanded: ReadonlySet<StepKey>;
  readonly toggle: (key: StepKey) => void;
  readonly most: number;
  /** Whose numbers can be set by hand, where they are not the figure's. */
  readonly settings?: Settings;
}

type Parts = Readonly<Record<string, TemplateResult>>;

/** The question that a cell raises, and its answer in steps; all numbers are the core's. */
export function answer(cell: Cell, asking: Asking): Answer {
  const { trace } = asking.model;
  const node = trace.node(cell.node);
  if (!node) return { question: html``, steps: [] };
  const explanation = trace.explain(trace.origin(cell));
  if (asking.model.gradientOf) return gradientAnswer(cell, node, explanation, asking);
  return { question: question(cell, node, explanation, asking), steps: stepsOf(cell, node, explanation, asking) };
}

/** How fast the number that is differentiated grows with this one: through every use that it has. */
function gradientAnswer(cell: Cell, node: Node, explanation: Explanation, asking: Asking): Answer {
  const { words, model } = asking;
  const of = model.gradientOf as Cell;
  const value = html`<b class="result">${formatNumber(model.trace.value(cell))}</b>`;
  const parts = { this: cellName(cell, asking), other: cellName(of, asking), value };
  const { gradient } = words;
  const body =
    explanation.terms.length > 0
      ? formulaMath(explanation, writing(asking, 'score'), node.role === 'none' ? 'result' : `role-${node.role} ink result`)
      : html`<p>${rich(withoutUse(cell, of, explanation, words), parts)}</p>`;
  return { question: rich(gradient.question, parts), steps: [{ key: 'score', title: rich(gradient.step, {}), body }] };
}

/** Why no use of a number leads to the one that is differentiated. */
function withoutUse(cell: Cell, of: Cell, { formula }: Explanation, { gradient }: Catalogue): string {
  if (formula !== 'given') return gradient.none;
  return cell.row === of.row && cell.column === of.column ? gradient.itself : gradient.beside;
}

/** "weights of it and dog, head 2", "output of it, number 3" */
export function cellName(cell: Cell, asking: Pick<Asking, 'model' | 'words'>): TemplateResult {
  const { words, model } = asking;
  const node = model.trace.node(cell.node);
  if (!node) return html``;
  const parts = { ...namedParts(cell, node, asking), stage: nodeName(node, words) };
  if (node.stage === 'loss') return parts.stage;
  const { pair, feature, ofHead } = words.gradient;
  const name = isRelation(node) ? rich(pair, parts) : rich(feature, { ...parts, column: html`${cell.column + 1}` });
  return node.head < 0 ? name : rich(ofHead, { cell: name, n: html`${node.head + 1}` });
}

function stepsOf(cell: Cell, node: Node, explanation: Explanation, asking: Asking): Step[] {
  if (node.stage === 'weights') return weightSteps(cell, node, asking);
  // Weights that are masked before they are shared anew are no stage of their own.
  if (isScores(node) || explanation.formula === 'mask') return chainSteps(cell, namedParts(cell, node, asking), asking);
  if (node.stage === 'mask') return [maskStep(hiddenReason(cell, asking), namedParts(cell, node, asking), asking)];
  return [plainStep(cell, node, explanation, asking)];
}

function question(cell: Cell, node: Node, explanation: Explanation, asking: Asking): TemplateResult {
  const { words, model } = asking;
  const value = model.trace.value(cell);
  const parts = { ...namedParts(cell, node, asking), value: numberPart(value, node) };
  const { question: texts } = words;
  if (node.stage === 'weights') {
    const own = explanation.formula === 'mask' ? 0 : explanation.column;
    const hidden = explanation.terms[own]?.hidden ?? 'visible';
    if (isEmpty(explanation) && value === 0) return rich(texts.emptyRow, parts);
    if (hidden !== 'visible' && value === 0) return rich(texts.hiddenWeight, parts);
    return rich(points(node, asking) ? texts.pointer : texts.weights, parts);
  }
  if (isScores(node)) return rich(texts.scores, parts);
  if (node.stage === 'mask' || node.stage === 'mean_weights') return rich(texts[node.stage], parts);
  if (node.stage === 'parameter' || node.stage === 'internal') {
    const place = { row: html`${cell.row + 1}`, column: html`${cell.column + 1}`, name: html`<code>${node.name}</code>` };
    return rich(texts.parameter, { ...parts, ...place });
  }
  const stage = html`${stageName(node, words)}`;
  if (isRelation(node)) return rich(texts.relation, { ...parts, stage });
  return rich(texts.feature, { ...parts, column: html`${cell.column + 1}`, stage });
}

/** Whether weights are the answer itself. */
function points({ rowAxis }: Node, { model }: Asking): boolean {
  return model.scenario.mechanism === 'pointer' && rowAxis === 'step';
}

/** From the score to the weight, and on to what it is used for. */
function weightSteps(cell: Cell, node: Node, asking: Asking): Step[] {
  const { words, model } = asking;
  const parts = namedParts(cell, node, asking);
  const steps = chainSteps(cell, parts, asking);
  const hidden = steps.some(({ key }) => key === 'mask');
  const use = useOf(cell, model.trace);
  if (!hidden && use) steps.push({ key: 'use', title: rich(words.steps.use, parts), body: useBody(use, asking) });
  return steps;
}

/** How a score came about and what became of it, up to this cell. */
function chainSteps(cell: Cell, parts: Parts, asking: Asking): Step[] {
  const steps: Step[] = [];
  for (const link of chainOf(cell, asking.model.trace)) {
    // A hidden score has no share, and where there is none to be had at all it is said why.
    const over = steps.at(-1)?.key === 'mask' && !isEmpty(link.explanation);
    if (!over) steps.push(...linkSteps(link, parts, asking));
  }
  return steps;
}

/** What joins a pair's number is a bias, unless both are multiplied: by the mask, or by a Gaussian. */
function changeName({ formula, terms }: Explanation, { model }: Asking): string {
  if (formula !== 'sum_of_products') return formula;
  if (terms.length > 1) return 'sum_of_pairs';
  const masks = terms[0]?.factors.some(({ node }) => model.trace.node(node)?.stage === 'mask');
  return masks ? 'mask' : 'product';
}

/** Whether everything is hidden from the row of a weight. */
function isEmpty({ formula, terms, sum }: Explanation): boolean {
  const shares = formula === 'softmax' || formula === 'naive_softmax' || formula === 'uniform';
  return shares && sum === 0 && terms.every(({ hidden }) => hidden !== 'visible');
}

/** What a row has in which there is nothing to share. */
function emptySentence({ empty }: Explanation, words: Catalogue): string {
  if (empty === 'nan') return words.emptySumNaN;
  return empty === 'uniform' ? words.emptySumUniform : words.emptySum;
}

/** Whether it was the weights that were masked. */
function isWeights({ node }: Explanation, { model }: Asking): boolean {
  return model.trace.node(node)?.role === 'weights';
}

function linkSteps({ key, explanation }: Link, parts: Parts, asking: Asking): Step[] {
  const { words, model } = asking;
  const { steps: titles } = words;
  const { formula, scale } = explanation;
  if (key === 'mask') {
    const reason = explanation.terms[0]?.hidden ?? 'visible';
    if (reason === 'visible') return [];
    const step = maskStep(reason, parts, asking);
    // With another number than −∞ the pair goes on to have a share.
    if (explanation.fill === Number.NEGATIVE_INFINITY || isWeights(explanation, asking)) return [step];
    const filled = equation(numberMath(explanation.result, 'result'));
    return [{ key: 'change', title: step.title, body: html`${step.body}${filled}` }];
  }
  const body = formulaMath(explanation, writing(asking, key));
  if (isEmpty(explanation))
    return [{ key, title: rich(titles.softmax, parts), body: html`<p>${emptySentence(explanation, words)}</p>` }];
  if (key === 'softmax') return [{ key, title: rich(wordFor({ ...titles, ...titles.normalizer }, formula), parts), body }];
  if (key === 'change') return [{ key, title: html`${wordFor(titles.formula, changeName(explanation, asking))}`, body }];
  const scaled = scale !== 1 && formula === 'sum_of_products' ? titles.scaled : titles.score;
  const asked = model.trace.node(explanation.node);
  const sole = model.rowAxis === 'one' ? titles.soleScore : scaled;
  return [{ key, title: rich(asked && points(asked, asking) ? titles.pointerScore : sole, parts), body }];
}

function maskStep(reason: Hidden, parts: Parts, { words }: Asking): Step {
  return { key: 'mask', title: rich(words.steps.mask, {}), body: html`<p>${rich(words.hidden[reason], parts)}</p>` };
}

function hiddenReason({ node, row, column }: Cell, { model: { trace } }: Asking): Hidden {
  const columns = trace.node(node)?.columns ?? 0;
  return trace.hiddenName(trace.hidden(node)[row * columns + column] ?? 0);
}

/** A number that is a sum, a function of one number, or given. */
function plainStep(cell: Cell, node: Node, explanation: Explanation, asking: Asking): Step {
  const { words, model } = asking;
  if (explanation.formula === 'given') {
    void import('./edit.ts');
    return {
      key: 'score',
      title: rich(words.steps.given, {}),
      body: html`<p>${givenSentence(cell, explanation, asking)}</p><attention-edit .cell=${explanationCell(explanation)} .settings=${asking.settings}></attention-edit>`,
    };
  }
  const made = model.trace.node(explanation.node) ?? node;
  const resultRole = node.role === 'none' ? 'result' : `role-${node.role} ink result`;
  const title = plainTitle(node, made, explanation, asking);
  return { key: 'score', title, body: formulaMath(explanation, writing(asking, 'score'), resultRole) };
}

function plainTitle(node: Node, made: Node, { formula, terms }: Explanation, { words, model }: Asking): TemplateResult {
  const { steps } = words;
  const name = (factor: Factor | undefined): TemplateResult => {
    const source = factor && model.trace.node(factor.node);
    return source ? nodeName(source, words) : html``;
  };
  if (formula !== 'sum_of_products') return html`${wordFor(steps.formula, formula)}`;
  if (node.stage === 'mean_weights') return rich(steps.average, {});
  if (made.operation === 'weighted_sum' || made.stage === 'output') return rich(steps.weighted, {});
  const [left, right] = terms[0]?.factors ?? [];
  if (left && right && terms.length === 1) return rich(steps.product, { left: name(left), right: name(right) });
  return left && right ? rich(steps.linear, { left: name(left), right: name(right) }) : rich(steps.sum, {});
}

/** A stage by its word in the reader's language, a parameter by its own name. */
function nodeName(node: Node, words: Catalogue): TemplateResult {
  const { stage, name } = node;
  return stage === 'parameter' || stage === 'internal' ? html`<code>${name}</code>` : html`${stageName(node, words)}`;
}

function explanationCell({ node, row, column }: Explanation): Cell {
  return { node, row, column };
}

/** What the seed draws, where it is given: a soft attention's query too is one of its parameters. */
const seeded: readonly Stage[] = ['parameter', 'queries'];

function givenSentence(cell: Cell, explanation: Explanation, { model, words }: Asking): TemplateResult {
  const node = model.trace.node(explanation.node);
  const seed = html`${String(model.scenario.seed)}`;
  const asked = model.trace.node(cell.node);
  if (node && editedCells(model, node).has(explanation.row * node.columns + explanation.column))
    return rich(words.given.hand, {});
  // A matrix that the scenario brings along is not drawn.
  const name = model.trace.givenName(explanation.node);
  if (name && name in model.scenario.weights) return rich(words.given.other, {});
  if (node?.operation === 'embed' && asked) {
    const token = html`<b>${nameOf(model, node, 'row', explanation.row, words)}</b>`;
    return rich(words.given.embeddings, { seed, token });
  }
  return node && seeded.includes(node.stage) ? rich(words.given.parameter, { seed }) : rich(words.given.other, {});
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

function originOf({ model, words, follow, followValue }: Asking): OriginOf {
  return factor => {
    const node = model.trace.node(factor.node);
    if (!node) return null;
    const row = nameOf(model, node, 'row', factor.row, words);
    const name = node.stage === 'parameter' || node.stage === 'internal' ? node.name : stageName(node, words);
    const place = `${name}, ${row}, ${nameOf(model, node, 'column', factor.column, words)}`;
    const label = factor.source === 'gradient' ? fill(words.gradient.label, { place }) : place;
    const leaves = model.gradientOf !== null && factor.source === 'value';
    return { role: node.role, label, open: (leaves && followValue) || follow };
  };
}

function namedParts(cell: Cell, node: Node, { model, words }: Pick<Asking, 'model' | 'words'>): Record<string, TemplateResult> {
  const part = (side: 'row' | 'column', index: number): TemplateResult => {
    const axis = side === 'row' ? node.rowAxis : node.columnAxis;
    const plain = axis === 'feature' || (axis === 'one' && axis !== model.rowAxis);
    const role = side === 'column' && !plain ? 'key' : plain ? 'none' : 'query';
    return html`<b class="role-${role} ink token-name">${nameOf(model, node, side, index, words)}</b>`;
  };
  return { row: part('row', cell.row), column: part('column', cell.column) };
}

function numberPart(value: number, { role }: Node): TemplateResult {
  return html`<b class="role-${role} ink">${formatNumber(value)}</b>`;
}

/** A sentence of the catalogue with names and numbers in it. */
export function rich(sentence: string, parts: Parts): TemplateResult {
  return html`${fillParts(sentence, parts).map(part => (typeof part === 'string' ? withTerms(part) : part))}`;
}
