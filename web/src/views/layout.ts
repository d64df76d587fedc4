import { cellDecimals } from '../draw/numbers.ts';
import { type MatrixSpec, matrixHeight, matrixWidth } from '../draw/spec.ts';
import type { FigureModel, Part, SymbolParts } from './figure.ts';
import { type Wire, wires } from './wires.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Geometry = Pick<MatrixSpec, 'transposed' | 'strip' | 'cellWidth' | 'cellHeight' | 'gap' | 'decimals'>;
export type Place = 'left' | 'source' | 'top' | 'scores' | 'mask' | 'weights' | 'values' | 'right';

export interface Placed {
  readonly part: Part;
  readonly place: Place;
  readonly geometry: Geometry;
  readonly box: Box;
}

export interface Stop {
  readonly x: number;
  readonly part: Part;
}

export interface FlowLayout {
  readonly width: number;
  readonly height: number;
  readonly labelWidth: number;
  readonly rowsTop: number;
  readonly pitch: number;
  readonly cellHeight: number;
  readonly headerHeight: number;
  readonly rotated: boolean;
  readonly placed: readonly Placed[];
  readonly wires: readonly Wire[];
  readonly stops: readonly Stop[];
}

export interface Wanted {
  readonly width: number;
  readonly rowLabel: number;
  readonly columnLabel: number;
  readonly painting: boolean;
}

const gaps = { label: 14, product: 40, beside: 13, softmax: 66, concat: 46 } as const;

/** Where everything of a flow stands: one row per token, what joins comes from above. */
export function layoutFlow(model: FigureModel, wanted: Wanted): FlowLayout {
  const { rows, columns } = model.weights.node;
  const labelWidth = Math.min(120, Math.max(54, Math.ceil(wanted.rowLabel))) + gaps.label;
  const cellHeight = rows <= 10 ? 34 : rows <= 16 ? 28 : Math.max(2, Math.min(24, 560 / rows - 1));
  const gap = cellHeight >= 12 ? 1.5 : cellHeight >= 5 ? 1 : 0;
  const pitch = cellHeight + gap;
  const maskCell = wanted.painting && columns <= 32 ? 18 : Math.min(7, 46 / Math.max(rows, columns));
  const maskGap = maskCell > 3 ? 1 : 0;
  const maskWidth = model.mask ? columns * (maskCell + maskGap) : 0;
  const softmaxGap = Math.max(gaps.softmax, maskWidth + 28);
  const fixed = fixedWidth(model, labelWidth, softmaxGap);
  const relation = relationWidths(fixed, columns, wanted);
  const spare = wanted.width - fixed - columns * (relation.scores + relation.weights + 3);
  const room = Math.max(1, Math.min(1.6, 1 + spare / stripsWidth(model)));
  const rotated = wanted.columnLabel > Math.min(relation.scores, relation.weights) + 1;
  const headerHeight = rotated ? Math.min(92, wanted.columnLabel * 0.71 + 18) : 26;

  const strip = (part: Part): Geometry => ({
    transposed: false,
    strip: true,
    cellWidth: perFeature(part.node.columns, room),
    cellHeight,
    gap,
    decimals: -1,
  });
  const grid = (cellWidth: number): Geometry => ({
    transposed: false,
    strip: false,
    cellWidth,
    cellHeight,
    gap: columns > 64 ? 0 : gap,
    decimals: cellDecimals(cellWidth, cellHeight),
  });

  const keyHeight = Math.min(15, 118 / columns);
  const above = aboveHeights(model, keyHeight, maskCell);
  const lane = model.values ? 24 : 6;
  const rowsTop = lane + Math.max(...above) + headerHeight + 4;
  const bottom = rowsTop - headerHeight - 4;
  const placed: Placed[] = [];
  const put = (part: Part, place: Place, geometry: Geometry, x: number, y: number): Box => {
    const size = { ...geometry, rows: part.node.rows, columns: part.node.columns } as MatrixSpec;
    const box = { x, y, width: matrixWidth(size), height: matrixHeight(size) };
    placed.push({ part, place, geometry, box });
    return box;
  };

  let x = labelWidth;
  for (const part of model.left) x += put(part, 'left', strip(part), x, rowsTop).width + gaps.product;
  x += gaps.beside - gaps.product;
  if (model.source) {
    const geometry = { ...strip(model.source), cellHeight: keyHeight, gap: keyHeight > 8 ? 1.5 : 0 };
    put(model.source, 'source', geometry, labelWidth, bottom - columns * (geometry.cellHeight + geometry.gap) + geometry.gap);
  }
  const scores = put(model.scores, 'scores', grid(relation.scores), x, rowsTop);
  stackTop(model, scores, bottom, relation.scores, columns > 64 ? 0 : gap, put);
  x += scores.width + softmaxGap;
  if (model.mask) {
    const size = { transposed: false, strip: false, cellWidth: maskCell, cellHeight: maskCell, gap: maskGap, decimals: -1 };
    const width = columns * (maskCell + maskGap) - maskGap;
    put(model.mask, 'mask', size, x - softmaxGap / 2 - width / 2, bottom - rows * (maskCell + maskGap));
  }
  const weights = put(model.weights, 'weights', grid(relation.weights), x, rowsTop);
  x += weights.width + gaps.beside;
  for (const [index, part] of model.right.entries()) {
    const box = put(part, 'right', strip(part), x, rowsTop);
    if (index === 0 && model.values) {
      const geometry = { ...strip(model.values), cellHeight: keyHeight, gap: keyHeight > 8 ? 1.5 : 0 };
      put(model.values, 'values', geometry, x, bottom - columns * (geometry.cellHeight + geometry.gap) + geometry.gap);
    }
    x += box.width + gaps.concat;
  }
  const symbolRoom = model.right.length === 1 && model.values ? 26 : 0;
  const end = Math.max(...placed.map(({ box }) => box.x + box.width)) + symbolRoom;
  const height = rowsTop + rows * pitch;
  const wired = { placed, rowsTop, pitch, rows, model };
  const stops = stopsOf(placed);
  return {
    width: end + 4,
    height,
    labelWidth,
    rowsTop,
    pitch,
    cellHeight,
    headerHeight,
    rotated,
    placed,
    wires: wires(wired),
    stops,
  };
}

