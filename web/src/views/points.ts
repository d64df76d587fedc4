import { html, nothing, svg, type TemplateResult } from 'lit';
import { formatNumber } from '../draw/numbers.ts';
import { textWidth } from '../draw/text-width.ts';
import type { Topic } from '../store/store.ts';
import { fill } from '../text/catalogue.ts';
import { lastStep, stepLookedAt } from './decoding.ts';
import { styled } from './directives.ts';
import { duringStroke } from './during-stroke.ts';
import { addElement, removeElement } from './elements.ts';
import type { FigureModel } from './figure.ts';
import { type Frame, frameOf, type Place, type Plane, planeOf } from './plane.ts';
import { ViewElement } from './view-element.ts';

export interface PointsOptions {
  readonly model: FigureModel;
  readonly width: number;
  readonly height: number;
}

const radius = 15;
const thinnest = 0.02;
/** A weight that is not the largest is printed from here on. */
const telling = 0.08;
const nudge = 6;
const mostTips = 100;
/** Where more elements stand, each is a dot: only where the decoder stands and points there is room for what is in it. */
const mostMarks = 60;

/** The elements where they lie: the way so far, where the step points, and what is taken. They can be added, moved and deleted. */
export class PointsElement extends ViewElement {
  static override properties = { options: { attribute: false } };
  declare options: PointsOptions | null;
  protected override readonly topics: readonly Topic[] = ['point', 'words'];
  /** While an element is moved the drawing keeps its scale. */
  #frame: Frame | null = null;
  #moved: number | null = null;
  #focus: number | null = null;

  constructor() {
    super();
    this.options = null;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { options, words } = this;
    if (!options) return nothing;
    const { model, width, height } = options;
    const plane = this.#plane(options);
    const step = stepLookedAt(this.store, model);
    const weights = weightsOf(model, step);
    const taken = new Set(model.scenario.visited ? model.order.slice(0, step) : []);
    const hint = plane.tokenAt ? html`<p class="note points-hint">${words.points.hint}</p>` : nothing;
    return html`<div class="points ${plane.places.length > mostMarks ? 'crowded' : ''}" data-elements=${model.scenario.elements} role="group" aria-label=${words.points.label}
        @pointerdown=${this.#down} @dblclick=${this.#add} ${styled({ width, height })}>
      <svg width=${width} height=${height} aria-hidden="true">
        <defs>
          <pattern id="taken" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch-line" d="M0 0V6" /></pattern>
          <pattern id="dots" width="34" height="34" patternUnits="userSpaceOnUse"><circle class="grid-dot" cx="17" cy="17" r="1" /></pattern>
        </defs>
        ${model.scenario.elements === 'numbers' ? axis(plane, options) : svg`<rect width=${width} height=${height} fill="url(#dots)" />`}
        ${this.#way(model, plane, step)}
        ${this.#arrows(model, plane, step)}
      </svg>
      ${plane.places.map((place, index) => this.#element(model, place, index, step, weights[index] ?? 0, taken.has(index)))}
      ${this.#numbers(options, plane, step)}
      ${this.#decoder(model, plane, step)}
    </div>${hint}`;
  }

