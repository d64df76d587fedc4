import { mostRows } from './matrix.mjs';
import { whole } from './memory.mjs';

/** Which keys a query may attend, and what happens to its scores. Query i stands at position i + past. */
export interface ScoreOptions {
  /** What the products of queries and keys are multiplied with: 1 / sqrt(their width) unless given. */
  readonly scale?: number;
  /** Whether a query sees only the keys up to its own position; no unless given. */
  readonly causal?: boolean;
  /** How many keys came before the first query: 0 unless given; with a cache, those that are not the queries' own. */
  readonly past?: number;
  /** How far a query sees to the left and to the right of its position; as far as there are keys unless given. */
  readonly window?: { readonly left?: number; readonly right?: number };
  /** How many of the keys are valid, the others only filling up; all unless given. */
  readonly validKeys?: number;
  /** Above 0: scores become softCap tanh(score / softCap). */
  readonly softCap?: number;
  /** ALiBi (Press et al. 2022): a slope for each head of queries; slope (key - position) is added to the scores. */
  readonly slopes?: readonly number[];
}

const unlimited = 2 ** 32 - 1;
const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** A number of float32 as a word. */
export function floatWord(value: number, name: string, least: number): number {
  if (!Number.isFinite(value) || value < least || !Number.isFinite(Math.fround(value)))
    throw new RangeError(`${name} must be a number${least === 0 ? ' of at least 0' : ''} that float32 holds, but is ${value}`);
  float[0] = value;
  return bits[0] as number;
}

const distance = (value: number | undefined, name: string) => (value === undefined ? unlimited : whole(value, name, 0, mostRows));

/** The options as the module's calls want them: see Streaming in src/kernels/streaming.hpp. */
export function optionWords(options: ScoreOptions, keyWidth: number): readonly number[] {
  const { scale = 1 / Math.sqrt(keyWidth), causal = false, past = 0, window = {}, validKeys, softCap = 0 } = options;
  return [
    floatWord(scale, 'scale', Number.NEGATIVE_INFINITY),
    floatWord(softCap, 'softCap', 0),
    0, // one slope for all: each head has its own
    causal ? 1 : 0,
    whole(past, 'past', -mostRows, mostRows) >>> 0,
    distance(window.left, 'window.left'),
    distance(window.right, 'window.right'),
    distance(validKeys, 'validKeys'),
  ];
}

/** Throws unless there is a slope for each head. */
export function checkSlopes(slopes: readonly number[], heads: number): void {
  if (slopes.length !== heads)
    throw new RangeError(`slopes must be one for each of ${heads} heads of queries, but are ${slopes.length}`);
  for (const [head, slope] of slopes.entries()) floatWord(slope, `slopes[${head}]`, 0);
}
