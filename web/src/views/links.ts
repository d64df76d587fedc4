import { once } from '../core/once.ts';
import type { Trace } from '../core/trace.ts';
import type { Node } from '../core/types.ts';

/** Pieces put side by side or one under the other are drawn as the whole. */
const wholes = ['concatenate_rows', 'concatenate_columns'];

interface Drawn {
  readonly ids: ReadonlySet<number>;
  /** Of each piece, the whole that is drawn. */
  readonly wholeOf: ReadonlyMap<number, number>;
}

type Parts = readonly { readonly node: Node }[];

/** Each matrix asks; stacks of steps have hundreds of pieces, which are gone through once. */
const drawnOf = once((parts: Parts): Drawn => {
  const wholeOf = new Map<number, number>();
  for (const { node: whole } of parts) {
    if (wholes.includes(whole.operation)) for (const piece of whole.inputs) wholeOf.set(piece, whole.node);
  }
  return { ids: new Set(parts.map(({ node: { node } }) => node)), wholeOf };
});

/**
 * Of the matrices that are drawn, those that one of them is made of. What is not drawn is looked through; of a stack of steps,
 * the step that is looked at tells what it is made of.
 */
export function drawnInputs(trace: Trace, drawn: Parts, { node: start, operation, inputs }: Node, step: number): number[] {
  const { ids, wholeOf } = drawnOf(drawn);
  // A piece that stands by itself as well comes out of the whole.
  const own = wholeOf.get(start);
  if (own !== undefined && trace.node(own)?.operation === 'concatenate_rows') return [own];
  const steps = operation === 'concatenate_rows' ? inputs.filter(input => trace.node(input)?.step === step) : [];
  const open = [...(steps.length > 0 ? steps : inputs)];
  // Heads that are not drawn lead nowhere.
  const head = drawn.find(({ node }) => node.head >= 0)?.node.head ?? -1;
  const seen = new Set<number>();
  const found = new Set<number>();
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const shown = ids.has(at) ? at : wholeOf.get(at);
    const other = trace.node(at)?.head ?? -1;
    if (shown !== undefined && shown !== start) found.add(shown);
    else if (other < 0 || other === head) open.push(...(trace.node(at)?.inputs ?? []));
  }
  return [...found];
}

/** Whether it is nothing but several of these matrices added up. */
export function isSum({ operation, inputs }: Node, drawn: Parts): boolean {
  return operation === 'sum' && inputs.length > 1 && inputs.every(input => drawn.some(({ node }) => node.node === input));
}

/** The scores as they were before their mask; those of a decoder's steps stand beneath one another, as what is hidden does. */
export function beforeMask({ nodes }: Trace, { operation, inputs }: Node): Node | undefined {
  const made = nodes[inputs[0] ?? -1];
  if (operation !== 'concatenate_rows') return made;
  return nodes.find(other => other.operation === operation && other.inputs[0] === made?.inputs[0]);
}
