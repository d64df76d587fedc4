import { once } from '../core/once.ts';
import { GradientTrace, type Trace } from '../core/trace.ts';
import type { Axis, Cell, Node, Stage } from '../core/types.ts';
import { type Figure, type Looking, lookingAt, readFiguresUp } from '../store/figure.ts';
import type { Scenario } from '../store/scenario.ts';
import { type Catalogue, fill } from '../text/catalogue.ts';
import { preferences } from '../text/preferences.ts';
import { type FlowParts, inOrder } from './flow-parts.ts';
import { type Lane, lanesOf } from './lanes.ts';
import { isRelation, isScores, type Names, namesOf, tokenNames, visible } from './names.ts';
import type { SymbolParts } from './symbols.ts';

export interface Part {
  readonly node: Node;
  readonly symbol: SymbolParts;
}

/** What is drawn of a graph, whichever mechanism it is. */
export interface Drawing extends Names {
  readonly trace: Trace;
  /** The number whose gradients are drawn in place of the values. */
  readonly gradientOf: Cell | null;
  readonly head: number;
  readonly step: number;
  readonly rowNames: readonly string[];
  /** Every matrix, in the order of its making. */
  readonly parts: readonly Part[];
  /** The relation that is looked at first; an encoder-decoder without attention has none. */
  readonly weights: Part | null;
  /** What tells whose rows and columns these are: the weights, or the first of the vectors. */
  readonly about: Node | null;
  /** The largest sizes of signed numbers drawn: the ends of the colour scales. */
  readonly maximum: number;
  readonly scoreMaximum: number;
  /** Whether anything is hidden. */
  readonly masked: boolean;
  /** Rows from which everything is hidden. */
  readonly emptyRows: readonly number[];
}

export interface FigureModel extends Drawing {
  /** The lines of its flow. */
  readonly lanes: readonly FlowModel[];
}

/** One line of a flow: the figure as its rows and columns see it. */
export interface FlowModel extends Drawing {
  readonly name: string;
  readonly flow: FlowParts;
  readonly columnAxis: Axis | null;
}

const modelsOf = once((_trace: Trace) => new Map<string, FigureModel>());

/** The figure as it is looked at; several views ask for it, it is made once. */
export function figureModel({ trace, scenario, gradientOf }: Figure, looking: Looking, words: Catalogue): FigureModel {
  const key = `${looking.head} ${looking.layer} ${looking.step} ${words.language}`;
  const models = modelsOf(trace);
  let model = models.get(key);
  if (!model) {
    model = makeModel(trace, scenario, gradientOf, looking, words);
    models.set(key, model);
  }
  return model;
}

readFiguresUp(figure => figureModel(figure, lookingAt(figure, figure.view), preferences.words));

function makeModel(trace: Trace, given: Scenario, gradientOf: Cell | null, looking: Looking, words: Catalogue): FigureModel {
  const { tokens, keys, targets } = given;
  const seen = (names: readonly string[] | null): string[] | null => names?.map(visible) ?? null;
  const scenario = { ...given, tokens: tokens.map(visible), keys: seen(keys), targets: seen(targets) };
  const lanes = lanesOf(scenario.mechanism, trace, looking);
  const all = lanes.flatMap(({ parts }) => inOrder(parts));
  const parts = all.filter(({ node }, index) => all.findIndex(other => other.node === node) === index);
  const weights = lanes.findLast(lane => lane.parts.weights)?.parts.weights ?? null;
  const mask = weights && maskOf(trace, weights.node);
  const base = {
    trace,
    scenario,
    gradientOf,
    head: looking.head,
    step: looking.step,
    rowAxis: weights?.node.rowAxis ?? 'query',
    rowNames: scenario.tokens,
    columnNames: scenario.keys ?? tokenNames(scenario),
    vocabulary: scenario.mechanism === 'pointer' ? tokenNames(scenario) : trace.vocabulary().map(visible),
    order: trace.order(),
    parts,
    weights,
    about: weights?.node ?? null,
    ...maxima(trace, gradientOf ? parts : parts.filter(({ node }) => !isShare(node))),
    masked: parts.some(({ node }) => node.stage === 'mask' || node.stage === 'masked_scores'),
    emptyRows: mask ? findEmptyRows(trace, mask) : [],
  };
  return {
    ...base,
    rowNames: weights ? namesOf(base, weights.node, 'row', words) : base.rowNames,
    lanes: lanes.map(lane => laneModel(base, lane, words)),
  };
}

/** A line by itself: of its relation, or of the vectors on its rows. */
function laneModel(base: Drawing, { name, parts: flow }: Lane, words: Catalogue): FlowModel {
  const first = flow.weights ?? flow.left[0];
  if (!first) throw new Error('a line without matrices cannot be drawn');
  const { rowAxis, columnAxis } = first.node;
  return {
    ...base,
    name,
    flow,
    weights: flow.weights,
    about: first.node,
    rowAxis,
    columnAxis: flow.weights && columnAxis,
    rowNames: namesOf({ ...base, rowAxis }, first.node, 'row', words),
    columnNames: flow.weights ? namesOf(base, first.node, 'column', words) : base.columnNames,
  };
}

