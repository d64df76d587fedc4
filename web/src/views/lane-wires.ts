import { isEarlier } from './arcs.ts';
import type { Placed } from './layout.ts';
import { drawnInputs, isSum } from './links.ts';
import { type Between, heights, rail, type StackedLane } from './stack.ts';
import { aboveWord, becoming, type Point, tipDown, tipLeft, tipRight, type Wire, type WireLabel } from './wires.ts';

/** Where a matrix stands in the whole figure. */
interface End extends Placed {
  readonly lane: number;
  readonly top: number;
}

const onRows = ['left', 'scores', 'between', 'weights', 'right'];

/**
 * What a line gets from the lines above it, as the graph has it. What is added to what a line has made passes by it on the
 * left; what it has made comes back along the bottom; both are added on the left of the next line. Anything else goes to the
 * matrix that it is for.
 */
export function betweenLanes(lanes: readonly StackedLane[], step: number): Between {
  const ends: End[] = lanes.flatMap(({ layout, top }, lane) => layout.placed.map(placed => ({ ...placed, lane, top })));
  const drawn = ends.map(({ part }) => part);
  const wires: Wire[] = [];
  const sums: Point[] = [];
  // What comes from different matrices runs on different levels, below what is added up.
  const levels: number[][] = lanes.map(() => []);
  const levelOf = (lane: number, { part }: End): number => {
    const own = levels[lane] ?? [];
    if (!own.includes(part.node.node)) own.push(part.node.node);
    return own.indexOf(part.node.node) * levelStep;
  };
  const trace = lanes[0]?.model.trace;
  if (!trace) return { wires, sums, right: 0 };
  let right = 0;
  const asideOf = (source: End, end: End): Aside => {
    const way = aside(source, end, ends);
    right = Math.max(right, way.down + 2);
    return way;
  };
  ends.forEach((end, index) => {
    const { node } = end.part;
    // Of what stands in several lines, the first is made, and the others repeat it.
    if (ends.findIndex(({ part }) => part.node.node === node.node) < index || isEarlier(node, step)) return;
    const inputs = drawnInputs(trace, drawn, node, step);
    const from = inputs.flatMap(input => {
      const all = ends.filter(({ part }) => part.node.node === input);
      const source = all.findLast(({ lane, place }) => lane < end.lane && onRows.includes(place));
      return all.some(({ lane }) => lane === end.lane) || !source ? [] : [source];
    });
    if (from.length === 0) return;
    const first = lanes[end.lane]?.layout.placed.find(({ place }) => place === 'left')?.part.node.node === node.node;
    const corner = { x: end.box.x - rail / 2, y: end.top - heights.title - heights.gutter / 2 };
    if (first) levels[end.lane]?.push(-1);
    if (first && isSum(node, drawn)) {
      sums.push(corner);
      const [passing, ...made] = [...from].sort((one, other) => one.box.x - other.box.x);
      if (passing) wires.push({ ...ids(passing, end), ...besides(passing, corner) });
      for (const source of made) wires.push({ ...ids(source, end), ...back(corner, radius, asideOf(source, end)) });
      wires.push({ to: node.node, ...plain, ...into(corner, end, radius) });
      return;
    }
    for (const source of from) {
      if (!first) {
        const level = corner.y + levelOf(end.lane, source);
        const way = asideOf(source, end);
        wires.push({ ...ids(source, end), ...over(end, level, way), label: written(lanes[end.lane], end, way, level) });
      } else wires.push({ ...ids(source, end), ...joined(back(corner, 0, asideOf(source, end)), into(corner, end, 0)) });
    }
  });
  return { wires, sums, right };
}

/** What values are multiplied by is written where their wire sets out along the lines. */
function written(lane: StackedLane | undefined, { place, part, box }: End, { down }: Aside, y: number): WireLabel | null {
  if (!lane || place !== 'values' || Math.abs(box.x - down) < 160) return null;
  return { ...becoming(lane.model, part), x: down + (box.x < down ? -60 : 60), y, onLine: true };
}

const plain = { role: 'none', label: null } as const;

function ids(from: End, to: End): Pick<Wire, 'from' | 'to' | 'role' | 'label'> {
  const { node, role } = to.part.node;
  return { from: from.part.node.node, to: node, label: null, role: role === 'key' || role === 'value' ? role : 'none' };
}

