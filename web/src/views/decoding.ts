import { html, nothing, type TemplateResult } from 'lit';
import type { Cell } from '../core/types.ts';
import type { Store, Topic } from '../store/store.ts';
import { fill } from '../text/catalogue.ts';
import { styled } from './directives.ts';
import { type FigureModel, figureModel } from './figure.ts';
import { icon } from './icons.ts';
import { litAxes } from './marks.ts';
import { enterPlayer, leavePlayer, type Player } from './player.ts';
import { ViewElement } from './view-element.ts';

const pause = 900;
/** More than these are a slider: nobody finds one of hundreds of dots. */
const mostStops = 40;

/** The decoding step that is looked at: that of the cell pointed at, else the last one shown. */
export function stepLookedAt(store: Store, model: FigureModel): number {
  const last = lastStep(store, model);
  return Math.min(litAxes(model, store.active).get('step') ?? last, last);
}

/** The last decoding step that is shown. */
export function lastStep(store: Store, model: FigureModel): number {
  const last = (model.weights?.node.rows ?? 1) - 1;
  return Math.min(store.view.step ?? last, last);
}

/** What a step points at, or writes. */
function chosenIn({ order, vocabulary, rowNames, scenario }: FigureModel, step: number): string | undefined {
  return scenario.mechanism === 'pointer' ? vocabulary[order[step] ?? -1] : rowNames[step];
}

/** What a decoder looks at most in a step. */
function largestOf({ trace, weights }: FigureModel, row: number): Cell | null {
  if (!weights) return null;
  const { node, columns } = weights.node;
  const values = trace.values(node).subarray(row * columns, (row + 1) * columns);
  return { node, row, column: Math.max(0, values.indexOf(Math.max(...values))) };
}

/** Goes through a decoder's steps: back, on, to any, or all by itself. */
export class DecodingElement extends ViewElement implements Player {
  protected override readonly topics: readonly Topic[] = ['figure', 'words', 'point'];
  #timer = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    enterPlayer(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    leavePlayer(this);
    this.#stop();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { store, words } = this;
    const model = figureModel(store.figure, store.looking, words);
    const steps = model.weights?.node.rows ?? 0;
    if (model.rowAxis !== 'step' || steps < 2) return nothing;
    const now = stepLookedAt(store, model);
    const playing = this.#timer !== 0;
    return html`<div class="decoding" role="group" aria-label=${words.decoding.label} @keydown=${this.#key}>
      <button type="button" class="play" data-control="play-decoding" aria-label=${playing ? words.timeline.pause : words.decoding.play} @click=${() => this.toggle()}>${icon(playing ? 'pause' : 'play')}</button>
      <button type="button" class="icon-button small" data-control="previous-step" aria-label=${words.decoding.previous} ?disabled=${now === 0} @click=${() => this.#go(now - 1)}>${icon('previous')}</button>
      <button type="button" class="icon-button small" data-control="next-step" aria-label=${words.decoding.next} ?disabled=${now === steps - 1} @click=${() => this.#go(now + 1)}>${icon('next')}</button>
      ${steps > mostStops ? this.#slider(model, steps, now) : html`<ol class="decoding-steps" ${styled({ '--steps': String(steps) })}>${Array.from({ length: steps }, (_, step) => this.#stopView(model, step, now))}</ol>`}
    </div>`;
  }

  #slider(model: FigureModel, steps: number, now: number): TemplateResult {
    const name = `${fill(this.words.step, { n: now + 1 })}: ${chosenIn(model, now) ?? ''}`;
    const slide = (event: Event): void => this.#go(Number((event.target as HTMLInputElement).value) - 1);
    return html`<input type="range" data-control="decoding-step" min="1" max=${steps} aria-label=${this.words.decoding.label} aria-valuetext=${name} .value=${String(now + 1)} @input=${slide} /> <output class="stop-name" dir="auto">${name}</output>`;
  }

  /** A step that points goes by what it chose, once it has; one that writes by its word. */
  #stopView(model: FigureModel, step: number, now: number): TemplateResult {
    const { words } = this;
    const chosen = chosenIn(model, step);
    const shown = step <= now || model.scenario.mechanism !== 'pointer';
    const name = shown && chosen !== undefined ? chosen : fill(words.step, { n: step + 1 });
    const state = step === now ? 'now' : step < now ? 'done' : '';
    return html`<li><button type="button" class="decoding-step ${state}" data-decoding-step=${step} aria-current=${step === now ? 'step' : 'false'} aria-label="${fill(words.step, { n: step + 1 })}: ${chosen ?? ''}" @click=${() => this.#go(step)}><span class="dot"></span><span class="stop-name" dir="auto">${name}</span></button></li>`;
  }

  #go(step: number): void {
    this.#stop();
    this.#lookAt(step);
    this.requestUpdate();
  }

  #lookAt(step: number): void {
    const { store, words } = this;
    const model = figureModel(store.figure, store.looking, words);
    const cell = largestOf(model, Math.max(0, Math.min(step, (model.weights?.node.rows ?? 1) - 1)));
    if (store.view.step !== null && step > store.view.step) store.setView({ step: null }, 'replace');
    if (store.locked) store.lock(cell);
    else store.point(cell);
  }

  /** One step after the other appears, as they are decoded; in the end all of them stay. */
  toggle(): void {
    const { store, words } = this;
    if (this.#timer) {
      this.#stop();
      store.setView({ step: null }, 'replace');
      return;
    }
    const steps = figureModel(store.figure, store.looking, words).weights?.node.rows ?? 0;
    let step = 0;
    const show = (): void => {
      store.setView({ step: step < steps - 1 ? step : null }, 'replace');
      this.#lookAt(step);
      if (++step >= steps) this.#stop();
    };
    this.#timer = window.setInterval(show, pause);
    show();
  }

  step(direction: 1 | -1): void {
    const { store, words } = this;
    this.#go(stepLookedAt(store, figureModel(store.figure, store.looking, words)) + direction);
  }

  #key = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    this.step(event.key === 'ArrowRight' ? 1 : -1);
  };

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = 0;
  }
}

customElements.define('attention-decoding', DecodingElement);
