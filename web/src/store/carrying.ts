import { type Core, coreFault } from '../core/module.ts';
import { carried, type Origin, origins } from './carried.ts';
import { coreJson, type Scenario, type Sentence } from './scenario.ts';

/** While one sentence is typed, what it was at first: a word that is deleted and written again has lost nothing. */
let typing: { readonly sentence: Sentence; readonly first: Scenario; readonly last: Scenario } | null = null;

/**
 * Other tokens of a sentence, with all that belongs to them: pairs hidden by hand, numbers set by hand, rows of matrices that
 * are given. Which token is which is said, or found by comparing the sentences.
 */
export function carry(
  core: Core,
  scenario: Scenario,
  sentence: Sentence,
  tokens: readonly string[],
  origin?: readonly Origin[],
): Scenario {
  const goesOn = !origin && typing?.sentence === sentence && typing.last === scenario;
  const first = goesOn && typing ? typing.first : scenario;
  const change = { sentence, tokens, origin: origin ?? origins(first[sentence] ?? [], tokens) };
  const last = carried(first, change, (next, name) => drawn(core, next, name));
  typing = origin ? null : { sentence, first, last };
  return last;
}

/** The rows that the core would draw for a matrix, or 0s of what it has something against. */
function drawn(core: Core, scenario: Scenario, name: string): readonly (readonly number[])[] {
  const { [name]: _, ...weights } = scenario.weights;
  try {
    return core.peek(coreJson({ ...scenario, weights, edits: [] }, false), trace => {
      const node = trace.node(trace.given().find(given => given.name === name)?.node ?? -1);
      if (!node) return [];
      const values = trace.values(node.node);
      return Array.from({ length: node.rows }, (_, row) => [...values.subarray(row * node.columns, (row + 1) * node.columns)]);
    });
  } catch (caught) {
    if (!coreFault(caught)) throw caught;
    return [];
  }
}
