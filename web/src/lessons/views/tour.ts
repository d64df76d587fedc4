import { html, nothing, type TemplateResult } from 'lit';
import type { LessonPlace } from '../../store/lesson-place.ts';
import { at as valueAt } from '../../store/scenario.ts';
import type { Topic } from '../../store/store.ts';
import { fill } from '../../text/catalogue.ts';
import { icon } from '../../views/icons.ts';
import { phone } from '../../views/narrow.ts';
import { ViewElement } from '../../views/view-element.ts';
import { lessonCatalogue } from '../catalogue.ts';
import { holds, isLost } from '../conditions.ts';
import { goTo, openFigure } from '../go.ts';
import { rememberStep } from '../remembered.ts';
import { lessonOf } from '../structure.ts';
import type { LessonText, Prediction } from '../text.ts';
import type { TourStep } from '../types.ts';
import { frames, pointAt, show } from './pointer.ts';
import { richText } from './rich-text.ts';
import { situationOf } from './situations.ts';

const signs = ['wheel', 'pointerdown', 'keydown'];

/** A tour: a small card that points at things on the page, waits for the learner, and hides what is to be guessed. */
export class TourElement extends ViewElement {
  protected override readonly topics: readonly Topic[] = ['figure', 'point', 'words'];
  /** What was done since the tour began: "step condition". */
  readonly #done = new Set<string>();
  readonly #guesses = new Map<number, number>();
  #shown = '';
  readonly #phone = matchMedia(phone);

