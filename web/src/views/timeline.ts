import { html, svg, type TemplateResult } from 'lit';
import type { Topic } from '../store/store.ts';
import { fill } from '../text/catalogue.ts';
import { styled } from './directives.ts';
import { icon } from './icons.ts';
import type { Stop } from './layout.ts';
import { symbolMath } from './math.ts';
import { ViewElement } from './view-element.ts';

const pause = 1100;

/** The stages under their matrices: names, shapes, and a bar to step through them. Tells the shown stage with `stage` events. */
export class TimelineElement extends ViewElement {
  static override properties = { stops: { attribute: false }, start: { attribute: false }, shown: { attribute: false } };
  declare stops: readonly Stop[];
  declare start: number;
  declare shown: number | null;
  protected override readonly topics: readonly Topic[] = ['words', 'point'];
  #timer = 0;

  constructor() {
    super();
    this.stops = [];
    this.start = 0;
    this.shown = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  /** The stop of the cell that is looked at; keys and values belong to the stage that they join. */
  get #activeStop(): number {
    const { active, figure } = this.store;
    const node = active && figure.trace.node(active.node);
    const own = this.stops.findIndex(({ part }) => part.node === node);
    if (own >= 0) return own;
    const stage = node?.stage === 'values' ? 'output' : node?.stage === 'keys' ? 'scores' : 'weights';
    return this.stops.findIndex(
      ({ part }) => part.node.stage === stage || (stage === 'scores' && part.node.stage === 'masked_scores'),
    );
  }

  protected override render(): TemplateResult {
    const { stops, words } = this;
    const current = this.shown ?? this.#activeStop;
    const first = stops[0]?.x ?? 0;
    const last = stops.at(-1)?.x ?? 0;
    const done = stops[current]?.x ?? first;
    const playing = this.#timer !== 0;
    return html`<div class="timeline">
      <div class="timeline-buttons">
        <button type="button" class="play" data-control="play" aria-label=${playing ? words.timeline.pause : words.timeline.play} @click=${this.#play}>${icon(playing ? 'pause' : 'play')}</button>
        <button type="button" class="icon-button small" data-control="previous-stage" aria-label=${words.timeline.previous} @click=${() => this.#go(current - 1)}>${icon('previous')}</button>
        <button type="button" class="icon-button small" data-control="next-stage" aria-label=${words.timeline.next} @click=${() => this.#go(current + 1)}>${icon('next')}</button>
      </div>
      <svg class="track" width=${last + 20} height="36" aria-hidden="true">
        ${svg`<path class="track-all" d="M${first} 18H${last}" /><path class="track-done" d="M${first} 18H${done}" />`}
      </svg>
      ${stops.map((stop, index) => this.#stopView(stop, index, current))}
    </div>`;
  }

  #stopView({ x, part }: Stop, index: number, current: number): TemplateResult {
    const { words } = this;
    const { node, symbol } = part;
    const state = index === current ? 'now' : index < current ? 'done' : '';
    return html`<button type="button" class="stop ${state}" data-stop=${node.stage} aria-current=${index === current ? 'step' : 'false'} ${styled({ left: x })} @click=${() => this.#go(index)}>
      <span class="dot"></span>${symbolMath(symbol, node.role)}
      <span class="stop-name">${words.stage[node.stage]}</span>
      <span class="stop-name">${fill(words.shape, { rows: node.rows, columns: node.columns })}</span>
    </button>`;
  }

  #go(index: number): void {
    this.#stop();
    this.#tell(Math.max(0, Math.min(this.stops.length - 1, index)));
  }

  /** After the last stage everything is shown again. */
  #tell(index: number): void {
    const shown = index >= this.stops.length - 1 ? null : index;
    this.dispatchEvent(new CustomEvent('stage', { detail: shown }));
    this.requestUpdate();
  }

  #play = (): void => {
    if (this.#timer) {
      this.#stop();
      this.requestUpdate();
      return;
    }
    let index = 0;
    this.#tell(index);
    this.#timer = window.setInterval(() => {
      this.#tell(++index);
      if (index >= this.stops.length - 1) this.#stop();
    }, pause);
    this.requestUpdate();
  };

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = 0;
  }
}

customElements.define('attention-timeline', TimelineElement);

declare global {
  interface HTMLElementTagNameMap {
    'attention-timeline': TimelineElement;
  }
  interface HTMLElementEventMap {
    stage: CustomEvent<number | null>;
  }
}
