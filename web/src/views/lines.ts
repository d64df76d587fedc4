import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Topic } from '../store/store.ts';
import { styled } from './directives.ts';
import type { FigureModel } from './figure.ts';
import { litBy } from './marks.ts';
import { textWidth } from './text-width.ts';
import { ViewElement } from './view-element.ts';

export interface LinesOptions {
  readonly model: FigureModel;
  readonly width: number;
  readonly pitch: number;
}

const thinnest = 0.02;

/** Who looks at whom: a line from each key to each query, as thick as its weight. */
export class LinesElement extends ViewElement {
  static override properties = { options: { attribute: false } };
  declare options: LinesOptions | null;
  protected override readonly topics: readonly Topic[] = ['point', 'words'];

  constructor() {
    super();
    this.options = null;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { options } = this;
    if (!options) return nothing;
    const { model, width, pitch } = options;
    const names = model.columnNames;
    const lit = litBy(model, this.store.active);
    const left = Math.min(96, Math.max(...names.map(name => textWidth(name, 14)))) + 10;
    const height = Math.max(names.length, model.rowNames.length) * pitch;
    const weights = this.#weights(model);
    const drawn = weights.filter(({ row }) => row !== lit.row).concat(weights.filter(({ row }) => row === lit.row));
    return html`<div class="lines" aria-hidden="true" ${styled({ width, height })}>
      <div class="row-labels" ${styled({ width: left - 10, top: 0 })}>
        ${names.map((name, index) => html`<div class="row-label key-label ${index === lit.column ? 'lit' : ''}" dir="auto" title=${name} ${styled({ top: index * pitch, height: pitch, 'line-height': `${pitch}px` })}>${name}</div>`)}
      </div>
      <svg width=${width} height=${height}>
        ${drawn.map(({ row, column, weight }) => {
          const from = (column + 0.5) * pitch;
          const to = (row + 0.5) * pitch;
          const end = width - 4;
          const bend = (end - left) * 0.5;
          const strength = row !== lit.row ? 'pale' : column === lit.column ? 'strong' : 'middle';
          return svg`<path class="line ${strength}" d="M${left} ${from}C${left + bend} ${from} ${end - bend} ${to} ${end} ${to}" stroke-width=${Math.max(1, 12 * weight)} />`;
        })}
      </svg>
    </div>`;
  }

  #weights({ trace, weights, mask }: FigureModel): { row: number; column: number; weight: number }[] {
    const { rows, columns, node } = weights.node;
    const hidden = mask && trace.hidden(mask.node.node);
    const lines = Array.from(trace.values(node), (weight, index) => ({
      row: Math.floor(index / columns),
      column: index % columns,
      weight,
    }));
    return lines.filter(({ weight }, index) => weight >= thinnest && !hidden?.[index]).slice(0, rows * columns);
  }
}

customElements.define('attention-lines', LinesElement);
