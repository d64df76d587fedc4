// What of the page's own objects the random test looks at, and what it keeps in the page.

export interface PageNode {
  readonly node: number;
  readonly operation: string;
  readonly stage: string;
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly inputs: readonly number[];
}

export interface PageCell {
  readonly node: number;
  readonly row: number;
  readonly column: number;
}

export interface PageFigure {
  readonly scenario: Readonly<Record<string, unknown>>;
  readonly gradientOf: PageCell | null;
  readonly trace: { readonly nodes: readonly PageNode[]; values(node: number): Float32Array };
}

/** The page's store, as its elements hold it. */
export interface PageStore {
  readonly scenario: Readonly<Record<string, unknown>>;
  readonly figure: PageFigure;
  readonly errors: readonly { readonly code: string; readonly path: string }[];
  readonly notice: string | null;
  readonly painting: boolean;
  readonly core: { peek(scenario: string, read: () => void): void };
  link(): string;
}

/** A module of the core, as it was built. */
export interface FreshRun {
  values(node: number): Float32Array;
  hidden(node: number): Uint8Array;
  nodes(): PageNode[];
  delete(): void;
}

export interface FreshCore {
  run(scenario: string): FreshRun;
  gradients(run: FreshRun, node: number, row: number, column: number): { values(node: number): Float32Array; delete(): void };
}

export interface Memory {
  /** Bytes of all WebAssembly memories. */
  readonly wasm: number;
  /** Graphs and gradients that were made and not freed. */
  readonly alive: number;
  readonly elements: number;
}

export interface Report {
  /** What is wrong; null while all is well. */
  readonly wrong: string | null;
  /** The last actions, the last one last. */
  readonly deeds: readonly string[];
  readonly steps: number;
  /** Steps after which the core refused the input. */
  readonly refused: number;
  /** Numbers that were compared with those of the other core. */
  readonly compared: number;
  readonly counts: Readonly<Record<string, number>>;
}

/** What the test has put into the page. */
export interface Monkey {
  random: () => number;
  /** A whole number below another. */
  below: (count: number) => number;
  pick: <T>(list: readonly T[]) => T | undefined;
  store: () => PageStore;
  fresh: FreshCore | null;
  settle: () => Promise<void>;
  rest: () => Promise<void>;
  memory: () => Memory;
  /** By how many bytes the memories grow when the largest figure so far is computed once more. */
  again: () => number;
  errors: string[];
  deeds: string[];
  compared: number;
  refused: number;
  counts: Record<string, number>;
  act: () => Promise<string>;
  check: () => string | null;
}

declare global {
  interface Window {
    monkey: Monkey;
  }
}
