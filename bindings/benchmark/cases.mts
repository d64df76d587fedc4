import type { Attention, Kernels, Matrix } from '../kernels/attention-kernels.mjs';
import { arithmeticLimit, readLimit } from './limits.mjs';
import type { Subject } from './measure.mjs';
import {
  backwardFlops,
  bytes,
  forwardFlops,
  gradientError,
  outputError,
  type Problem,
  randomNumbers,
  randomProblem,
  type Shape,
} from './problem.mjs';

/** What is timed; a page gives each a name in the reader's language. */
export type CaseName =
  | 'registers'
  | 'reading'
  | 'dense'
  | 'causal'
  | 'width48'
  | 'width80'
  | 'width32'
  | 'width33'
  | 'even'
  | 'odd'
  | 'backward'
  | 'decode'
  | 'tiny'
  | 'javascript';

export interface Case extends Subject {
  readonly name: CaseName;
  readonly shape?: Shape;
  readonly flops?: number;
  /** What one run reads at least; where reading is the limit. */
  readonly bytes?: number;
  /** The case whose speed this one is compared with. */
  readonly neighbour?: CaseName;
  /** How far the result is from naive loops in double precision, at most. */
  readonly error?: () => number;
}

interface Prepared {
  readonly problem: Problem;
  readonly matrices: Record<'queries' | 'keys' | 'values' | 'output' | 'logSumExp', Matrix>;
  readonly attention: Attention;
}

function prepare(kernels: Kernels, shape: Shape): Prepared {
  const { heads, queries, keys, width, causal = false } = shape;
  const problem = randomProblem(shape);
  const matrices = {
    queries: kernels.matrix(queries, width, heads).set(problem.q),
    keys: kernels.matrix(keys, width, heads).set(problem.k),
    values: kernels.matrix(keys, width, heads).set(problem.v),
    output: kernels.matrix(queries, width, heads),
    logSumExp: kernels.matrix(queries, 1, heads),
  };
  return { problem, matrices, attention: kernels.attention({ ...matrices, causal }) };
}

function forward(kernels: Kernels, name: CaseName, shape: Shape, more: Partial<Case> = {}): Case {
  const { problem, matrices, attention } = prepare(kernels, shape);
  const error = () => {
    attention.run();
    return outputError(problem, matrices.output.view);
  };
  return { name, shape, flops: forwardFlops(shape), run: () => attention.run(), error, ...more };
}

function backward(kernels: Kernels, shape: Shape): Case {
  const { problem, attention } = prepare(kernels, shape);
  const given = randomNumbers(shape.queries * shape.width, 4);
  const gradients = {
    output: kernels.matrix(shape.queries, shape.width).set(given),
    queries: kernels.matrix(shape.queries, shape.width),
    keys: kernels.matrix(shape.keys, shape.width),
    values: kernels.matrix(shape.keys, shape.width),
  };
  attention.run();
  const gradient = attention.gradient(gradients);
  const error = () => {
    attention.run();
    gradient.run();
    return gradientError(problem, given, [gradients.queries.view, gradients.keys.view, gradients.values.view]);
  };
  return { name: 'backward', shape, flops: backwardFlops(shape), run: () => gradient.run(), error };
}

/** What one would write without the module: plain loops over arrays of float32. */
function plainJavaScript(shape: Shape): Case {
  const { queries, keys, width } = shape;
  const problem = randomProblem(shape);
  const { q, k, v } = problem;
  const output = new Float32Array(queries * width);
  const weights = new Float32Array(keys);
  const scale = 1 / Math.sqrt(width);
  const run = () => {
    for (let i = 0; i < queries; ++i) {
      let largest = Number.NEGATIVE_INFINITY;
      for (let j = 0; j < keys; ++j) {
        let score = 0;
        for (let c = 0; c < width; ++c) score += (q[i * width + c] as number) * (k[j * width + c] as number);
        weights[j] = score * scale;
        if (score * scale > largest) largest = score * scale;
      }
      let sum = 0;
      for (let j = 0; j < keys; ++j) sum += weights[j] = Math.exp((weights[j] as number) - largest);
      output.fill(0, i * width, (i + 1) * width);
      for (let j = 0; j < keys; ++j) {
        const weight = (weights[j] as number) / sum;
        for (let c = 0; c < width; ++c)
          output[i * width + c] = (output[i * width + c] as number) + weight * (v[j * width + c] as number);
      }
    }
  };
  const error = () => {
    run();
    return outputError(problem, output);
  };
  return { name: 'javascript', shape, flops: forwardFlops(shape), neighbour: 'tiny', run, error };
}

/** Every case, on one instance of the kernels; shrunk to where all of them together take an instant. */
export async function allCases(kernels: Kernels, shrunk = false): Promise<readonly Case[]> {
  const heads = shrunk ? 2 : 8;
  const n = shrunk ? 64 : 1024;
  const square = (width: number, causal = false): Shape => ({ heads, queries: n, keys: n, width, causal });
  const decoded: Shape = { heads, queries: 1, keys: 2 * n, width: 64 };
  const even: Shape = { heads, queries: n, keys: shrunk ? 48 : 768, width: 64 };
  const odd: Shape = { heads, queries: shrunk ? 61 : 1000, keys: shrunk ? 47 : 777, width: 64 };
  const tiny: Shape = { heads: 1, queries: 8, keys: 8, width: 64 };
  return [
    { name: 'registers', ...(await arithmeticLimit(kernels.build === 'relaxed')) },
    { name: 'reading', ...(await readLimit(bytes(decoded))) },
    forward(kernels, 'dense', square(64)),
    forward(kernels, 'causal', square(64, true)),
    forward(kernels, 'width48', square(48), { neighbour: 'dense' }),
    forward(kernels, 'width80', square(80), { neighbour: 'dense' }),
    forward(kernels, 'width32', square(32)),
    forward(kernels, 'width33', square(33), { neighbour: 'width32' }),
    forward(kernels, 'even', even),
    forward(kernels, 'odd', odd, { neighbour: 'even' }),
    backward(kernels, { ...square(64), heads: 1 }),
    forward(kernels, 'decode', decoded, { bytes: bytes(decoded) }),
    forward(kernels, 'tiny', tiny),
    plainJavaScript(tiny),
  ];
}
