import type { Axis } from '../core/types.ts';
import type { MatrixSpec } from '../draw/spec.ts';
import { steady } from '../draw/text-width.ts';
import type { Part } from './figure.ts';
import type { FlowParts } from './flow-parts.ts';
import type { Geometry, Wanted } from './layout.ts';

/** What a matrix of few columns takes, for its name under it. */
export const narrowest = 40;
export const gaps = { label: 14, product: 40, source: 84, beside: 13, softmax: 66, concat: 52 } as const;
/** From one of the stacks above the scores to the next. */
export const gapAbove = 34;

/** Between a matrix and the next; the arrow to a distribution has a long name. */
export function gapAfter(next: Part | undefined, usual: number): number {
  return next?.node.stage === 'distribution' ? Math.max(usual, 62) : usual;
}

export function sizeOf({ node: { rows, columns } }: Part, geometry: Geometry): MatrixSpec {
  return { ...geometry, rows, columns } as MatrixSpec;
}

/** A matrix whose rows are no rows of the flow: its cells are as high as wide. */
export function square(geometry: Geometry, height: number): Geometry {
  const size = Math.min(geometry.cellWidth, height);
  return { ...geometry, cellWidth: size, cellHeight: size };
}

interface Line {
  readonly rows: number;
  readonly pitch: number;
  readonly rowsTop: number;
  readonly rowAxis: Axis;
}

/**
 * Where a matrix stands that has fewer rows than the line: on the row that it is, if it is one of its neighbour's; where it
 * came to, if it is made at the end; at the first of its own kind; else half-way down.
 */
export function rowTop(
  { node }: Part,
  beside: readonly Part[],
  { rows, pitch, rowsTop, rowAxis }: Line,
  { cellHeight, gap }: Geometry,
): number {
  if (node.rows === rows && node.rowAxis === rowAxis) return rowsTop;
  const among = beside.map(part => part.node.inputs.indexOf(node.node)).find(index => index >= 0);
  if (among !== undefined && node.rows === 1 && beside.some(part => part.node.rows === rows))
    return rowsTop + Math.min(among, rows - 1) * pitch;
  if (node.rowAxis === rowAxis) return rowsTop;
  if (node.columnAxis === 'vocabulary') return rowsTop + (rows - 1) * pitch;
  return rowsTop + (rows * pitch - node.rows * (cellHeight + gap)) / 2;
}

export function perFeature(features: number, room = 1): number {
  return Math.max(2, Math.min(14 * Math.sqrt(room), (80 / features) * room));
}

/** Whether each number beside the vectors is to be read by its word; of many words it is a strip. */
export function isWords({ node }: Part): boolean {
  return (node.columnAxis === 'vocabulary' && node.columns <= 4) || (node.stage === 'gaussian' && node.columns <= 12);
}

/** The width of all vectors side by side, which grow when there is room. */
export function stripsWidth({ left, between, right }: FlowParts): number {
  return [...left, ...between, ...right]
    .filter(part => !isWords(part))
    .reduce((sum, { node }) => sum + node.columns * perFeature(node.columns), 0);
}

/** Of several stacks each takes a little less. */
export function featureHeight(features: number, stacks: number): number {
  return Math.max(1, Math.min(14, (stacks > 2 ? 52 : 72) / features));
}

/** The height of all stacks above the scores, with their symbols. */
function topHeight({ top }: FlowParts): number {
  return top.reduce((sum, { node }) => {
    const height = featureHeight(node.columns, top.length);
    return sum + node.columns * (height < 5 ? height : height + 1.5) + gapAbove;
  }, 0);
}

/** How much each of the blocks above the rows needs, its symbol included. */
export function aboveHeights(flow: FlowParts, maskCell: number, framed = false): number[] {
  const rows = flow.mask?.node.rows ?? 0;
  const stacked = (part: Part | null, high: (rows: number) => number): number =>
    part ? part.node.rows * (high(part.node.rows) + (high(part.node.rows) > 8 ? 1.5 : 0)) + 22 : 0;
  const values = stacked(flow.values, count => besideHeight(count, framed));
  const source = stacked(flow.source, () => sourceHeight(flow, framed));
  return [topHeight(flow), values, source, flow.mask ? rows * (maskCell + (maskCell > 3 ? 1 : 0)) + 30 : 0, 20];
}

