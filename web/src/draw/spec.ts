import type { Role, Stage } from '../core/types.ts';

/** All that the drawing of a matrix needs to know. Rows and columns are the node's own; a transposed drawing swaps them. */
export interface MatrixSpec {
  readonly node: number;
  readonly stage: Stage;
  /** In the core: several matrices of one stage have names of their own. */
  readonly name: string;
  readonly head: number;
  readonly role: Role;
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
  /** Per cell, 0 where it is visible; null where nothing is hidden. */
  readonly hidden: Uint8Array | null;
  /** What is written where it is not: minus infinity in scores. */
  readonly hiddenText: string;
  /** Whether its numbers may be set by hand: the others follow from them. */
  readonly editable: boolean;
  /** Cells that were set by hand. */
  readonly edited: ReadonlySet<number>;
  readonly scale: 'weights' | 'signed' | 'mask';
  readonly maximum: number;
  readonly transposed: boolean;
  /** A row is one rounded bar without numbers. */
  readonly strip: boolean;
  readonly cellWidth: number;
  readonly cellHeight: number;
  readonly gap: number;
  readonly decimals: number;
  /** Rows from here on are not yet computed: outlines only. */
  readonly pendingFrom: number;
  /** The same of the columns of the row before. */
  readonly pendingColumn: number;
  readonly paintable: boolean;
  readonly label: string;
  readonly rowNames: readonly string[];
  readonly columnNames: readonly string[];
  readonly describe: (row: number, column: number) => string;
  /** Of a part of a larger matrix: which one. */
  readonly region?: Region;
}

/** A part of a matrix: its first row and column, how many there are of each, and how many of how many. */
export interface Region {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
  readonly ofRows: number;
  readonly ofColumns: number;
}

/** A block of cells that goes into the active cell, ringed in the hue of its role. */
export interface Ring {
  readonly rows: readonly [number, number];
  readonly columns: readonly [number, number];
  readonly role: Role;
}

export interface Marks {
  readonly active: readonly [number, number] | null;
  readonly locked: boolean;
  readonly rings: readonly Ring[];
}

export type CellAction = 'point' | 'lock' | 'paint';

export interface CellEventDetail {
  readonly action: CellAction;
  readonly node: number;
  readonly row: number;
  readonly column: number;
  /** Where the cell is on screen. */
  readonly box: DOMRect;
  readonly keyboard: boolean;
}

/** Another part of a matrix is to be looked at. Rows come before columns. */
export interface LookDetail {
  /** By how much larger, around a place within the part, both from 0 to 1. */
  readonly zoom?: number;
  readonly at?: readonly [number, number];
  /** By how much of the part that is shown. */
  readonly pan?: readonly [number, number];
  /** So that this cell is within. */
  readonly cell?: readonly [number, number];
}

/** What holds the cells: elements while there are few, one picture beyond. */
export interface Surface {
  readonly element: HTMLElement;
  draw(spec: MatrixSpec): void;
  /** The displayed row and column under a pointer. */
  hit(event: MouseEvent): readonly [number, number] | null;
  focusCell(row: number, column: number): void;
  /** Takes away what it drew. */
  remove(): void;
}

export function displayedRows(spec: MatrixSpec): number {
  return spec.transposed ? spec.columns : spec.rows;
}

export function displayedColumns(spec: MatrixSpec): number {
  return spec.transposed ? spec.rows : spec.columns;
}

/** Features too narrow to stand apart: a row is one bar. */
export function isBar(spec: MatrixSpec): boolean {
  return spec.strip && !spec.transposed && spec.cellWidth < 10;
}

export function gapX(spec: MatrixSpec): number {
  return isBar(spec) ? 0 : spec.gap;
}

/** The same of features that lie one above the other. */
export function gapY({ strip, transposed, cellHeight, gap }: MatrixSpec): number {
  return strip && transposed && cellHeight < 5 ? 0 : gap;
}

export function matrixWidth(spec: MatrixSpec): number {
  return displayedColumns(spec) * (spec.cellWidth + gapX(spec)) - gapX(spec);
}

export function matrixHeight(spec: MatrixSpec): number {
  return displayedRows(spec) * (spec.cellHeight + gapY(spec)) - gapY(spec);
}
