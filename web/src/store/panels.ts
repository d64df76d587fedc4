/** The ways to look at a figure. The first is the one that a first visit gets; the others are loaded when they are wanted. */
export const panels = ['flow', 'points', 'lines', 'heads', 'table', 'compare', 'cost', 'code'] as const;
export type Panel = (typeof panels)[number];

export function isPanel(value: unknown): value is Panel {
  return panels.some(panel => panel === value);
}
