// A scenario as data: what a link of the page and the command's input hold.

export type Mechanism = 'key_value' | 'masked' | 'multi_head' | 'pointer';
export type Score = 'additive' | 'dot' | 'scaled_dot' | 'bilinear' | 'cosine';

export interface MaskOptions {
  causal: boolean;
  past: number;
  window: { left: number; right: number } | null;
  padding: number | null;
  free: [number, number][];
}

export interface Scenario {
  version: 1;
  mechanism: Mechanism;
  tokens: string[];
  keys: string[] | null;
  score: Score;
  beta: number;
  scale: number | null;
  temperature: number;
  width: number;
  key_width: number;
  value_width: number;
  hidden_width: number;
  heads: number;
  bias: boolean;
  seed: number;
  mask: MaskOptions;
  visited: boolean;
  steps: number | null;
  cell: 'gru' | 'lstm';
}

export const noMask: MaskOptions = { causal: false, past: 0, window: null, padding: null, free: [] };

/** A scenario with every default written out. */
export function scenario(mechanism: Mechanism, tokens: string[], change: Partial<Scenario> = {}): Scenario {
  return {
    ...{ version: 1, mechanism, tokens, keys: null, score: 'scaled_dot', beta: 4, scale: null, temperature: 1 },
    ...{ width: 16, key_width: 4, value_width: 4, hidden_width: 8, heads: 4, bias: false, seed: 42 },
    ...{ mask: { ...noMask, causal: mechanism === 'masked' }, visited: true, steps: null, cell: 'gru' as const },
    ...change,
  };
}