/** Keys over the scores, one above the other where the scoring function transforms them first. */
function stackTop(
  model: FigureModel,
  scores: Box,
  bottom: number,
  cellWidth: number,
  gap: number,
  put: (part: Part, place: Place, geometry: Geometry, x: number, y: number) => Box,
): void {
  let y = bottom;
  for (const part of [...model.top].reverse()) {
    const cellHeight = featureHeight(part.node.columns);
    const geometry = { transposed: true, strip: true, cellWidth, cellHeight, gap, decimals: -1 };
    y -= part.node.columns * (cellHeight + gap) - gap;
    put(part, 'top', geometry, scores.x, y);
    y -= gapAbove;
  }
}

const gapAbove = 30;

/** How far apart labels at 45° must stand so that their lines do not touch: a line's height times √2. */
export const rotatedLabelStep = 20;

function perFeature(features: number, room = 1): number {
  return Math.max(2, Math.min(14 * Math.sqrt(room), (80 / features) * room));
}

/** The width of all vectors side by side, which grow when there is room. */
function stripsWidth({ left, right }: FigureModel): number {
  return [...left, ...right].reduce((sum, { node }) => sum + node.columns * perFeature(node.columns), 0);
}

function featureHeight(features: number): number {
  return Math.max(2, Math.min(14, 72 / features));
}

/** How much each of the blocks above the rows needs, its symbol included. */
function aboveHeights(model: FigureModel, keyHeight: number, maskCell: number): number[] {
  const { rows, columns } = model.weights.node;
  const top = model.top.reduce((sum, { node }) => sum + node.columns * (featureHeight(node.columns) + 1.5) + gapAbove, 0);
  const values = model.values || model.source ? columns * (keyHeight + (keyHeight > 8 ? 1.5 : 0)) + 22 : 0;
  return [top, values, model.mask ? rows * (maskCell + (maskCell > 3 ? 1 : 0)) + 30 : 0, 20];
}

function fixedWidth(model: FigureModel, labelWidth: number, softmaxGap: number): number {
  const width = (part: Part): number => part.node.columns * perFeature(part.node.columns);
  const left = model.left.reduce((sum, part) => sum + width(part) + gaps.product, gaps.beside - gaps.product);
  const right = model.right.reduce((sum, part) => sum + width(part) + gaps.concat, gaps.beside - gaps.concat);
  return labelWidth + left + softmaxGap + (model.right.length > 0 ? right : 120) + (model.right.length === 1 ? 32 : 6);
}

/** The widths of a score and of a weight: two decimals for weights first, one for scores, none where there are too many. */
function relationWidths(fixed: number, columns: number, { width, columnLabel }: Wanted): { scores: number; weights: number } {
  const each = (Math.max(width, 1080) - fixed) / columns - 3;
  if (each >= 66) {
    // Upright labels are worth wider cells, where there is room for them.
    const label = Math.min(columnLabel + 4, 76);
    const mostScores = Math.max(40, label);
    const scores = Math.max(28, Math.min(Math.max(label, 31), mostScores, each - 38));
    const weights = Math.min(Math.max(46, label), each - scores);
    return { weights, scores: Math.min(mostScores, each - weights) };
  }
  // Where the flow scrolls sideways, a little more is no matter.
  if (columns <= 9) return { weights: 38, scores: width < 1080 ? Math.max(28, Math.min(40, columnLabel + 2)) : 28 };
  if (each >= 56) return { weights: each - 28, scores: 28 };
  if (each >= 44) return { weights: 28, scores: each - 28 };
  const half = Math.max(each / 2, columns > 64 ? 2 : 8);
  return { weights: half, scores: half };
}

function stopsOf(placed: readonly Placed[]): Stop[] {
  const order: readonly Place[] = ['left', 'scores', 'mask', 'weights', 'right'];
  return order.flatMap(place =>
    placed.filter(item => item.place === place).map(({ part, box }) => ({ part, x: box.x + box.width / 2 })),
  );
}

export function symbolText({ letter, prime, sub }: SymbolParts): string {
  return `${letter}${prime ? '′' : ''}${sub ?? ''}`;
}
