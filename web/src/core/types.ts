// The core's types under the names the page uses. They are taken from the generated declarations, so that a change of
// the core that the page does not follow fails to compile.
import type { MainModule, Run } from './attention';

export type Choices = ReturnType<MainModule['choices']>;
export type Node = ReturnType<Run['nodes']>[number];
export type Explanation = ReturnType<Run['explain']>;
export type Term = Explanation['terms'][number];
export type Factor = Term['factors'][number];
export type Formula = Explanation['formula'];
export type Stage = Node['stage'];
export type Axis = Node['rowAxis'];
export type Role = Node['role'];
export type Hidden = Term['hidden'];
export type Mechanism = Choices['mechanism'][number];
export type Score = Choices['score'][number];
export type RecurrentCell = Choices['cell'][number];

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
