import { cellDecimals } from '../draw/numbers.ts';
import { type MatrixSpec, matrixHeight, matrixWidth } from '../draw/spec.ts';
import { steady } from '../draw/text-width.ts';
import type { FlowModel, Part } from './figure.ts';
import type { FlowParts } from './flow-parts.ts';
import {
  aboveHeights,
  besideHeight,
  featureHeight,
  fixedWidth,
  framedWidths,
  gapAbove,
  gapAfter,
  gapOf,
  gaps,
  isWords,
  narrowest,
  perFeature,
  relationWidths,
  rowHeight,
  rowTop,
  sizeOf,
  sourceHeight,
  square,
  stripsWidth,
} from './sizes.ts';
import { roomFor, type Wire, type Wired, wires } from './wires.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Geometry = Pick<MatrixSpec, 'transposed' | 'strip' | 'cellWidth' | 'cellHeight' | 'gap' | 'decimals'>;
export type Place = 'left' | 'source' | 'top' | 'scores' | 'mask' | 'between' | 'weights' | 'values' | 'right';

export interface Placed {
  readonly part: Part;
  readonly place: Place;
  readonly geometry: Geometry;
  readonly box: Box;
  /** The width of what is written under it. */
  readonly caption: number;
}

export interface Stop {
  readonly x: number;
  readonly y: number;
  readonly part: Part;
}

export interface FlowLayout {
  readonly width: number;
  readonly height: number;
  readonly labelWidth: number;
  /** How much wider than usual its vectors are. */
  readonly room: number;
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
  /** The width of the longest word that can be written. */
  readonly wordLabel: number;
  readonly painting: boolean;
  /** Whether a part of a large relation is shown, in a frame that keeps its size. */
  readonly framed?: boolean;
  /** The width of what is written under a matrix. */
  readonly caption: (part: Part) => number;
  /** Between the names of the rows and the first matrix, for what passes by. */
  readonly rail: number;
  /** How much wider than usual vectors are, where other lines of the flow say it. */
  readonly room?: number;
}

/** Where the first stop of a timeline stands clear of its buttons. */
const besideButtons = 108;

/** How wide vectors are, as shares of their usual width, where they cannot fill all the room. */
const slimmer = [1.4, 1.2, 1, 0.95, 0.85, 0.75, 0.65] as const;

/** Where everything of a flow stands: one row per token, what joins comes from above. */
export function layoutFlow(model: FlowModel, wanted: Wanted): FlowLayout {
  const { wired, ...layout } = fitting(model, wanted);
  return { ...layout, wires: wires(wired) };
}

interface Unwired extends Omit<FlowLayout, 'wires'> {
  readonly wired: Wired;
}

/** Vectors give way before a figure that nearly fits has to scroll; one that scrolls anyway keeps them. */
function fitting(model: FlowModel, wanted: Wanted): Unwired {
  if (wanted.room !== undefined) return layoutWith(model, wanted, wanted.room);
  for (const room of [null, ...slimmer]) {
    const layout = layoutWith(model, wanted, room);
    if (layout.width <= wanted.width) return layout;
  }
  return layoutWith(model, wanted, 1);
}

