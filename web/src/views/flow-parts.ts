import type { Trace } from '../core/trace.ts';
import type { Node, Stage } from '../core/types.ts';
import type { Looking } from '../store/figure.ts';
import type { Part } from './figure.ts';
import { scoreStages } from './names.ts';
import { type SymbolParts, symbolFor } from './symbols.ts';

/** The matrices of one line of a flow in the places they have on the page. */
export interface FlowParts {
  /** On the rows, from the left, up to the scores; all of them where nothing is attended. */
  readonly left: readonly Part[];
  /** What keys and values come from, where it is not the rows' own embeddings. */
  readonly source: Part | null;
  /** Above the scores, transposed. */
  readonly top: readonly Part[];
  readonly scores: Part | null;
  readonly mask: Part | null;
  /** What else stands between scores and weights, pair by pair. */
  readonly between: readonly Part[];
  readonly weights: Part | null;
  readonly values: Part | null;
  readonly right: readonly Part[];
}

/** Relations that have a place of their own, or none. */
const placed: readonly Stage[] = [...scoreStages, 'mask', 'weights', 'mean_weights'];

/** What has no place: the logits of words are a softmax away from their distribution. */
const passedOver: readonly Stage[] = ['internal', 'parameter', 'logits'];

/**
 * Where everything stands around the one relation of these nodes: vectors of its rows on the left until they meet the keys
 * above, and on the right what comes out; vectors of its columns above. The axes of the nodes say it, whichever mechanism it is.
 */
export function flowParts(trace: Trace, nodes: readonly Node[]): FlowParts {
  const weights = nodes.find(({ stage }) => stage === 'weights');
  // What the weights are made of: the scores as they are after all that is done to them.
  const scores = scoreStages.flatMap(stage => nodes.find(node => node.stage === stage) ?? []).at(-1);
  if (!weights || !scores) throw new Error('a graph without scores or weights cannot be drawn');
  const { rowAxis, columnAxis } = weights;
  const drawn = latest(nodes.filter(({ stage }) => !passedOver.includes(stage)));
  // Where one query is computed, what there is of all of them has more rows.
  const own = drawn.filter(node => node.rowAxis === rowAxis && node.columnAxis !== columnAxis && node.rows <= weights.rows);
  const others = drawn.filter(node => node.rowAxis === columnAxis && node.columnAxis === 'feature');
  const pairs = drawn.filter(node => node.rowAxis === rowAxis && node.columnAxis === columnAxis && !placed.includes(node.stage));
  const comesOut = (node: Node): boolean => node.role === 'output' || node.node > weights.node;

  const asked = own.some(node => !comesOut(node))
    ? []
    : learnedQuery(trace, nodes.find(({ stage }) => stage === 'scores') ?? scores);
  const left = [...asked, ...own.filter(node => !comesOut(node)), ...pairs.filter(({ node }) => node < scores.node)];
  const source = others.find(({ stage }) => stage === 'embeddings');
  const top = others.filter(({ stage, role }) => stage !== 'embeddings' && role !== 'value');
  const right = own.filter(comesOut);
  const values = others.findLast(({ role }) => role === 'value') ?? summed(trace, others);
  const mask = nodes.find(({ stage }) => stage === 'mask');

  return {
    left: chain(left),
    source: source ? partOf(source, left.some(({ stage }) => stage === 'embeddings') ? { sub: 'K' } : {}) : null,
    top: chain(top).map(({ node, symbol }) => ({ node, symbol: { ...symbol, transposed: true } })),
    scores: partOf(scores),
    mask: mask ? partOf(mask) : null,
    between: pairs.filter(({ node }) => node > scores.node).map(node => partOf(node)),
    weights: partOf(weights),
    values: values ? partOf(values) : null,
    right: right.map(node => partOf(node, node.head >= 0 ? { sub: String(node.head + 1) } : {})),
  };
}

/** A line of vectors alone. */
export function vectorParts(nodes: readonly Node[]): FlowParts {
  const none = { source: null, top: [], scores: null, mask: null, between: [], weights: null, values: null, right: [] };
  return { ...none, left: chain(nodes) };
}

export function partOf(node: Node, change: Partial<SymbolParts> = {}): Part {
  return { node, symbol: { ...symbolFor(node), ...change } };
}

/** Each is what the one before it became. */
function chain(nodes: readonly Node[]): Part[] {
  const before = (index: number): Node | undefined => nodes.slice(0, index).findLast(({ role }) => role !== 'none');
  return nodes.map((node, index) => ({ node, symbol: symbolFor(node, before(index)) }));
}

/** What is drawn at all: of the head, the layer and the step that are looked at, and of none. */
export function lookedAt(trace: Trace, { head, layer, step }: Looking): Node[] {
  const shown = trace.nodes.filter(
    node =>
      (node.head === -1 || node.head === head) &&
      (node.step === -1 || node.step === step) &&
      [-1, layer].includes(trace.layerOf(node)),
  );
  const kindOf = ({ stage, name, scope }: Node): string => `${stage} ${name} ${scope}`;
  const stacked = new Set(shown.filter(({ step: own }) => own === -1).map(kindOf));
  // Steps that are stacked are drawn as one.
  return shown.filter(node => node.step === -1 || !stacked.has(kindOf(node)));
}

/** The last of each kind. */
function latest(nodes: readonly Node[]): Node[] {
  const alike = (one: Node, other: Node): boolean =>
    one.stage === other.stage && one.name === other.name && one.rowAxis === other.rowAxis && one.columnAxis === other.columnAxis;
  return nodes.filter(node => !nodes.some(other => other.node > node.node && alike(node, other)));
}

/** The query of a pooling, which nobody asks: a parameter. */
function learnedQuery(trace: Trace, scores: Node): Node[] {
  const made = trace.node(trace.origin({ node: scores.node, row: 0, column: 0 }).node);
  const inputs = (made?.inputs ?? []).flatMap(input => trace.node(input) ?? []);
  return inputs.filter(({ stage, role }) => stage === 'parameter' && role === 'query');
}

/** What is summed with the weights, where it is not called values: the encodings that are the keys as well. */
function summed({ nodes }: Trace, others: readonly Node[]): Node | undefined {
  return others.findLast(({ node }) => nodes.some(({ operation, inputs }) => operation === 'weighted_sum' && inputs[1] === node));
}

/** All of a line, in the order of their making. */
export function inOrder({ source, left, top, scores, mask, between, weights, values, right }: FlowParts): Part[] {
  const own = values && !top.some(({ node }) => node === values.node) ? [values] : [];
  return [source, ...left, ...top, scores, mask, ...between, weights, ...own, ...right].filter(part => part !== null);
}
