import type { Trace } from '../core/trace.ts';
import type { Node } from '../core/types.ts';

/** What a stack of steps has from the step before, of another stack or of itself. */
export interface Recurrence {
  readonly from: number;
  readonly to: number;
  /** From the last row to the first. */
  readonly backwards: boolean;
}

/** The stacks of which a matrix consists: itself, or those of both directions side by side. */
function stacksOf(trace: Trace, { node, operation, inputs }: Node): Node[] {
  const own = trace.node(node);
  if (operation === 'concatenate_rows' && own) return [own];
  if (operation !== 'concatenate_columns') return [];
  return inputs.flatMap(input => trace.node(input) ?? []).filter(piece => piece.operation === 'concatenate_rows');
}

/** What is carried from row to row among these matrices. The first two rows tell: what one is made of in the other. */
export function recurrences(trace: Trace, drawn: readonly Node[]): Recurrence[] {
  const stacks = drawn.flatMap(node => stacksOf(trace, node).map(stack => ({ drawn: node.node, stack })));
  const pieces = new Map<number, { readonly drawn: number; readonly row: number }>();
  for (const { drawn: whole, stack } of stacks) {
    for (const [row, piece] of stack.inputs.entries()) pieces.set(piece, { drawn: whole, row });
  }
  const found: Recurrence[] = [];
  for (const { drawn: to, stack } of stacks) {
    for (const row of [1, 0]) {
      const earlier = reached(trace, stack.inputs[row], pieces).filter(piece => piece.row === 1 - row);
      for (const { drawn: from } of earlier) {
        const known = found.some(other => other.from === from && other.to === to && other.backwards === (row === 0));
        if (!known) found.push({ from, to, backwards: row === 0 });
      }
    }
  }
  return found;
}

type Piece = { readonly drawn: number; readonly row: number };

/** The first pieces of drawn stacks that a step is made of, looking through all that is not drawn. */
function reached(trace: Trace, start: number | undefined, pieces: ReadonlyMap<number, Piece>): Piece[] {
  const open = start === undefined ? [] : [...(trace.node(start)?.inputs ?? [])];
  const seen = new Set<number>();
  const found: Piece[] = [];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const piece = pieces.get(at);
    if (piece) found.push(piece);
    else open.push(...(trace.node(at)?.inputs ?? []));
  }
  return found;
}
