import type { Node } from '../core/types.ts';
import { type Catalogue, fill } from '../text/catalogue.ts';
import { stageName } from './specs.ts';

/** "weights, head 2"; what has no word of its own goes by its name in the core, and what was masked says so. */
export function matrixName(node: Node, words: Catalogue): string {
  const { stage, name, head } = node;
  const plain = stage === 'parameter' || stage === 'internal' ? name : stageName(node, words);
  const named = stage === 'masked_scores' ? fill(words.table.masked, { name: plain }) : plain;
  return head >= 0 ? fill(words.stageOfHead, { stage: named, n: head + 1 }) : named;
}
