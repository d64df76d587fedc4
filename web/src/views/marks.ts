import type { Axis, Cell, Explanation, Factor, Node } from '../core/types.ts';
import type { Marks, Ring } from '../draw/spec.ts';
import type { Drawing } from './figure.ts';
import { isOfSource, isRelation, isWithin } from './names.ts';
import { useOf } from './use.ts';

/** The row and the column of the scores that a cell belongs to: what the beams light. */
export interface Lit {
  readonly row: number | null;
  readonly column: number | null;
}

export function litBy(model: Drawing, cell: Cell | null): Lit {
  const axes = litAxes(model, cell, model.about ?? undefined);
  return { row: axes.get(model.rowAxis) ?? null, column: axes.get(model.weights?.node.columnAxis ?? 'key') ?? null };
}

/** Whether the keys that a cell is about are the tokens of its own sentence, beside another one. */
export function isAboutItself({ trace, scenario }: Drawing, cell: Cell | null): boolean {
  const node = cell && trace.node(cell.node);
  return node ? isWithin(scenario, node) : false;
}

/** What a cell is about: which query, key, step and so on; keys of another sentence are none of a matrix's own. */
export function litAxes(model: Drawing, cell: Cell | null, matrix?: Node): ReadonlyMap<Axis, number> {
  const { trace, scenario } = model;
  const node = cell && trace.node(cell.node);
  const axes = new Map<Axis, number>();
  if (!cell || !node) return axes;
  if (node.columnAxis !== 'feature') axes.set(node.columnAxis, cell.column);
  if (node.rowAxis !== 'feature') axes.set(node.rowAxis, cell.row);
  if (node.step >= 0) axes.set(scenario.mechanism === 'hierarchical' ? 'sentence' : 'step', node.step);
  if (matrix && isWithin(scenario, matrix) !== isWithin(scenario, node)) axes.delete('key');
  if (matrix && isOfSource(scenario, matrix) !== isOfSource(scenario, node)) axes.delete('query');
  return axes;
}

/** What is pointed out in every matrix on screen: the cell itself, and rings around what went into it. */
export function marksOf(model: Drawing, drawn: readonly Node[], cell: Cell | null, locked: boolean): Map<number, Marks> {
  const rings = new Map<number, Ring[]>();
  if (cell) for (const factor of sources(model, cell)) addTo(rings, drawn, model, factor);
  return new Map(
    drawn.map(node => [
      node.node,
      {
        active: cell?.node === node.node ? ([cell.row, cell.column] as const) : null,
        locked,
        rings: rings.get(node.node) ?? [],
      },
    ]),
  );
}

interface Source {
  readonly cell: Cell;
  /** The whole row or column that the cell is part of belongs together. */
  readonly group: string;
}

function sources(model: Drawing, cell: Cell): Source[] {
  const { trace } = model;
  const node = trace.node(cell.node);
  if (!node) return [];
  const explanation = trace.explain(trace.origin(cell));
  if (explanation.formula === 'softmax' && isRelation(node)) return weightSources(model, cell, explanation);
  if (explanation.formula === 'mask') {
    const score = explanation.terms[0]?.factors[0];
    return score && score.node >= 0 ? fromExplanation(trace.explain(trace.origin(score))) : [];
  }
  return fromExplanation(explanation);
}

function fromExplanation({ terms }: Explanation): Source[] {
  return terms.flatMap(({ factors }) => factors.filter(factor => factor.node >= 0).map(asSource));
}

function asSource({ node, row, column }: Factor): Source {
  return { cell: { node, row, column }, group: String(node) };
}

/** A weight comes from one score; it goes, with one value, into a row of the output. */
function weightSources(model: Drawing, cell: Cell, softmax: Explanation): Source[] {
  const { trace } = model;
  const score = softmax.terms[softmax.column]?.factors[0];
  if (!score || score.node < 0) return [];
  const scoreOrigin = trace.explain(trace.origin(score));
  const raw = scoreOrigin.formula === 'mask' ? scoreOrigin.terms[0]?.factors[0] : undefined;
  const result = fromExplanation(raw ? trace.explain(trace.origin(raw)) : scoreOrigin);
  result.push(asSource(score));
  const whole = (other: Node | undefined, row: number): void => {
    for (let column = 0; other && column < other.columns; ++column)
      result.push({ cell: { node: other.node, row, column }, group: String(other.node) });
  };
  const use = useOf(cell, trace);
  if (!use) return result;
  whole(trace.node(use.values), use.column);
  whole(trace.node(use.output), use.row);
  return result;
}

/** Widens the ring of a node by one more cell. A stack of steps stands on screen for the node of a single step. */
function addTo(rings: Map<number, Ring[]>, drawn: readonly Node[], { trace }: Drawing, { cell }: Source): void {
  let { node: id, row } = cell;
  if (!drawn.some(({ node }) => node === id)) {
    const node = trace.node(id);
    const isStack = (other: Node): boolean =>
      other.stage === node?.stage && other.head === node.head && other.scope === node.scope;
    const stack = node && node.step >= 0 ? drawn.find(isStack) : undefined;
    if (!node || !stack) return;
    id = stack.node;
    if (node.rows === 1) row = node.step;
  }
  const role = drawn.find(({ node }) => node === id)?.role ?? 'none';
  const old = rings.get(id)?.[0];
  const rows: readonly [number, number] = old ? [Math.min(old.rows[0], row), Math.max(old.rows[1], row)] : [row, row];
  const columns: readonly [number, number] = old
    ? [Math.min(old.columns[0], cell.column), Math.max(old.columns[1], cell.column)]
    : [cell.column, cell.column];
  rings.set(id, [{ rows, columns, role }]);
}
