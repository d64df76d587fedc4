import { type Core, coreFault } from '../core/module.ts';
import { carried, type Origin, origins } from './carried.ts';
import { changedIn, compose, readCompared, UnfitError, writtenCompared } from './compared.ts';
import { coreJson, type Scenario, type Sentence } from './scenario.ts';

/** What tokens have belongings in: the figure, and what the one beside it has otherwise. */
interface Bearers {
  readonly scenario: Scenario;
  readonly compared: unknown;
}

/** While one sentence is typed, what it was at first: a word that is deleted and written again has lost nothing. */
let typing: { readonly sentence: Sentence; readonly first: Bearers; readonly last: Bearers } | null = null;

/**
 * Other tokens of a sentence, with all that belongs to them: pairs hidden by hand, numbers set by hand, rows of matrices that
 * are given. Which token is which is said, or found by comparing the sentences. While there is none, all of it waits for the
 * next ones, beside the tokens that are still in the figure.
 */
export function carry(
  core: Core,
  now: Bearers,
  shown: Scenario,
  sentence: Sentence,
  tokens: readonly string[],
  origin?: readonly Origin[],
): Bearers {
  const { last } = typing ?? {};
  const goesOn = !origin && typing?.sentence === sentence && last?.scenario === now.scenario && last.compared === now.compared;
  const waiting = now.scenario[sentence]?.length === 0 && shown.mechanism === now.scenario.mechanism;
  const begun = waiting ? { ...now, scenario: { ...now.scenario, [sentence]: shown[sentence] } } : now;
  const first = goesOn && typing ? typing.first : begun;
  if (tokens.length === 0) {
    const emptied = { ...now, scenario: { ...now.scenario, [sentence]: tokens, query: null } };
    typing = { sentence, first, last: emptied };
    return emptied;
  }
  const change = { sentence, tokens, origin: origin ?? origins(first.scenario[sentence] ?? [], tokens) };
  const move = (scenario: Scenario): Scenario => carried(scenario, change, (next, name) => drawn(core, next, name));
  const scenario = move(first.scenario);
  const next = { scenario, compared: carriedBeside(core, first, scenario, move) };
  typing = origin ? null : { sentence, first, last: next };
  return next;
}

/** The same of the figure beside, which has the same tokens; what a link holds may be no figure. */
function carriedBeside(core: Core, { scenario, compared }: Bearers, next: Scenario, move: (b: Scenario) => Scenario): unknown {
  try {
    const { b, matrix } = readCompared(compared);
    if (Object.keys(b).length === 0) return compared;
    return writtenCompared({ b: changedIn(core, next, move(compose(core, scenario, b))), matrix });
  } catch (caught) {
    if (!(caught instanceof UnfitError)) throw caught;
    return compared;
  }
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
