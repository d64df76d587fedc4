import type { Core } from '../core/module.ts';
import type { Cell, Mechanism } from '../core/types.ts';
import type { Language } from '../text/catalogue.ts';
import type { History } from './address.ts';
import { lossName, nameCell } from './cell-name.ts';
import { Computed } from './computed.ts';
import { withEdit } from './edits.ts';
import { elementsText } from './examples.ts';
import { figureOf } from './figure.ts';
import { painted } from './frame.ts';
import { type LessonPlace, placeAfterUndo } from './lesson-place.ts';
import { lessonState } from './lessons.ts';
import { type Needs, stateNeeds } from './link.ts';
import { entering, exampleState, isOpening, openHash, openingState, segmented, split, withKeys } from './opening.ts';
import type { Panel } from './panels.ts';
import { type Edit, type Elements, isPainted, type Scenario, type Sentence, type Typed, withField } from './scenario.ts';
import type { Topic } from './topics.ts';
import type { State } from './undo.ts';
import { mostText, type Segmentation, textFields, type View } from './view.ts';

export type { History, Topic };

/** Fetched when first something belongs to a token. */
let carrying: typeof import('./carrying.ts') | null = null;

/** The page's one state. Views read it and call its methods; they never write to one another. */
export class Store extends Computed {
  #remembered = new Map<Mechanism, State>();
  /** For what tokens carry along, until all is done that was typed before it came. */
  #waiting: Promise<void> | null = null;

  static async open(core: Core, language: Language, hash: string, prepare: (needs: Needs) => Promise<void>): Promise<Store> {
    const load = (needs: Needs): Promise<boolean> =>
      prepare(needs).then(
        () => true,
        () => false,
      );
    const open = (at: string): Promise<Store | null> =>
      openHash(core, at, language, load, opened => new Store(core, opened, prepare));
    const store = await open(hash);
    if (store) return store;
    const example = await open('');
    if (!example) throw new Error('nothing could be loaded');
    example.notice = 'notLoaded';
    return example;
  }

  // What is computed

  set(path: string, value: unknown, history: History): void {
    const scenario = withField(this.scenario, path, value);
    // What the page opens with is not drawn: who asks for another draw gets one.
    this.change(path === 'seed' && this.isOpening ? { ...scenario, weights: {} } : scenario, this.view, history);
  }

  /** A text field was typed into. */
  type(field: Sentence, typed: string): void {
    if (typed.length > mostText) {
      // Not even looked at, and nothing changes: who pastes a book has it still.
      const details = { got: String(typed.length), maximum: String(mostText), unit: 'characters' };
      void this.refuse({ code: 'too_large', path: field, details, message: '' });
      return;
    }
    // Half a character cannot be written in a link.
    const text = typed.toWellFormed();
    this.retoken(field, split(this.core, text, this.view.segmentation), text, 'replace');
  }

