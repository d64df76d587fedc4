import { html, nothing, type TemplateResult } from 'lit';
import type { LookDetail, Region } from '../draw/spec.ts';
import type { Topic } from '../store/store.ts';
import { wordFor } from '../text/catalogue.ts';
import { styled } from './directives.ts';
import { figureModel } from './figure.ts';
import { CarriedMoment, type Moment } from './moments.ts';
import { SizedElement } from './sized-element.ts';
import { heights, layoutStack, rail, type StackedLane, type StackLayout } from './stack.ts';
import { plusMark, wireLabel, wireMark } from './wire-mark.ts';
import { Zoom, zoomBar } from './zoom.ts';
import './lane.ts';
import './timeline.ts';

/** The flow: the stages of a line side by side on one row pitch, and the lines one under the other. */
class FlowElement extends SizedElement {
  protected override readonly topics: readonly Topic[] = ['figure', 'words'];
  /** While stages are played: how far. */
  #moment: Moment | null = null;
  readonly #carried = new CarriedMoment();
  readonly #zoom = new Zoom(() => this.requestUpdate());
  #layout: StackLayout | null = null;
  #told: StackLayout | null = null;

  protected override render(): TemplateResult {
    const { store, words } = this;
    const model = figureModel(store.figure, store.looking, words);
    const layout = layoutStack(model, { width: this.width, painting: store.painting, zoom: this.#zoom, words });
    this.#layout = layout;
    this.#moment = this.#carried.into(this.#moment, layout.stops, store.view.lesson);
    const [first] = layout.lanes;
    return html`<attention-choosers></attention-choosers>${zoomBar(this.#zoom, layout.region)}
      <div class="flow-scroll" role="group" aria-label=${words.timeline.label}>
        <div class="flow" @look=${this.#look} ${styled({ width: layout.width, height: layout.height })}>
          ${layout.lanes.map(lane => this.#lane(lane, layout.region))}
          ${this.#between(layout)}
          <attention-timeline .stops=${layout.stops} .start=${first?.layout.labelWidth ?? 0} .moment=${this.#moment} @moment=${this.#tell}></attention-timeline>
        </div>
      </div>
      ${model.lanes.some(({ flow }) => flow.right.length > 0) ? html`<attention-order></attention-order>` : html`<attention-loss></attention-loss>`}`;
  }

  #lane({ model, layout, top, stopsBefore }: StackedLane, region: Region | null): TemplateResult {
    const title = model.name
      ? html`<h2 class="lane-title" ${styled({ left: layout.labelWidth + rail, top: top - heights.title })}>${wordFor(this.words.lane, model.name)}</h2>`
      : nothing;
    const moment = this.#moment && { ...this.#moment, stop: this.#moment.stop - stopsBefore };
    return html`${title}<attention-lane .model=${model} .layout=${layout} .region=${region} .moment=${moment} ${styled({ top })}></attention-lane>`;
  }

  /** What runs from line to line. */
  #between({ width, height, between }: StackLayout): TemplateResult | typeof nothing {
    if (between.wires.length === 0) return nothing;
    return html`<svg class="wires" width=${width} height=${height} aria-hidden="true">
      ${between.wires.map(wireMark)} ${between.sums.map(plusMark)}
    </svg>
    ${between.wires.map(wire => wireLabel(wire, this.words))}`;
  }

  protected override updated(): void {
    if (this.#told !== this.#layout) this.dispatchEvent(new CustomEvent('laid-out', { detail: this.#layout }));
    this.#told = this.#layout;
  }

  #look = (event: CustomEvent<LookDetail>): void => this.#zoom.look(event.detail);

  #tell = (event: CustomEvent<Moment | null>): void => {
    this.#moment = event.detail;
    this.requestUpdate();
  };
}

customElements.define('attention-flow', FlowElement);

declare global {
  interface HTMLElementTagNameMap {
    'attention-flow': FlowElement;
  }
}
