import type { MatrixSpec, Region, Ring } from './spec.ts';

/** A part of a matrix as a matrix of its own; its cells say which they are of the whole. */
export function cut(spec: MatrixSpec, region: Region): MatrixSpec {
  const { row, column, rows, columns } = region;
  if (rows === spec.rows && columns === spec.columns) return { ...spec, region };
  const block = <Numbers extends Float32Array | Uint8Array>(all: Numbers): Numbers => {
    const part = all.slice(0, rows * columns) as Numbers;
    for (let r = 0; r < rows; ++r) {
      const start = (row + r) * spec.columns + column;
      part.set(all.subarray(start, start + columns), r * columns);
    }
    return part;
  };
  const edited = [...spec.edited].flatMap(index => {
    const [r, c] = [Math.floor(index / spec.columns) - row, (index % spec.columns) - column];
    return r >= 0 && r < rows && c >= 0 && c < columns ? [r * columns + c] : [];
  });
  return {
    ...spec,
    rows,
    columns,
    values: block(spec.values),
    hidden: spec.hidden && block(spec.hidden),
    edited: new Set(edited),
    pendingFrom: spec.pendingFrom - row,
    pendingColumn: spec.pendingColumn - column,
    rowNames: spec.rowNames.slice(row, row + rows),
    columnNames: spec.columnNames.slice(column, column + columns),
    describe: (r, c) => spec.describe(row + r, column + c),
    region,
  };
}

/** A ring where it lies in a part; null where it does not. */
export function cutRing(ring: Ring, region: Region | undefined): Ring | null {
  if (!region) return ring;
  const within = ([from, to]: readonly [number, number], first: number, size: number): [number, number] | null => {
    const clipped: [number, number] = [Math.max(0, from - first), Math.min(size - 1, to - first)];
    return clipped[0] <= clipped[1] ? clipped : null;
  };
  const rows = within(ring.rows, region.row, region.rows);
  const columns = within(ring.columns, region.column, region.columns);
  return rows && columns && { rows, columns, role: ring.role };
}

/** As many rows and columns as there are, up to `most`, with a cell as near to the middle as the edges allow. */
export function around(row: number, column: number, { rows, columns }: MatrixSpec, most: number): Region {
  const first = (at: number, size: number): number => Math.max(0, Math.min(at - (most >> 1), size - most));
  return {
    row: first(row, rows),
    column: first(column, columns),
    rows: Math.min(most, rows),
    columns: Math.min(most, columns),
    ofRows: rows,
    ofColumns: columns,
  };
}