export function fixedWidth(flow: FlowParts, labelWidth: number, softmaxGap: number, wordCell: number): number {
  const width = (part: Part): number => part.node.columns * (isWords(part) ? wordCell : perFeature(part.node.columns));
  const left = flow.left.reduce((sum, part) => sum + Math.max(narrowest, width(part)) + gaps.product, gaps.beside - gaps.product);
  if (!flow.weights) return labelWidth + left;
  // What the keys are made of stands above what is on the left, and needs its own way to them.
  const source = flow.source ? width(flow.source) + gaps.source : 0;
  const right = flow.right.reduce((sum, part) => sum + width(part) + gapAfter(part, gaps.concat), gaps.beside - gaps.concat);
  const between = flow.between.reduce((sum, part) => sum + width(part) + gaps.product, 0);
  return labelWidth + Math.max(left, source) + softmaxGap + between + (flow.right.length > 0 ? right : 120) + 6;
}

/** The height of a row of what stands above the rows. */
export function besideHeight(rows: number, framed = false): number {
  return framed ? 118 / rows : Math.min(15, 118 / rows);
}

/** What keys are made of stands beside all that is made of it, and may be as high: so its rows have room for their names. */
export function sourceHeight(flow: FlowParts, framed = false): number {
  const rows = flow.source?.node.rows ?? 1;
  return framed
    ? besideHeight(rows, framed)
    : Math.max(besideHeight(rows), Math.min(15, (topHeight(flow) - gapAbove) / rows - 1.5));
}

const frameHeight = 480;

/** The height of a row; in a frame as many fill it as are shown. */
export function rowHeight(rows: number, framed = false): number {
  if (framed) return Math.min(34, frameHeight / rows - gapOf(frameHeight / rows));
  return rows <= 10 ? 34 : rows <= 16 ? 28 : Math.max(2, Math.min(24, 560 / rows - 1));
}

export function gapOf(size: number): number {
  return size >= 12 ? 1.5 : size >= 5 ? 1 : 0;
}

interface RelationWidths {
  readonly scores: number;
  readonly weights: number;
}

/** A frame for both relations, whichever part of them it shows. */
export function framedWidths(fixed: number, columns: number, gap: number, width: number): RelationWidths {
  if (columns === 0) return { scores: 0, weights: 0 };
  const frame = Math.max(300, Math.min(frameHeight, (Math.max(width, 1080) - fixed) / 2));
  return { scores: frame / columns - gap, weights: frame / columns - gap };
}

/** The widths of a score and of a weight: two decimals for weights first, one for scores, none where there are too many. */
export function relationWidths(
  fixed: number,
  columns: number,
  { width, columnLabel }: Wanted,
): { scores: number; weights: number } {
  if (columns === 0) return { scores: 0, weights: 0 };
  const each = (Math.max(width, 1080) - fixed) / columns - 3;
  if (each >= 66) {
    // Upright labels are worth wider cells, where there is room for them.
    const label = Math.min(steady(columnLabel + 4), 76);
    const mostScores = Math.max(40, label);
    const scores = Math.max(28, Math.min(Math.max(label, 31), mostScores, each - 38));
    const weights = Math.min(Math.max(46, label), each - scores);
    return { weights, scores: Math.min(mostScores, each - weights) };
  }
  // Where the flow scrolls sideways, a little more is no matter.
  if (columns <= 9) return { weights: 38, scores: width < 1080 ? Math.max(28, Math.min(40, steady(columnLabel + 2))) : 28 };
  if (each >= 56) return { weights: each - 28, scores: 28 };
  if (each >= 44) return { weights: 28, scores: each - 28 };
  const half = Math.max(each / 2, columns > 64 ? 2 : 8);
  return { weights: half, scores: half };
}
