import { once } from '../core/once.ts';
import type { Trace } from '../core/trace.ts';
import type { Cell, Node } from '../core/types.ts';
import { resolveCell } from '../store/cell-name.ts';
import type { CellName } from '../store/view.ts';

/** Matrices of one name and module, in the order of their making: a recurrent network makes the same ones at every step. */
export type Kind = readonly Node[];

/** What a table can show, in the order of the first of each kind. */
export const kindsOf = once(({ nodes }: Trace): readonly Kind[] => {
  const key = ({ stage, name, rowAxis, head, scope, step }: Node): string => [stage, name, rowAxis, head, scope, step < 0].join();
  return [...Map.groupBy(nodes, key).values()];
});

/** The cell of that name; where this graph has fewer of its kind, or fewer rows or columns, the last one that there is. */
export function nearestCell(trace: Trace, name: CellName): Cell | null {
  const isAlike = (node: Node): boolean =>
    node.stage === name.stage &&
    node.name === name.name &&
    node.rowAxis === name.rows &&
    node.head === name.head &&
    node.step < 0 === name.step < 0;
  const found = resolveCell(trace, { ...name, row: 0, column: 0 })?.node ?? trace.nodes.findLast(isAlike)?.node;
  const node = found === undefined ? undefined : trace.node(found);
  if (!node) return null;
  return { node: node.node, row: Math.min(name.row, node.rows - 1), column: Math.min(name.column, node.columns - 1) };
}
