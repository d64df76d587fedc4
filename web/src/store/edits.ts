import type { Edit, Scenario, Typed } from './scenario.ts';

/** Where a number is that can be set by hand. */
export type Place = Pick<Edit, 'matrix' | 'row' | 'column'>;

const isAt =
  ({ matrix, row, column }: Place) =>
  (edit: Edit): boolean =>
    edit.matrix === matrix && edit.row === row && edit.column === column;

export function editOf({ edits }: Scenario, place: Place): Edit | undefined {
  return edits.find(isAt(place));
}

/** With a number set by hand, or with what would be drawn there. */
export function withEdit(scenario: Scenario, place: Place, value: Typed | null): Scenario {
  const index = scenario.edits.findIndex(isAt(place));
  const edits = [...scenario.edits];
  const edit = value === null ? [] : [{ ...place, value }];
  edits.splice(index < 0 ? edits.length : index, index < 0 ? 0 : 1, ...edit);
  return { ...scenario, edits };
}
