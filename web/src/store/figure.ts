import type { Run } from '../core/attention';
import type { Computation, Core } from '../core/module.ts';
import type { Trace } from '../core/trace.ts';
import type { Cell } from '../core/types.ts';
import { resolveCell } from './cell-name.ts';
import { exampleWith } from './examples.ts';
import { lessonLook } from './lessons.ts';
import { pause } from './pause.ts';
import { coreJson, isLong, type Scenario } from './scenario.ts';
import type { View } from './view.ts';

/** What was computed, and from what: tokens and options on screen are always those of the numbers beside them. */
export interface Figure {
  readonly trace: Trace;
  readonly scenario: Scenario;
  /** As it was then: a sentence typed since may not have become tokens. */
  readonly view: View;
  /** The number whose gradients the trace holds, in place of the values. */
  readonly gradientOf: Cell | null;
}

/** Which part of a figure is shown, where it has several: -1 where it has not. */
export interface Looking {
  readonly head: number;
  readonly layer: number;
  readonly step: number;
}

/** What is on screen; a link may ask for a head, a layer or a step that is not there. */
export function lookingAt({ trace: { heads, layers, steps } }: Figure, { head, layer, step }: View): Looking {
  return { head: Math.min(head, heads - 1), layer: Math.min(layer, layers - 1), step: Math.min(step ?? steps, steps - 1) };
}

export function figureOf(core: Core, scenario: Scenario, view: View, painting: boolean): Figure {
  return new LaterFigure(core, scenario, view, painting).use();
}

let readUp: (figure: Figure) => void = () => {};

/** What views make of a figure before they draw it. */
export function readFiguresUp(read: (figure: Figure) => void): void {
  readUp = read;
}

/** A figure that was computed, while the one before is still on screen. */
export class LaterFigure {
  /** Whether to compute, read and draw it takes so long that each is to be a task of its own. */
  readonly long: boolean;
  readonly #core: Core;
  readonly #scenario: Scenario;
  readonly #view: View;
  readonly #run: Run;
  #read: Computation | null = null;
  #waits = true;

  constructor(core: Core, scenario: Scenario, view: View, painting: boolean) {
    this.#core = core;
    this.#scenario = scenario;
    this.#view = view;
    this.#run = core.compute(coreJson(scenario, painting));
    this.long = isLong(scenario);
    // Gradients may be what this core does not have.
    if (!this.long || view.gradientOf) this.#reading();
  }

  #reading(): Computation {
    const { gradientOf } = this.#view;
    this.#read ??= this.#core.read(this.#run, values => gradientOf && resolveCell(values, gradientOf));
    return this.#read;
  }

  /** As it will be; also what is never used as the page's own. */
  get figure(): Figure {
    const { values, gradients, gradientOf } = this.#reading();
    return { trace: gradients ?? values, gradientOf, scenario: this.#scenario, view: this.#view };
  }

  /** Between the tasks that a large figure takes the page answers. */
  async breathe(): Promise<void> {
    await pause();
    if (this.#waits) this.#reading();
    await pause();
    if (this.#waits) readUp(this.figure);
    await pause();
  }

  /** From here on this is the figure: the graph of the one before is freed. */
  use(): Figure {
    this.#waits = false;
    this.#core.use(this.#reading());
    return this.figure;
  }

  /** It is not wanted any more. */
  free(): void {
    this.#waits = false;
    this.#read?.gradients?.free();
    this.#run.delete();
  }
}

/** The place of the largest number; the first where one of them is none. */
export function largestOf(values: Float32Array): number {
  return Math.max(0, values.indexOf(Math.max(...values)));
}

/** Where nothing was pointed at yet: the largest weight of a row, in an example the one it is about, else the last. */
export function restingCell({ trace, scenario, view }: Figure, { head, layer }: Looking): Cell | null {
  const weights = trace.find('weights', { head, layer }) ?? trace.find('distribution');
  if (!weights) return null;
  const example = exampleWith(scenario.mechanism, view.text);
  const row = Math.min(lessonLook(view.lesson, scenario) ?? example?.look ?? weights.rows, weights.rows - 1);
  const values = trace.values(weights.node).subarray(row * weights.columns, (row + 1) * weights.columns);
  return { node: weights.node, row, column: largestOf(values) };
}