  #plane({ model, width, height }: PointsOptions): Plane {
    const frame = this.#frame && this.#frame.width === width ? this.#frame : frameOf(model.scenario, width, height);
    return planeOf(model.scenario, frame);
  }

  /** From what was chosen to what was chosen next; what is still to come is dashed. */
  #way({ order }: FigureModel, plane: Plane, step: number): TemplateResult[] {
    const last = this.options ? lastStep(this.store, this.options.model) : 0;
    const legs = order.slice(0, last + 1).flatMap((element, at) => {
      const [from, to] = [plane.places[order[at - 1] ?? -1], plane.places[element]];
      return from && to && at !== step ? [{ from, to, isToCome: at > step }] : [];
    });
    const line = (isToCome: boolean): string =>
      legs
        .filter(leg => leg.isToCome === isToCome)
        .map(({ from, to }) => arrowLine(from, to, this.#bend(), radius + (isToCome ? 0 : 7)))
        .join('');
    // Of hundreds one sees no tip.
    const tips = legs.length > mostTips ? [] : legs.filter(({ isToCome }) => !isToCome);
    return [
      svg`<path class="way" d=${line(false)} /><path class="way to-come" d=${line(true)} />`,
      ...tips.map(({ from, to }) => tip(from, to, this.#bend(), 'way-tip', 9)),
    ];
  }

  /** On a line arrows would lie on one another: they go in arcs. */
  #bend(): number {
    return this.options?.model.scenario.elements === 'numbers' ? 0.35 : 0;
  }

  #arrows(model: FigureModel, plane: Plane, step: number): TemplateResult[] {
    const from = this.#stand(model, plane, step);
    return weightsOf(model, step).flatMap((weight, element) => {
      const to = plane.places[element];
      if (!to || weight < thinnest || from === to) return [];
      const chosen = element === model.order[step];
      const size = Math.max(1, 12 * weight);
      return [
        svg`<path class="pointing ${chosen ? 'chosen' : ''}" data-element=${element} d=${arrowLine(from, to, this.#bend(), radius + size + 4)} stroke-width=${size} />${tip(from, to, this.#bend(), chosen ? 'chosen-tip' : 'pointing-tip', size + 5)}`,
      ];
    });
  }

  /** Where the decoder stands: at what it chose last; before the first choice, in the corner. */
  #stand({ order }: FigureModel, plane: Plane, step: number): Place {
    const height = this.options?.height ?? 0;
    return plane.places[order[step - 1] ?? -1] ?? { x: 26, y: height - 26 };
  }

  #decoder(model: FigureModel, plane: Plane, step: number): TemplateResult {
    const { words } = this;
    const { x, y } = this.#stand(model, plane, step);
    const name = fill(words.points.decoder, { n: step + 1 });
    const wide = textWidth(name, 12, 700);
    const left = Math.max(4, Math.min((this.options?.width ?? 0) - wide - 4, step === 0 ? x + 14 : x - wide / 2));
    return html`${step === 0 ? html`<span class="point-start" aria-hidden="true" ${styled({ left: x, top: y })}></span>` : nothing}
      <span class="point-decoder" aria-hidden="true" ${styled({ left, top: step === 0 ? y - 9 : y - radius - 22 })}>${name}</span>`;
  }

  #element(model: FigureModel, place: Place, index: number, step: number, weight: number, taken: boolean): TemplateResult {
    const { words } = this;
    const { order, columnNames, scenario } = model;
    const state = order[step] === index ? 'chosen' : order[step - 1] === index ? 'here' : taken ? 'taken' : '';
    const spoken = fill(taken ? words.points.taken : words.points.element, {
      name: columnNames[index] ?? '',
      token: scenario.tokens[index] ?? '',
      value: formatNumber(weight),
    });
    return html`<button type="button" class="point ${state} ${this.#moved === index ? 'moved' : ''}" data-element=${index} dir="auto" title=${scenario.tokens[index] ?? ''} aria-label=${spoken} @keydown=${this.#key} @focus=${() => this.#look(index)} @pointerenter=${() => this.#look(index)} ${styled({ left: place.x, top: place.y })}><span class="point-mark">${scenario.tokens.length <= mostMarks || state === 'chosen' || state === 'here' ? markOf(model, index) : nothing}</span></button>`;
  }

  #numbers({ model, width }: PointsOptions, plane: Plane, step: number): TemplateResult[] {
    const from = this.#stand(model, plane, step);
    return weightsOf(model, step).flatMap((weight, element) => {
      const place = plane.places[element];
      const chosen = element === model.order[step];
      if (!place || (weight < telling && !chosen)) return [];
      const text = formatNumber(weight);
      const wide = textWidth(text, 13, 700);
      // On the side where no arrow arrives, unless that is beyond the edge.
      const half = Math.max(radius, textWidth(markOf(model, element), 13, 700) / 2 + 8) + 7;
      const sides = [place.x + half, place.x - half - wide];
      if (from.x > place.x) sides.reverse();
      const left = sides.find(side => side > 0 && side + wide < width) ?? 0;
      const under = { left: Math.max(2, Math.min(width - wide - 2, place.x - 14)), top: place.y + radius + 22 };
      const at = model.scenario.elements === 'numbers' ? under : { left, top: place.y - 10 };
      return [html`<span class="point-weight ${chosen ? 'chosen' : ''}" aria-hidden="true" ${styled(at)}>${text}</span>`];
    });
  }

  // What is looked at

  /** The weight with which the step points at an element. */
  #look(element: number): void {
    const { options, store } = this;
    const weights = options?.model.weights;
    if (!weights || this.#moved !== null) return;
    store.point({ node: weights.node.node, row: stepLookedAt(store, options.model), column: element });
  }

  // What is changed

  #type(tokens: readonly string[]): void {
    this.store.type('tokens', tokens.join(' '));
  }

  #placeOf(event: MouseEvent): Place {
    const box = this.querySelector('.points')?.getBoundingClientRect();
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
  }

  #down = (event: PointerEvent): void => {
    const { options } = this;
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('.point') : null;
    const plane = options && this.#plane(options);
    if (!button || !options || !plane?.tokenAt || event.button !== 0) return;
    const index = Number(button.dataset.element);
    this.#frame = frameOf(options.model.scenario, options.width, options.height);
    const move = (moving: PointerEvent): void => {
      this.#moved = index;
      this.#move(index, this.#placeOf(moving));
    };
    const end = ({ type }: PointerEvent): void => {
      stop();
      this.#frame = null;
      // A click ends with a pointer up too: it has moved nothing.
      if (type === 'pointerup' && this.#moved === null && options.model.weights) this.#lock(index);
      this.#moved = null;
      this.requestUpdate();
    };
    const stop = duringStroke({ pointermove: move, pointerup: end, pointercancel: end });
  };

  #lock(element: number): void {
    const { options, store } = this;
    const weights = options?.model.weights;
    if (weights) store.toggleLock({ node: weights.node.node, row: stepLookedAt(store, options.model), column: element });
  }

  #move(index: number, { x, y }: Place): void {
    const { options } = this;
    const plane = options && this.#plane(options);
    if (!options || !plane?.tokenAt) return;
    const inside = (value: number, most: number): number => Math.max(radius, Math.min(most - radius, value));
    const token = plane.tokenAt({ x: inside(x, options.width), y: inside(y, options.height) });
    this.#type(options.model.scenario.tokens.map((old, at) => (at === index ? token : old)));
  }

  #add = (event: MouseEvent): void => {
    const { options } = this;
    const plane = options && this.#plane(options);
    const onElement = event.target instanceof Element && event.target.closest('.point');
    if (!options || !plane?.tokenAt || onElement) return;
    addElement(this.store, plane.tokenAt(this.#placeOf(event)));
  };

  #key = (event: KeyboardEvent): void => {
    const { options } = this;
    const index = Number((event.target as HTMLElement).dataset.element);
    const plane = options && this.#plane(options);
    const place = plane?.places[index];
    if (!options || !place) return;
    const { tokens } = options.model.scenario;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.#lock(index);
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && tokens.length > 1) {
      event.preventDefault();
      this.#focus = Math.min(index, tokens.length - 2);
      removeElement(this.store, index);
    } else {
      const size = event.shiftKey ? 4 * nudge : nudge;
      const by = { ArrowLeft: [-size, 0], ArrowRight: [size, 0], ArrowUp: [0, -size], ArrowDown: [0, size] }[event.key];
      if (!by || !plane.tokenAt) return;
      event.preventDefault();
      this.#move(index, { x: place.x + (by[0] ?? 0), y: place.y + (by[1] ?? 0) });
    }
  };

  /** What was deleted had the focus: the next one has it now. */
  protected override updated(): void {
    if (this.#focus === null) return;
    const next = this.querySelector<HTMLElement>(`.point[data-element="${this.#focus}"]`);
    const count = this.querySelectorAll('.point').length;
    if (count === this.options?.model.scenario.tokens.length) {
      next?.focus();
      this.#focus = null;
    }
  }
}

