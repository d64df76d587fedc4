import { displayedColumns, displayedRows, type MatrixSpec } from './spec.ts';

/** What a grid says of its size: of the whole matrix, where only a part of it is drawn. */
export function saySize(grid: HTMLElement, spec: MatrixSpec): void {
  const { region, transposed } = spec;
  const [rows, columns] = transposed ? [region?.ofColumns, region?.ofRows] : [region?.ofRows, region?.ofColumns];
  grid.setAttribute('aria-rowcount', String(rows ?? displayedRows(spec)));
  grid.setAttribute('aria-colcount', String(columns ?? displayedColumns(spec)));
}
