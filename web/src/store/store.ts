import { type Core, coreError } from '../core/module.ts';
import type { Trace } from '../core/trace.ts';
import type { Cell, CoreError } from '../core/types.ts';
import type { Language } from '../text/catalogue.ts';
import { segment } from '../text/segment.ts';
import { nameCell, nameInHead, resolveCell } from './cell-name.ts';
import { type Entry, entryOf, examples, mechanismOf } from './examples.ts';
import { readLink, writeLink } from './link.ts';
import { coreJson, defaultScenario, type Scenario, withField } from './scenario.ts';
import { type CellName, defaultView, type Segmentation, type View } from './view.ts';

/** What was computed, and from what: tokens and options on screen are always those of the numbers beside them. */
export interface Figure {
  readonly trace: Trace;
  readonly scenario: Scenario;
  /** As it was then: a sentence typed since may not have become tokens. */
  readonly view: View;
}

export type History = 'push' | 'replace';
/** figure: numbers or options changed; point: another cell is looked at; words: language or theme. */
export type Topic = 'figure' | 'point' | 'words';

/** The page's one state. Views read it and call its methods; they never write to one another. */
export class Store {
  readonly core: Core;
  scenario: Scenario;
  view: View;
  figure: Figure;
  error: CoreError | null = null;
  brokenLink = false;
  painting = false;
  /** Set where the figure stands alone: its state is not written to the address. */
  keepsAddress = true;
  #pointed: CellName | null = null;
  #back: CellName[] = [];
  #remembered = new Map<Entry, { scenario: Scenario; view: View }>();
  #listeners = new Map<(topic: Topic) => void, readonly Topic[]>();
  #frame = 0;
  #linkTimer = 0;
  #unwritten = '';
  #pushPending = false;

  constructor(core: Core, language: Language, hash: string) {
    this.core = core;
    const opened = this.#open(hash, language);
    this.scenario = opened.scenario;
    this.view = opened.view;
    this.figure = opened.figure;
  }

  subscribe(listener: (topic: Topic) => void, topics: readonly Topic[]): () => void {
    this.#listeners.set(listener, topics);
    return () => this.#listeners.delete(listener);
  }

  publish(topic: Topic): void {
    for (const [listener, topics] of this.#listeners) if (topics.includes(topic)) listener(topic);
  }

  /** What the figure shows: a change that the core refuses leaves heading and figure as they are. */
  get entry(): Entry {
    return entryOf(this.figure.scenario);
  }

  // What is computed

  set(path: string, value: unknown, history: History): void {
    this.#change(withField(this.scenario, path, value), this.view, history);
  }

  /** A text field was typed into. */
  type(field: 'tokens' | 'keys', text: string): void {
    const view = { ...this.view, [field === 'tokens' ? 'text' : 'keysText']: text };
    this.#change({ ...this.scenario, [field]: this.#segment(text, view.segmentation) }, view, 'replace');
  }

  segmentBy(segmentation: Segmentation): void {
    const view = { ...this.view, segmentation };
    const tokens = this.#segment(view.text, segmentation);
    const keys = this.scenario.keys && this.#segment(view.keysText, segmentation);
    this.#change({ ...this.scenario, tokens, keys }, view, 'push');
  }

  /** Keys from a sentence of their own, or from that of the queries. */
  separateKeys(separate: boolean, language: Language): void {
    const keysText = this.view.keysText || (examples[language].cross.keysText ?? '');
    const keys = separate ? this.#segment(keysText, this.view.segmentation) : null;
    this.#change({ ...this.scenario, keys }, { ...this.view, keysText }, 'push');
  }

  /** Changes the mechanism. Each keeps what was last computed with it; a sentence of the reader's own goes along. */
  choose(entry: Entry, language: Language): void {
    const here = this.entry;
    if (entry === here) return;
    const last = this.error ? this.figure : { scenario: this.scenario, view: this.view };
    const { text, segmentation } = last.view;
    const own = !Object.values(examples).some(list => Object.values(list).some(example => example.text === text));
    this.#remembered.set(here, last);
    const { scenario, view } = this.#remembered.get(entry) ?? this.#example(entry, language);
    this.painting = false;
    this.#pointed = null;
    if (own) this.#change({ ...scenario, tokens: last.scenario.tokens }, { ...view, text, segmentation, locked: null }, 'push');
    else this.#change(scenario, view, 'push');
  }

  reset(hash: string, language: Language): void {
    this.#pointed = null;
    this.openAddress(hash, language);
  }

  isPainted(row: number, column: number): boolean {
    return this.scenario.mask.free.some(pair => pair[0] === row && pair[1] === column);
  }

  paint(row: number, column: number, hide: boolean): void {
    const others = this.scenario.mask.free.filter(pair => pair[0] !== row || pair[1] !== column);
    this.set('mask.free', hide ? [...others, [row, column]] : others, 'replace');
  }

  togglePaint(row: number, column: number): void {
    this.paint(row, column, !this.isPainted(row, column));
  }

  // How it is looked at

  setView(change: Partial<View>, history: History): void {
    this.view = { ...this.view, ...change };
    this.#writeLink(history);
    this.publish('figure');
  }

  setPainting(painting: boolean): void {
    this.painting = painting;
    this.#change(this.scenario, this.view, 'replace');
  }

  chooseHead(head: number): void {
    const move = (cell: CellName | null): CellName | null =>
      cell && cell.head >= 0 ? { ...cell, head, name: nameInHead(this.figure.trace, cell, head) } : cell;
    this.#pointed = move(this.#pointed);
    this.setView({ head, locked: move(this.view.locked) }, 'push');
  }

  point(cell: Cell | null): void {
    if (!cell) return;
    this.#pointed = nameCell(this.figure.trace, cell);
    if (!this.view.locked) this.publish('point');
  }

  lock(cell: Cell | null, keepTrail = false): void {
    if (!keepTrail) this.#back = [];
    this.view = { ...this.view, locked: nameCell(this.figure.trace, cell) };
    if (cell) this.#pointed = this.view.locked;
    this.#writeLink('replace');
    this.publish('point');
  }

  toggleLock(cell: Cell): void {
    const { locked } = this;
    const same = locked?.node === cell.node && locked.row === cell.row && locked.column === cell.column;
    this.lock(same ? null : cell);
  }

  /** Walks from a number to one that made it. */
  follow(cell: Cell): void {
    const from = nameCell(this.figure.trace, this.active);
    if (from) this.#back.push(from);
    this.lock(cell, true);
  }

  get canGoBack(): boolean {
    return this.#back.length > 0;
  }

  goBack(): void {
    const name = this.#back.pop();
    const cell = name && resolveCell(this.figure.trace, name);
    if (cell) this.lock(cell, true);
  }

  /** The cell whose arithmetic is shown: the locked one, else the last one pointed at, else a telling one. */
  get active(): Cell | null {
    return this.locked ?? (this.#pointed && resolveCell(this.figure.trace, this.#pointed)) ?? this.#resting();
  }

  get locked(): Cell | null {
    return this.view.locked && resolveCell(this.figure.trace, this.view.locked);
  }

  /** The head on screen; a link may ask for one that is not there. */
  get head(): number {
    return this.figure.scenario.mechanism === 'multi_head'
      ? Math.min(this.view.head, Number(this.figure.scenario.heads) - 1)
      : -1;
  }

  /** The link to what is on screen. */
  link(): string {
    const { text, keysText, segmentation } = this.figure.view;
    return writeLink(this.core, this.figure.scenario, { ...this.view, text, keysText, segmentation });
  }

  // Inside

  #segment(text: string, by: Segmentation): string[] {
    return segment(text, by, part => this.core.tokenize(part));
  }

  #change(scenario: Scenario, view: View, history: History): void {
    this.scenario = scenario;
    this.view = view;
    this.#pushPending ||= history === 'push';
    this.#frame ||= requestAnimationFrame(() => this.#compute());
  }