/** Whether its numbers are parts of a whole, from 0 to 1; others have the colours of the signed scale. */
export function isShare({ role, stage }: Node): boolean {
  return role === 'weights' || stage === 'distribution';
}

/** What may be of quite another size than the vectors: scores, and what is summed up. */
export function isLarge(node: Node): boolean {
  return isScores(node) || (node.stage === 'states' && node.name !== 'states') || ['question', 'new_state'].includes(node.name);
}

/** All are on one scale, unless those would make the others fade away. */
function maxima(trace: Trace, parts: readonly Part[]): { readonly maximum: number; readonly scoreMaximum: number } {
  const of = (large: boolean): number =>
    largest(
      trace,
      parts.filter(({ node }) => isLarge(node) === large),
    );
  const [large, others] = [of(true), of(false)];
  const both = Math.max(large, others);
  const apart = large > 0 && Math.min(large, others) * 1.8 < both;
  return apart ? { maximum: others, scoreMaximum: large } : { maximum: both, scoreMaximum: both };
}

function largest(trace: Trace, parts: readonly Part[]): number {
  let maximum = 0;
  for (const { node } of parts.filter(part => part.node.stage !== 'mask')) {
    const values = trace.values(node.node);
    // Counted: to be handed each number takes several times as long.
    for (let at = 0; at < values.length; ++at) {
      const size = Math.abs(values[at] as number);
      if (size > maximum && size < Number.POSITIVE_INFINITY) maximum = size;
    }
  }
  return maximum;
}

/** What is made of pairs before anything is hidden, or whatever is. */
const neverMasked: readonly Stage[] = ['scores', 'adjusted_scores', 'gaussian', 'positions'];

/** The mask that hides cells of a relation: the one of its shape that was made last before it. */
export function maskOf(trace: Trace, relation: Node): Node | null {
  if (relation.stage === 'mask') return relation;
  if (!isRelation(relation) || neverMasked.includes(relation.stage)) return null;
  // A softmax over everything, of which a window is cut out later.
  if (relation.stage === 'alignments' && !trace.find('masked_scores', { head: relation.head })) return null;
  const hides = (node: Node): boolean =>
    node.stage === 'mask' &&
    node.rows === relation.rows &&
    node.columns === relation.columns &&
    node.rowAxis === relation.rowAxis &&
    node.step === relation.step &&
    (node.head === -1 || node.head === relation.head || relation.head === -1);
  const masks = trace.nodes.filter(hides);
  return masks.findLast(({ node }) => node < relation.node) ?? masks[0] ?? null;
}

const hiddenOf = once((_trace: Trace) => new Map<number, Uint8Array>());

/**
 * Why each number of a relation is hidden, where it is. What is hidden by another number than −∞ may keep a share: it shows.
 * So does a score of 0, which may be what hides; a share of 0 and the gradient of what is hidden are nothing.
 */
export function hiddenCells(trace: Trace, relation: Node): Uint8Array | null {
  const mask = maskOf(trace, relation);
  if (!mask) return null;
  const hidden = trace.hidden(mask.node);
  if (mask === relation) return hidden;
  const known = hiddenOf(trace);
  let cells = known.get(relation.node);
  if (!cells) {
    const values = trace.values(relation.node);
    const nothing = isShare(relation) || trace instanceof GradientTrace ? 0 : Number.NEGATIVE_INFINITY;
    cells = hidden.slice();
    for (let at = 0; at < cells.length; ++at) if (values[at] !== nothing) cells[at] = 0;
    known.set(relation.node, cells);
  }
  return cells;
}

function findEmptyRows(trace: Trace, mask: Node): number[] {
  const hidden = trace.hidden(mask.node);
  const rows: number[] = [];
  for (let row = 0; row < mask.rows; ++row) {
    if (hidden.subarray(row * mask.columns, (row + 1) * mask.columns).every(reason => reason > 0)) rows.push(row);
  }
  return rows;
}

/** Said beside the figure when a row may see nothing. */
export function emptyRowsSentence({ trace, emptyRows, rowNames, weights, gradientOf }: FigureModel, words: Catalogue): string {
  const tokens = emptyRows.map(row => rowNames[row] ?? '').join(', ');
  const first = weights ? (trace.values(weights.node.node)[(emptyRows[0] ?? 0) * weights.node.columns] ?? 0) : 0;
  if (Number.isNaN(first)) return fill(words.emptyRowNaN, { tokens });
  return fill(first === 0 || gradientOf ? words.emptyRow : words.emptyRowUniform, { tokens });
}
