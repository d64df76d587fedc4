import type { Kernels, Matrix } from '../kernels/attention-kernels.mjs';
import { randomNumbers } from './problem.mjs';

/** The kinds of layers whose costs are compared, as the core names them. */
export const layerNames = [
  'self_attention',
  'restricted_self_attention',
  'causal_self_attention',
  'recurrent',
  'convolutional',
  'dilated_convolutional',
  'fully_connected',
] as const;
export type LayerName = (typeof layerNames)[number];

/** n, d, h, k and r: a layer maps n rows of d numbers to as many. */
export interface LayerSize {
  readonly length: number;
  readonly width: number;
  readonly heads: number;
  readonly kernel: number;
  readonly window: number;
}

/** A layer that can be run, with random operands; without biases. */
export interface TimedLayer {
  readonly input: Float32Array;
  /** By the names that the comments of the functions below give them. */
  readonly weights: Readonly<Record<string, Matrix>>;
  /** What the last run gave, row by row. */
  readonly output: () => Float32Array;
  readonly run: () => void;
  readonly free: () => void;
}

/** No layer may take more memory: a page has other things to do. */
const mostBytes = 64 * 2 ** 20;

class Maker {
  readonly kernels: Kernels;
  readonly matrices: Matrix[] = [];
  readonly calls: { free(): void }[] = [];
  #seed = 1;

  constructor(kernels: Kernels) {
    this.kernels = kernels;
  }

  zeros(rows: number, columns: number, heads = 1): Matrix {
    const matrix = this.kernels.matrix(rows, columns, heads);
    this.matrices.push(matrix);
    return matrix;
  }

