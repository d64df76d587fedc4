import { html, nothing, svg, type TemplateResult } from 'lit';
import '../draw/matrix.ts';
import type { CellEventDetail } from '../draw/spec.ts';
import type { Topic } from '../store/store.ts';
import { fill } from '../text/catalogue.ts';
import { styled } from './directives.ts';
import { type FigureModel, figureModel } from './figure.ts';
import { type FlowLayout, layoutFlow, type Placed, rotatedLabelStep } from './layout.ts';
import { litBy, marksOf } from './marks.ts';
import { symbolMath } from './math.ts';
import { SizedElement } from './sized-element.ts';
import { matrixSpec } from './specs.ts';
import { textWidth } from './text-width.ts';
import type { Wire } from './wires.ts';
import './chosen.ts';
import './shares.ts';
import './timeline.ts';

/** The flow: one row is one token; the stages stand side by side on one row pitch, and what joins them comes from above. */
export class FlowElement extends SizedElement {
  protected override readonly topics: readonly Topic[] = ['figure', 'words', 'point'];
  model: FigureModel | null = null;
  layout: FlowLayout | null = null;
  /** While stages are played: the last one that is shown. */
  #shown: number | null = null;
  #paintHides = true;
  #stale = true;

  protected override resized(): void {
    this.#stale = true;
    this.requestUpdate();
  }

  protected override changed(topic: Topic): void {
    // Pointing changes no number: the matrices stay as they are and only what is pointed out moves.
    if (topic === 'point' && !this.#stale) this.mark();
    else {
      this.#stale = true;
      this.requestUpdate();
    }
  }

  protected override render(): TemplateResult {
    const { store, words } = this;
    if (this.#stale || !this.model || !this.layout) {
      this.model = figureModel(store.figure.trace, store.figure.scenario, store.head, words);
      this.layout = layoutFlow(this.model, {
        width: this.width,
        rowLabel: Math.max(...this.model.rowNames.map(name => textWidth(name, 14, 700))) + 6,
        columnLabel: Math.min(120, Math.max(...this.model.columnNames.map(name => textWidth(name, 12)))),
        painting: store.painting,
      });
      this.#stale = false;
    }
    const { layout, model } = this;
    const size = { width: layout.width, height: layout.height };
    return html`<div class="flow-scroll" role="group" aria-label=${words.timeline.label}>
      <div class="flow" ${styled({ width: layout.width })} @cell=${this.#cell}>
        <div class="flow-plane" ${styled(size)}>
          <div class="beam row-beam" aria-hidden="true"></div>
          ${this.#relations(layout).map(() => html`<div class="beam column-beam" aria-hidden="true"></div>`)}
          ${this.#wires(layout)}
          ${this.#rowLabels(layout, model)}
          ${this.#relations(layout).map(placed => this.#columnLabels(layout, model, placed))}
          ${layout.placed.map(placed => this.#matrix(placed, layout))}
          ${this.#headMarks(layout, model)}
          <attention-shares .model=${model} .layout=${layout}></attention-shares>
          <attention-chosen .model=${model} .layout=${layout}></attention-chosen>
        </div>
        <attention-timeline .stops=${layout.stops} .start=${layout.labelWidth} .shown=${this.#shown} @stage=${this.#stage}></attention-timeline>
      </div>
    </div>`;
  }

  protected override updated(): void {
    this.mark();
    if (this.#announced !== this.layout) this.dispatchEvent(new CustomEvent('laid-out', { detail: this.layout }));
    this.#announced = this.layout;
  }

  #announced: FlowLayout | null = null;

  #relations(layout: FlowLayout): Placed[] {
    return layout.placed.filter(({ place }) => place === 'scores' || place === 'weights');
  }

  #matrix(placed: Placed, layout: FlowLayout): TemplateResult {
    const { part, geometry, box, place } = placed;
    const { store, words, model } = this;
    if (!model) return html``;
    const options = {
      pendingFrom: store.view.step === null ? Number.POSITIVE_INFINITY : store.view.step + 1,
      paintable: place === 'mask' && store.painting,
    };
    const later = this.#shown !== null && this.#stopOf(placed, layout) > this.#shown;
    const above = place !== 'left' && place !== 'scores' && place !== 'weights' && place !== 'right';
    const symbol = above ? symbolMath(part.symbol, part.node.role) : nothing;
    // Keys and values have no stop of their own on the timeline, which names the others.
    const shape = fill(words.shape, { rows: part.node.rows, columns: part.node.columns });
    const room = box.width - textWidth(`${words.stage[part.node.stage]} ${shape}`, 12);
    const beside = part.node.stage.startsWith('projected') ? 90 : 40;
    const named = place === 'values' || (above && place !== 'mask' && room > beside);
    const caption = named
      ? html`<span class="matrix-name"><span>${words.stage[part.node.stage]}</span> <span>${shape}</span></span>`
      : nothing;
    return html`<div class="placed ${place} ${later ? 'later' : ''}" ${styled({ left: box.x, top: box.y, width: box.width })}>
      <span class="matrix-symbol" aria-hidden="true">${symbol}${caption}</span>
      <attention-matrix .spec=${matrixSpec(model, part, geometry, words, options)}></attention-matrix>
    </div>`;
  }

