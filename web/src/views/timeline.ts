import { html, svg, type TemplateResult } from 'lit';
import type { Topic } from '../store/store.ts';
import { fill } from '../text/catalogue.ts';
import { styled } from './directives.ts';
import { duringStroke } from './during-stroke.ts';
import { icon } from './icons.ts';
import type { Stop } from './layout.ts';
import { LazyPlayback } from './lazy-playback.ts';
import { symbolMath } from './math.ts';
import { endOf, type Moment, type Pace, paces, placeOf } from './moments.ts';
import { isScores } from './names.ts';
import { enterPlayer, leavePlayer, type Player } from './player.ts';
import type { Playback, Stage } from './playing.ts';
import { stageName } from './specs.ts';
import { ViewElement } from './view-element.ts';

/** The stages under their matrices: names, shapes, and a bar to step and scrub through them. Tells how far with `moment` events. */
export class TimelineElement extends ViewElement implements Player {
  static override properties = { stops: { attribute: false }, start: { attribute: false }, moment: { attribute: false } };
  declare stops: readonly Stop[];
  declare start: number;
  /** How far the figure is played; null where everything is there. */
  declare moment: Moment | null;
  protected override readonly topics: readonly Topic[] = ['words', 'point', 'figure'];
  readonly #playback = new LazyPlayback(() => this.#stage());
  #pace: Pace = 'stage';

  constructor() {
    super();
    this.stops = [];
    this.start = 0;
    this.moment = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    enterPlayer(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    leavePlayer(this);
    this.#playback.stop();
  }

  /** Other numbers: what was played is no more. */
  protected override changed(topic: Topic): void {
    if (topic === 'figure' && this.moment && this.moment.stop >= this.stops.length) this.#tell(null);
    this.requestUpdate();
  }

  /** The stop of the cell that is looked at; keys and values belong to the stage that they join. */
  get #activeStop(): number {
    const { active, figure } = this.store;
    const node = active && figure.trace.node(active.node);
    const own = this.stops.findIndex(({ part }) => part.node === node);
    if (own >= 0) return own;
    const stage = node?.stage === 'values' ? 'output' : node?.stage === 'keys' ? 'scores' : 'weights';
    return this.stops.findIndex(({ part }) => part.node.stage === stage || (stage === 'scores' && isScores(part.node)));
  }

  protected override render(): TemplateResult {
    const { stops, words } = this;
    const current = this.moment?.stop ?? this.#activeStop;
    const lines = [...new Set(stops.map(({ y }) => y))].map(y => stops.filter(stop => stop.y === y));
    const playing = this.#playback.playing;
    const choose = (event: Event): void => {
      this.#pace = (event.target as HTMLSelectElement).value as Pace;
      this.requestUpdate();
    };
    return html`<div class="timeline">
      <div class="timeline-buttons" ${styled({ 'margin-top': stops[0]?.y ?? 0 })}>
        <button type="button" class="play" data-control="play" aria-label=${playing ? words.timeline.pause : words.timeline.play} @click=${() => this.toggle()}>${icon(playing ? 'pause' : 'play')}</button>
        <button type="button" class="icon-button small" data-control="previous-stage" aria-label=${words.timeline.back[this.#pace]} @click=${() => this.step(-1)}>${icon('previous')}</button>
        <button type="button" class="icon-button small" data-control="next-stage" aria-label=${words.timeline.on[this.#pace]} @click=${() => this.step(1)}>${icon('next')}</button>
        <select class="pace" data-control="pace" aria-label=${words.timeline.pace} @change=${choose}>${paces.map(pace => html`<option value=${pace} ?selected=${pace === this.#pace}>${words.timeline.by[pace]}</option>`)}</select>
      </div>
      ${lines.map(line => this.#track(line, current))}
      ${stops.map((stop, index) => this.#stopView(stop, index, current))}
    </div>`;
  }

  /** The stages of one line of the flow. */
  #track(line: readonly Stop[], current: number): TemplateResult {
    const { moment, stops } = this;
    const first = line[0]?.x ?? 0;
    const last = line.at(-1)?.x ?? 0;
    const from = stops.indexOf(line[0] as Stop);
    const within = moment && moment.stop >= from && moment.stop < from + line.length;
    const reached = current < from ? first : (line[Math.min(current - from, line.length - 1)]?.x ?? first);
    const done = within ? placeOf(moment, line, stops) : reached;
    return html`<svg class="track" width=${last + 20} height="36" aria-hidden="true" ${styled({ top: line[0]?.y ?? 0 })}>
      ${svg`<path class="track-all" d="M${first} 18H${last}" /><path class="track-done" d="M${first} 18H${done}" />
        ${within ? svg`<circle class="track-head" cx=${done} cy="18" r="4" />` : ''}
        <path class="track-grip" d="M${first} 18H${last}" @pointerdown=${(event: PointerEvent) => this.#scrub(event, line[0]?.y ?? 0)} />`}
    </svg>`;
  }

  #stopView({ x, y, part }: Stop, index: number, current: number): TemplateResult {
    const { words } = this;
    const { node, symbol } = part;
    const state = index === current ? 'now' : index < current ? 'done' : '';
    return html`<button type="button" class="stop ${state}" data-stop=${node.stage} aria-current=${index === current ? 'step' : 'false'} ${styled({ left: x, top: y })} @click=${() => this.#go(index)}>
      <span class="dot"></span>${symbolMath(symbol, node.role)}
      <span class="stop-name">${stageName(node, words)}</span>
      <span class="stop-name">${fill(words.shape, { rows: node.rows, columns: node.columns })}</span>
    </button>`;
  }

  #go(index: number): void {
    this.#playback.stop();
    this.#tell(index >= this.stops.length - 1 ? null : endOf(this.stops, index));
  }

  /** One stage, row or number on or back. */
  step(direction: 1 | -1): void {
    this.#played(playback => playback.step(direction));
  }

  toggle(): void {
    this.#played(playback => playback.toggle());
  }

  #scrub(down: PointerEvent, y: number): void {
    down.preventDefault();
    const left = (down.currentTarget as SVGElement).ownerSVGElement?.getBoundingClientRect().left ?? 0;
    // The stops are laid out anew meanwhile.
    const line = (): readonly Stop[] => this.stops.filter(stop => stop.y === y);
    const move = ({ clientX }: PointerEvent): void => this.#played(playback => playback.scrub(clientX - left, line()));
    move(down);
    const stop = duringStroke({ pointermove: move, pointerup: () => stop(), pointercancel: () => stop() });
  }

  #tell(moment: Moment | null): void {
    this.dispatchEvent(new CustomEvent('moment', { detail: moment }));
    this.requestUpdate();
  }

  #played(act: (playback: Playback) => void): void {
    void this.#playback.act(act).then(() => this.requestUpdate());
  }

  #stage(): Stage {
    const timeline = this;
    return {
      store: this.store,
      get stops() {
        return timeline.stops;
      },
      get moment() {
        return timeline.moment;
      },
      get pace() {
        return timeline.#pace;
      },
      get activeStop() {
        return timeline.#activeStop;
      },
      get flow() {
        return timeline.closest('.flow') as HTMLElement;
      },
      get drawn() {
        return timeline.updateComplete;
      },
      tell: moment => this.#tell(moment),
    };
  }
}

customElements.define('attention-timeline', TimelineElement);

declare global {
  interface HTMLElementTagNameMap {
    'attention-timeline': TimelineElement;
  }
  interface HTMLElementEventMap {
    moment: CustomEvent<Moment | null>;
  }
}