  #compute(): void {
    this.#frame = 0;
    const history = this.#pushPending ? 'push' : 'replace';
    this.#pushPending = false;
    try {
      this.figure = this.#figureOf(this.scenario, this.view, this.painting);
      this.error = null;
      this.brokenLink = false;
      this.#writeLink(history);
    } catch (caught) {
      this.error = this.#placed(coreError(caught));
    }
    this.publish('figure');
  }

  #open(hash: string, language: Language): { scenario: Scenario; view: View; figure: Figure } {
    this.brokenLink = false;
    if (hash.length > 1) {
      try {
        const opened = readLink(this.core, hash);
        return { ...opened, figure: this.#figureOf(opened.scenario, opened.view, false) };
      } catch {
        this.brokenLink = true;
      }
    }
    const opened = this.#example('multi_head', language);
    return { ...opened, figure: this.#figureOf(opened.scenario, opened.view, false) };
  }

  #figureOf(scenario: Scenario, view: View, painting: boolean): Figure {
    return { trace: this.core.run(coreJson(scenario, painting)), scenario, view };
  }

  /** Width and heads do not fit each other: it is said beside the one that was changed. */
  #placed(error: CoreError): CoreError {
    const widthChanged = this.scenario.width !== this.figure.scenario.width;
    return error.code === 'not_divisible' && widthChanged ? { ...error, path: 'width' } : error;
  }

  #example(entry: Entry, language: Language): { scenario: Scenario; view: View } {
    const { text, keysText, fields, head = 0 } = examples[language][entry];
    const tokens = this.#segment(text, 'words');
    const keys = keysText === undefined ? null : this.#segment(keysText, 'words');
    const scenario = { ...defaultScenario(this.core, mechanismOf(entry)), ...fields, tokens, keys };
    return { scenario, view: { ...defaultView(scenario), text, keysText: keysText ?? '', head } };
  }

  /** Opens the state of an address, after Back, Forward or a link typed into the address bar. */
  openAddress(hash: string, language: Language): void {
    // What was still to be computed or written belongs to the address that was left.
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#linkTimer);
    this.#frame = 0;
    this.#unwritten = '';
    this.#pushPending = false;
    const opened = this.#open(hash, language);
    Object.assign(this, opened);
    this.error = null;
    this.publish('figure');
  }

  #writeLink(history: History): void {
    if (!this.keepsAddress) return;
    clearTimeout(this.#linkTimer);
    if (history === 'push') {
      if (this.#unwritten) window.history.replaceState(null, '', this.#unwritten);
      this.#unwritten = '';
      window.history.pushState(null, '', this.link());
      return;
    }
    // Browsers limit how often the address may change, and typing is faster.
    this.#unwritten = this.link();
    this.#linkTimer = window.setTimeout(() => {
      window.history.replaceState(null, '', this.#unwritten);
      this.#unwritten = '';
    }, 200);
  }

  /** Where nothing was pointed at yet: the largest weight of a row, in an example the one it is about, else the last. */
  #resting(): Cell | null {
    const weights = this.figure.trace.find('weights', { head: this.head });
    if (!weights) return null;
    const example = Object.values(examples).find(list => list[this.entry].text === this.view.text)?.[this.entry];
    const row = Math.min(example?.look ?? weights.rows, weights.rows - 1);
    const values = this.figure.trace.values(weights.node).subarray(row * weights.columns, (row + 1) * weights.columns);
    return { node: weights.node, row, column: values.indexOf(Math.max(...values)) };
  }
}
