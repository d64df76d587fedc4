import { coreFault } from '../core/module.ts';
import { once } from '../core/once.ts';
import type { Trace } from '../core/trace.ts';
import type { Cell, CoreError, Mechanism } from '../core/types.ts';
import type { Language } from '../text/catalogue.ts';
import type { History } from './address.ts';
import {
  type Changed,
  type Compared,
  changedIn,
  changedTo,
  compose,
  readCompared,
  UnfitError,
  without,
  writtenCompared,
} from './compared.ts';
import { withEdit } from './edits.ts';
import { type Figure, LaterFigure } from './figure.ts';
import { type Elements, isPainted, type Scenario, type Typed, withField } from './scenario.ts';
import type { Settings } from './settings.ts';
import type { Store } from './store.ts';
import type { View } from './view.ts';

/**
 * The figure that the page's is compared with. Its settings are in the view, what they give is computed when it is looked at,
 * and its graph lives beside the other until the next one, or until nobody looks any more.
 */
export class Beside implements Settings {
  readonly #store: Store;
  #painting = false;
  /** The last one that could be computed. */
  #figure: Figure | null = null;
  #scenario: Scenario | null = null;
  #error: CoreError | null = null;
  #made: readonly unknown[] = [];
  #preparing: Promise<void> | null = null;

  constructor(store: Store) {
    this.#store = store;
  }

  get core(): Store['core'] {
    return this.#store.core;
  }

  get view(): View {
    return this.#store.view;
  }

  /** As wanted, whether it can be computed or not. */
  get scenario(): Scenario {
    this.#refresh();
    return this.#scenario ?? this.#store.figure.scenario;
  }

  /** What there is of it: where it was never good, it is still the copy that it begins as. */
  get figure(): Figure {
    this.#refresh();
    return this.#figure ?? this.#store.figure;
  }

  /** Null where it could never be computed. */
  get last(): Figure | null {
    this.#refresh();
    return this.#figure;
  }

  get error(): CoreError | null {
    this.#refresh();
    return this.#error;
  }

  get errors(): readonly CoreError[] {
    return this.error ? [this.error] : [];
  }

  get painting(): boolean {
    return this.#painting;
  }

  set painting(painting: boolean) {
    this.#painting = painting;
  }

  get compared(): Compared {
    try {
      return readCompared(this.#store.view.compared);
    } catch {
      return { b: {}, matrix: null };
    }
  }

  // What is changed

  set(path: string, value: unknown, history: History): void {
    this.#change(withField(this.scenario, path, value), history);
  }

  edit({ node, row, column }: Cell, value: Typed | null): void {
    const matrix = this.figure.trace.givenName(node);
    if (matrix) this.#change(withEdit(this.scenario, { matrix, row, column }, value), 'replace');
  }

  paint(row: number, column: number): void {
    const { free } = this.scenario.mask;
    const others = free.filter(pair => pair[0] !== row || pair[1] !== column);
    this.set('mask.free', isPainted(this.scenario, row, column) ? others : [...others, [row, column]], 'replace');
  }

  choose(mechanism: Mechanism): void {
    const { b } = this.compared;
    const a = this.#store.figure.scenario;
    const { mechanism: _, ...others } = changedTo(this.core, a, mechanism, b);
    const same = mechanism === a.mechanism;
    this.keep(same ? others : { mechanism, ...others }, 'push');
  }

  /** Settings become those of A again. */
  release(paths: readonly string[]): void {
    this.keep(without(this.compared.b, paths), 'push');
  }

  /** Elements are what the tokens are, which both have. */
  setElements(elements: Elements, language: Language): void {
    this.#store.setElements(elements, language);
  }

  setView(change: Partial<View>, history: History): void {
    this.#store.setView(change, history);
  }

  setPainting(painting: boolean): void {
    this.#painting = painting;
    this.#store.publish('figure');
  }

  keep(b: Changed, history: History, change: Partial<View> = {}): void {
    const { matrix } = this.compared;
    this.#store.setView({ ...change, compared: writtenCompared({ b, matrix }) }, history);
  }

  look(matrix: string, change: Partial<View> = {}): void {
    this.#store.setView({ ...change, compared: writtenCompared({ b: this.compared.b, matrix }) }, 'push');
  }

  // Both

  /** B becomes the figure, and what was the figure becomes B. */
  async swap(): Promise<void> {
    const [a, b] = [this.#store.figure.scenario, this.figure.scenario];
    const { matrix } = this.compared;
    const compared = writtenCompared({ b: changedIn(this.core, b, a), matrix });
    await this.#store.openState({ scenario: b, view: { ...this.view, compared } });
  }

  /** B becomes the figure; there is nothing more to compare. */
  async take(): Promise<void> {
    await this.#store.openState({ scenario: this.figure.scenario, view: { ...this.view, compared: null, panel: 'flow' } });
  }

  close(): void {
    this.setView({ compared: null, panel: 'flow' }, 'push');
  }

  /** How much more B has than A, number by number. */
  difference(a: number, b: number): Float32Array {
    return this.core.difference(this.#store.figure.trace, a, this.figure.trace, b);
  }

  /** Nobody looks any more. */
  free(): void {
    this.#own?.free();
    this.#figure = null;
    this.#painting = false;
    this.#preparing = null;
    this.#made = [];
  }

  get #own(): Trace | undefined {
    return this.#figure?.trace;
  }

  #change(wanted: Scenario, history: History): void {
    this.keep(changedIn(this.core, this.#store.figure.scenario, wanted), history);
  }

  /** Whether it is what is wanted now. */
  get isMade(): boolean {
    return this.#isBegun && !this.#preparing;
  }

  /** Makes a large one before it is asked for, in tasks of its own. Until then the last one is there. */
  prepare(): Promise<void> {
    if (!this.#isBegun) {
      const later = this.#begin();
      this.#preparing = later && this.#prepare(later);
    }
    return this.#preparing ?? Promise.resolve();
  }

  async #prepare(later: LaterFigure): Promise<void> {
    const made = this.#made;
    await later.breathe();
    // Something else may have been asked for meanwhile.
    if (made !== this.#made) return later.free();
    this.#preparing = null;
    this.#keep(later);
  }

  #refresh(): void {
    if (this.#isBegun) return;
    const later = this.#begin();
    if (later) this.#keep(later);
  }

  get #parts(): readonly unknown[] {
    const { figure, view } = this.#store;
    return [figure, view.compared, this.#painting];
  }

  get #isBegun(): boolean {
    return this.#parts.every((part, index) => part === this.#made[index]);
  }

  #begin(): LaterFigure | null {
    const { figure, view } = this.#store;
    this.#made = this.#parts;
    this.#preparing = null;
    this.#scenario = null;
    this.#error = null;
    try {
      this.#scenario = compose(this.core, figure.scenario, readCompared(view.compared).b);
      return new LaterFigure(this.core, this.#scenario, { ...figure.view, gradientOf: null }, this.#painting);
    } catch (caught) {
      this.#error = faultOf(caught);
      return null;
    }
  }

  #keep({ figure }: LaterFigure): void {
    this.#own?.free();
    this.#figure = figure;
  }
}

/** A link may hold what neither page nor core can make anything of: then nothing more is known than that. */
function faultOf(caught: unknown): CoreError {
  if (caught instanceof UnfitError) return caught.fault;
  return coreFault(caught) ?? { code: 'unreadable', path: '', details: {}, message: 'unreadable' };
}

export const besideOf = once((store: Store) => new Beside(store));
