import { html, nothing, type TemplateResult } from 'lit';
import { formatNumber } from '../draw/numbers.ts';
import { type Catalogue, fill } from '../text/catalogue.ts';
import { type Drawing, figureModel } from './figure.ts';
import { ViewElement } from './view-element.ts';

/** What the list of choices is called: a pointer network's order, a decoder's words. */
export function orderTitle({ scenario }: Drawing, words: Catalogue): string {
  return scenario.mechanism === 'pointer' ? words.order : words.written;
}

/** What was chosen step by step, in a line. */
export class OrderElement extends ViewElement {
  protected override render(): TemplateResult | typeof nothing {
    const { store, words } = this;
    const model = figureModel(store.figure, store.looking, words);
    if (model.order.length === 0) return nothing;
    const names = model.order.map(
      (element, index) =>
        html`${index > 0 ? ' → ' : ''}<b class="role-key ink" dir="auto">${model.vocabulary[element] ?? ''}</b>`,
    );
    const probability = fill(words.logProbability, { p: formatNumber(model.trace.logProbability()) });
    return html`<p class="order"><span class="note">${orderTitle(model, words)}</span> <span>${names}</span>
      <span class="note" data-log-probability>${probability}</span></p><attention-loss></attention-loss>`;
  }
}

/** The loss, where it is computed, and the way to its gradients. */
export class LossElement extends ViewElement {
  protected override render(): TemplateResult | typeof nothing {
    const { store, words } = this;
    const { trace, scenario, gradientOf } = store.figure;
    if (!store.core.has(scenario.mechanism, 'loss') || gradientOf) return nothing;
    const node = trace.find('loss');
    const value = node ? formatNumber(trace.value({ node: node.node, row: 0, column: 0 }), 3) : '';
    return html`<p class="order">
      ${node ? html`<span class="note" data-loss>${fill(words.loss, { value })}</span> ` : nothing}
      <button type="button" class="quiet" data-control="loss-gradients" @click=${() => store.showLossGradients()}>∂ ${words.showLossGradients}</button>
    </p>`;
  }
}

customElements.define('attention-order', OrderElement);

customElements.define('attention-loss', LossElement);