  /** Weights whose products with numbers of variance 1 have about that variance. */
  random(rows: number, columns: number, depth: number, heads = 1): Matrix {
    const numbers = randomNumbers(rows * columns * heads, ++this.#seed);
    return this.zeros(rows, columns, heads).set(numbers.map(number => number / Math.sqrt(depth)));
  }

  product(left: Matrix, right: Matrix, output: Matrix, transposeRight = false): () => void {
    const call = this.kernels.product({ left, right, output, transposeRight });
    this.calls.push(call);
    return () => call.run();
  }

  free(): void {
    for (const owner of [...this.calls, ...this.matrices]) owner.free();
  }
}

function made(
  maker: Maker,
  input: Float32Array,
  weights: TimedLayer['weights'],
  output: () => Float32Array,
  run: () => void,
): TimedLayer {
  return { input, weights, output, run, free: () => maker.free() };
}

/** Heads of softmax(Q K^T / sqrt(d/h)) V with Q = X W_q and so on, each through its part of W_o, added up. */
function attention(maker: Maker, input: Float32Array, size: LayerSize, options: object): TimedLayer {
  const { length: n, width: d, heads: h } = size;
  const x = maker.zeros(n, d, h);
  const weights = {
    W_q: maker.random(d, d / h, d, h),
    W_k: maker.random(d, d / h, d, h),
    W_v: maker.random(d, d / h, d, h),
    W_o: maker.random(d / h, d, d, h),
  };
  const [queries, keys, values, output] = [0, 1, 2, 3].map(() => maker.zeros(n, d / h, h)) as [Matrix, Matrix, Matrix, Matrix];
  const parts = maker.zeros(n, d, h);
  const project = [
    maker.product(x, weights.W_q, queries),
    maker.product(x, weights.W_k, keys),
    maker.product(x, weights.W_v, values),
  ];
  const attend = maker.kernels.attention({ queries, keys, values, output, ...options });
  maker.calls.push(attend);
  const join = maker.product(output, weights.W_o, parts);
  const result = new Float32Array(n * d);
  const run = (): void => {
    for (let head = 0; head < h; ++head) x.view.set(input, head * n * d);
    for (const projection of project) projection();
    attend.run();
    join();
    result.set(parts.view.subarray(0, n * d));
    for (let head = 1; head < h; ++head) {
      const part = parts.view.subarray(head * n * d, (head + 1) * n * d);
      for (let i = 0; i < result.length; ++i) result[i] = (result[i] as number) + (part[i] as number);
    }
  };
  return made(maker, input, weights, () => result, run);
}

/** A GRU in PyTorch's form: W_ih and W_hh (3d, d), gates r, z, n one below the other. */
function recurrent(maker: Maker, input: Float32Array, { length: n, width: d }: LayerSize): TimedLayer {
  const x = maker.zeros(n, d);
  const weights = { W_ih: maker.random(3 * d, d, d), W_hh: maker.random(3 * d, d, d) };
  const fromInputs = maker.zeros(n, 3 * d);
  const fromState = maker.zeros(1, 3 * d);
  const state = maker.zeros(1, d);
  const gates = maker.zeros(1, 2 * d);
  const candidate = maker.zeros(1, d);
  const before = maker.product(x, weights.W_ih, fromInputs, true);
  const step = maker.product(state, weights.W_hh, fromState, true);
  const squash = [gates, candidate].map(matrix => maker.kernels.rows('tanh', { input: matrix, output: matrix }));
  maker.calls.push(...squash);
  const states = new Float32Array(n * d);
  const run = (): void => {
    x.view.set(input);
    state.view.fill(0);
    before();
    const [given, own, h, g, c] = [fromInputs.view, fromState.view, state.view, gates.view, candidate.view];
    for (let t = 0; t < n; ++t) {
      step();
      const first = 3 * d * t;
      // sigmoid(a) = (1 + tanh(a / 2)) / 2
      for (let i = 0; i < 2 * d; ++i) g[i] = ((given[first + i] as number) + (own[i] as number)) / 2;
      squash[0]?.run();
      for (let i = 0; i < d; ++i)
        c[i] = (given[first + 2 * d + i] as number) + ((1 + (g[i] as number)) / 2) * (own[2 * d + i] as number);
      squash[1]?.run();
      for (let i = 0; i < d; ++i) {
        const z = (1 + (g[d + i] as number)) / 2;
        h[i] = (1 - z) * (c[i] as number) + z * (h[i] as number);
      }
      states.set(h, t * d);
    }
  };
  return made(maker, input, weights, () => states, run);
}

/** W(k d, d): row i of the result is made of rows i - before, ..., i - before + k - 1, with zeros beyond the ends. */
function convolution(maker: Maker, input: Float32Array, size: LayerSize, before: number): TimedLayer {
  const { length: n, width: d, kernel: k } = size;
  const neighbours = maker.zeros(n, k * d);
  const weights = { W: maker.random(k * d, d, k * d) };
  const output = maker.zeros(n, d);
  const multiply = maker.product(neighbours, weights.W, output);
  const run = (): void => {
    const { view } = neighbours;
    for (let i = 0; i < n; ++i)
      for (let o = 0; o < k; ++o) {
        const from = i - before + o;
        if (from >= 0 && from < n) view.set(input.subarray(from * d, (from + 1) * d), (i * k + o) * d);
      }
    multiply();
  };
  return made(maker, input, weights, () => output.view, run);
}

/** W(n d, n d), all rows written one after the other. */
function fullyConnected(maker: Maker, input: Float32Array, { length: n, width: d }: LayerSize): TimedLayer {
  const x = maker.zeros(1, n * d);
  const weights = { W: maker.random(n * d, n * d, n * d) };
  const output = maker.zeros(1, n * d);
  const multiply = maker.product(x, weights.W, output);
  const run = (): void => {
    x.view.set(input);
    multiply();
  };
  return made(maker, input, weights, () => output.view, run);
}

/** How many bytes the operands of a layer take, about. */
function bytesOf(layer: LayerName, { length: n, width: d, heads: h, kernel: k }: LayerSize): number {
  if (layer === 'fully_connected') return 4 * (n * d) ** 2;
  if (layer === 'recurrent') return 4 * (5 * n * d + 6 * d * d);
  if (layer.endsWith('convolutional')) return 4 * (n * d * (k + 1) + k * d * d);
  return 4 * (n * d * (2 * h + 5) + 4 * d * d);
}

/** One layer of this kind, or null where it would take too much memory. */
export function prepareLayer(kernels: Kernels, layer: LayerName, size: LayerSize): TimedLayer | null {
  if (bytesOf(layer, size) > mostBytes) return null;
  const maker = new Maker(kernels);
  const input = randomNumbers(size.length * size.width, 1);
  const side = Math.floor((size.window - 1) / 2);
  switch (layer) {
    case 'self_attention':
      return attention(maker, input, size, {});
    case 'restricted_self_attention':
      return attention(maker, input, size, { window: { left: side, right: side } });
    case 'causal_self_attention':
      return attention(maker, input, size, { causal: true });
    case 'recurrent':
      return recurrent(maker, input, size);
    case 'convolutional':
      return convolution(maker, input, size, Math.floor(size.kernel / 2));
    case 'dilated_convolutional':
      return convolution(maker, input, size, size.kernel - 1);
    case 'fully_connected':
      return fullyConnected(maker, input, size);
  }
}
