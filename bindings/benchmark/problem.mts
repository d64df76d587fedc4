/** The shape of one attention: n queries and m keys of every head, all of one width. */
export interface Shape {
  readonly heads: number;
  readonly queries: number;
  readonly keys: number;
  readonly width: number;
  readonly causal?: boolean;
}

/** Its operands, head by head and row by row, the same ones on every machine. */
export interface Problem extends Shape {
  readonly q: Float32Array<ArrayBuffer>;
  readonly k: Float32Array<ArrayBuffer>;
  readonly v: Float32Array<ArrayBuffer>;
}

/** Normally distributed numbers (Box and Muller 1958) from a generator of 32 bits (mulberry32). */
export function randomNumbers(count: number, seed: number): Float32Array<ArrayBuffer> {
  let state = seed;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return Float32Array.from({ length: count }, () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()));
}

export function randomProblem(shape: Shape): Problem {
  const { heads, queries, keys, width } = shape;
  const [q, k, v] = [queries, keys, keys].map((rows, seed) => randomNumbers(heads * rows * width, seed + 1));
  return { ...shape, q, k, v } as Problem;
}

/** How many of m keys a query sees. */
const seen = ({ keys, causal }: Shape, query: number) => (causal ? Math.min(query + 1, keys) : keys);

function pairs(shape: Shape): number {
  let sum = 0;
  for (let i = 0; i < shape.queries; ++i) sum += seen(shape, i);
  return shape.heads * shape.width * sum;
}

/** Multiplications and additions that the output needs: 4 per query, key that it sees and feature. */
export const forwardFlops = (shape: Shape) => 4 * pairs(shape);

/** Backwards 10, since there are five products instead of two: the scores once more, dP, dQ, dK, dV. */
export const backwardFlops = (shape: Shape) => 10 * pairs(shape);

/** What is read at least: all keys and values. */
export const bytes = ({ heads, keys, width }: Shape) => 2 * heads * keys * width * Float32Array.BYTES_PER_ELEMENT;

function weights({ q, k, heads: _, ...shape }: Problem, head: number, query: number): Float64Array {
  const { queries, keys, width } = shape;
  const row = new Float64Array(seen({ heads: 1, ...shape }, query));
  const [first, scale] = [(head * queries + query) * width, 1 / Math.sqrt(width)];
  for (let j = 0; j < row.length; ++j) {
    let sum = 0;
    for (let c = 0; c < width; ++c) sum += (q[first + c] as number) * (k[(head * keys + j) * width + c] as number);
    row[j] = sum * scale;
  }
  const largest = row.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  let sum = 0;
  for (let j = 0; j < row.length; ++j) sum += row[j] = Math.exp((row[j] as number) - largest);
  return row.map(weight => weight / sum);
}

/** The largest difference of some numbers from others, NaN if there is one. */
function difference(expected: Float64Array, actual: Float32Array, first: number): number {
  let largest = 0;
  for (let i = 0; i < expected.length; ++i) {
    const distance = Math.abs((expected[i] as number) - (actual[first + i] as number));
    if (!(distance <= largest)) largest = distance;
  }
  return largest;
}

/** How far an output is from naive loops in double precision, at most. Of many rows some are looked at, in every head. */
export function outputError(problem: Problem, output: Float32Array): number {
  const { heads, queries, keys, width, v } = problem;
  const step = queries > 100 ? 61 : 1; // a prime: all places within a block are met
  let error = 0;
  for (let head = 0; head < heads; ++head)
    for (let i = queries - 1; i >= 0; i -= step) {
      const row = new Float64Array(width);
      for (const [j, weight] of weights(problem, head, i).entries())
        for (let c = 0; c < width; ++c) row[c] = (row[c] as number) + weight * (v[(head * keys + j) * width + c] as number);
      error = Math.max(error, difference(row, output, (head * queries + i) * width));
    }
  return error;
}

/** The same of the gradients of queries, keys and values, for that of the output. One head only. */
export function gradientError(problem: Problem, given: Float32Array, [q, k, v]: readonly Float32Array[]): number {
  const { queries, keys, width, q: Q, k: K, v: V } = problem;
  const scale = 1 / Math.sqrt(width);
  const [dq, dk, dv] = [new Float64Array(queries * width), new Float64Array(keys * width), new Float64Array(keys * width)];
  for (let i = 0; i < queries; ++i) {
    const weight = weights(problem, 0, i);
    const gradient = new Float64Array(weight.length);
    let mean = 0;
    for (let j = 0; j < weight.length; ++j) {
      const w = weight[j] as number;
      let sum = 0;
      for (let c = 0; c < width; ++c) {
        sum += (given[i * width + c] as number) * (V[j * width + c] as number);
        dv[j * width + c] = (dv[j * width + c] as number) + w * (given[i * width + c] as number);
      }
      gradient[j] = sum;
      mean += w * sum;
    }
    for (let j = 0; j < weight.length; ++j) {
      const score = (weight[j] as number) * ((gradient[j] as number) - mean) * scale;
      for (let c = 0; c < width; ++c) {
        dq[i * width + c] = (dq[i * width + c] as number) + score * (K[j * width + c] as number);
        dk[j * width + c] = (dk[j * width + c] as number) + score * (Q[i * width + c] as number);
      }
    }
  }
  const found = [q, k, v] as const;
  return Math.max(...[dq, dk, dv].map((expected, index) => difference(expected, found[index] as Float32Array, 0)));
}