type Drawn = Pick<Wire, 'path' | 'tip'>;

const radius = 8;
const bend = 8;
const levelStep = 9;

/** From under a matrix to the left, and down beside the line's names to where it is added. */
function besides({ box, top }: End, { x, y }: Point): Drawn {
  const from = box.x + Math.min(12, box.width / 2);
  const bottom = top + box.y + box.height;
  const level = bottom + 9;
  const path = `M${from} ${bottom + 2}V${bottom + 3}Q${from} ${level} ${from - 6} ${level}H${x + bend}Q${x} ${level} ${x} ${level + bend}V${y - radius}`;
  return { path, tip: tipDown(x, y - radius) };
}

/** From where on the right of a matrix it goes down, and where. */
interface Aside {
  readonly from: number;
  readonly level: number;
  readonly down: number;
}

/** Between the name under a matrix and the next one's; right of all lines that it passes on its way. */
function aside({ box, top, caption, lane }: End, to: End, ends: readonly End[]): Aside {
  const from = box.x + box.width + 6;
  const next = ends.find(end => end.lane === lane && onRows.includes(end.place) && end.box.x > box.x);
  const limit = next ? next.box.x + (next.box.width - next.caption) / 2 - 6 : Number.POSITIVE_INFINITY;
  const passed = ends.filter(end => end.lane > lane && end.lane < to.lane).map(end => end.box.x + end.box.width + 36);
  const wanted = Math.max(from + 14, box.x + (box.width + caption) / 2 + 6, ...passed);
  return { from, level: top + box.y + box.height / 2, down: Math.max(from + 2, Math.min(wanted, limit)) };
}

/** From the right of a matrix down, and back along the bottom. */
function back({ x, y }: Point, gap: number, { from, level, down }: Aside): Drawn {
  const path = `M${from} ${level}H${Math.max(from, down - bend)}Q${down} ${level} ${down} ${level + bend}V${y - bend}Q${down} ${y} ${down - bend} ${y}H${x + (gap || bend)}`;
  return { path, tip: gap ? tipLeft(x + gap, y) : '' };
}

/** Down beside the line's names to the row half-way, and into the first matrix. */
function into({ x, y }: Point, { box, top }: End, gap: number): Drawn {
  const level = top + box.y + box.height / 2;
  const to = box.x - 6;
  const start = gap ? `M${x} ${y + gap}` : `M${x + bend} ${y}Q${x} ${y} ${x} ${y + bend}`;
  return { path: `${start}V${level - bend}Q${x} ${level} ${x + bend} ${level}H${to}`, tip: tipRight(to, level) };
}

function joined(one: Drawn, other: Drawn): Drawn {
  return { path: one.path + other.path, tip: one.tip + other.tip };
}

/** From the right of a matrix down, along between the lines, and down onto another. */
function over(end: End, gutter: number, { from, level, down }: Aside): Drawn {
  const along = (to: number): string => {
    const side = to < down ? -bend : bend;
    return `M${from} ${level}H${Math.max(from, down - bend)}Q${down} ${level} ${down} ${level + bend}V${gutter - bend}Q${down} ${gutter} ${down + side} ${gutter}H${to - side}Q${to} ${gutter} ${to} ${gutter + bend}`;
  };
  // Keys have their name above them; as from their own sentence, what makes them comes from the left.
  if (end.place === 'top') {
    const [to, into, tip] = [end.box.x - 28, end.top + end.box.y + end.box.height / 2, end.box.x - 8];
    return { path: `${along(to)}V${into - bend}Q${to} ${into} ${to + bend} ${into}H${tip}`, tip: tipRight(tip, into) };
  }
  // What a relation is multiplied by meets the arrow before it.
  const before = end.place === 'weights';
  const to = before ? end.box.x - 20 : end.box.x + end.box.width / 2;
  const labelled = end.part.node.columnAxis !== 'feature' && !end.geometry.strip && !end.geometry.transposed;
  const bottom = end.top + (before ? end.box.y + end.box.height / 2 - aboveWord : end.box.y - (labelled ? 28 : 6));
  return { path: `${along(to)}V${bottom}`, tip: tipDown(to, bottom) };
}
