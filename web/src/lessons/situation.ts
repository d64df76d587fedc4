import type { Cell, Node } from '../core/types.ts';
import type { Looking } from '../store/figure.ts';
import type { View } from '../store/view.ts';
import type { Catalogue } from '../text/catalogue.ts';
import type { FigureModel } from '../views/figure.ts';
import { namesOf } from '../views/names.ts';
import type { Opened } from './presets.ts';
import type { Index, MatrixName, Place } from './types.ts';

/** All that a condition can ask about: the figure, how it is looked at, and the numbers that the lesson opened with. */
export interface Situation {
  readonly model: FigureModel;
  readonly view: View;
  readonly looking: Looking;
  readonly locked: Cell | null;
  readonly words: Catalogue;
  readonly opened: Opened | null;
}

/** A matrix of the figure; where heads or several layers have one each, that of the head, or the first. */
export function matrixAt(
  { model: { trace } }: Situation,
  { stage, name, head, rows, scope, last }: MatrixName,
): Node | undefined {
  const found = trace.nodes.filter(
    node =>
      node.stage === stage &&
      node.step === -1 &&
      (name === undefined || node.name === name) &&
      (head === undefined || node.head === head) &&
      (rows === undefined || node.rowAxis === rows) &&
      (scope === undefined || node.scope.startsWith(scope)),
  );
  return last ? found.at(-1) : found[0];
}

/** The cells of a place; none where the figure has no such place. */
export function cellsAt(situation: Situation, place: Place): Cell[] {
  const node = matrixAt(situation, place);
  if (!node) return [];
  const rows = indicesOf(situation, node, 'row', place.row);
  const columns = indicesOf(situation, node, 'column', place.column);
  return rows.flatMap(row => columns.map(column => ({ node: node.node, row, column })));
}

/** All rows or columns, the one of that number, or those of that name. */
export function indicesOf({ model, words }: Situation, node: Node, side: 'row' | 'column', index: Index | undefined): number[] {
  const length = side === 'row' ? node.rows : node.columns;
  const all = Array.from({ length }, (_, at) => at);
  if (index === undefined) return all;
  if (typeof index === 'number') return all.filter(at => at === index);
  const names = namesOf(model, node, side, words);
  return all.filter(at => index.includes(names[at] ?? ''));
}
