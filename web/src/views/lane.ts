import { html, nothing, type TemplateResult } from 'lit';
import type { Node, Stage } from '../core/types.ts';
import { cut } from '../draw/cut.ts';
import { duringStroke } from './during-stroke.ts';
import '../draw/matrix.ts';
import type { CellEventDetail, Region } from '../draw/spec.ts';
import { rotatedLabelStep, textWidth } from '../draw/text-width.ts';
import { isPainted } from '../store/scenario.ts';
import type { Topic } from '../store/store.ts';
import { fill } from '../text/catalogue.ts';
import { styled } from './directives.ts';
import type { FlowModel } from './figure.ts';
import type { FlowLayout, Placed } from './layout.ts';
import { beforeMask } from './links.ts';
import { litBy, marksOf } from './marks.ts';
import { symbolMath } from './math.ts';
import type { Moment } from './moments.ts';
import { columnNameList, lightName, rowNameList } from './name-lists.ts';
import { namesOf, scoreStages } from './names.ts';
import { regionOf } from './region.ts';
import { matrixSpec, stageName, type Until } from './specs.ts';
import { ViewElement } from './view-element.ts';
import { wireLabel, wireMark } from './wire-mark.ts';
import './shares.ts';

/** One line of a flow: one row is one token; its matrices side by side, and what joins them above. */
export class LaneElement extends ViewElement {
  static override properties = {
    model: { attribute: false },
    layout: { attribute: false },
    region: { attribute: false },
    moment: { attribute: false },
  };
  protected override readonly topics: readonly Topic[] = ['words', 'point'];
  declare model: FlowModel | null;
  declare layout: FlowLayout | null;
  /** The part that is laid out, of a large relation. */
  declare region: Region | null;
  /** While stages are played: how far, in the stops of this line. */
  declare moment: Moment | null;
  #paintHides = true;

  constructor() {
    super();
    this.model = null;
    this.layout = null;
    this.region = null;
    this.moment = null;
  }

  protected override changed(topic: Topic): void {
    // Pointing changes no number: the matrices stay as they are and only what is pointed out moves.
    if (topic === 'point' && !this.isUpdatePending) this.mark();
    else this.requestUpdate();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { layout, model } = this;
    if (!model || !layout) return nothing;
    const size = { width: layout.width, height: layout.height };
    return html`<div class="flow-plane" @cell=${this.#cell} ${styled(size)}>
      <div class="beam row-beam" aria-hidden="true"></div>
      ${this.#relations(layout).map(() => html`<div class="beam column-beam" aria-hidden="true"></div>`)}
      ${this.#wires(layout)}
      ${this.#rowLabels(layout, model)}
      ${layout.placed.map(placed => this.#columnLabels(layout, model, placed))}
      ${this.#sourceLabels(layout, model)}
      ${layout.placed.map(placed => this.#matrix(placed, layout))}
      ${this.#isThere('heads') ? this.#headMarks(layout, model) : nothing}
      ${this.#isThere('weights') ? html`<attention-shares .model=${model} .layout=${layout}></attention-shares>` : nothing}
      ${this.#isThere('weights') ? html`<attention-chosen .model=${model} .layout=${layout}></attention-chosen>` : nothing}
    </div>`;
  }

  protected override updated(): void {
    this.mark();
  }

