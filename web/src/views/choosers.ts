import { html, nothing, type TemplateResult } from 'lit';
import { fill, wordFor } from '../text/catalogue.ts';
import { selectBox } from './fields.ts';
import { figureModel } from './figure.ts';
import { ViewElement } from './view-element.ts';

/** More would be a wall of numbers. */
const mostButtons = 12;

/** Which layer and which step of a mechanism is shown, where it has several. */
export class ChoosersElement extends ViewElement {
  protected override render(): TemplateResult | typeof nothing {
    const { store, words } = this;
    const { layers, nodes } = store.figure.trace;
    const { layer, step } = store.looking;
    const { parts } = figureModel(store.figure, store.looking, words);
    // Steps that are stacked are all shown at once.
    const stepped = parts.some(({ node }) => node.step >= 0);
    const steps = 1 + Math.max(...nodes.map(node => node.step));
    if (layers < 2 && !stepped) return nothing;
    const ofStep = wordFor(words.chooser, store.mechanism in words.chooser ? store.mechanism : 'step');
    return html`<div class="choosers">
      ${layers < 2 ? nothing : this.#chooser('layer', words.chooser.layer, layers, layer, index => store.setView({ layer: index, locked: null }, 'push'))}
      ${stepped ? this.#chooser('step', ofStep, steps, step, index => store.setView({ step: index, locked: null }, 'push')) : nothing}
    </div>`;
  }

  #chooser(name: string, label: string, count: number, chosen: number, choose: (index: number) => void): TemplateResult {
    const numbers = Array.from({ length: count }, (_, index) => index);
    if (count > mostButtons) {
      const options = numbers.map(index => [String(index), String(index + 1)] as const);
      return html`<span class="field chooser"><label for="control-choose-${name}">${label}</label>${selectBox(`choose-${name}`, String(chosen), options, index => choose(Number(index)))}</span>`;
    }
    return html`<fieldset class="segmented" data-control="choose-${name}">
      <legend>${label}</legend>
      ${numbers.map(
        index =>
          html`<button type="button" aria-label=${fill(this.words.chooser.number, { label, n: index + 1 })} aria-pressed=${index === chosen} @click=${() => choose(index)}>${index + 1}</button>`,
      )}
    </fieldset>`;
  }
}

customElements.define('attention-choosers', ChoosersElement);
