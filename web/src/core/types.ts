// The core's types under the names the page uses. They are taken from the generated declarations, so that a change of
// the core that the page does not follow fails to compile.
import type { MainModule, Run } from './attention';

export type Choices = ReturnType<MainModule['choices']>;
export type Node = ReturnType<Run['nodes']>[number];
export type Explanation = ReturnType<Run['explain']>;
export type Term = Explanation['terms'][number];
export type Factor = Term['factors'][number];
export type Formula = Explanation['formula'];
export type Operation = Node['operation'];
export type Stage = Node['stage'];
export type Axis = Node['rowAxis'];
export type Role = Node['role'];
export type Hidden = Term['hidden'];
/** One of the choices of a field. */
export type Choice<
  Name extends 'normalizer' | 'emptyRows' | 'position' | 'encoder' | 'elements' | 'alignment' | 'reading' | 'activation',
> = Choices[Name][number];
export type Mechanism = Choices['mechanism'][number];
export type Score = Choices['score'][number];
export type RecurrentCell = Choices['cell'][number];
/** An option that a mechanism has: where it stands in the scenario, and what it may be. */
export type Field = ReturnType<MainModule['fields']>[number];

/** The smallest change that makes a number what it is wanted to be; and which rows of which matrix may change, 0: all. */
export type Inverse = ReturnType<MainModule['inverse']>;
export interface InverseVariable {
  readonly matrix: string;
  readonly firstRow: number;
  readonly rows: number;
}

/** What a figure cost, as it was counted; and what layers of several kinds would. */
export type Counted = ReturnType<MainModule['counted']>;
export type LayerCost = ReturnType<MainModule['costs']>[number];
export interface CostSize {
  readonly length: number;
  readonly width: number;
  readonly heads: number;
  readonly kernel: number;
  readonly window: number;
}
export type Spread = ReturnType<Run['spread']>;

/** One number of the graph. */
export interface Cell {
  readonly node: number;
  readonly row: number;
  readonly column: number;
}

/** What the core throws: a code for the catalogue, the JSON path of the field at fault, and the numbers of the sentence. */
export interface CoreError {
  readonly code: string;
  readonly path: string;
  readonly details: Readonly<Record<string, string>>;
  readonly message: string;
}
