import type { Node } from '../core/types.ts';
import { formatNumber } from '../draw/numbers.ts';
import type { MatrixSpec } from '../draw/spec.ts';
import { type Catalogue, fill, wordFor } from '../text/catalogue.ts';
import { type Drawing, hiddenCells, isLarge, isShare, type Part } from './figure.ts';
import type { Geometry } from './layout.ts';
import { firstQuery, isRelation, namesOf } from './names.ts';

/** The last cell that is there; null where all are. */
export type Until = { readonly row: number; readonly column: number } | null;

export interface SpecOptions {
  /** Of a decoder's rows, the first that is still to come. */
  readonly pendingFrom?: number;
  /** While the figure is played. */
  readonly until?: Until;
  readonly paintable?: boolean;
}

/** What the drawing of one matrix of a figure is told. */
export function matrixSpec(
  model: Drawing,
  part: Part,
  geometry: Geometry,
  words: Catalogue,
  options: SpecOptions = {},
): MatrixSpec {
  const { node } = part;
  const { trace } = model;
  const values = trace.values(node.node);
  const relation = isRelation(node) || node.columnAxis === 'vocabulary';
  const hidden = hiddenCells(trace, node);
  const isMask = node.stage === 'mask';
  // Gradients of shares are no shares.
  const weights = isShare(node) && !model.gradientOf;
  const rowNames = namesOf(model, node, 'row', words);
  const columnNames = namesOf(model, node, 'column', words);
  // Shares among many are small.
  const decimals = weights && node.columns > 64 ? 4 : 2;
  const describe = (row: number, column: number): string => {
    const index = row * node.columns + column;
    const names = {
      row: rowNames[row] ?? '',
      column: columnNames[column] ?? '',
      value: formatNumber(values[index] ?? Number.NaN, decimals),
    };
    if (hidden?.[index]) return fill(words.speech.hidden, names);
    if (isMask) return fill(words.speech.visible, names);
    const said = fill(relation ? words.speech.pair : words.speech.feature, names);
    return node.stage === 'weights' && weights ? ranked(said, values, hidden, index, node.columns, words) : said;
  };
  return {
    ...geometry,
    node: node.node,
    stage: node.stage,
    name: node.name,
    head: node.head,
    role: node.role,
    rows: node.rows,
    columns: node.columns,
    values,
    hidden,
    editable: !model.gradientOf && trace.givenName(node.node) !== null,
    edited: editedCells(model, node),
    hiddenText: weights || isMask || model.gradientOf ? '' : '−∞',
    scale: isMask ? 'mask' : weights ? 'weights' : 'signed',
    maximum: isLarge(node) ? model.scoreMaximum : model.maximum,
    pendingFrom: Math.min(
      node.rowAxis === 'step' ? (options.pendingFrom ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY,
      options.until ? options.until.row + 1 : Number.POSITIVE_INFINITY,
    ),
    pendingColumn: options.until ? options.until.column + 1 : Number.POSITIVE_INFINITY,
    paintable: options.paintable ?? false,
    label: matrixLabel(part, words),
    rowNames,
    columnNames,
    describe,
  };
}

/** How a weight stands among those of its row. */
function ranked(
  cell: string,
  values: Float32Array,
  hidden: Uint8Array | null,
  index: number,
  columns: number,
  words: Catalogue,
): string {
  const start = index - (index % columns);
  const own = values[index] ?? 0;
  let n = 0;
  let rank = 1;
  for (let at = start; at < start + columns; ++at) {
    if (hidden?.[at]) continue;
    ++n;
    if ((values[at] ?? 0) > own) ++rank;
  }
  return n < 2 ? cell : fill(rank === 1 ? words.speech.highest : words.speech.rank, { cell, rank, n });
}

const none: ReadonlySet<number> = new Set();

/** Which of its cells were set by hand: numbers that are given, pairs that were painted. */
export function editedCells({ trace, scenario, gradientOf }: Drawing, node: Node): ReadonlySet<number> {
  if (node.stage === 'mask') {
    const first = firstQuery(scenario, node);
    const { free } = scenario.mask;
    return free.length > 0
      ? new Set(free.flatMap(([row, column]) => (column < node.columns ? (row - first) * node.columns + column : [])))
      : none;
  }
  if (scenario.edits.length === 0 || gradientOf) return none;
  const name = trace.givenName(node.node);
  return new Set(scenario.edits.filter(({ matrix }) => matrix === name).map(({ row, column }) => row * node.columns + column));
}

export function matrixLabel({ node }: Part, words: Catalogue): string {
  const own = node.stage === 'parameter' && node.role !== 'query' ? node.name : stageName(node, words);
  const name = fill(words.speech.matrix, { name: own, rows: node.rows, columns: node.columns });
  return node.head >= 0 ? fill(words.stageOfHead, { stage: name, n: node.head + 1 }) : name;
}

/** What a matrix is called: its stage in the reader's language, or the name that its mechanism gave it. */
export function stageName({ stage, name, role, rowAxis, operation }: Node, words: Catalogue): string {
  if (operation === 'feature_map') return wordFor(words.named, `${role}_features`);
  if (stage === 'output' && rowAxis === 'step') return words.stage.context;
  if (stage === 'parameter' && role === 'query') return words.stage.learned_query;
  if ((stage === 'states' || stage === 'positions') && name !== stage) return wordFor(words.named, name);
  return stage === 'internal' ? wordFor(words.named, name) : wordFor(words.stage, stage);
}

/** The module that a matrix belongs to: "layers.0.self_attn" is that of layer 1's self-attention. */
export function scopeName(scope: string, words: Catalogue): string {
  const names = scope.split('.').map((part, index, all) => {
    if (part === 'layers') return fill(words.chooser.number, { label: words.chooser.layer, n: Number(all[index + 1]) + 1 });
    return /^\d+$/.test(part) ? '' : wordFor(words.module, part);
  });
  return names.filter(name => name !== '').join(' · ');
}
