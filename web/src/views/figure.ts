import type { Trace } from '../core/trace.ts';
import type { Axis, Node } from '../core/types.ts';
import type { Scenario } from '../store/scenario.ts';
import { type Catalogue, fill } from '../text/catalogue.ts';

export interface SymbolParts {
  readonly letter: string;
  readonly prime?: boolean;
  readonly transposed?: boolean;
  readonly sub?: string;
}

export interface Part {
  readonly node: Node;
  readonly symbol: SymbolParts;
}

/** The matrices of a mechanism in the places they have on the page, whichever mechanism it is. */
export interface FigureModel {
  readonly trace: Trace;
  readonly scenario: Scenario;
  readonly head: number;
  readonly rowAxis: Axis;
  readonly rowNames: readonly string[];
  readonly columnNames: readonly string[];
  /** Beside the scores, on the rows. */
  readonly left: readonly Part[];
  /** What keys and values come from, where it is not the rows' own embeddings. */
  readonly source: Part | null;
  /** Above the scores, transposed. */
  readonly top: readonly Part[];
  readonly scores: Part;
  readonly mask: Part | null;
  readonly weights: Part;
  readonly values: Part | null;
  readonly right: readonly Part[];
  /** The largest size of a signed number drawn: the end of the colour scale. */
  readonly maximum: number;
  /** Rows from which everything is hidden. */
  readonly emptyRows: readonly number[];
}

const models = new WeakMap<Trace, Map<string, FigureModel>>();

/** The figure of a head; several views ask for it, it is made once. */
export function figureModel(trace: Trace, scenario: Scenario, head: number, words: Catalogue): FigureModel {
  const key = `${head} ${words.language}`;
  let ofTrace = models.get(trace);
  if (!ofTrace) {
    ofTrace = new Map();
    models.set(trace, ofTrace);
  }
  let model = ofTrace.get(key);
  if (!model) {
    model = makeModel(trace, scenario, head, words);
    ofTrace.set(key, model);
  }
  return model;
}

function makeModel(trace: Trace, scenario: Scenario, head: number, words: Catalogue): FigureModel {
  const pointer = scenario.mechanism === 'pointer';
  const rowAxis: Axis = pointer ? 'step' : 'query';
  const subscript = head >= 0 ? { sub: String(head + 1) } : {};
  const part = (node: Node | undefined, symbol: SymbolParts): Part[] => (node ? [{ node, symbol }] : []);
  const ofHead = { head };
  const scores = trace.find('masked_scores', ofHead) ?? trace.find('scores', ofHead);
  const weights = trace.find('weights', ofHead);
  if (!scores || !weights) throw new Error('a graph without scores or weights cannot be drawn');
  const embeddings = trace.find('embeddings', { rowAxis: 'query' });
  const source = trace.find('embeddings', { rowAxis: 'key' });
  const mask = trace.find('mask');
  const values = trace.find('values', ofHead);

  const left = pointer
    ? [...part(trace.find('states'), { letter: 'D' }), ...part(trace.find('projected_queries'), { letter: 'D', prime: true })]
    : [
        ...part(embeddings, { letter: 'X' }),
        ...part(trace.find('queries', ofHead), { letter: 'Q' }),
        ...part(trace.find('projected_queries', ofHead), { letter: 'Q', prime: true }),
      ];
  const letter = pointer ? 'E' : 'K';
  const top = [
    ...part(trace.find(pointer ? 'encodings' : 'keys', ofHead), { letter, transposed: true }),
    ...part(trace.find('projected_keys', ofHead), { letter, prime: true, transposed: true }),
  ];
  const right = [
    ...part(trace.find('output', ofHead), { letter: 'O', ...subscript }),
    ...part(trace.find('heads'), { letter: 'C' }),
    ...part(trace.find('result'), { letter: 'Y' }),
  ];
  const names = {
    query: scenario.tokens,
    step: Array.from({ length: scores.rows }, (_, step) => fill(words.step, { n: step + 1 })),
  };
  const model = {
    trace,
    scenario,
    head,
    rowAxis,
    rowNames: pointer ? names.step : names.query,
    columnNames: scenario.keys !== null && !pointer ? scenario.keys : scenario.tokens,
    left,
    source: part(source, { letter: 'X', ...(embeddings ? { sub: 'K' } : {}) })[0] ?? null,
    top,
    scores: { node: scores, symbol: { letter: 'S' } },
    mask: mask ? { node: mask, symbol: { letter: 'M' } } : null,
    weights: { node: weights, symbol: { letter: 'A' } },
    values: part(values, { letter: 'V' })[0] ?? null,
    right,
  };
  return { ...model, maximum: largest(trace, model), emptyRows: mask ? findEmptyRows(trace, mask) : [] };
}

/** Every matrix of the figure that holds signed numbers. */
export function signedParts(model: Omit<FigureModel, 'maximum' | 'emptyRows'>): Part[] {
  const { left, source, top, scores, values, right } = model;
  return [...left, ...(source ? [source] : []), ...top, scores, ...(values ? [values] : []), ...right];
}

function largest(trace: Trace, model: Omit<FigureModel, 'maximum' | 'emptyRows'>): number {
  let maximum = 0;
  for (const { node } of signedParts(model)) {
    for (const value of trace.values(node.node)) {
      const size = Math.abs(value);
      if (size > maximum && size < Number.POSITIVE_INFINITY) maximum = size;
    }
  }
  return maximum;
}

function findEmptyRows(trace: Trace, mask: Node): number[] {
  const hidden = trace.hidden(mask.node);
  const rows: number[] = [];
  for (let row = 0; row < mask.rows; ++row) {
    if (hidden.subarray(row * mask.columns, (row + 1) * mask.columns).every(reason => reason > 0)) rows.push(row);
  }
  return rows;
}

/** Said beside the figure when a row may see nothing. */
export function emptyRowsSentence({ emptyRows, rowNames }: FigureModel, words: Catalogue): string {
  return fill(words.emptyRow, { tokens: emptyRows.map(row => rowNames[row] ?? '').join(', ') });
}

/** What a row or a column of a matrix is called. */
export function nameOf(model: FigureModel, axis: Axis, index: number, words: Catalogue): string {
  if (axis === 'key') return model.columnNames[index] ?? String(index + 1);
  if (axis === 'query') return model.scenario.tokens[index] ?? String(index + 1);
  if (axis === 'step') return fill(words.step, { n: index + 1 });
  return String(index + 1);
}
