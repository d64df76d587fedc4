import type { Trace } from '../core/trace.ts';
import type { Cell, Node } from '../core/types.ts';
import type { CellName } from './view.ts';

/** A cell's name outlives its graph: the next one has other nodes, but most of them play the same parts. */
export function nameCell(trace: Trace, cell: Cell | null): CellName | null {
  const node = cell && trace.node(cell.node);
  if (!node) return null;
  const { stage, name, rowAxis: rows, head, step } = node;
  const nth = alike(trace, { stage, name, rows, head, step }).indexOf(node);
  return { stage, name, rows, head, step, nth, row: cell.row, column: cell.column };
}

/** The one number of the loss. */
export const lossName: CellName = { stage: 'loss', name: 'loss', rows: 'one', head: -1, step: -1, nth: 0, row: 0, column: 0 };

/** The cell of that name, if this graph has one. */
export function resolveCell(trace: Trace, name: CellName): Cell | null {
  const node = alike(trace, name)[name.nth];
  return node && name.row < node.rows && name.column < node.columns
    ? { node: node.node, row: name.row, column: name.column }
    : null;
}

/** The name, in another head, of the node that plays the same part. */
export function nameInHead(trace: Trace, cell: CellName, head: number): string {
  const same = trace.nodes.filter(node => node.stage === cell.stage && node.head === cell.head);
  const index = same.findIndex(node => node.name === cell.name);
  return trace.nodes.filter(node => node.stage === cell.stage && node.head === head)[index]?.name ?? cell.name;
}

function alike(trace: Trace, { stage, name, rows, head, step }: Omit<CellName, 'nth' | 'row' | 'column'>): Node[] {
  return trace.nodes.filter(
    node => node.stage === stage && node.name === name && node.rowAxis === rows && node.head === head && node.step === step,
  );
}
