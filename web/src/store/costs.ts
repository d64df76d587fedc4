import type { CostSize } from '../core/types.ts';
import type { Scenario } from './scenario.ts';

export const costSizeNames = ['length', 'width', 'heads', 'kernel', 'window'] as const satisfies readonly (keyof CostSize)[];

/** Sizes above cannot be counted exactly. */
export const mostCostSize = 1_000_000;

/** The sizes whose costs are looked at: the reader's own, and the figure's where nothing was set. */
export function costSizes(scenario: Scenario, own: Partial<CostSize>, hasHeads = true): CostSize {
  const whole = (value: unknown, otherwise: number): number => (Number.isInteger(value) ? (value as number) : otherwise);
  const width = whole(scenario.width, 16);
  const given = hasHeads ? whole(scenario.heads, 1) : 1;
  // A figure whose encoder is not the one with heads may have some that do not fit.
  const heads = width % given === 0 ? given : 1;
  return { length: scenario.tokens.length, width, heads, kernel: 3, window: 3, ...own };
}

export function isCostSizes(value: unknown): value is Partial<CostSize> {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).every(
    ([name, size]) => costSizeNames.some(known => known === name) && Number.isInteger(size) && size > 0 && size <= mostCostSize,
  );
}
