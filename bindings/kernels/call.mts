import type { KeyValueCache } from './cache.mjs';
import { describe, Matrix, requireOneModule, requireShape, words } from './matrix.mjs';
import type { Memory } from './memory.mjs';
import { checkSlopes, optionWords, type ScoreOptions } from './options.mjs';
import { Prepared } from './prepared.mjs';

/** Matrices of one attention: n queries and m keys of width d_k, m values of width d_v, for each head. */
export interface Operands {
  /** (n, d_k) */
  readonly queries: Matrix;
  /** (m, d_k). Fewer heads than the queries have are shared by neighbouring heads: grouped-query attention. */
  readonly keys: Matrix;
  /** (m, d_v), of as many heads as the keys */
  readonly values: Matrix;
  /** (n, d_v), of as many heads as the queries */
  readonly output: Matrix;
  /** (n, 1): also wanted are the logarithms of each row's sum of exponentials, which the backward needs. */
  readonly logSumExp?: Matrix;
}

/** The same, where keys and values are in a cache. The queries are the last of its positions, so that `past` follows. */
export type CachedOperands = Omit<Operands, 'keys' | 'values'> & { readonly cache: KeyValueCache; readonly past?: undefined };

export type AttentionOptions = (Operands | CachedOperands) & ScoreOptions;

/** The gradients of an attention's matrices, each of the matrix's own shape. */
export interface Gradients {
  /** Given: the gradient of the output. */
  readonly output: Matrix;
  readonly queries: Matrix;
  readonly keys: Matrix;
  readonly values: Matrix;
  /** Whether the three are added to, not overwritten; no unless given. */
  readonly accumulate?: boolean;
}

/**
 * A prepared call of softmax(scale Q K^T) V, by an online softmax: memory grows with n + m. `run` copies nothing; change the
 * operands' numbers in between and run again.
 */
export class Attention extends Prepared {
  readonly #operands: Operands;
  readonly #cache: KeyValueCache | undefined;
  readonly #slopes: Matrix | undefined;

  /** @internal Use `Kernels.attention`. */
  constructor(memory: Memory, options: AttentionOptions) {
    const cache = 'cache' in options ? options.cache : undefined;
    if (cache && options.past !== undefined) throw new RangeError('past follows from how many keys the cache holds');
    const { keys, values } = 'cache' in options ? options.cache : options;
    const operands = { ...options, keys, values };
    checkShapes(operands);
    const { queries, output, logSumExp } = operands;
    const score = optionWords(options, queries.columns);
    if (options.slopes) checkSlopes(options.slopes, queries.heads);
    memory.reserve(queries.columns, values.columns);

    const slopes = options.slopes && new Matrix(memory, 1, queries.heads, 1).set(options.slopes);
    const more = [logSumExp, slopes, cache];
    const matrices = [queries, keys, values, output].flatMap(matrix => words(matrix));
    super(
      memory,
      [...matrices, ...more.map(owner => owner?.address ?? 0), ...score],
      [queries, keys, values, output, ...more.filter(owner => owner !== undefined)],
      'attention',
    );
    this.#operands = operands;
    this.#cache = cache;
    this.#slopes = slopes;
  }

  /** Computes the output, and the logarithms where they are wanted. A query that sees no key gets zeros. */
  run(): void {
    this.memory.exports.attend(this.usable());
  }

  /** Prepares the way back. The attention needs its `logSumExp`, and must have run before the gradient does. */
  gradient(gradients: Gradients): AttentionGradient {
    if (this.#cache) throw new RangeError('attention to a cache has no gradient');
    return new AttentionGradient(this, this.#operands, gradients);
  }

  override free(): void {
    this.#slopes?.free();
    super.free();
  }
}

/** A prepared backward. The weights are computed anew, block by block: memory grows with n + m here as well. */
export class AttentionGradient extends Prepared {
  /** @internal Use `Attention.gradient`. */
  constructor(forward: Attention, operands: Operands, { output, queries, keys, values, accumulate = false }: Gradients) {
    if (!operands.logSumExp) throw new RangeError('a gradient needs the logSumExp of its attention');
    const pairs = [
      ['output', output, operands.output],
      ['queries', queries, operands.queries],
      ['keys', keys, operands.keys],
      ['values', values, operands.values],
    ] as const;
    for (const [name, gradient, { rows, columns, heads }] of pairs)
      requireShape(gradient, `the gradient of ${name}`, rows, columns, heads);
    const own = [output, queries, keys, values];
    const given = [operands.queries, operands.keys, operands.values, operands.output, operands.logSumExp];
    if (new Set([...own, ...given]).size !== own.length + given.length)
      throw new RangeError('a gradient cannot lie in a matrix that is used otherwise');
    const matrices = own.flatMap(matrix => words(matrix));
    super(forward.memory, [forward.address, ...matrices, accumulate ? 1 : 0], [forward, ...own], 'gradient');
  }

  /** Computes the gradients of queries, keys and values. */
  run(): void {
    this.memory.exports.differentiate(this.usable());
  }
}

function checkShapes({ queries, keys, values, output, logSumExp }: Operands): void {
  const { rows, heads } = queries;
  if (heads % keys.heads !== 0)
    throw new RangeError(`the heads of queries must be a multiple of the heads of keys: got ${heads} and ${keys.heads}`);
  if (keys.columns !== queries.columns)
    throw new RangeError(`keys must be as wide as queries (${describe(queries)}), but are ${describe(keys)}`);
  requireShape(values, 'values', keys.rows, values.columns, keys.heads);
  requireShape(output, 'output', rows, values.columns, heads);
  if (logSumExp) requireShape(logSumExp, 'logSumExp', rows, 1, heads);
  if ([queries, keys, values].some(matrix => matrix === output || matrix === logSumExp) || output === logSumExp)
    throw new RangeError('what is computed cannot lie in a matrix that is used otherwise');
  requireOneModule([queries, keys, values, output]);
}
