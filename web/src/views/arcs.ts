import { once } from '../core/once.ts';
import type { Node } from '../core/types.ts';
import type { FlowModel } from './figure.ts';
import { drawnInputs, isSum } from './links.ts';

/** What leads from one matrix of a row over those beside it to another: counted from the left. */
export interface Arc {
  readonly from: number;
  readonly to: number;
  /** How many it goes over, one above the other. */
  readonly level: number;
}

/** What a matrix of a line is made of, of those in the line. */
function inputsInLane({ flow, trace, parts, step }: FlowModel, node: Node): number[] {
  const own = flow.left.map(part => part.node.node);
  // What an earlier step was made of is seen when it is looked at.
  return isEarlier(node, step) ? [] : drawnInputs(trace, parts, node, step).filter(input => own.includes(input));
}

export function isEarlier(node: Node, step: number): boolean {
  return node.step >= 0 && node.step < step;
}

/** Whether several matrices of its line are added up to this one. */
export function isAddedUp({ flow }: FlowModel, node: Node): boolean {
  return isSum(node, flow.left);
}

/** The links of a line's vectors that pass others by. Where something is attended, only what is added up: the rest is above. */
export const arcsOf = once((model: FlowModel): Arc[] => {
  const nodes = model.flow.left.map(({ node }) => node);
  const spans = nodes.flatMap((node, to) => {
    const inputs = inputsInLane(model, node);
    if (model.flow.scores && !isAddedUp(model, node)) return [];
    return inputs
      .map(input => ({ from: nodes.findIndex(other => other.node === input), to }))
      .filter(({ from }) => from < to - 1);
  });
  const arcs: Arc[] = [];
  for (const { from, to } of spans.sort((one, other) => one.to - one.from - (other.to - other.from))) {
    const crossed = arcs.filter(arc => arc.from < to && from < arc.to).map(({ level }) => level);
    let level = 0;
    while (crossed.includes(level)) ++level;
    arcs.push({ from, to, level });
  }
  return arcs;
});

/** From one arc to the next above it. */
export const arcStep = 14;

/** The room that arcs need over a line. */
export function arcsHeight(model: FlowModel): number {
  const arcs = arcsOf(model);
  return arcs.length === 0 ? 0 : 30 + arcStep * Math.max(...arcs.map(({ level }) => level));
}
