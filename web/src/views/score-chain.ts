import type { Trace } from '../core/trace.ts';
import type { Cell, Explanation, Factor, Formula } from '../core/types.ts';

/** One operation on the way from a comparison of two vectors to a weight. */
export interface Link {
  readonly key: 'score' | 'change' | 'mask' | 'softmax';
  readonly explanation: Explanation;
}

/** What makes weights of scores; a sigmoid does only where it makes the weights themselves. */
const normalizers: readonly string[] = [
  'softmax',
  'naive_softmax',
  'uniform',
  'sparsemax',
  'entmax',
  'argmax',
  'sample',
  'share',
] satisfies Formula[];

/** From the comparison of a query and a key up to this cell: every operation that its number has been through. */
export function chainOf(cell: Cell, trace: Trace): Link[] {
  const links: Link[] = [];
  let at: Cell | null = cell;
  while (at) {
    const explanation = trace.explain(trace.origin(at));
    const before = samePair(explanation, trace);
    const isWeight = trace.node(explanation.node)?.stage === 'weights';
    links.unshift({ key: keyOf(explanation, isWeight, before !== null), explanation });
    at = before;
  }
  return links;
}

function keyOf({ formula }: Explanation, isWeight: boolean, goesOn: boolean): Link['key'] {
  if (formula === 'mask') return 'mask';
  if (normalizers.includes(formula) || (isWeight && formula === 'sigmoid')) return 'softmax';
  return goesOn ? 'change' : 'score';
}

/** The number of the same row and column that it was before: a relation's, where a comparison is made of vectors. */
function samePair({ node, terms, column }: Explanation, trace: Trace): Factor | null {
  const axis = trace.node(node)?.columnAxis;
  const isSame = (factor: Factor): boolean => {
    const before = factor.node >= 0 ? trace.node(factor.node) : undefined;
    return before?.columnAxis === axis && before?.stage !== 'mask' && factor.column === column;
  };
  return terms.flatMap(({ factors }) => factors.slice(0, 1)).find(isSame) ?? null;
}