  /** Whether a stage has been reached. */
  #isThere(stage: Stage): boolean {
    const { moment, layout } = this;
    return moment === null || (layout?.stops.findIndex(({ part }) => part.node.stage === stage) ?? 0) <= moment.stop;
  }

  #relations(layout: FlowLayout): Placed[] {
    return layout.placed.filter(({ place }) => place === 'scores' || place === 'weights');
  }

  #matrix(placed: Placed, layout: FlowLayout): TemplateResult {
    const { part, geometry, box, place } = placed;
    const { store, words, model } = this;
    if (!model) return html``;
    const { moment } = this;
    const stop = moment && this.#stopOf(placed, layout);
    const options = {
      pendingFrom: store.view.step === null ? Number.POSITIVE_INFINITY : store.view.step + 1,
      // What joins with a stage is whole when that is filled.
      until: this.#until(placed, layout, stop),
      paintable: place === 'mask' && store.painting,
    };
    const node = model.trace.node(part.node.node) ?? part.node;
    const spec = {
      ...matrixSpec(model, { ...part, node: this.#withoutMask(node, layout) }, geometry, words, options),
      node: node.node,
    };
    const region = this.region && regionOf(node, model, this.region);
    const later = moment !== null && stop !== null && stop > moment.stop;
    const above = place !== 'left' && place !== 'scores' && place !== 'between' && place !== 'weights' && place !== 'right';
    const symbol = above ? symbolMath(part.symbol, part.node.role) : nothing;
    // Keys and values have no stop of their own on the timeline, which names the others.
    const shape = fill(words.shape, { rows: node.rows, columns: node.columns });
    const room = box.width - textWidth(`${stageName(part.node, words)} ${shape}`, 12);
    // Beside the arrow from what it is made of, or to what is made of it.
    const arrow = place === 'top' && model.flow.top.findIndex(other => other.node.node === node.node) > 0;
    const beside = place === 'source' ? 40 + box.width / 2 : arrow ? 90 : 40;
    const named = place === 'values' || (above && place !== 'mask' && room > beside);
    const caption = named
      ? html`<span class="matrix-name"><span>${stageName(part.node, words)}</span> <span>${shape}</span></span>`
      : nothing;
    return html`<div class="placed ${place} ${later ? 'later' : ''}" ${styled({ left: box.x, top: box.y, width: box.width })}>
      <span class="matrix-symbol" aria-hidden="true">${symbol}${caption}</span>
      <attention-matrix .spec=${region ? cut(spec, region) : spec}></attention-matrix>
    </div>`;
  }

  /** While the mask is still to come, the scores are those that it hides. */
  #withoutMask(node: Node, { stops }: FlowLayout): Node {
    const mask = stops.findIndex(({ part }) => part.node.stage === 'mask');
    const early = node.stage === 'masked_scores' && this.moment !== null && this.moment.stop < mask;
    return (early && this.model && beforeMask(this.model.trace, node)) || node;
  }

  /** The last cell that is there: of what is still to come there are outlines; what joins with a stage is whole when that is filled. */
  #until({ part }: Placed, { stops }: FlowLayout, stop: number | null): Until {
    const { moment } = this;
    if (!moment || stop === null || stop < moment.stop) return null;
    if (stop > moment.stop) return { row: -1, column: -1 };
    return stops[stop]?.part.node.node === part.node.node ? moment : null;
  }

  /** The stop at which a matrix joins: keys with the scores, values with the output. */
  #stopOf({ place, part }: Placed, { stops }: FlowLayout): number {
    const index = (find: (stage: Stage) => boolean): number => stops.findIndex(stop => find(stop.part.node.stage));
    if (place === 'top') return index(stage => scoreStages.includes(stage));
    if (place === 'values') return index(stage => stage === 'output');
    if (place === 'source') return 0;
    return stops.findIndex(stop => stop.part.node.node === part.node.node);
  }

  #rowLabels({ rowsTop, pitch, cellHeight, labelWidth }: FlowLayout, { rowNames: all }: FlowModel): TemplateResult {
    const { row: first, rows } = this.region?.ofRows === all.length ? this.region : { row: 0, rows: all.length };
    const rowNames = all.slice(first, first + rows);
    return rowNameList(
      { names: rowNames, first, pitch, cellHeight },
      { '--rows-top': `${Math.round(rowsTop)}px`, width: labelWidth + 2, height: Math.ceil(rowNames.length * pitch + 1) },
    );
  }

  /** Of what the keys are made of, where its rows have room for names. */
  #sourceLabels({ placed, labelWidth }: FlowLayout, model: FlowModel): TemplateResult | typeof nothing {
    const source = placed.find(({ place }) => place === 'source');
    const { cellHeight = 0, gap = 0 } = source?.geometry ?? {};
    if (!source || cellHeight < 11) return nothing;
    const names = namesOf(model, source.part.node, 'row', this.words);
    return html`<div class="source-labels" ${styled({ top: source.box.y, width: labelWidth - 8, 'line-height': `${cellHeight + gap}px` })}>${names.map(name => html`<div dir="auto" title=${name}>${name}</div>`)}</div>`;
  }

  #columnLabels(
    { rowsTop, headerHeight, rotated }: FlowLayout,
    model: FlowModel,
    { part, box, geometry, place }: Placed,
  ): TemplateResult | typeof nothing {
    const isWords = ['left', 'right'].includes(place) && !geometry.strip && part.node.columnAxis !== 'feature';
    if (place !== 'scores' && place !== 'weights' && !isWords) return nothing;
    const first = isWords ? 0 : (this.region?.column ?? 0);
    const all = isWords ? namesOf(model, part.node, 'column', this.words) : model.columnNames;
    const columnNames = isWords || !this.region ? all : all.slice(first, first + this.region.columns);
    const step = geometry.cellWidth + geometry.gap;
    const every = Math.max(1, Math.ceil((rotated ? rotatedLabelStep : 13) / step));
    const top = (isWords ? box.y : rowsTop) - headerHeight;
    return columnNameList(
      { names: columnNames, first, step, every, left: -1, width: geometry.cellWidth + 2, rotated, of: place },
      { left: box.x, top, height: headerHeight - 4 },
    );
  }

  #wires({ width, height, wires }: FlowLayout): TemplateResult {
    return html`<svg class="wires" width=${width} height=${height} aria-hidden="true">
        ${wires.map(wireMark)}
      </svg>
      ${wires.map(wire => wireLabel(wire, this.words))}`;
  }

  /** Over the heads side by side: their numbers, and a ring around the one that is shown. */
  #headMarks({ placed, rowsTop, height }: FlowLayout, { head, trace }: FlowModel): TemplateResult | typeof nothing {
    const joined = placed.find(({ part }) => part.node.stage === 'heads');
    const { heads } = trace;
    if (!joined || head < 0) return nothing;
    const width = joined.box.width / heads;
    const ring = styled({ left: joined.box.x + head * width, top: rowsTop - 3, width, height: height - rowsTop + 4.5 });
    const numbers = width >= 11 ? Array.from({ length: heads }, (_, index) => index) : [head];
    return html`<div class="head-ring" aria-hidden="true" ${ring}></div>
      ${numbers.map(
        index =>
          html`<span class="head-number ${index === head ? 'chosen' : ''}" aria-hidden="true" ${styled({ left: joined.box.x + (index + 0.5) * width, top: rowsTop - 24 })}>${index + 1}</span>`,
      )}`;
  }

  // What is pointed out

  mark(): void {
    const { model, layout, store } = this;
    if (!model || !layout) return;
    const active = store.active;
    const lit = litBy(model, active);
    const nodes = layout.placed.map(({ part }) => part.node);
    const marks = marksOf(model, nodes, active, store.locked !== null);
    this.querySelectorAll('attention-matrix').forEach((matrix, index) => {
      const node = nodes[index];
      const own = node && marks.get(node.node);
      if (own) matrix.marks = own;
    });
    for (const list of this.querySelectorAll<HTMLElement>('.row-labels')) lightName(list, 'row', lit.row, model.rowNames);
    for (const list of this.querySelectorAll<HTMLElement>('.column-labels')) {
      const ofRelation = ['scores', 'weights'].includes(list.dataset.of ?? '');
      lightName(list, 'column', ofRelation ? lit.column : null, model.columnNames);
    }
    const { row = 0, column = 0, rows = Number.POSITIVE_INFINITY, columns = rows } = this.region ?? {};
    const within = (at: number | null, first: number, size: number): number | null =>
      at === null || at < first || at >= first + size ? null : at - first;
    this.#beams(layout, within(lit.row, row, rows), within(lit.column, column, columns));
  }

  #beams(layout: FlowLayout, row: number | null, column: number | null): void {
    const place = (element: HTMLElement | null | undefined, box: Readonly<Record<string, number>> | null): void => {
      element?.toggleAttribute('hidden', box === null);
      for (const [name, value] of Object.entries(box ?? {})) element?.style.setProperty(name, `${value}px`);
    };
    const { rowsTop, pitch, cellHeight, headerHeight, width } = layout;
    place(
      this.querySelector<HTMLElement>('.row-beam'),
      row === null ? null : { top: rowsTop + row * pitch - 0.5, height: cellHeight + 1, left: 0, width },
    );
    const beams = this.querySelectorAll<HTMLElement>('.column-beam');
    this.#relations(layout).forEach(({ box, geometry }, index) => {
      const left = box.x + (column ?? 0) * (geometry.cellWidth + geometry.gap);
      const top = rowsTop - (layout.rotated ? 6 : headerHeight);
      place(
        beams[index],
        column === null ? null : { left: left - 0.5, width: geometry.cellWidth + 1, top, height: box.y + box.height + 0.5 - top },
      );
    });
  }

  #cell = (event: CustomEvent<CellEventDetail>): void => {
    const { action, node, row, column } = event.detail;
    const { store } = this;
    if (action === 'lock') store.toggleLock({ node, row, column });
    else if (action === 'point') store.point({ node, row, column });
    else this.#paint(event.detail);
  };

  /** The first cell that a stroke touches decides whether it hides or shows. */
  #paint({ row, column }: CellEventDetail): void {
    const { store } = this;
    const painted = isPainted(store.scenario, row, column);
    if (!this.#stroke) {
      this.#paintHides = !painted;
      this.#stroke = true;
      const end = (): void => {
        stop();
        this.#stroke = false;
      };
      const stop = duringStroke({ pointerup: end, pointercancel: end, keyup: end });
    }
    if (painted !== this.#paintHides) store.paint(row, column, this.#paintHides);
  }

  #stroke = false;
}

customElements.define('attention-lane', LaneElement);

declare global {
  interface HTMLElementTagNameMap {
    'attention-lane': LaneElement;
  }
}