function weightsOf({ trace, weights }: FigureModel, step: number): number[] {
  if (!weights) return [];
  const { node, columns } = weights.node;
  return [...trace.values(node).subarray(step * columns, (step + 1) * columns)];
}

function axis({ ticks }: Plane, { width, height }: PointsOptions): TemplateResult {
  return svg`<path class="axis" d="M20 ${height / 2}H${width - 20}" />
    ${ticks.map(({ x, label }) => svg`<path class="axis" d="M${x} ${height / 2 - 4}v8" /><text class="axis-label" x=${x} y=${height - 18}>${label}</text>`)}`;
}

/** What stands in an element's mark. */
function markOf({ scenario }: FigureModel, index: number): string {
  return scenario.elements === 'points' ? String(index + 1) : (scenario.tokens[index] ?? '');
}

/** From one place to another, short of both by the radius of an element and of what ends there. */
function arrowLine(from: Place, to: Place, bend: number, short: number): string {
  const ends = endsOf(from, to, bend, short);
  const { start, end, control } = ends;
  return `M${start.x} ${start.y}Q${control.x} ${control.y} ${end.x} ${end.y}`;
}

function tip(from: Place, to: Place, bend: number, name: string, size: number): TemplateResult {
  const { control } = endsOf(from, to, bend, radius);
  const { end } = endsOf(from, to, bend, radius + 2);
  const angle = Math.atan2(to.y - control.y, to.x - control.x);
  const wing = (side: 1 | -1): string =>
    `${end.x - size * Math.cos(angle) - side * size * 0.55 * Math.sin(angle)} ${end.y - size * Math.sin(angle) + side * size * 0.55 * Math.cos(angle)}`;
  return svg`<path class=${name} d="M${end.x} ${end.y}L${wing(1)}L${wing(-1)}Z" />`;
}

function endsOf(from: Place, to: Place, bend: number, short: number): { start: Place; end: Place; control: Place } {
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const control = { x: middle.x, y: middle.y - bend * Math.abs(to.x - from.x) };
  const towards = (origin: Place, distance: number): Place => {
    const length = Math.hypot(control.x - origin.x, control.y - origin.y) || 1;
    const share = Math.min(distance, length) / length;
    return { x: origin.x + (control.x - origin.x) * share, y: origin.y + (control.y - origin.y) * share };
  };
  return { start: towards(from, radius + 2), end: towards(to, short), control };
}

customElements.define('attention-points', PointsElement);
