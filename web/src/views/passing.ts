import { once } from '../core/once.ts';
import { arcStep, arcsHeight, arcsOf, isAddedUp } from './arcs.ts';
import type { FlowModel } from './figure.ts';
import type { Placed } from './layout.ts';
import { type Recurrence, recurrences } from './recurrence.ts';
import { joins, levelOf, type Passing, sumGap, tipDown, tipLeft, tipRight, tipUp, type Wire, type Wired } from './wires.ts';

/** Wires that pass by the matrices beside them: over the line to one further on, or under it back to the next row. */
export const passing: Passing = {
  above: arcsHeight,
  below: model => (carried(model).some(recurrence => isBack(model, recurrence)) ? 16 : 0),
  isAddedUp,
  wires: wired => [...over(wired), ...carried(wired.model).flatMap(recurrence => carry(recurrence, wired))],
};

function over({ model, placed, middle }: Wired): Wire[] {
  const items = placed.filter(({ place }) => place === 'left');
  const top = Math.min(...items.map(({ box }) => box.y)) - 18;
  return arcsOf(model).flatMap(({ from, to, level }) => {
    const [source, target, before] = [items[from], items[to], items[to - 1]];
    if (!source || !target || !before) return [];
    const y = top - level * arcStep;
    // What goes further stands outside.
    const start = source.box.x + source.box.width / 2 - 6 * level;
    const added = isAddedUp(model, target.part.node);
    const end = added ? target.box.x - sumGap : target.box.x + target.box.width / 2 + 6 * level;
    const bottom = added ? levelOf(before.box, target.box, middle) - 8 : target.box.y - 6;
    const path = `M${start} ${source.box.y - 5}V${y + 8}Q${start} ${y} ${start + 8} ${y}H${end - 8}Q${end} ${y} ${end} ${y + 8}V${bottom}`;
    return [{ ...joins(source, target), path, tip: tipDown(end, bottom), role: 'none' as const, label: null }];
  });
}

/** What is carried along in a line; what goes through another line is seen there. The graph is walked once. */
const carried = once(({ trace, flow, parts }: FlowModel): Recurrence[] => {
  const own = [...flow.left, ...flow.top, ...flow.right].map(({ node }) => node.node);
  const all = recurrences(
    trace,
    parts.map(({ node }) => node),
  );
  return all.filter(({ from, to }) => own.includes(from) && own.includes(to));
});

/** Whether it goes to a matrix further left. */
function isBack({ flow }: FlowModel, { from, to }: Recurrence): boolean {
  const places = [...flow.left, ...flow.right].map(({ node }) => node.node);
  return places.includes(to) && places.indexOf(to) < places.indexOf(from);
}

function carry(recurrence: Recurrence, { model, placed, rowsTop, pitch, height }: Wired): Wire[] {
  const { from, to, backwards } = recurrence;
  const find = (node: number): Placed | undefined =>
    placed.find(({ part, place }) => part.node.node === node && ['left', 'top', 'right'].includes(place));
  const [source, target] = [find(from), find(to)];
  if (!source || !target) return [];
  const plain = { ...joins(source, target), label: null };
  if (source === target) {
    const { box } = source;
    if (source.place === 'top') {
      const y = box.y - 3;
      const [start, end] = backwards ? [box.x + box.width, box.x] : [box.x, box.x + box.width];
      return [{ ...plain, role: 'key', path: `M${start} ${y}H${end}`, tip: backwards ? tipLeft(end, y) : tipRight(end, y) }];
    }
    const x = box.x + box.width + 5;
    const [start, end] = backwards ? [box.y + box.height - 8, box.y + 8] : [box.y + 8, box.y + box.height - 8];
    return [{ ...plain, role: 'none', path: `M${x} ${start}V${end}`, tip: backwards ? tipUp(x, end) : tipDown(x, end) }];
  }
  // Under the line and up to the row of the next step.
  if (!isBack(model, recurrence)) return [];
  const y = height + 8;
  const start = source.box.x + source.box.width / 2;
  const x = target.box.x - 9;
  const level = rowsTop + 1.5 * pitch - 1;
  const path = `M${start} ${source.box.y + source.box.height + 3}V${y - 8}Q${start} ${y} ${start - 8} ${y}H${x + 8}Q${x} ${y} ${x} ${y - 8}V${level + 6}Q${x} ${level} ${x + 4} ${level}`;
  const label = { word: 'carried', x: (start + x) / 2, y, onLine: true };
  return [{ ...plain, label, role: 'query', path, tip: tipRight(x + 6, level) }];
}
