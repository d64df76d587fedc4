/**
 * Attention at the speed of the machine, for Node, workers and pages: the kernels of the attention playground without the rest.
 * Operands lie in the module's memory; a call is prepared once and runs many times without a copy.
 *
 * ```js
 * const kernels = await load();
 * const [queries, keys, values, output] = Array.from({ length: 4 }, () => kernels.matrix(1024, 64, 8));
 * queries.set(numbers); // and so on; or write into queries.view
 * const attention = kernels.attention({ queries, keys, values, output, causal: true });
 * attention.run();
 * output.view[0];
 * ```
 *
 * @module
 */
import { type CacheOptions, KeyValueCache } from './cache.mjs';
import { Attention, type AttentionOptions } from './call.mjs';
import {
  type LayerNormOperands,
  Product,
  type ProductOperands,
  RowCall,
  type RowFunction,
  type RowOperands,
} from './functions.mjs';
import { Matrix } from './matrix.mjs';
import { Memory } from './memory.mjs';
import { type Build, bestBuild, type Exports, instantiate } from './module.mjs';

export { type CacheOptions, KeyValueCache } from './cache.mjs';
export {
  Attention,
  AttentionGradient,
  type AttentionOptions,
  type CachedOperands,
  type Gradients,
  type Operands,
} from './call.mjs';
export {
  type LayerNormOperands,
  Product,
  type ProductOperands,
  RowCall,
  type RowFunction,
  type RowOperands,
} from './functions.mjs';
export { Matrix } from './matrix.mjs';
export { type Build, bestBuild } from './module.mjs';
export type { ScoreOptions } from './options.mjs';

/** What `load` can be told. */
export interface LoadOptions {
  /** The build to take: the better one that the engine can run unless given. */
  readonly build?: Build;
  /** The WASM of that build, where it is not to be fetched from beside this file. */
  readonly wasm?: BufferSource | WebAssembly.Module;
}

/** One instance of the module, with a memory of its own. */
export class Kernels {
  /** Which of the two WASM files is at work. */
  readonly build: Build;
  readonly #memory: Memory;

  /** @internal Use `load`. */
  constructor(build: Build, exports: Exports) {
    this.build = build;
    this.#memory = new Memory(exports);
  }

  /** How many bytes of memory the module has by now. It never shrinks; what is freed is used again. */
  get bytes(): number {
    return this.#memory.buffer.byteLength;
  }

  /** A matrix of zeros, or one for each head. Throws a RangeError when memory runs out. */
  matrix(rows: number, columns: number, heads = 1): Matrix {
    return new Matrix(this.#memory, rows, columns, heads);
  }

  /** An empty cache of keys and values. */
  cache(options: CacheOptions): KeyValueCache {
    return new KeyValueCache(this.#memory, options);
  }

  /** Prepares attention. Throws a RangeError that says which shape or option is wrong. */
  attention(options: AttentionOptions): Attention {
    return new Attention(this.#memory, options);
  }

  /**
   * Prepares a function of each number (exp, exp2 and tanh, within two units of the last place) or of each row (softmax and
   * logSoftmax).
   */
  rows(name: Exclude<RowFunction, 'layerNorm'>, operands: RowOperands): RowCall {
    return new RowCall(this.#memory, name, operands);
  }

  /** Prepares layer norm. */
  layerNorm(operands: LayerNormOperands): RowCall {
    return new RowCall(this.#memory, 'layerNorm', operands);
  }

  /** Prepares a product of matrices, of any shape. */
  product(operands: ProductOperands): Product {
    return new Product(this.#memory, operands);
  }
}

/** Loads one WASM file, the better one that this engine can run, and starts it. */
export async function load({ build = bestBuild(), wasm }: LoadOptions = {}): Promise<Kernels> {
  return new Kernels(build, await instantiate(build, wasm));
}