  /**
   * Other tokens of a sentence, and which of those before each was, where that is known; what belongs to one goes with it.
   * What the page opens with has numbers for its own words only; others' are drawn, and all else stays.
   */
  retoken(field: Sentence, tokens: readonly string[], text: string, history: History, origin?: readonly (number | null)[]): void {
    const change = (): void => {
      const { tokens: asked } = this.scenario;
      const leaves = this.isOpening && !tokens.every(token => asked.includes(token));
      const now = leaves ? { ...this.scenario, weights: {} } : this.scenario;
      const plain = { scenario: { ...now, [field]: tokens, query: null }, compared: this.view.compared };
      const bearers = { scenario: now, compared: this.view.compared };
      const { scenario, compared } = carrying?.carry(this.core, bearers, this.figure.scenario, field, tokens, origin) ?? plain;
      this.change(scenario, { ...this.view, compared, [textFields[field]]: text }, history);
    };
    const { edits, weights, mask } = this.scenario;
    const bare = !this.view.compared && edits.length + mask.free.length + Object.keys(weights).length === 0;
    if (!this.#waiting && (carrying || bare)) change();
    else this.#wait(change);
  }

  /** What is typed meanwhile is done in the order in which it was typed. */
  #wait(change: () => void): void {
    this.#waiting ??= import('./carrying.ts').then(loaded => {
      carrying = loaded;
    }, console.warn);
    const waiting = this.#waiting.then(change).then(() => {
      if (this.#waiting === waiting) this.#waiting = null;
    });
    this.#waiting = waiting;
  }

  /** Other elements to point at, from an example that has such. What was set by hand belongs to the vectors of those before. */
  setElements(elements: Elements, language: Language): void {
    const text = elementsText(elements, language);
    const view = { ...this.view, text };
    const tokens = split(this.core, text, view.segmentation);
    this.change({ ...this.scenario, elements, tokens, steps: null, edits: [], weights: {} }, view, 'push');
  }

  segmentBy(segmentation: Segmentation): void {
    const { scenario, view } = segmented(this.core, this, segmentation);
    this.change(scenario, view, 'push');
  }

  /** Keys from a sentence of their own, or from that of the queries. */
  separateKeys(separate: boolean, language: Language): void {
    const { scenario, view } = withKeys(this.core, this, separate, language);
    this.change(scenario, view, 'push');
  }

  /** Whether the page shows what it opened with, and no lesson explains it. */
  get isOpening(): boolean {
    return !this.view.lesson && isOpening(this.figure.scenario);
  }

  /** What the page opens with, as long as it was not changed, in another language. */
  translateOpening(language: Language): void {
    const other = openingState(this.core, language === 'en' ? 'zh' : 'en');
    if (this.isOpening && JSON.stringify(this.scenario) === JSON.stringify(other.scenario)) {
      const { scenario, view } = openingState(this.core, language);
      this.change(scenario, { ...this.view, text: view.text }, 'replace');
    }
  }

  /** Changes the mechanism. Each keeps what was last computed with it; a sentence of the reader's own goes along. */
  async choose(mechanism: Mechanism, language: Language): Promise<void> {
    if (!(await this.load(this.needs({ mechanism, gradients: false })))) return;
    // The press itself is drawn first: a whole other figure is work for a task of its own.
    await painted();
    const here = this.mechanism;
    const { isOpening } = this;
    if (mechanism === here && !isOpening) return;
    const last = this.errors.length > 0 ? this.figure : { scenario: this.scenario, view: this.view };
    if (!isOpening) this.#remembered.set(here, last);
    const { scenario, view } = entering(this.core, mechanism, language, this.#remembered.get(mechanism), last);
    this.painting = false;
    this.leave();
    this.change(scenario, { ...view, panel: this.view.panel, compared: this.view.compared, lesson: null }, 'push');
  }

  /** Begins again, with the example or with what the lesson opens with; the seed stays. */
  startOver(language: Language): void {
    const { panel, lesson } = this.view;
    const { core, mechanism } = this;
    const opening = this.isOpening ? openingState(core, language) : exampleState(core, mechanism, language);
    const { scenario, view } = lesson ? lessonState(core, lesson, language) : opening;
    this.painting = false;
    this.leave();
    this.change({ ...scenario, seed: this.figure.scenario.seed }, { ...view, panel, lesson }, 'push');
  }

  async reset(hash: string, language: Language): Promise<void> {
    this.leave();
    await this.openAddress(hash, language);
  }

  /** Hides a pair by hand or shows it again; unless it is said which, the other of what it is. */
  paint(row: number, column: number, hide = !isPainted(this.scenario, row, column)): void {
    const others = this.scenario.mask.free.filter(pair => pair[0] !== row || pair[1] !== column);
    this.set('mask.free', hide ? [...others, [row, column]] : others, 'replace');
  }

  /** Sets a number that the computation starts from by hand; null releases it. */
  edit({ node, row, column }: Cell, value: Typed | null): void {
    const matrix = this.figure.trace.givenName(node);
    if (matrix) this.change(withEdit(this.scenario, { matrix, row, column }, value), this.view, 'replace');
  }

  /** Another figure altogether, as a lesson has it; one undoes it like any other change. */
  async openState({ scenario, view }: State): Promise<void> {
    if (!(await this.load(stateNeeds({ scenario, view })))) return;
    this.painting = false;
    this.leave();
    this.change(scenario, view, 'push');
  }

  /** Whether the core that can do so is there. */
  async prepareInverse(): Promise<boolean> {
    return this.load(this.needs({ gradients: true }));
  }

  /** Sets several numbers by hand, in one step. */
  applyEdits(edits: readonly Edit[]): void {
    const change = (scenario: Scenario, { matrix, row, column, value }: Edit): Scenario =>
      withEdit(scenario, { matrix, row, column }, value);
    this.change(edits.reduce(change, this.scenario), this.view, 'push');
  }

  // How it is looked at

  /** Another place in the lessons. It changes nothing of the figure, and there is nothing to undo. */
  async learn(lesson: LessonPlace | null, history: History): Promise<void> {
    if (lesson && !(await this.load(this.needs({ lesson: true })))) return;
    this.view = { ...this.view, lesson };
    this.writeLink(history);
    this.publish('figure');
  }

  setView(change: Partial<View>, history: History): void {
    const view = { ...this.view, ...change };
    this.undo.record(this, { scenario: this.scenario, view }, history === 'replace');
    this.view = view;
    this.writeLink(history);
    this.publish('figure');
  }

  /** Looks at the figure in another way. */
  async show(panel: Panel): Promise<void> {
    if (!(await this.load(this.needs({ panel })))) return;
    // What was loaded may be a core that knows more of the same figure.
    this.figure = figureOf(this.core, this.figure.scenario, this.figure.view, this.painting);
    this.notice = null;
    this.setView({ panel }, 'push');
  }

  /** Shows how fast a number grows with all others, in their place; null shows the numbers again. */
  async showGradients(cell: Cell | null): Promise<void> {
    const gradientOf = nameCell(this.figure.trace, cell);
    if (!(await this.load(this.needs({ gradients: cell !== null })))) return;
    this.change(this.scenario, { ...this.view, gradientOf }, 'push');
  }

  /** Shows how fast the loss grows with every number. */
  async showLossGradients(): Promise<void> {
    if (!(await this.load(this.needs({ gradients: true })))) return;
    this.change({ ...this.scenario, loss: true }, { ...this.view, gradientOf: lossName }, 'push');
  }

  /** Goes a change back, or forth again. */
  step(direction: 'undo' | 'redo'): void {
    const state = this.undo[direction](this);
    if (state) this.enter(state.scenario, { ...state.view, lesson: placeAfterUndo(this.view.lesson, state.view.lesson) }, 'push');
  }

  setPainting(painting: boolean): void {
    this.painting = painting;
    this.change(this.scenario, this.view, 'replace');
  }

  chooseHead(head: number): void {
    this.setView({ head, locked: this.walkToHead(head) }, 'push');
  }

  /** The link to what is on screen. */
  link(): string {
    return this.linkLater()();
  }
}
