import type { Cell, CostSize } from '../core/types.ts';
import { costSizes } from '../store/costs.ts';
import { at as valueAt } from '../store/scenario.ts';
import { openedMatrix } from './presets.ts';
import { cellsAt, indicesOf, matrixAt, type Situation } from './situation.ts';
import type { Condition, MatrixName, Place } from './types.ts';

/** What single precision may change. */
const close = 1e-5;

/** Whether it is so. */
export function holds(condition: Condition, situation: Situation): boolean {
  const { model, view, looking, opened } = situation;
  const { trace, scenario } = model;
  switch (condition.kind) {
    case 'number': {
      const cells = cellsAt(situation, condition.at);
      return cells.length > 0 && cells.every(cell => within(trace.value(cell), condition));
    }
    case 'someRow':
      return rowsOf(condition, situation).some(values => values.every(value => within(value, condition)));
    case 'exceeds': {
      const [one, other] = [condition.at, condition.other].map(place => valuesAt(situation, place)[0]);
      return one !== undefined && other !== undefined && one > other;
    }
    case 'even': {
      const values = valuesAt(situation, condition.at);
      const [first = 0] = values;
      return first > 0 && values.every(value => Math.abs(value - first) <= close);
    }
    case 'unchanged':
      return changedCells(condition.at, situation)?.every(cell => isExcepted(condition, cell, situation)) ?? false;
    case 'changed':
      return (changedCells(condition.at, situation)?.length ?? 0) > 0;
    case 'equal':
      return largestDifference(condition.at, condition.other, situation) === 0;
    case 'looked':
      return isLooked(condition.at, situation);
    case 'option':
      return same(valueAt(scenario, condition.path), condition.is);
    case 'moved':
      return opened !== null && !same(valueAt(scenario, condition.path), valueAt(opened.scenario, condition.path));
    case 'tokens':
      return condition.are.some(tokens => same(tokens, scenario.tokens));
    case 'head':
      return looking.head === condition.is;
    case 'panel':
      return view.panel === condition.is;
    case 'step':
      return view.step !== null && looking.step >= condition.atLeast;
    case 'order':
      return same(trace.order(), condition.is);
    case 'emptyRow':
      return model.emptyRows.length > 0;
    case 'sizes': {
      const sizes = costSizes(model.scenario, situation.view.costs);
      return Object.entries(condition.are).every(([name, size]) => sizes[name as keyof CostSize] === size);
    }
    case 'balance': {
      const { length, width } = costSizes(model.scenario, situation.view.costs);
      return length === width;
    }
    case 'painted':
      return scenario.mask.free.length === condition.count;
  }
}

/** What it asks about goes by a word that the figure does not have now. */
export function isLost(condition: Condition, situation: Situation): boolean {
  if (!('at' in condition)) return false;
  const { at } = condition;
  const node = matrixAt(situation, at);
  return (
    node !== undefined &&
    (['row', 'column'] as const).some(side => {
      const index = (at as Place)[side];
      return typeof index === 'object' && indicesOf(situation, node, side, index).length === 0;
    })
  );
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Of each row, the numbers in the columns that are asked about. */
export function rowsOf({ at, columns }: Extract<Condition, { kind: 'someRow' }>, situation: Situation): number[][] {
  const node = matrixAt(situation, at);
  const { trace } = situation.model;
  return Array.from({ length: node?.rows ?? 0 }, (_, row) =>
    columns.map(column => trace.value({ node: node?.node ?? -1, row, column })),
  );
}

export function within(
  value: number,
  { atLeast, atMost, above }: { atLeast?: number; atMost?: number; above?: number },
): boolean {
  return (
    !Number.isNaN(value) &&
    (atLeast === undefined || value >= atLeast) &&
    (atMost === undefined || value <= atMost) &&
    (above === undefined || value > above)
  );
}

export function valuesAt(situation: Situation, place: Place): number[] {
  return cellsAt(situation, place).map(cell => situation.model.trace.value(cell));
}

/** The cells that are not as the lesson opened with; null where there is nothing to compare them with. */
function changedCells(place: Place, situation: Situation): Cell[] | null {
  const node = matrixAt(situation, place);
  const before = node && openedMatrix(situation.opened, node);
  if (!node || !before || before.rows !== node.rows || before.columns !== node.columns) return null;
  const { trace } = situation.model;
  return cellsAt(situation, place).filter(cell => {
    const old = before.values[cell.row * node.columns + cell.column] ?? Number.NaN;
    const now = trace.value(cell);
    return now !== old && !(Math.abs(now - old) <= close * Math.max(1, Math.abs(old)));
  });
}

function isExcepted(
  { exceptRow, exceptColumn }: Extract<Condition, { kind: 'unchanged' }>,
  { node: index, row, column }: Cell,
  situation: Situation,
): boolean {
  const node = situation.model.trace.node(index);
  if (!node) return false;
  const rows = exceptRow === undefined ? [] : indicesOf(situation, node, 'row', exceptRow);
  const columns = exceptColumn === undefined ? [] : indicesOf(situation, node, 'column', exceptColumn);
  return rows.includes(row) || columns.includes(column);
}

/** How far two matrices of one shape are apart, at the most. */
export function largestDifference(one: MatrixName, other: MatrixName, situation: Situation): number {
  const { trace } = situation.model;
  const [left, right] = [one, other].map(name => matrixAt(situation, name));
  if (!left || !right || left.rows !== right.rows || left.columns !== right.columns) return Number.POSITIVE_INFINITY;
  const values = trace.values(right.node);
  return trace.values(left.node).reduce((most, value, index) => Math.max(most, Math.abs(value - (values[index] ?? 0))), 0);
}

/** A number that only repeats another one is looked at with it. */
function isLooked(place: Place, situation: Situation): boolean {
  const { locked, model } = situation;
  if (!locked) return false;
  const wanted = cellsAt(situation, place);
  const same = (one: Cell, other: Cell): boolean =>
    one.node === other.node && one.row === other.row && one.column === other.column;
  const origin = model.trace.origin(locked);
  return wanted.some(cell => same(cell, locked) || same(model.trace.origin(cell), origin));
}