  get #place(): LessonPlace | null {
    return this.store.view.lesson;
  }

  #width = 0;
  #turns = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#width = window.innerWidth;
    window.addEventListener('resize', this.#turned);
    for (const type of signs) window.addEventListener(type, this.#moved, { passive: true });
  }

  /** A phone that is turned has another page. (Bars that come and go only change the height.) */
  #turned = (): void => {
    if (window.innerWidth === this.#width) return;
    this.#width = window.innerWidth;
    void this.#pointAgain(++this.#turns);
  };

  /** Who goes elsewhere is not called back. */
  #moved = (): void => void ++this.#turns;

  /** What another width needs may have to be fetched: the step points until nothing has moved for two seconds. */
  async #pointAgain(turn: number): Promise<void> {
    for (let [calm, left] = [0, 40]; calm < 8 && left > 0; --left) {
      await new Promise(done => setTimeout(done, 250));
      const place = this.#place;
      const step = place?.part === 'tour' ? this.#stepAt(place.step) : undefined;
      if (!place || !step || turn !== this.#turns || !this.isConnected) return;
      const before = window.scrollY;
      await show(step.at, false);
      pointAt(step.at, place.step + 1);
      calm = window.scrollY === before ? calm + 1 : 0;
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('resize', this.#turned);
    for (const type of signs) window.removeEventListener(type, this.#moved);
    pointAt(null, 0);
    this.#veil([]);
  }

  protected override render(): TemplateResult | typeof nothing {
    const place = this.#place;
    if (place?.part !== 'tour') return nothing;
    const { tour } = lessonOf(place.lesson);
    const text = lessonCatalogue().lessons[place.lesson - 1];
    const step = tour[place.step];
    if (!step || !text) return nothing;
    this.#watch(tour, place);
    const words = lessonCatalogue().words.tour;
    const [done, total] = this.#progress(step, place.step);
    const over = done === total;
    const last = place.step === tour.length - 1;
    return html`<section class="lesson-card tour-card" data-step=${place.step} aria-label=${words.title} @keydown=${this.#key}>
      <header><span class="card-number" aria-hidden="true">${place.step + 1}</span><h3>${fill(words.of, { n: place.step + 1, total: tour.length })}</h3>
        <button type="button" class="icon-button small" data-control="leave-tour" aria-label=${words.leave} title=${words.leave} @click=${this.#leave}>${icon('close')}</button></header>
      <div class="tour-text" aria-live="polite">${this.#text(text, place.step)}${over ? nothing : this.#lost(step, place)}</div>
      <footer>
        <span class="tour-state ${over ? 'good' : ''}" role="status">${
          total === 0
            ? nothing
            : over
              ? html`${icon('check')}${words.done}`
              : done > 0
                ? fill(words.partly, { n: done, total })
                : words.waiting
        }</span>
        <button type="button" class="quiet" data-control="show-target" @click=${() => void show(step.at, true)}>${words.show}</button>
      </footer>
      <nav class="tour-steps ${tour.length > 6 ? 'long' : ''}" aria-label=${words.title}>
        <button type="button" class="icon-button small" data-control="tour-back" aria-label=${words.back} title=${words.back} ?disabled=${place.step === 0} @click=${() => this.#go(place.step - 1)}>${icon('previous')}</button>
        <ol>${tour.map((_, index) => this.#dot(index, place.step))}</ol>
        <button type="button" class=${over ? 'primary' : 'quiet'} data-control="tour-next" @click=${() => (last ? this.#leave() : this.#go(place.step + 1))}>
          <span>${last ? words.finish : over ? words.next : words.skip}</span>${last ? nothing : icon('next')}</button>
      </nav>
    </section>`;
  }

  #text(text: LessonText, index: number): TemplateResult {
    const step = text.tour[index] ?? '';
    if (typeof step === 'string') return html`<p>${richText(step, this.store)}</p>`;
    return this.#prediction(step, index);
  }

  /** The words that a step waits for may have been replaced by the reader's own. */
  #lost({ preset, awaits = [] }: TourStep, place: LessonPlace): TemplateResult | typeof nothing {
    const situation = preset === place.preset ? situationOf(this.store, this.words) : null;
    if (!situation || !awaits.some(condition => isLost(condition, situation))) return nothing;
    const { words } = lessonCatalogue();
    const restart = (): Promise<void> => openFigure(this.store, place);
    return html`<p class="tour-lost">${words.tour.lost} <button type="button" class="quiet" data-control="restart" @click=${restart}>${icon('restart')}${words.restart}</button></p>`;
  }

  #prediction({ ask, guesses, answer }: Prediction, index: number): TemplateResult {
    const { tour: words } = lessonCatalogue().words;
    const right = this.#stepAt(index)?.predicts?.right ?? 0;
    const guess = this.#guesses.get(index);
    const made = guess !== undefined;
    const button = (text: string, at: number): TemplateResult => {
      const look = made && at === right ? 'right' : guess === at ? 'guessed' : '';
      return html`<button type="button" class="guess ${look}" data-guess=${at} aria-pressed=${guess === at} aria-disabled=${made} @click=${() => this.#guess(index, at)}>${text}${made && at === right ? icon('check') : nothing}</button>`;
    };
    return html`<p>${richText(ask, this.store)}</p>
      <div class="guesses" role="group" aria-label=${words.guess}>${guesses.map(button)}</div>
      ${made ? html`<p class="tour-answer"><b>${guess === right ? words.right : words.other}</b> ${richText(answer, this.store)}</p>` : nothing}`;
  }

  #dot(index: number, current: number): TemplateResult {
    const label = fill(lessonCatalogue().words.tour.step, { n: index + 1 });
    const step = this.#stepAt(index);
    const [done, total] = step ? this.#progress(step, index) : [0, 0];
    const over = total > 0 && done === total;
    return html`<li><button type="button" class="tour-dot ${over ? 'over' : ''}" data-tour-step=${index} aria-label=${label} title=${label} aria-current=${index === current ? 'step' : 'false'} @click=${() => this.#go(index)}></button></li>`;
  }

  protected override updated(): void {
    const place = this.#place;
    const step = place?.part === 'tour' ? this.#stepAt(place.step) : undefined;
    if (!place || !step) {
      pointAt(null, 0);
      this.#veil([]);
      return;
    }
    const guessed = this.#guesses.has(place.step);
    this.#veil(step.predicts && !guessed ? step.predicts.hides : []);
    const shown = `${place.lesson} ${place.step}`;
    const entered = shown !== this.#shown;
    this.#shown = shown;
    void this.#point(step, place.step + 1, entered);
  }

  async #point(step: TourStep, number: number, entered: boolean): Promise<void> {
    // The figure is drawn in the next frame, and what was only measured then in the one after.
    await frames(2);
    if (entered && this.isConnected) {
      const panel = step.panel ?? 'flow';
      if (this.store.view.panel !== panel) await this.store.show(panel);
      await show(step.at, false);
    }
    if (this.isConnected && this.#stepAt(this.#place?.step ?? 0) === step) pointAt(step.at, number);
  }

  /** Notes what is so now: steps may be done in any order. */
  #watch(tour: readonly TourStep[], { preset }: LessonPlace): void {
    const situation = situationOf(this.store, this.words);
    if (!situation || this.store.errors.length > 0) return;
    tour.forEach((step, index) => {
      if (step.preset !== preset) return;
      (step.awaits ?? []).forEach((condition, at) => {
        if (holds(condition, situation)) this.#done.add(`${index} ${at}`);
      });
    });
  }

  /** How much of a step is done, and of how much. */
  #progress(step: TourStep, index: number): [done: number, total: number] {
    const awaits = step.awaits ?? [];
    const done = awaits.filter((_, at) => this.#done.has(`${index} ${at}`)).length;
    const guess = step.predicts ? [this.#guesses.has(index)] : [];
    return [done + guess.filter(Boolean).length, awaits.length + guess.length];
  }

  #stepAt(index: number): TourStep | undefined {
    return lessonOf(this.#place?.lesson ?? 1).tour[index];
  }

  #guess(step: number, guess: number): void {
    if (this.#guesses.has(step)) return;
    this.#guesses.set(step, guess);
    // The answer makes the card larger, and what it points at may have to make room.
    this.#shown = '';
    this.requestUpdate();
  }

  #go(step: number): void {
    const place = this.#place;
    if (!place) return;
    rememberStep(place.lesson, step);
    const at = lessonOf(place.lesson).tour[step]?.at;
    const explains = at !== undefined && 'part' in at && at.part === 'arithmetic';
    // On a phone the sheet of a locked number would lie over what this step points at.
    if (this.#phone.matches && !explains) this.store.lock(null);
    void goTo(this.store, { ...place, part: 'tour', step }).then(() => this.#prepare(step));
  }

  /** Sets what a step needs and another one, which may have been passed over, asks for. */
  #prepare(index: number): void {
    const { store } = this;
    for (const { path, is } of this.#stepAt(index)?.needs ?? [])
      if (valueAt(store.scenario, path) !== is) store.set(path, is, 'push');
  }

  #leave = (): void => {
    const place = this.#place;
    if (!place) return;
    const finished = place.step === lessonOf(place.lesson).tour.length - 1;
    rememberStep(place.lesson, finished ? 0 : place.step);
    void goTo(this.store, { ...place, part: 'read' });
  };

  #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.#leave();
  };

  #veil(stages: readonly string[]): void {
    const app = document.querySelector<HTMLElement>('attention-app');
    if (!app) return;
    if (stages.length > 0) app.dataset.veil = stages.join(' ');
    else delete app.dataset.veil;
  }
}

customElements.define('attention-tour', TourElement);
