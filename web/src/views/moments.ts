import type { LessonPlace } from '../store/lesson-place.ts';
import type { Part } from './figure.ts';
import type { Stop } from './layout.ts';

/** How far a figure is played: up to this cell of this stop. What is before is there, what is after is still to come. */
export interface Moment {
  readonly stop: number;
  readonly row: number;
  readonly column: number;
}

export const paces = ['stage', 'row', 'number'] as const;
/** How far one step goes. */
export type Pace = (typeof paces)[number];

/** What is played: with matrices of other shapes, or another step of a tour, all is there again. */
export function playedOf(parts: readonly Part[], lesson: LessonPlace | null): string {
  return JSON.stringify([lesson, parts.map(({ node }) => [node.stage, node.rows, node.columns])]);
}

/** A stage that is wholly there. */
export function endOf(stops: readonly Stop[], stop: number): Moment {
  const node = stops[stop]?.part.node;
  return { stop, row: (node?.rows ?? 1) - 1, column: (node?.columns ?? 1) - 1 };
}

/** Where a moment is along its line. */
export function placeOf({ stop, row }: Moment, line: readonly Stop[], stops: readonly Stop[]): number {
  const own = stops[stop];
  const index = own ? line.indexOf(own) : -1;
  if (!own || index < 0) return 0;
  const left = line[index - 1]?.x ?? own.x;
  return left + ((own.x - left) * (row + 1)) / (endOf(stops, stop).row + 1);
}
