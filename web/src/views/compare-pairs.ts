import type { Node } from '../core/types.ts';
import type { FigureModel } from './figure.ts';

/** A matrix of A, and the one of B that plays its part. */
export interface Pair {
  /** What the menu and a link call it. */
  readonly key: string;
  readonly a: Node;
  readonly b: Node | null;
  /** Whether their rows and columns stand for the same. */
  readonly alike: boolean;
}

/** Two that can be subtracted, cell by cell. */
export type Comparable = Pair & { readonly b: Node };

export function isComparable(pair: Pair): pair is Comparable {
  const { a, b, alike } = pair;
  return b !== null && alike && a.rows === b.rows && a.columns === b.columns;
}

/** Every matrix of A as it is looked at, with its like in B. */
export function pairsOf(a: FigureModel, b: FigureModel): Pair[] {
  const seen = new Map<string, number>();
  const others = lookedAt(b);
  const pairs = lookedAt(a).map(node => {
    const nth = seen.get(node.name) ?? 0;
    seen.set(node.name, nth + 1);
    const like = likeOf(node, others, a, b);
    const alike = like !== null && areAlike(node, like, a, b);
    return { key: nth === 0 ? node.name : `${node.name}.${nth}`, a: node, b: like, alike };
  });
  return [...pairs, ...averages(a, b)];
}

/** Of the parts that are drawn all, and of the others what has a name in the article; of heads, layers and steps those on screen. */
function lookedAt({ trace, parts, head, step }: FigureModel): Node[] {
  const drawn = new Set(parts.map(({ node }) => node.node));
  const layers = new Set(parts.map(({ node }) => trace.layerOf(node)));
  // Of what is stacked the stack.
  const stacked = new Set(trace.nodes.filter(node => node.step < 0).map(({ name }) => name));
  return trace.nodes.filter(
    node =>
      drawn.has(node.node) ||
      (node.stage !== 'internal' &&
        (node.head < 0 || node.head === head) &&
        (node.step < 0 || (node.step === step && !stacked.has(node.name))) &&
        (trace.layerOf(node) < 0 || layers.has(trace.layerOf(node)))),
  );
}

/** Queries and keys are tokens; where one of the two has keys of its own, those are others. */
function areAlike(one: Node, other: Node, a: FigureModel, b: FigureModel): boolean {
  const { rowAxis, columnAxis } = one;
  if (rowAxis !== other.rowAxis || columnAxis !== other.columnAxis) return false;
  return (rowAxis !== 'key' && columnAxis !== 'key') || a.columnNames.join('\n') === b.columnNames.join('\n');
}

/** The one that is most like it: of its stage, by axes, shape, head, name and module. */
function likeOf(node: Node, others: readonly Node[], a: FigureModel, b: FigureModel): Node | null {
  const { stage, name, rowAxis, columnAxis } = node;
  // Of a mechanism with one head against one with several, the head that is looked at.
  const heads = node.head >= 0 || a.trace.heads === 0 ? [b.head, -1] : [-1];
  const named = stage === 'parameter' || stage === 'internal';
  const candidates = others.filter(
    other => other.stage === stage && heads.includes(other.head) && (!named || other.name === name),
  );
  const likeness = (other: Node): number =>
    (other.rowAxis === rowAxis && other.columnAxis === columnAxis ? 16 : 0) +
    (other.rows === node.rows && other.columns === node.columns ? 8 : 0) +
    (other.step < 0 === node.step < 0 ? 4 : 0) +
    (other.head === node.head ? 4 : 0) +
    (other.name === name ? 2 : 0) +
    (other.scope === node.scope ? 1 : 0);
  return candidates.sort((one, other) => likeness(other) - likeness(one))[0] ?? null;
}

/** Weights of one head against the average of several. */
function averages(a: FigureModel, b: FigureModel): Pair[] {
  if (a.trace.heads > 0 === b.trace.heads > 0) return [];
  const [one, several] = a.trace.heads > 0 ? [b, a] : [a, b];
  const weights = one.weights?.node;
  const average = lookedAt(several).find(({ stage }) => stage === 'mean_weights');
  if (!weights || !average) return [];
  const [ofA, ofB] = one === a ? [weights, average] : [average, weights];
  return [{ key: 'average', a: ofA, b: ofB, alike: areAlike(ofA, ofB, a, b) }];
}

/** The pair that is looked at: the one that was chosen, else that of the locked cell, else of the weights; else the first. */
export function chosenPair(
  pairs: readonly Pair[],
  matrix: string | null,
  locked: number | null,
  weights: number | null,
): Pair | null {
  return (
    pairs.find(({ key }) => key === matrix) ??
    pairs.find(({ a }) => a.node === locked) ??
    pairs.find(({ a }) => a.node === weights) ??
    pairs[0] ??
    null
  );
}
