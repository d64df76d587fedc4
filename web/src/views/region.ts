import type { Node } from '../core/types.ts';
import type { Region } from '../draw/spec.ts';
import type { FlowModel } from './figure.ts';

/** The part of one matrix that belongs to a part of the relation: its rows, its keys, and all else that it has. */
export function regionOf({ rows, columns, rowAxis, columnAxis }: Node, model: FlowModel, region: Region): Region {
  const along = (axis: Node['rowAxis'], size: number): readonly [number, number] => {
    if (axis === model.rowAxis && size === region.ofRows) return [region.row, region.rows];
    if (axis === (model.columnAxis ?? 'key') && size === region.ofColumns) return [region.column, region.columns];
    return [0, size];
  };
  const [row, shownRows] = along(rowAxis, rows);
  const [column, shownColumns] = along(columnAxis, columns);
  return { row, column, rows: shownRows, columns: shownColumns, ofRows: rows, ofColumns: columns };
}
