import type { Axis, CostSize, Stage } from '../core/types.ts';
import type { Panel } from '../store/panels.ts';

// What a lesson is made of besides its words: data only.

/** A row or a column: which one, from 0, or any of the names that it goes by in either language. */
export type Index = number | readonly string[];

/** A matrix of the figure. */
export interface MatrixName {
  readonly stage: Stage;
  readonly name?: string;
  /** From 0. */
  readonly head?: number;
  readonly rows?: Axis;
  /** What its module's name begins with. */
  readonly scope?: string;
  /** The last of several; else the first. */
  readonly last?: true;
}

/** A cell of it, or with something left out a row, a column, or all of it. */
export interface Place extends MatrixName {
  readonly row?: Index;
  readonly column?: Index;
}

/** Something that is so or not; each is answered from the figure and the scenario that it was computed from. */
export type Condition =
  /** Every number there lies within bounds. */
  | { readonly kind: 'number'; readonly at: Place; readonly atLeast?: number; readonly atMost?: number; readonly above?: number }
  /** In some row all of these columns lie within bounds. */
  | {
      readonly kind: 'someRow';
      readonly at: MatrixName;
      readonly columns: readonly number[];
      readonly atLeast: number;
      readonly atMost?: number;
    }
  /** One number is above another. */
  | { readonly kind: 'exceeds'; readonly at: Place; readonly other: Place }
  /** All numbers there are one and the same, and positive: the row points where (1, 1, ...) points. */
  | { readonly kind: 'even'; readonly at: Place }
  /** What is there is as the lesson opened with, but for one row or one column. */
  | { readonly kind: 'unchanged'; readonly at: Place; readonly exceptRow?: Index; readonly exceptColumn?: Index }
  /** What is there is not as the lesson opened with. */
  | { readonly kind: 'changed'; readonly at: Place }
  /** Two matrices are equal. */
  | { readonly kind: 'equal'; readonly at: MatrixName; readonly other: MatrixName }
  /** A cell there is locked, or one that its number was made of. */
  | { readonly kind: 'looked'; readonly at: Place }
  | { readonly kind: 'option'; readonly path: string; readonly is: unknown }
  /** An option is not what the lesson opened with. */
  | { readonly kind: 'moved'; readonly path: string }
  | { readonly kind: 'tokens'; readonly are: readonly (readonly string[])[] }
  | { readonly kind: 'head'; readonly is: number }
  | { readonly kind: 'panel'; readonly is: Panel }
  | { readonly kind: 'step'; readonly atLeast: number }
  /** A pointer network's answer, from 0. */
  | { readonly kind: 'order'; readonly is: readonly number[] }
  /** Some row may see nothing. */
  | { readonly kind: 'emptyRow' }
  /** The sizes whose costs are looked at. */
  | { readonly kind: 'sizes'; readonly are: Partial<CostSize> }
  /** n²·d equals n·d² at the sizes whose costs are looked at. */
  | { readonly kind: 'balance' }
  /** As many pairs are hidden by hand. */
  | { readonly kind: 'painted'; readonly count: number };

/** How a figure's numbers came to be: set by hand, drawn from a seed, or learned in the page. */
export type Origin = 'hand' | 'random' | 'trained';

/** What stands beside a figure's rows and columns, where another language has other words for it. */
export interface Labels {
  readonly tokens?: readonly string[];
  readonly keys?: readonly string[];
  readonly targets?: readonly string[];
  readonly features?: readonly string[];
  readonly key_features?: readonly string[];
  readonly value_features?: readonly string[];
}

export interface Preset {
  readonly id: string;
  readonly origin: Origin;
  /** The row whose largest weight is explained at first. */
  readonly look?: Index;
  /** In Chinese; a figure with other numbers there has a file of its own. */
  readonly zh?: Labels;
}

/** What a step of a tour points at. */
export type Target =
  /** Matrices, or the last of them; where there are none yet, the control that makes some. */
  | { readonly stages: readonly Stage[]; readonly last?: true; readonly control?: string }
  | { readonly stages?: undefined; readonly control: string }
  | {
      readonly stages?: undefined;
      readonly part: 'tokens' | 'arithmetic' | 'controls' | 'heads' | 'panel' | 'steps' | 'costs' | 'edges';
    };

export interface TourStep {
  /** The figure that it is about. */
  readonly preset: string;
  readonly at: Target;
  /** The way to look that it needs; else the flow. */
  readonly panel?: Panel;
  /** Options without which what is asked cannot be done: set for who comes to it past the step that asks for them. */
  readonly needs?: readonly { readonly path: string; readonly is: unknown }[];
  /** What the learner is asked to do, in any order. */
  readonly awaits?: readonly Condition[];
  /** What stays hidden until a guess was made, and which of the guesses is right, from 0. */
  readonly predicts?: { readonly hides: readonly Stage[]; readonly right: number };
}

export interface Exercise {
  readonly preset: string;
  readonly conditions: readonly Condition[];
}

export interface Lesson {
  readonly presets: readonly Preset[];
  /** In the notation of tex.ts, as are the symbols of the shapes. */
  readonly formulas: readonly string[];
  readonly shapes: readonly (readonly [symbols: string, shape: string])[];
  readonly tour: readonly TourStep[];
  readonly exercise: Exercise;
}
