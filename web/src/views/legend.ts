import { html, nothing, type TemplateResult } from 'lit';
import { formatNumber } from '../draw/numbers.ts';
import { figureModel } from './figure.ts';
import { ViewElement } from './view-element.ts';

/** The scales that are in use, with the numbers at their ends. */
export class LegendElement extends ViewElement {
  protected override render(): TemplateResult {
    const { store, words } = this;
    const model = figureModel(store.figure.trace, store.figure.scenario, store.head, words);
    const end = formatNumber(model.maximum, 1);
    const hidden = model.mask !== null;
    return html`<div class="legend">
      <div class="legend-item">
        <span>${words.legend.weights}</span>
        <span class="scale scale-weights"></span>
        <span class="scale-ends"><span>0</span><span>0.5</span><span>1</span></span>
      </div>
      <div class="legend-item" data-legend="signed">
        <span>${words.legend.signed}</span>
        <span class="scale scale-signed"></span>
        <span class="scale-ends"><span>−${end}</span><span>0</span><span>+${end}</span></span>
      </div>
      ${hidden ? html`<div class="legend-item legend-hidden"><span class="swatch hatched"></span><span>${words.legend.hidden}</span></div>` : nothing}
    </div>`;
  }
}

customElements.define('attention-legend', LegendElement);
