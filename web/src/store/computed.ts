import { type Core, coreFault, isNotLoaded } from '../core/module.ts';
import type { CoreError, Mechanism } from '../core/types.ts';
import type { Language } from '../text/catalogue.ts';
import { Address, type History } from './address.ts';
import { type Figure, LaterFigure } from './figure.ts';
import { beforeFrame } from './frame.ts';
import { type Needs, writeLink } from './link.ts';
import { type Notice, type Opened, openHash } from './opening.ts';
import { type Scenario, withinReach } from './scenario.ts';
import { Undo } from './undo.ts';
import type { View } from './view.ts';
import { Walk } from './walk.ts';

/** Fetched when first something is refused, with the sentences that say so. */
let refusing: typeof import('./refused.ts') | null = null;

/** A scenario, how it is looked at, and the figure that was computed of both: whatever changes is computed before the next frame. */
export abstract class Computed extends Walk {
  readonly core: Core;
  scenario: Scenario;
  view: View;
  figure: Figure;
  /** What the core refuses of the scenario: the figure is of all else. */
  errors: readonly CoreError[] = [];
  notice: Notice | null = null;
  faults: readonly CoreError[] = [];
  painting = false;
  readonly address = new Address();
  readonly undo = new Undo();
  /** Loads what is needed beyond what every visit has. */
  readonly #prepare: (needs: Needs) => Promise<void>;
  /** What is to be computed, unless it is dropped before. */
  #asked: (() => void) | null = null;
  #pushPending = false;
  /** A large figure, until it is drawn. */
  #waiting: { readonly later: LaterFigure; readonly history: History } | null = null;
  #loads = 0;

  protected constructor(core: Core, opened: Opened, prepare: (needs: Needs) => Promise<void>) {
    super();
    this.core = core;
    this.#prepare = prepare;
    this.scenario = opened.scenario;
    this.view = opened.view;
    this.figure = opened.figure;
    this.notice = opened.notice;
    this.faults = opened.faults;
  }

  /** What the figure shows: a change that the core refuses leaves heading and figure as they are. */
  get mechanism(): Mechanism {
    return this.figure.scenario.mechanism;
  }

  /** The link to this state, also after the next one has come. */
  protected linkLater(): () => string {
    const { core, view } = this;
    const { scenario, view: computed } = this.figure;
    const { text, keysText, targetsText, segmentation } = computed;
    return () => writeLink(core, scenario, { ...view, text, keysText, targetsText, segmentation });
  }

  protected change(wanted: Scenario, view: View, history: History): void {
    const scenario = withinReach(this.core, wanted);
    this.undo.record(this, { scenario, view }, history === 'replace');
    this.enter(scenario, view, history);
  }

  protected enter(scenario: Scenario, view: View, history: History): void {
    this.scenario = scenario;
    this.view = view;
    this.#pushPending ||= history === 'push';
    if (this.#asked) return;
    const asked = (): void => void (this.#asked === asked && this.#compute());
    this.#asked = asked;
    beforeFrame(asked);
  }

  #compute(): void {
    this.#asked = null;
    const history: History = this.#pushPending ? 'push' : 'replace';
    this.#pushPending = false;
    this.#drawWaiting();
    let later: LaterFigure;
    try {
      later = new LaterFigure(this.core, this.scenario, this.view, this.painting);
    } catch (caught) {
      if (isNotLoaded(caught)) {
        void this.#computeWhole(history);
        return;
      }
      if (!coreFault(caught)) throw caught;
      if (!refusing) {
        void this.#computeRest(history);
        return;
      }
      const { figure, errors } = refusing.computedWithout(this.core, this, this.figure, this.painting);
      this.#draw(figure, errors, history);
      return;
    }
    const waiting = { later, history };
    this.#waiting = waiting;
    if (later.long) void later.breathe().then(() => this.#waiting === waiting && this.#drawWaiting());
    else this.#drawWaiting();
  }

  #draw(figure: Figure, errors: readonly CoreError[], history: History): void {
    const last = this.figure;
    this.figure = figure;
    this.errors = errors;
    if (errors.length === 0) this.notice = null;
    if (figure !== last) this.writeLink(history);
    this.publish('figure');
  }

  #drawWaiting(): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting) this.#draw(waiting.later.use(), [], waiting.history);
  }

  /** Once more, by what knows how to go on without what is refused. */
  async #computeRest(history: History): Promise<void> {
    if (await this.#learnToRefuse()) this.#again(history);
  }

  async #learnToRefuse(): Promise<boolean> {
    try {
      refusing = await import('./refused.ts');
    } catch (caught) {
      this.tellNotLoaded(caught);
    }
    return refusing !== null;
  }

  /** What is refused without being computed. */
  protected async refuse(error: CoreError): Promise<void> {
    if (!(await this.#learnToRefuse())) return;
    this.errors = [error];
    this.publish('figure');
  }

  /** Once more, by a core that knows of what this one does not. */
  async #computeWhole(history: History): Promise<void> {
    if (await this.load(this.needs({ whole: true }))) this.#again(history);
  }

  #again(history: History): void {
    this.#pushPending ||= history === 'push';
    this.#compute();
  }

  /** Opens the state of an address, after Back, Forward or a link typed into the address bar. */
  async openAddress(hash: string, language: Language): Promise<void> {
    this.#drop();
    const opening = ++this.#loads;
    await openHash(
      this.core,
      hash,
      language,
      needs => this.#loaded(needs, opening),
      opened => {
        // Something may have been changed while it was fetched.
        this.#drop();
        Object.assign(this, opened, { errors: [], painting: false }).publish('figure');
      },
    );
  }

  /** What was still to be computed or written belongs to the address that was left. */
  #drop(): void {
    this.address.forget();
    this.#asked = null;
    this.#pushPending = false;
    this.#waiting?.later.free();
    this.#waiting = null;
  }

  /** Whether all that is needed is there, and nothing else was asked for meanwhile; else the figure stays, and a notice says why. */
  protected load(needs: Needs): Promise<boolean> {
    return this.#loaded(needs, ++this.#loads);
  }

  async #loaded(needs: Needs, load: number): Promise<boolean> {
    if (load !== this.#loads) return false;
    try {
      await this.#prepare(needs);
      return load === this.#loads;
    } catch (caught) {
      this.tellNotLoaded(caught);
      return false;
    }
  }

  tellNotLoaded(caught: unknown): void {
    console.warn(caught);
    this.notice = 'notLoaded';
    this.faults = [];
    this.publish('figure');
  }

  protected needs(change: Partial<Needs>): Needs {
    const { panel, gradientOf, lesson } = this.view;
    return { mechanism: this.mechanism, panel, gradients: gradientOf !== null, lesson: lesson !== null, ...change };
  }

  protected writeLink(history: History): void {
    this.address.write(this.linkLater(), history);
  }
}
