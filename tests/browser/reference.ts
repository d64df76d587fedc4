// What the page must show, computed anew in double precision from the formulas. It shares no code with the page or its core:
// the random generator, the embeddings, every mechanism and every mask are written here a second time.

import type { MaskOptions, Scenario } from './scenario';

export type Matrix = number[][];

/** Every stage by name; those of one head as "weights 0", "weights 1" and so on. */
export interface Figure {
  readonly stages: ReadonlyMap<string, Matrix>;
  readonly hidden: readonly (readonly boolean[])[] | null;
  readonly order: readonly number[];
  readonly logProbability: number;
}

// --- the generator: FNV-1a of a name and the seed start SplitMix64; a number is the sum of four 16-bit uniform ones

const wrap = (value: bigint): bigint => BigInt.asUintN(64, value);

function fnv1a(text: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) hash = wrap((hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash;
}

function mix(value: bigint): bigint {
  let z = value;
  z = wrap((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
  z = wrap((z ^ (z >> 27n)) * 0x94d049bb133111ebn);
  return z ^ (z >> 31n);
}

/** Numbers of mean 0 and variance 1. */
export function normals(seed: number, name: string, count: number): number[] {
  let state = mix(fnv1a(name) ^ mix(BigInt(seed) + 1n));
  const deviation = Math.sqrt((4 * (2 ** 32 - 1)) / 12);
  return Array.from({ length: count }, () => {
    state = wrap(state + 0x9e3779b97f4a7c15n);
    const bits = mix(state);
    let sum = 0;
    for (const shift of [0n, 16n, 32n, 48n]) sum += Number((bits >> shift) & 0xffffn);
    return (sum - 2 * 0xffff) / deviation;
  });
}

function reshape(numbers: readonly number[], columns: number): Matrix {
  return Array.from({ length: numbers.length / columns }, (_, row) => numbers.slice(row * columns, (row + 1) * columns));
}

// --- small linear algebra

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, i) => sum + x * (b[i] ?? Number.NaN), 0);
const plus = (a: readonly number[], b: readonly number[] | null): number[] => a.map((x, i) => x + (b ? (b[i] ?? Number.NaN) : 0));
const times = (a: readonly number[], b: readonly number[]): number[] => a.map((x, i) => x * (b[i] ?? Number.NaN));
const transpose = (a: Matrix): Matrix => range(a[0]?.length ?? 0).map(column => a.map(row => row[column] ?? Number.NaN));
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** X W^T + b, as in PyTorch: W is [out, in]. */
function linear(x: Matrix, weight: Matrix, bias: readonly number[] | null = null): Matrix {
  return x.map(row =>
    plus(
      weight.map(out => dot(row, out)),
      bias,
    ),
  );
}

function softmax(row: readonly number[], temperature: number): number[] {
  const largest = Math.max(...row);
  if (largest === -Infinity) return row.map(() => 0);
  const powers = row.map(x => Math.exp((x - largest) / temperature));
  const sum = powers.reduce((one, other) => one + other, 0);
  return powers.map(power => power / sum);
}

// --- masks

function hiddenPairs(mask: MaskOptions, queries: number, keys: number): boolean[][] | null {
  if (!mask.causal && !mask.window && mask.padding === null && mask.free.length === 0) return null;
  return range(queries).map(i =>
    range(keys).map(j => {
      const position = i + mask.past;
      if (mask.causal && j > position) return true;
      if (mask.window && (j < position - mask.window.left || j > position + mask.window.right)) return true;
      if (mask.padding !== null && j >= mask.padding) return true;
      return mask.free.some(([query, key]) => query === i && key === j);
    }),
  );
}

const hide = (scores: Matrix, hidden: readonly (readonly boolean[])[]): Matrix =>
  scores.map((row, i) => row.map((score, j) => (hidden[i]?.[j] ? -Infinity : score)));

// --- mechanisms

class Computation {
  readonly stages = new Map<string, Matrix>();
  hidden: boolean[][] | null = null;

  constructor(readonly s: Scenario) {}

  embed(tokens: readonly string[]): Matrix {
    return tokens.map(token => normals(this.s.seed, `token:${token}`, this.s.width));
  }

  parameter(name: string, rows: number, columns: number, deviation: number): Matrix {
    const numbers = normals(this.s.seed, `parameter:${name}`, rows * columns);
    return reshape(
      numbers.map(number => deviation * number),
      columns,
    );
  }

  weight(name: string, out: number, inside: number, gain = 1): Matrix {
    return this.parameter(name, out, inside, gain / Math.sqrt(inside));
  }

  bias(name: string, width: number): number[] | null {
    return this.s.bias ? (this.parameter(name, 1, width, 0.5)[0] ?? null) : null;
  }

  /** Scores, masked scores, weights and output of one attention. */
  attend(scores: Matrix, values: Matrix, head = ''): { weights: Matrix; output: Matrix } {
    const logits = this.hidden ? hide(scores, this.hidden) : scores;
    const weights = logits.map(row => softmax(row, this.s.temperature));
    const output = weights.map(row => transpose(values).map(column => dot(row, column)));
    this.stages.set(`scores${head}`, scores);
    if (this.hidden) this.stages.set(`masked_scores${head}`, logits);
    this.stages.set(`weights${head}`, weights);
    this.stages.set(`output${head}`, output);
    return { weights, output };
  }

  keyValue(): void {
    const { s, stages } = this;
    const own = s.mechanism === 'key_value' ? s.keys : null;
    const x = this.embed(s.tokens);
    const memory = own ? this.embed(own) : x;
    stages.set('embeddings query', x);
    if (own) stages.set('embeddings key', memory);
    const project = (input: Matrix, letter: string, width: number): Matrix =>
      linear(input, this.weight(`W_${letter}`, width, s.width), this.bias(`b_${letter}`, width));
    const queries = project(x, 'q', s.key_width);
    const keys = project(memory, 'k', s.key_width);
    const values = project(memory, 'v', s.value_width);
    stages.set('queries', queries).set('keys', keys).set('values', values);
    this.hidden = hiddenPairs(s.mask, s.tokens.length, memory.length);
    this.attend(this.scores(queries, keys), values);
  }

  scores(queries: Matrix, keys: Matrix): Matrix {
    const { s, stages } = this;
    const pairs = (left: Matrix, right: Matrix, score: (q: number[], k: number[]) => number): Matrix =>
      left.map(q => right.map(k => score(q, k)));
    switch (s.score) {
      case 'additive': {
        const left = linear(queries, this.weight('score.W_q', s.hidden_width, s.key_width));
        const right = linear(keys, this.weight('score.W_k', s.hidden_width, s.key_width));
        const v = this.parameter('score.v', 1, s.hidden_width, 1)[0] ?? [];
        const b = this.bias('score.b', s.hidden_width);
        stages.set('projected_queries', left).set('projected_keys', right);
        return pairs(left, right, (q, k) => dot(v, plus(plus(q, k), b).map(Math.tanh)));
      }
      case 'bilinear': {
        const left = linear(queries, transpose(this.weight('score.W', s.key_width, s.key_width)));
        stages.set('projected_queries', left);
        return pairs(left, keys, dot);
      }
      case 'cosine': {
        const length = (x: number[]): number => Math.max(Math.sqrt(dot(x, x)), 1e-8);
        return pairs(queries, keys, (q, k) => (s.beta * dot(q, k)) / (length(q) * length(k)));
      }
      case 'dot':
        return pairs(queries, keys, dot);
      case 'scaled_dot':
        return pairs(queries, keys, (q, k) => (s.scale ?? 1 / Math.sqrt(s.key_width)) * dot(q, k));
    }
  }

  multiHead(): void {
    const { s, stages } = this;
    const x = this.embed(s.tokens);
    const memory = s.keys ? this.embed(s.keys) : x;
    stages.set('embeddings query', x);
    if (s.keys) stages.set('embeddings key', memory);
    const weight = this.weight('in_proj_weight', 3 * s.width, s.width);
    const bias = this.bias('in_proj_bias', 3 * s.width);
    const third = (input: Matrix, part: number): Matrix => {
      const [first, last] = [part * s.width, (part + 1) * s.width];
      return linear(input, weight.slice(first, last), bias ? bias.slice(first, last) : null);
    };
    const [queries, keys, values] = [third(x, 0), third(memory, 1), third(memory, 2)];
    this.hidden = hiddenPairs(s.mask, s.tokens.length, memory.length);
    const width = s.width / s.heads;
    const scale = s.scale ?? 1 / Math.sqrt(width);
    const heads = range(s.heads).map(head => {
      const slice = (matrix: Matrix): Matrix => matrix.map(row => row.slice(head * width, (head + 1) * width));
      const [q, k, v] = [slice(queries), slice(keys), slice(values)];
      stages.set(`queries ${head}`, q).set(`keys ${head}`, k).set(`values ${head}`, v);
      const scores = q.map(one => k.map(other => scale * dot(one, other)));
      return this.attend(scores, v, ` ${head}`);
    });
    const joined = x.map((_, row) => heads.flatMap(({ output }) => output[row] ?? []));
    const mean = x.map((_, row) =>
      memory.map((_, column) => heads.reduce((sum, h) => sum + (h.weights[row]?.[column] ?? 0), 0) / s.heads),
    );
    stages.set('heads', joined).set('mean_weights', mean);
    stages.set('result', linear(joined, this.weight('out_proj.weight', s.width, s.width), this.bias('out_proj.bias', s.width)));
  }

  pointer(): { order: number[]; logProbability: number } {
    const { s, stages } = this;
    const x = this.embed(s.tokens);
    const [encoder, decoder] = [this.recurrent('encoder'), this.recurrent('decoder')];
    let state: State = { hidden: range(s.width).map(() => 0), memory: range(s.width).map(() => 0) };
    const encodings = x.map(input => {
      state = encoder(input, state);
      return state.hidden;
    });
    const keys = linear(encodings, this.weight('W_1', s.hidden_width, s.width, 3));
    const queryWeight = this.weight('W_2', s.hidden_width, s.width, 3);
    const v = this.parameter('v', 1, s.hidden_width, 1)[0] ?? [];
    let input = this.parameter('start', 1, s.width, 1)[0] ?? [];
    const order: number[] = [];
    const rows: Record<'states' | 'projected_queries' | 'scores' | 'masked_scores' | 'weights', Matrix> = {
      ...{ states: [], projected_queries: [], scores: [], masked_scores: [], weights: [] },
    };
    this.hidden = s.visited ? [] : null;
    let logProbability = 0;
    for (const _ of range(s.steps ?? s.tokens.length)) {
      state = decoder(input, state);
      const [query = []] = linear([state.hidden], queryWeight);
      const scores = keys.map(key => dot(v, plus(query, key).map(Math.tanh)));
      const hidden = keys.map((_, element) => s.visited && order.includes(element));
      const logits = scores.map((score, element) => (hidden[element] ? -Infinity : score));
      const weights = softmax(logits, s.temperature);
      const chosen = weights.indexOf(Math.max(...weights));
      rows.states.push(state.hidden);
      rows.projected_queries.push(query);
      rows.scores.push(scores);
      rows.masked_scores.push(logits);
      rows.weights.push(weights);
      this.hidden?.push(hidden);
      logProbability += Math.log(weights[chosen] ?? Number.NaN);
      order.push(chosen);
      input = x[chosen] ?? [];
    }
    stages.set('embeddings key', x).set('encodings', encodings).set('projected_keys', keys);
    for (const [stage, matrix] of Object.entries(rows)) if (s.visited || stage !== 'masked_scores') stages.set(stage, matrix);
    return { order, logProbability };
  }

  /** One step of PyTorch's GRUCell or LSTMCell. */
  recurrent(name: string): (input: readonly number[], state: State) => State {
    const { width, cell } = this.s;
    const gates = (cell === 'gru' ? 3 : 4) * width;
    const [inputWeight, hiddenWeight] = [
      this.weight(`${name}.weight_ih`, gates, width),
      this.weight(`${name}.weight_hh`, gates, width),
    ];
    const [inputBias, hiddenBias] = [this.bias(`${name}.bias_ih`, gates), this.bias(`${name}.bias_hh`, gates)];
    const part = (numbers: readonly number[], gate: number): number[] => numbers.slice(gate * width, (gate + 1) * width);
    return (input, { hidden, memory }) => {
      const [a = []] = linear([[...input]], inputWeight, inputBias);
      const [b = []] = linear([hidden], hiddenWeight, hiddenBias);
      const gate = (index: number): number[] => plus(part(a, index), part(b, index));
      if (cell === 'gru') {
        const [r, z] = [gate(0).map(sigmoid), gate(1).map(sigmoid)];
        const n = plus(part(a, 2), times(r, part(b, 2))).map(Math.tanh);
        return {
          hidden: plus(
            times(
              z.map(x => 1 - x),
              n,
            ),
            times(z, hidden),
          ),
          memory,
        };
      }
      const [i, f, g, o] = [gate(0).map(sigmoid), gate(1).map(sigmoid), gate(2).map(Math.tanh), gate(3).map(sigmoid)];
      const next = plus(times(f, memory), times(i, g));
      return { hidden: times(o, next.map(Math.tanh)), memory: next };
    };
  }
}

type State = Readonly<Record<'hidden' | 'memory', number[]>>;

export function compute(s: Scenario): Figure {
  const computation = new Computation(s);
  let chosen: { order: number[]; logProbability: number } = { order: [], logProbability: 0 };
  if (s.mechanism === 'multi_head') computation.multiHead();
  else if (s.mechanism === 'pointer') chosen = computation.pointer();
  else computation.keyValue();
  return { stages: computation.stages, hidden: computation.hidden, ...chosen };
}
