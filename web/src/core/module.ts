import createModule from '@wasm/attention.mjs';
import type { MainModule } from './attention';
import { Trace } from './trace.ts';
import type { Choices, CoreError, Mechanism } from './types.ts';

/** The C++ core. It alone computes; one graph is alive at a time, the one last computed without error. */
export class Core {
  static async load(): Promise<Core> {
    return new Core(await createModule());
  }

  readonly choices: Choices;
  readonly #module: MainModule;
  #trace: Trace | null = null;

  private constructor(module: MainModule) {
    this.#module = module;
    this.choices = module.choices();
  }

  /** Computes a scenario (JSON). The graph before it is freed, unless the core throws: then it stays alive. */
  run(scenario: string): Trace {
    const trace = new Trace(this.#module.run(scenario), this.choices.hidden);
    this.#trace?.free();
    this.#trace = trace;
    return trace;
  }

  /** The scenario of a mechanism with every default written out (JSON). */
  defaults(mechanism: Mechanism): string {
    return this.#module.defaults(mechanism);
  }

  tokenize(text: string): string[] {
    return this.#module.tokenize(text);
  }
}

/** The core's own error out of what was caught; anything else is not for a sentence beside a control and is thrown on. */
export function coreError(caught: unknown): CoreError {
  if (caught instanceof Error && 'code' in caught && typeof caught.code === 'string') {
    const { path, details } = caught as Error & Partial<CoreError>;
    return { code: caught.code, path: path ?? '', details: details ?? {}, message: caught.message };
  }
  throw caught;
}