  /** The stop at which a matrix joins: keys with the scores, values with the output. */
  #stopOf({ place, part }: Placed, { stops }: FlowLayout): number {
    const index = (find: (stage: string) => boolean): number => stops.findIndex(stop => find(stop.part.node.stage));
    if (place === 'top') return index(stage => stage === 'scores' || stage === 'masked_scores');
    if (place === 'values') return index(stage => stage === 'output');
    if (place === 'source') return 0;
    return stops.findIndex(stop => stop.part.node === part.node);
  }

  #rowLabels({ rowsTop, pitch, cellHeight, labelWidth }: FlowLayout, { rowNames }: FigureModel): TemplateResult {
    const every = Math.max(1, Math.ceil(16 / pitch));
    return html`<div class="row-labels" ${styled({ '--rows-top': `${rowsTop}px`, width: labelWidth + 2, height: rowNames.length * pitch })}>
      ${rowNames.map((name, row) => {
        const height = Math.max(13, cellHeight);
        const place = styled({ top: row * pitch - (height - cellHeight) / 2, height, 'line-height': `${height}px` });
        return row % every === 0
          ? html`<div class="row-label" dir="auto" data-row=${row} title=${name} ${place}>${name}</div>`
          : nothing;
      })}
    </div>`;
  }

  #columnLabels(
    { rowsTop, headerHeight, rotated }: FlowLayout,
    { columnNames }: FigureModel,
    { box, geometry, place }: Placed,
  ): TemplateResult {
    const step = geometry.cellWidth + geometry.gap;
    const every = Math.max(1, Math.ceil((rotated ? rotatedLabelStep : 13) / step));
    const top = rowsTop - headerHeight;
    return html`<div class="column-labels ${rotated ? 'rotated' : ''}" data-of=${place} ${styled({ left: box.x, top, height: headerHeight - 4 })}>
      ${columnNames.map((name, column) => {
        const position = styled({ left: column * step - 1, width: geometry.cellWidth + 2 });
        return column % every === 0
          ? html`<div class="column-label" data-column=${column} title=${name} ${position}><span dir="auto">${name}</span></div>`
          : nothing;
      })}
    </div>`;
  }

  #wires({ width, height, wires }: FlowLayout): TemplateResult {
    return html`<svg class="wires" width=${width} height=${height} aria-hidden="true">
        ${wires.map(({ path, tip, role }) => svg`<path class="role-${role}" d=${path} /><path class="role-${role}" d=${tip} />`)}
      </svg>
      ${wires.map(wire => this.#wireLabel(wire))}`;
  }

  #wireLabel({ label, role }: Wire): TemplateResult | typeof nothing {
    if (!label) return nothing;
    const { arrows, cell } = this.words;
    const word = label.word === 'gru' || label.word === 'lstm' ? cell[label.word] : label.word ? arrows[label.word] : '';
    const [letter, sub] = label.symbol ?? ['', ''];
    const text = label.symbol ? symbolMath({ letter, ...(sub ? { sub } : {}) }, role) : word;
    return html`<span class="wire-label ${label.onLine ? 'on-line' : ''}" aria-hidden="true" ${styled({ left: label.x, top: label.y })}>${text}</span>`;
  }

  /** Over the heads side by side: their numbers, and a ring around the one that is shown. */
  #headMarks({ placed, rowsTop, height }: FlowLayout, { head, scenario }: FigureModel): TemplateResult | typeof nothing {
    const joined = placed.find(({ part }) => part.node.stage === 'heads');
    const heads = Number(scenario.heads);
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
    for (const label of this.querySelectorAll<HTMLElement>('.row-label'))
      label.classList.toggle('lit', Number(label.dataset.row) === lit.row);
    for (const label of this.querySelectorAll<HTMLElement>('.column-label'))
      label.classList.toggle('lit', Number(label.dataset.column) === lit.column);
    this.#beams(layout, lit.row, lit.column);
  }

  #beams(layout: FlowLayout, row: number | null, column: number | null): void {
    const place = (element: HTMLElement | null | undefined, box: Readonly<Record<string, number>> | null): void => {
      element?.toggleAttribute('hidden', box === null);
      for (const [name, value] of Object.entries(box ?? {})) element?.style.setProperty(name, `${value}px`);
    };
    const { rowsTop, pitch, cellHeight, headerHeight, width, height } = layout;
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
        column === null ? null : { left: left - 0.5, width: geometry.cellWidth + 1, top, height: height - top },
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
    const painted = store.isPainted(row, column);
    if (!this.#stroke) {
      this.#paintHides = !painted;
      this.#stroke = true;
      const end = (): void => {
        this.#stroke = false;
      };
      window.addEventListener('pointerup', end, { once: true });
      window.addEventListener('keyup', end, { once: true });
    }
    if (painted !== this.#paintHides) store.paint(row, column, this.#paintHides);
  }

  #stroke = false;

  #stage = (event: CustomEvent<number | null>): void => {
    this.#shown = event.detail;
    this.requestUpdate();
  };
}

customElements.define('attention-flow', FlowElement);

declare global {
  interface HTMLElementTagNameMap {
    'attention-flow': FlowElement;
  }
}
