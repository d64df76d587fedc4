import type { Region } from '../draw/spec.ts';
import { textWidth, widest } from '../draw/text-width.ts';
import type { Catalogue } from '../text/catalogue.ts';
import type { FigureModel, FlowModel, Part } from './figure.ts';
import { type FlowLayout, layoutFlow, type Stop, type Wanted } from './layout.ts';
import { stageName } from './specs.ts';
import { layoutPart } from './windowed.ts';
import type { Point, Wire } from './wires.ts';
import type { Zoom } from './zoom.ts';

/** One line of a flow and where it stands under the others. */
export interface StackedLane {
  readonly model: FlowModel;
  readonly layout: FlowLayout;
  readonly top: number;
  /** How many stops the lines above have. */
  readonly stopsBefore: number;
}

/** What runs from line to line: wires, and where several are added up. */
export interface Between {
  readonly wires: readonly Wire[];
  readonly sums: readonly Point[];
  /** How far they go to the right. */
  readonly right: number;
}

type Join = (lanes: readonly StackedLane[], step: number) => Between;

let join: Join = () => ({ wires: [], sums: [], right: 0 });

/** Flows of several lines come with what joins these. */
export function joinLanesBy(joins: Join): void {
  join = joins;
}

export interface StackLayout {
  readonly width: number;
  readonly height: number;
  readonly lanes: readonly StackedLane[];
  /** The part of the relation that is shown, where that is large; the models then have all of it, and the layouts that part. */
  readonly region: Region | null;
  readonly stops: readonly Stop[];
  readonly between: Between;
}

/** Heights around a line: its name above, its stages' names below, and what runs on to the next line. */
export const heights = { title: 26, track: 100, gutter: 44 } as const;
/** Left of the first matrix, where what goes from line to line comes down. */
export const rail = 40;

/** What columns may be called that stand beside vectors. */
function wordsOf({ flow, columnNames, vocabulary }: FlowModel): readonly string[] {
  return flow.left.some(({ node }) => node.stage === 'gaussian') ? columnNames : vocabulary;
}

interface Room {
  readonly width: number;
  readonly painting: boolean;
  readonly zoom: Zoom;
  readonly words: Catalogue;
}

/** Where the lines of a flow stand: vectors as wide in one as in the others, so that what is the same looks the same. */
export function layoutStack(model: FigureModel, room: Room): StackLayout {
  const stack = stackIn(model, room);
  const beyond = stack.width - room.width;
  // Lines that fit give way to what runs on their right.
  return beyond > 0 && stack.lanes.every(({ layout }) => layout.width <= room.width)
    ? stackIn(model, { ...room, width: room.width - beyond })
    : stack;
}

function stackIn(model: FigureModel, { width, painting, zoom, words }: Room): StackLayout {
  const { lanes } = model;
  const several = lanes.length > 1;
  const rowLabel = Math.max(...lanes.map(({ rowNames }) => widest(rowNames, 14, 700))) + 6;
  const wanted = (lane: FlowModel): Wanted => ({
    width,
    rowLabel,
    columnLabel: Math.min(120, widest(lane.columnNames, 12)),
    wordLabel: Math.max(
      0,
      ...wordsOf(lane)
        .slice(0, 16)
        .map(name => textWidth(name, 12)),
    ),
    painting,
    caption: ({ node }: Part) => textWidth(stageName(node, words), 12),
    rail: several ? rail : 0,
  });
  const relation = lanes.find(({ weights }) => weights)?.weights?.node;
  const region = relation ? zoom.region(relation.rows, relation.columns) : null;
  const layoutOf = (lane: FlowModel, want: Wanted): FlowLayout =>
    region ? layoutPart(lane, region, want) : layoutFlow(lane, want);
  const free = lanes.map(lane => layoutOf(lane, wanted(lane)));
  const room = Math.min(...free.map(layout => layout.room));
  const layouts = several ? lanes.map(lane => layoutOf(lane, { ...wanted(lane), room })) : free;
  const stacked: StackedLane[] = [];
  const stops: Stop[] = [];
  let top = 0;
  layouts.forEach((layout, index) => {
    const lane = lanes[index];
    if (!lane) return;
    top += several ? heights.title : 0;
    stacked.push({ model: lane, layout, top, stopsBefore: stops.length });
    stops.push(...layout.stops.map(stop => ({ ...stop, y: top + layout.height + 8 })));
    top += layout.height + heights.track + (index < lanes.length - 1 ? heights.gutter : 0);
  });
  const between = join(stacked, model.step);
  return {
    width: Math.max(between.right, ...layouts.map(layout => layout.width)),
    height: top,
    lanes: stacked,
    region,
    stops,
    between,
  };
}