/** With vectors so much wider than usual; without such a number as wide as there is room. */
function layoutWith(model: FlowModel, wanted: Wanted, given: number | null): Unwired {
  const { flow } = model;
  const rows = model.rowNames.length;
  const columns = flow.weights?.node.columns ?? 0;
  const names = Math.min(120, 54 + steady(Math.max(0, wanted.rowLabel - 54))) + gaps.label;
  // What goes from line to line comes down beside the buttons too.
  const labelWidth = wanted.rail > 0 ? Math.max(names, besideButtons - wanted.rail / 2) : names;
  const start = labelWidth + wanted.rail;
  const cellHeight = rowHeight(rows, wanted.framed);
  // A part of many columns and few rows leaves them no room to stand apart.
  const gap = gapOf(wanted.framed && columns > 0 ? Math.min(cellHeight, 300 / columns) : cellHeight);
  const pitch = cellHeight + gap;
  const maskCell = wanted.painting && columns <= 32 ? 18 : Math.min(7, 46 / Math.max(rows, columns));
  const maskGap = maskCell > 3 ? 1 : 0;
  const maskWidth = flow.mask ? columns * (maskCell + maskGap) : 0;
  const softmaxGap = Math.max(gaps.softmax, maskWidth + 28);
  const wordCell = Math.max(38, Math.min(72, steady(wanted.wordLabel + 6)));
  // The name of values that nothing follows stands on their right.
  const besideValues = flow.right.length === 1 && flow.values ? Math.max(40, wanted.caption(flow.values)) + 14 : 0;
  const fixed = fixedWidth(flow, start, softmaxGap, wordCell) + besideValues;
  const relation = wanted.framed ? framedWidths(fixed, columns, gap, wanted.width) : relationWidths(fixed, columns, wanted);
  const spare = wanted.width - fixed - columns * (relation.scores + relation.weights + 3);
  const room = given ?? Math.max(1, Math.min(columns > 0 ? 1.6 : 2.4, 1 + spare / stripsWidth(flow)));
  const rotated = columns > 0 && (wanted.framed || wanted.columnLabel > Math.min(relation.scores, relation.weights) + 1);
  const bare = columns === 0 && !flow.left.some(isWords);
  const headerHeight = bare ? 0 : rotated ? Math.min(92, steady(wanted.columnLabel * 0.71) + 18) : 26;

  const strip = (part: Part): Geometry => ({
    transposed: false,
    strip: true,
    cellWidth: perFeature(part.node.columns, room),
    cellHeight,
    gap,
    decimals: -1,
  });
  const tight = columns > 64 && !wanted.framed;
  const grid = (cellWidth: number): Geometry => ({
    transposed: false,
    strip: false,
    cellWidth,
    cellHeight,
    gap: tight ? 0 : gap,
    decimals: cellDecimals(cellWidth, cellHeight),
  });

  const passing = roomFor(model);
  const above = [...aboveHeights(flow, maskCell, wanted.framed), passing.above];
  const lane = flow.values ? 24 : 6;
  const rowsTop = lane + Math.max(...above) + headerHeight + 4;
  const bottom = rowsTop - headerHeight - 4;
  const placed: Placed[] = [];
  const put = (part: Part, place: Place, geometry: Geometry, x: number, y: number): Box => {
    const size = sizeOf(part, geometry);
    const box = { x, y, width: matrixWidth(size), height: matrixHeight(size) };
    placed.push({ part, place, geometry, box, caption: wanted.caption(part) });
    return box;
  };

  const onRows = (part: Part): Geometry =>
    isWords(part) ? grid(wordCell) : part.node.rowAxis === 'feature' ? square(strip(part), rows * pitch) : strip(part);
  const line = { rows, pitch, rowsTop, rowAxis: model.rowAxis };

  let x = start;
  // The middle of what stands under the first matrix is beside the buttons of the timeline.
  let written = besideButtons;
  for (const [index, part] of flow.left.entries()) {
    const geometry = onRows(part);
    const half = wanted.caption(part) / 2;
    // Names under matrices keep apart.
    x = Math.max(x, written + (index > 0 ? half : 0) - matrixWidth(sizeOf(part, geometry)) / 2);
    const box = put(part, 'left', geometry, x, rowTop(part, flow.left, line, geometry));
    written = box.x + box.width / 2 + half + 12;
    x += Math.max(narrowest, box.width) + gapAfter(flow.left[index + 1], gaps.product);
  }
  if (flow.scores) x = Math.max(x + gaps.beside - gaps.product, written - (columns * (relation.scores + gap)) / 2 + 24);
  if (flow.source) {
    // The way from the source to the keys is not shorter than an arrow.
    const height = flow.source.node.rows;
    x = Math.max(x, start + matrixWidth(sizeOf(flow.source, strip(flow.source))) + gaps.source);
    const high = sourceHeight(flow, wanted.framed);
    const geometry = { ...strip(flow.source), cellHeight: high, gap: high > 8 ? 1.5 : 0 };
    put(flow.source, 'source', geometry, start, bottom - height * (high + geometry.gap) + geometry.gap);
  }
  if (flow.scores) {
    const scores = put(flow.scores, 'scores', grid(relation.scores), x, rowsTop);
    stackTop(flow, scores, bottom, relation.scores, tight ? 0 : gap, put);
    x += scores.width + softmaxGap;
  }
  if (flow.mask) {
    const size = { transposed: false, strip: false, cellWidth: maskCell, cellHeight: maskCell, gap: maskGap, decimals: -1 };
    const width = columns * (maskCell + maskGap) - maskGap;
    put(flow.mask, 'mask', size, x - softmaxGap / 2 - width / 2, bottom - rows * (maskCell + maskGap));
  }
  for (const part of flow.between) x += put(part, 'between', strip(part), x, rowsTop).width + gaps.product;
  if (flow.weights) x += put(flow.weights, 'weights', grid(relation.weights), x, rowsTop).width + gaps.beside;
  for (const [index, part] of flow.right.entries()) {
    const box = put(part, 'right', onRows(part), x, rowTop(part, flow.right, line, onRows(part)));
    if (index === 0 && flow.values) {
      const high = besideHeight(flow.values.node.rows, wanted.framed);
      const geometry = { ...strip(flow.values), cellHeight: high, gap: high > 8 ? 1.5 : 0 };
      put(flow.values, 'values', geometry, x, bottom - flow.values.node.rows * (high + geometry.gap) + geometry.gap);
    }
    x += box.width + gapAfter(flow.right[index + 1], gaps.concat);
  }
  const ends = placed.map(({ box, caption, place }) =>
    place === 'left' && columns === 0 ? Math.max(box.x + box.width, box.x + (box.width + caption) / 2) : box.x + box.width,
  );
  const end = Math.max(...ends) + besideValues;
  const height = Math.max(rowsTop + rows * pitch, ...placed.map(({ box }) => box.y + box.height + gap));
  const middle = rowsTop + (Math.floor((rows - 1) / 2) + 0.5) * pitch;
  const wired = { placed, rowsTop, pitch, middle, height, model };
  const stops = stopsOf(placed);
  return {
    width: end + 4,
    height: height + passing.below,
    labelWidth,
    room,
    rowsTop,
    pitch,
    cellHeight,
    headerHeight,
    rotated,
    placed,
    wired,
    stops,
  };
}

/** Keys over the scores, one above the other where the scoring function transforms them first. */
function stackTop(
  flow: FlowParts,
  scores: Box,
  bottom: number,
  cellWidth: number,
  gap: number,
  put: (part: Part, place: Place, geometry: Geometry, x: number, y: number) => Box,
): void {
  let y = bottom;
  for (const part of [...flow.top].reverse()) {
    const cellHeight = featureHeight(part.node.columns, flow.top.length);
    const geometry = { transposed: true, strip: true, cellWidth, cellHeight, gap, decimals: -1 };
    y -= matrixHeight(sizeOf(part, geometry));
    put(part, 'top', geometry, scores.x, y);
    y -= gapAbove;
  }
}

function stopsOf(placed: readonly Placed[]): Stop[] {
  const order: readonly Place[] = ['left', 'scores', 'mask', 'between', 'weights', 'right'];
  return order.flatMap(place =>
    placed.filter(item => item.place === place).map(({ part, box }) => ({ part, x: box.x + box.width / 2, y: 0 })),
  );
}
