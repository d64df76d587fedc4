import type { LessonPlace } from '../store/lesson-place.ts';
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

/** A stage that is wholly there. */
export function endOf(stops: readonly Stop[], stop: number): Moment {
  const node = stops[stop]?.part.node;
  return { stop, row: (node?.rows ?? 1) - 1, column: (node?.columns ?? 1) - 1 };
}

/** A moment goes along to the next figure: in other shapes its whole stage is there, at another step of a tour all stages are. */
export class CarriedMoment {
  #shapes = '';
  #place = '';

  into(moment: Moment | null, stops: readonly Stop[], lesson: LessonPlace | null): Moment | null {
    const shapes = JSON.stringify(stops.map(({ part: { node } }) => [node.stage, node.rows, node.columns]));
    const place = JSON.stringify(lesson);
    const [reshaped, elsewhere] = [shapes !== this.#shapes, place !== this.#place];
    [this.#shapes, this.#place] = [shapes, place];
    if (!moment || elsewhere || moment.stop >= stops.length) return null;
    return reshaped ? endOf(stops, moment.stop) : moment;
  }
}

/** Where a moment is along its line. */
export function placeOf({ stop, row }: Moment, line: readonly Stop[], stops: readonly Stop[]): number {
  const own = stops[stop];
  const index = own ? line.indexOf(own) : -1;
  if (!own || index < 0) return 0;
  const left = line[index - 1]?.x ?? own.x;
  return left + ((own.x - left) * (row + 1)) / (endOf(stops, stop).row + 1);
}
