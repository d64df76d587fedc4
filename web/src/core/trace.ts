import type { Gradients, MainModule, Run } from './attention';
import type { Axis, Cell, Counted, Explanation, Hidden, Node, Operation, Spread, Stage } from './types.ts';

export interface Wanted {
  readonly head?: number;
  readonly layer?: number;
  readonly rowAxis?: Axis;
  readonly name?: string;
}

/** What makes no numbers of its own; turned pairs leave the rest of a vector as it is. To ask anything else would be slow. */
const copying: ReadonlySet<Operation> = new Set([
  'slice_columns',
  'slice_rows',
  'concatenate_columns',
  'concatenate_rows',
  'transpose',
  'gather',
  'rotary',
]);

/** One computed graph: its nodes, their values, and where each number comes from. Values are fetched once. */
export class Trace {
  readonly nodes: readonly Node[];
  /** How many heads, layers and steps there are; 0 where there is no such thing. */
  readonly heads: number;
  readonly layers: number;
  readonly steps: number;
  /** Whether the graph is gone. */
  freed = false;
  readonly #run: Run;
  readonly #hiddenNames: readonly Hidden[];
  readonly #values = new Map<number, Float32Array>();
  #given: ReturnType<Run['given']> | null = null;
  readonly #hidden = new Map<number, Uint8Array>();
  readonly #explanations = new Map<string, Explanation>();
  readonly #features = new Map<number, readonly string[]>();
  readonly #layerOfScope = new Map<string, number>();

  constructor(run: Run, hiddenNames: readonly Hidden[]) {
    this.#run = run;
    this.#hiddenNames = hiddenNames;
    this.nodes = run.nodes();
    this.heads = 1 + Math.max(...this.nodes.map(({ head }) => head));
    this.layers = 1 + Math.max(...this.nodes.map(node => this.layerOf(node)));
    this.steps = 1 + Math.max(...this.nodes.map(({ step }) => step));
  }

  node(index: number): Node | undefined {
    return this.nodes[index];
  }

  /** The layer of a stack that a node belongs to, or -1. */
  layerOf({ scope }: Node): number {
    let layer = this.#layerOfScope.get(scope);
    if (layer === undefined) {
      layer = Number(/(?:^|\.)layers\.(\d+)/.exec(scope)?.[1] ?? -1);
      this.#layerOfScope.set(scope, layer);
    }
    return layer;
  }

  /** The first node of a stage that is as wanted; nodes of one decoding step are left out, their stacks are what is drawn. */
  find(stage: Stage, wanted: Wanted = {}): Node | undefined {
    return this.nodes.find(
      node =>
        node.stage === stage &&
        node.step === -1 &&
        (wanted.head === undefined || node.head === wanted.head) &&
        (wanted.layer === undefined || this.layerOf(node) === wanted.layer) &&
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
      const node = this.node(at.node);
      if (node && !copying.has(node.operation)) return at;
      const explanation = this.explain(at);
      const source = explanation.formula === 'copy' ? explanation.terms[0]?.factors[0] : undefined;
      if (!source || source.node < 0) return at;
      at = { node: source.node, row: source.row, column: source.column };
    }
  }

  /** Whether a node is made of another one, however indirectly; of a stack of steps, whether it is made of one of them. */
  leadsTo(from: number, to: number): boolean {
    const [source, target] = [this.node(from), this.node(to)];
    const firsts = [source, target].map(node => (node?.operation === 'concatenate_rows' ? node.inputs[0] : undefined));
    // Later steps are made of everything before them; the first one tells what is made of what within a step.
    if (firsts[0] !== undefined && firsts[1] !== undefined) return this.leadsTo(firsts[0], firsts[1]);
    const wanted = new Set([from, ...(firsts[0] === undefined ? [] : (source?.inputs ?? []))]);
    const seen = new Set<number>();
    const open = [to];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (wanted.has(at)) return true;
      if (seen.has(at)) continue;
      seen.add(at);
      open.push(...(this.node(at)?.inputs ?? []));
    }
    return false;
  }

  order(): readonly number[] {
    return this.#run.order();
  }

  /** What `order` counts: a pointer network's elements, a decoder's words. */
  vocabulary(): readonly string[] {
    return this.#run.vocabulary();
  }

  logProbability(): number {
    return this.#run.logProbability();
  }

  /** What the scenario calls the columns of a matrix of features, as far as it names them. */
  features(node: number): readonly string[] {
    let features = this.#features.get(node);
    if (!features) {
      features = this.#run.features(node);
      this.#features.set(node, features);
    }
    return features;
  }

  /** The name under which a matrix was drawn or given, where it was. */
  givenName(node: number): string | null {
    return this.given().find(given => given.node === node)?.name ?? null;
  }

  /** Every matrix that was drawn or given. */
  given(): ReturnType<Run['given']> {
    this.#given ??= this.#run.given();
    return this.#given;
  }

  /** How widely the rows of weights look. */
  spread(node: number, past: number): Spread {
    return this.#run.spread(node, past);
  }

  /** How fast one number grows with every other one, in the form of a trace. */
  gradientsOf(module: MainModule, { node, row, column }: Cell): GradientTrace {
    return new GradientTrace(this.#run, this.#hiddenNames, module.gradients(this.#run, node, row, column));
  }

  difference(module: MainModule, node: number, to: Trace, toNode: number): Float32Array {
    return module.difference(this.#run, node, to.#run, toNode);
  }

  python(module: MainModule, most: number): string {
    return module.python(this.#run, most);
  }

  counted(module: MainModule): Counted {
    return module.counted(this.#run);
  }

  free(): void {
    this.freed = true;
    this.#run.delete();
  }
}

/** The same graph with gradients for values: what they came from is explained in the same way. */
export class GradientTrace extends Trace {
  readonly #run: Run;
  readonly #gradients: Gradients;
  readonly #values = new Map<number, Float32Array>();
  readonly #explanations = new Map<string, Explanation>();

  constructor(run: Run, hiddenNames: readonly Hidden[], gradients: Gradients) {
    super(run, hiddenNames);
    this.#run = run;
    this.#gradients = gradients;
  }

  override values(node: number): Float32Array {
    let values = this.#values.get(node);
    if (!values) {
      values = this.#gradients.values(node);
      this.#values.set(node, values);
    }
    return values;
  }

  override explain({ node, row, column }: Cell): Explanation {
    const key = `${node},${row},${column}`;
    let explanation = this.#explanations.get(key);
    if (!explanation) {
      explanation = this.#gradients.explain(this.#run, node, row, column);
      this.#explanations.set(key, explanation);
    }
    return explanation;
  }

  /** Every gradient has an account of its own. */
  override origin(cell: Cell): Cell {
    return cell;
  }

  /** The run belongs to the trace of its values. */
  override free(): void {
    this.freed = true;
    this.#gradients.delete();
  }
}
