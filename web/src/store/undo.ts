import type { Scenario } from './scenario.ts';
import type { View } from './view.ts';

/** What can be gone back to. */
export interface State {
  readonly scenario: Scenario;
  readonly view: View;
}

const most = 1000;
/** Changes of one gesture or of one burst of typing are one step, in milliseconds. */
const pause = 800;

/** The states before this one, and those that were undone. */
export class Undo {
  readonly #past: State[] = [];
  readonly #future: State[] = [];
  #last = { kind: '', at: 0 };
  #held = false;

  /** While it is held, what goes on is one step, however long it takes: a gesture of the pointer, or a number being typed. */
  hold(held: boolean): void {
    this.#held = held;
    this.#last = { kind: '', at: 0 };
  }

  /** To be told of every change. Of those that go on, as typing does, close ones of the same fields are one step. */
  record({ scenario, view }: State, next: State, goesOn: boolean, at = performance.now()): void {
    const fields = [...changed(scenario, next.scenario), ...changed(view, next.view)];
    if (fields.length === 0) return;
    // The first tells them apart: what follows from it may change too, as what belongs to a word that is typed.
    const kind = (goesOn && fields[0]) || '';
    const joins = kind !== '' && kind === this.#last.kind && (this.#held || at - this.#last.at < pause);
    this.#last = { kind, at };
    this.#future.length = 0;
    if (joins) return;
    this.#past.push({ scenario, view });
    if (this.#past.length > most) this.#past.shift();
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** The state before; `now` can be had again by `redo`. */
  undo(now: State): State | undefined {
    return this.#step(this.#past, this.#future, now);
  }

  redo(now: State): State | undefined {
    return this.#step(this.#future, this.#past, now);
  }

  #step(from: State[], to: State[], { scenario, view }: State): State | undefined {
    const state = from.pop();
    if (state) to.push({ scenario, view });
    this.#last = { kind: '', at: 0 };
    return state;
  }
}

/** The fields in which two objects of one kind differ. */
function changed<T extends object>(one: T, other: T): string[] {
  if (one === other) return [];
  const names = Object.keys(other) as (keyof T & string)[];
  return names.filter(name => JSON.stringify(one[name]) !== JSON.stringify(other[name]));
}
