import type { Node, Stage } from '../core/types.ts';

export interface SymbolParts {
  readonly letter: string;
  readonly prime?: boolean;
  readonly transposed?: boolean;
  readonly sub?: string;
}

const letters: Partial<Readonly<Record<Stage, string>>> = {
  embeddings: 'X',
  queries: 'Q',
  keys: 'K',
  values: 'V',
  encodings: 'E',
  states: 'D',
  scores: 'S',
  adjusted_scores: 'S',
  masked_scores: 'S',
  mask: 'M',
  weights: 'A',
  mean_weights: 'A',
  output: 'O',
  heads: 'C',
  result: 'Y',
  centres: 'p',
  alignments: 'B',
  gaussian: 'G',
  attentional: 'H',
  logits: 'L',
  distribution: 'P',
  normalized: 'N',
  residual: 'R',
  hidden_layer: 'H',
  feed_forward: 'F',
  loss: 'L',
};

/** What is carried from part to part goes by a vector's letter. */
const named: Readonly<Record<string, SymbolParts>> = {
  encoding: { letter: 'c' },
  dictated: { letter: 'y' },
  question: { letter: 'q' },
  new_state: { letter: 'Δ' },
  sum: { letter: 'l' },
  running_output: { letter: 'a' },
};

/** The symbol that a matrix goes by. What was projected once more has that of what it was, primed. */
export function symbolFor({ stage, name, rowAxis, operation, role, step }: Node, from?: Node): SymbolParts {
  if (operation === 'feature_map') return { letter: 'φ', sub: role.charAt(0) };
  // What runs along has a name of its own, and the number of its step: a state S₂, a sum z₂.
  if (stage === 'states' && name !== stage) return { letter: named[name]?.letter ?? name.charAt(0), sub: `${step + 1}` };
  if (stage === 'output' && rowAxis === 'step') return { letter: 'C' };
  if (stage === 'projected_queries' && !from) return { letter: 'Q', prime: true };
  if (stage.startsWith('projected') && from) return { ...symbolFor(from), prime: true };
  if (stage === 'parameter') return { letter: (name.split('.').at(-1) ?? name).charAt(0) };
  return named[name] ?? { letter: letters[stage] ?? name.charAt(0).toUpperCase() };
}

export function symbolText({ letter, prime, sub }: SymbolParts): string {
  return `${letter}${prime ? '′' : ''}${sub ?? ''}`;
}
