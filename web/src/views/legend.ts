import { html, nothing, type TemplateResult } from 'lit';
import { formatNumber } from '../draw/numbers.ts';
import { figureModel, isLarge } from './figure.ts';
import { isScores } from './names.ts';
import { PatientElement } from './patient-element.ts';

/** The scales that are in use, with the numbers at their ends. */
export class LegendElement extends PatientElement {
  protected override render(): TemplateResult {
    const { store, words } = this;
    const model = figureModel(store.figure, store.looking, words);
    const { maximum, scoreMaximum } = model;
    const hidden = model.masked;
    return html`<div class="legend">
      <div class="legend-item">
        <span>${words.legend.weights}</span>
        <span class="scale scale-weights"></span>
        <span class="scale-ends"><span>0</span><span>0.5</span><span>1</span></span>
      </div>
      <div class="legend-item" data-legend="signed">
        <span>${words.legend.signed}</span>
        <span class="scale scale-signed"></span>
        ${ends(maximum)} ${scoreMaximum === maximum ? nothing : ends(scoreMaximum, model.parts.some(({ node }) => isLarge(node) && !isScores(node)) ? words.legend.sums : words.legend.scores)}
      </div>
      ${hidden ? html`<div class="legend-item legend-hidden"><span class="swatch hatched"></span><span>${words.legend.hidden}</span></div>` : nothing}
    </div>`;
  }
}

/** The numbers at the ends of the scale of signed numbers. */
function ends(maximum: number, label = '0'): TemplateResult {
  const end = formatNumber(maximum, maximum < 0.1 ? 3 : 1);
  return html`<span class="scale-ends"><span>−${end}</span><span>${label}</span><span>+${end}</span></span>`;
}

customElements.define('attention-legend', LegendElement);
