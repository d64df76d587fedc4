import { html, nothing, type TemplateResult } from 'lit';
import { palette, weightPaint } from '../draw/colour.ts';
import { formatNumber } from '../draw/numbers.ts';
import type { Topic } from '../store/store.ts';
import { fillParts } from '../text/catalogue.ts';
import { styled } from './directives.ts';
import { type FlowModel, hiddenCells } from './figure.ts';
import type { FlowLayout } from './layout.ts';
import { litBy } from './marks.ts';
import { ViewElement } from './view-element.ts';

/** Beside the values: how much of each one the row takes that is looked at. */
export class SharesElement extends ViewElement {
  static override properties = { model: { attribute: false }, layout: { attribute: false } };
  declare model: FlowModel | null;
  declare layout: FlowLayout | null;
  protected override readonly topics: readonly Topic[] = ['point', 'words'];

  constructor() {
    super();
    this.model = null;
    this.layout = null;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { model, layout } = this;
    const values = layout?.placed.find(({ place }) => place === 'values');
    const weights = layout?.placed.find(({ place }) => place === 'weights');
    if (!model?.weights || model.gradientOf || !layout || !values || !weights) return nothing;
    if (values.geometry.cellHeight < 11 || values.part.node.rows < model.columnNames.length) return nothing;
    const { row, column } = litBy(model, this.store.active);
    const pitch = values.geometry.cellHeight + values.geometry.gap;
    const names = model.columnNames;
    const mask = layout.placed.find(({ place }) => place === 'mask');
    const limit = Math.max(weights.box.x - 10, mask ? mask.box.x + mask.box.width + 8 : 0);
    const room = Math.min(270, values.box.x - 8 - limit);
    if (room < 110 || row === null) return nothing;
    const all = model.trace.values(weights.part.node.node);
    const hidden = hiddenCells(model.trace, model.weights.node);
    const title = fillParts(this.words.shares, { token: html`<b class="role-query ink">${model.rowNames[row]}</b>` });
    const box = styled({ left: values.box.x - room - 8, top: values.box.y, width: room });
    // Under the arrow to the values there may be room for two lines.
    const lines = values.box.y > 60 ? 'two' : '';
    return html`<div class="shares" aria-hidden="true" ${box}>
      <div class="shares-title ${lines}">${title}</div>
      ${names.map((name, index) => {
        const cell = row * names.length + index;
        const weight = all[cell] ?? 0;
        const taken = !hidden?.[cell];
        const bar = styled({
          width: Math.max(1, weight * 84),
          height: pitch - 6,
          'background-color': weightPaint(palette(), weight).fill,
        });
        return html`<div class="share ${index === column ? 'lit' : ''} ${taken ? '' : 'none'}" ${styled({ height: pitch })}>
          ${taken ? html`<span class="share-value">${formatNumber(weight)}</span><span class="share-bar" ${bar}></span>` : nothing}
          <span class="share-name">${name}</span>
        </div>`;
      })}
    </div>`;
  }
}

customElements.define('attention-shares', SharesElement);
