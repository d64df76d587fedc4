import { describe, type Matrix, requireOneModule, requireShape, words } from './matrix.mjs';
import type { Memory } from './memory.mjs';
import { floatWord } from './options.mjs';
import { Prepared } from './prepared.mjs';

/** Functions of each number, or of each row, in the order of RowCall in bindings/kernels.cpp. */
const functions = ['exp', 'exp2', 'tanh', 'softmax', 'logSoftmax', 'layerNorm'] as const;
export type RowFunction = (typeof functions)[number];

/** What a function of rows is applied to. */
export interface RowOperands {
  readonly input: Matrix;
  /** Of the input's shape; it may be the input itself. */
  readonly output: Matrix;
}

/** layerNorm: gain (x - mean) / sqrt(variance + epsilon) + bias, for each row. */
export interface LayerNormOperands extends RowOperands {
  /** (1, columns); ones unless given. */
  readonly gain?: Matrix;
  /** (1, columns); zeros unless given. */
  readonly bias?: Matrix;
  /** 1e-5 unless given. */
  readonly epsilon?: number;
}

/** A prepared function of all rows of a matrix. */
export class RowCall extends Prepared {
  /** @internal Use `Kernels.rows` and `Kernels.layerNorm`. */
  constructor(memory: Memory, name: RowFunction, { input, output, gain, bias, epsilon = 1e-5 }: LayerNormOperands) {
    const number = functions.indexOf(name);
    if (number < 0) throw new RangeError(`there is no function ${name}: it must be one of ${functions.join(', ')}`);
    requireShape(output, 'output', input.rows, input.columns, input.heads);
    if (gain) requireShape(gain, 'gain', 1, input.columns, 1);
    if (bias) requireShape(bias, 'bias', 1, input.columns, 1);
    const used = [input, output, gain, bias].filter(matrix => matrix !== undefined);
    requireOneModule(used);
    const shape = [input.rows * input.heads, input.columns, input.columns];
    const vectors = [gain?.address ?? 0, bias?.address ?? 0, floatWord(epsilon, 'epsilon', 0)];
    super(memory, [input.address, ...shape, output.address, ...shape, ...vectors, number], used, 'function of rows');
  }

  /** Computes the output. */
  run(): void {
    this.memory.exports.transform(this.usable());
  }
}

/** Matrices of a product; of several heads, if all three are. */
export interface ProductOperands {
  /** (n, k) */
  readonly left: Matrix;
  /** (k, m); or (m, k) with `transposeRight` */
  readonly right: Matrix;
  /** (n, m) */
  readonly output: Matrix;
  /** Whether the product is left right^T; no unless given. */
  readonly transposeRight?: boolean;
}

/** A prepared product of matrices. */
export class Product extends Prepared {
  /** @internal Use `Kernels.product`. */
  constructor(memory: Memory, { left, right, output, transposeRight = false }: ProductOperands) {
    const [depth, columns] = transposeRight ? [right.columns, right.rows] : [right.rows, right.columns];
    if (depth !== left.columns || right.heads !== left.heads)
      throw new RangeError(
        `${describe(left)} and ${describe(right)} have no product${transposeRight ? ' with the right one transposed' : ''}`,
      );
    requireShape(output, 'output', left.rows, columns, left.heads);
    if (output === left || output === right) throw new RangeError('the output of a product cannot be one of its operands');
    const used = [left, right, output];
    requireOneModule(used);
    memory.reserve(1, 1);
    super(memory, [...used.flatMap(matrix => words(matrix)), transposeRight ? 1 : 0], used, 'product');
  }

  /** Computes the output. */
  run(): void {
    this.memory.exports.multiply(this.usable());
  }
}
