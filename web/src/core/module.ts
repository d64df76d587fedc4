import createFirst from '@wasm/attention-first.mjs';
import type { MainModule, Run } from './attention';
import { Trace } from './trace.ts';
import type {
  Cell,
  Choices,
  CoreError,
  CostSize,
  Counted,
  Field,
  Inverse,
  InverseVariable,
  LayerCost,
  Mechanism,
} from './types.ts';

declare global {
  /** Of a page that has it compiled before there is a script that could ask for it; nothing where that failed. */
  var core: Promise<WebAssembly.Module | undefined> | undefined;
}

/** A graph and, where they were asked for, the gradients of one of its numbers. */
export interface Computation {
  readonly values: Trace;
  readonly gradients: Trace | null;
  readonly gradientOf: Cell | null;
}

/**
 * The C++ core. It alone computes; of the page's figure one graph is alive at a time, the one last computed without error. A
 * first visit gets the mechanisms that it begins with; `complete` loads the others.
 */
export class Core {
  static async load(): Promise<Core> {
    const compiled = await globalThis.core;
    if (!compiled) return new Core(await createFirst());
    return new Promise((resolve, reject) => {
      const instantiateWasm = (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void): object => {
        WebAssembly.instantiate(compiled, imports).then(done).catch(reject);
        return {}; // its exports come later
      };
      createFirst({ instantiateWasm })
        .then(module => new Core(module))
        .then(resolve, reject);
    });
  }

  readonly choices: Choices;
  #module: MainModule;
  #completed: Promise<void> | null = null;
  readonly #fields = new Map<Mechanism, readonly Field[]>();
  readonly #paths = new Map<Mechanism, ReadonlySet<string>>();
  #trace: Trace | null = null;
  #gradients: Trace | null = null;

  private constructor(module: MainModule) {
    this.#module = module;
    this.choices = module.choices();
  }

  /** From here on every mechanism can be computed. A graph that is alive stays so. */
  complete(): Promise<void> {
    this.#completed ??= import('@wasm/attention.mjs')
      .then(({ default: createAll }) => createAll())
      .then(
        module => {
          this.#module = module;
        },
        (caught: unknown) => {
          this.#completed = null; // the next time it may be there
          throw caught;
        },
      );
    return this.#completed;
  }

  /** Computes a scenario (JSON). The graph that is alive stays so until this one is used. */
  compute(scenario: string): Run {
    return this.#module.run(scenario);
  }

  /** What was computed, or the gradients of one of its numbers. It is freed if that throws. */
  read(run: Run, choose: (values: Trace) => Cell | null): Computation {
    const values = new Trace(run, this.choices.hidden);
    try {
      const gradientOf = choose(values);
      const gradients = gradientOf && values.gradientsOf(this.#module, gradientOf);
      return { values, gradients, gradientOf };
    } catch (caught) {
      values.free();
      throw caught;
    }
  }

  /** From here on this is the graph that is alive; the one before is freed. */
  use({ values, gradients }: Computation): void {
    this.#gradients?.free();
    this.#trace?.free();
    this.#trace = values;
    this.#gradients = gradients;
  }

  /** How much more the numbers of one graph's matrix are than those of another's. The whole core has it. */
  difference(from: Trace, fromNode: number, to: Trace, toNode: number): Float32Array {
    return from.difference(this.#module, fromNode, to, toNode);
  }

  /** Reads numbers of another scenario (JSON); the graph that is alive stays so. */
  peek<T>(scenario: string, read: (trace: Trace) => T): T {
    const trace = new Trace(this.compute(scenario), this.choices.hidden);
    try {
      return read(trace);
    } finally {
      trace.free();
    }
  }

  /** The scenario of a mechanism with every default written out (JSON). */
  defaults(mechanism: Mechanism): string {
    return this.#module.defaults(mechanism);
  }

  /** The options that a mechanism has. */
  fields(mechanism: Mechanism): readonly Field[] {
    let fields = this.#fields.get(mechanism);
    if (!fields) {
      fields = this.#module.fields(mechanism);
      this.#fields.set(mechanism, fields);
    }
    return fields;
  }

  /** Whether a mechanism has the option at a path. */
  has(mechanism: Mechanism, path: string): boolean {
    let paths = this.#paths.get(mechanism);
    if (!paths) {
      paths = new Set(this.fields(mechanism).map(field => field.path));
      this.#paths.set(mechanism, paths);
    }
    return paths.has(path);
  }

  /** The script for PyTorch that prints the numbers of the graph that is alive, or so many characters of it and the rest of a line. */
  python(most = 2 ** 32 - 1): string {
    return this.#trace?.python(this.#module, most) ?? '';
  }

  /** What the graph that is alive cost. This, the gradients and the next one need the whole core, and a graph of its own. */
  counted(): Counted {
    if (!this.#trace) throw new Error('nothing was computed');
    return this.#trace.counted(this.#module);
  }

  /** What layers of several kinds would cost. */
  costs({ length, width, heads, kernel, window }: CostSize): readonly LayerCost[] {
    return this.#module.costs(length, width, heads, kernel, window);
  }

  /** The smallest change with which a number of a scenario's graph is as wanted. The whole core has it. */
  invert(scenario: string, { node, row, column }: Cell, wanted: number, { matrix, firstRow, rows }: InverseVariable): Inverse {
    return this.#module.inverse(scenario, node, row, column, wanted, matrix, firstRow, rows);
  }

  tokenize(text: string): string[] {
    return this.#module.tokenize(text);
  }
}

/** The core's own error out of what was caught, if it is one. */
export function coreFault(caught: unknown): CoreError | null {
  if (caught instanceof Error && 'code' in caught && typeof caught.code === 'string') {
    const { path, details } = caught as Error & Partial<CoreError>;
    return { code: caught.code, path: path ?? '', details: details ?? {}, message: caught.message };
  }
  return null;
}

/** Whether what was asked for is only in the whole core. */
export function isNotLoaded(caught: unknown): boolean {
  return coreFault(caught)?.code === 'not_loaded';
}

/** The same; anything else is not for a sentence beside a control and is thrown on. */
export function coreError(caught: unknown): CoreError {
  const fault = coreFault(caught);
  if (!fault) throw caught;
  return fault;
}
