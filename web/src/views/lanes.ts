import type { Trace } from '../core/trace.ts';
import type { Mechanism } from '../core/types.ts';
import type { Looking } from '../store/figure.ts';
import { type FlowParts, flowParts, lookedAt } from './flow-parts.ts';

/** One line of a flow: its own rows on one pitch, and what joins them from above. */
export interface Lane {
  /** What it is called, in the catalogue; a flow of one line needs no name. */
  readonly name: string;
  readonly parts: FlowParts;
}

export type LaneMaker = (trace: Trace, looking: Looking) => readonly Lane[];

const makers = new Map<Mechanism, LaneMaker>();

/** Says how a mechanism is drawn that has more than one line. */
export function drawInLanes(mechanism: Mechanism, maker: LaneMaker): void {
  makers.set(mechanism, maker);
}

/** The lines of a mechanism's flow; of most the one around their one relation. */
export function lanesOf(mechanism: Mechanism, trace: Trace, looking: Looking): readonly Lane[] {
  const maker = makers.get(mechanism);
  if (maker) return maker(trace, looking);
  const nodes = lookedAt(trace, looking).filter(({ step }) => step === -1);
  return [{ name: '', parts: flowParts(trace, nodes) }];
}
