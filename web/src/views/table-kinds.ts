import { once } from '../core/once.ts';
import type { Trace } from '../core/trace.ts';
import type { Node } from '../core/types.ts';

/** Matrices of one name and module, in the order of their making: a recurrent network makes the same ones at every step. */
export type Kind = readonly Node[];

/** What a table can show, in the order of the first of each kind. */
export const kindsOf = once(({ nodes }: Trace): readonly Kind[] => {
  const key = ({ stage, name, rowAxis, head, scope, step }: Node): string => [stage, name, rowAxis, head, scope, step < 0].join();
  return [...Map.groupBy(nodes, key).values()];
});
