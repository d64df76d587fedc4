import type { Run } from './attention';
import type { Axis, Cell, Explanation, Hidden, Node, Stage } from './types.ts';

export interface Wanted {
  readonly head?: number;
  readonly rowAxis?: Axis;
  readonly name?: string;
}

/** One computed graph: its nodes, their values, and where each number comes from. Values are fetched once. */
export class Trace {
  readonly nodes: readonly Node[];
  readonly #run: Run;
  readonly #hiddenNames: readonly Hidden[];
  readonly #values = new Map<number, Float32Array>();
  readonly #hidden = new Map<number, Uint8Array>();
  readonly #explanations = new Map<string, Explanation>();

  constructor(run: Run, hiddenNames: readonly Hidden[]) {
    this.#run = run;
    this.#hiddenNames = hiddenNames;
    this.nodes = run.nodes();
  }

  node(index: number): Node | undefined {
    return this.nodes[index];
  }

  /** The first node of a stage that is as wanted; nodes of one decoding step are left out, their stacks are what is drawn. */
  find(stage: Stage, wanted: Wanted = {}): Node | undefined {
    return this.nodes.find(
      node =>
        node.stage === stage &&
        node.step === -1 &&
        (wanted.head === undefined || node.head === wanted.head) &&
        (wanted.rowAxis === undefined || node.rowAxis === wanted.rowAxis) &&
        (wanted.name === undefined || node.name === wanted.name),
    );
  }

  values(node: number): Float32Array {
    let values = this.#values.get(node);
    if (!values) {
      values = this.#run.values(node);
      this.#values.set(node, values);
    }
    return values;
  }

  value({ node, row, column }: Cell): number {
    const columns = this.node(node)?.columns ?? 0;
    return this.values(node)[row * columns + column] ?? Number.NaN;
  }

  /** Why each pair is hidden, as indices of the core's list of reasons; 0 is visible. Asked of a mask. */
  hidden(mask: number): Uint8Array {
    let hidden = this.#hidden.get(mask);
    if (!hidden) {
      hidden = this.#run.hidden(mask);
      this.#hidden.set(mask, hidden);
    }
    return hidden;
  }

  hiddenName(index: number): Hidden {
    return this.#hiddenNames[index] ?? 'visible';
  }

  explain({ node, row, column }: Cell): Explanation {
    const key = `${node},${row},${column}`;
    let explanation = this.#explanations.get(key);
    if (!explanation) {
      explanation = this.#run.explain(node, row, column);
      this.#explanations.set(key, explanation);
    }
    return explanation;
  }

  /** Follows cells that only repeat another cell's number (slices, joined heads, stacked steps) to the one that made it. */
  origin(cell: Cell): Cell {
    let at = cell;
    for (;;) {
      const explanation = this.explain(at);
      const source = explanation.formula === 'copy' ? explanation.terms[0]?.factors[0] : undefined;
      if (!source || source.node < 0) return at;
      at = { node: source.node, row: source.row, column: source.column };
    }
  }

  order(): readonly number[] {
    return this.#run.order();
  }

  logProbability(): number {
    return this.#run.logProbability();
  }

  free(): void {
    this.#run.delete();
  }
}
