import { html, type TemplateResult } from 'lit';
import type { Node } from '../core/types.ts';
import { formatNumber } from '../draw/numbers.ts';
import { fill } from '../text/catalogue.ts';
import { type FigureModel, figureModel } from './figure.ts';
import { SizedElement } from './sized-element.ts';
import './labelled.ts';
import { withTerms } from '../text/terms.ts';

/** All heads beside one another, how widely each one looks, and their average. */
export class HeadsPanelElement extends SizedElement {
  protected override render(): TemplateResult {
    const { store, words } = this;
    const model = figureModel(store.figure, store.looking, words);
    const { trace } = model;
    const { layer } = store.looking;
    const shown = model.weights?.node;
    const wanted = { layer, ...(shown ? { rowAxis: shown.rowAxis } : {}) };
    const heads = Array.from({ length: trace.heads }, (_, head) => trace.find('weights', { ...wanted, head }));
    const average = trace.find('mean_weights', wanted);
    const most = Math.log2(Math.max(1, shown?.columns ?? 1));
    return html`<attention-choosers></attention-choosers>
      <p class="panel-note">${withTerms(fill(words.heads.explained, { most: formatNumber(most) }))}</p>
      <div class="heads-panel">
        ${heads.map(node => (node ? this.#head(model, node) : ''))}
        ${average ? this.#head(model, average) : ''}
      </div>`;
  }

  #head(model: FigureModel, node: Node): TemplateResult {
    const { store, words } = this;
    const { entropy, distance } = model.trace.spread(node.node, Number(model.scenario.mask.past));
    const name = node.head < 0 ? words.heads.average : fill(words.heads.one, { n: node.head + 1 });
    const chosen = node.head === store.head;
    const width = Math.min(this.width, 340);
    const part = { node, symbol: { letter: 'A' } };
    const title =
      node.head < 0
        ? html`<h3>${name}</h3>`
        : html`<h3><button type="button" class="head-name" data-head-panel=${node.head} aria-pressed=${chosen} @click=${() => store.chooseHead(node.head)}>${name}</button></h3>`;
    return html`<section class="head-panel">
      ${title}
      <p class="head-spread">
        <span data-spread="entropy">${fill(words.heads.entropy, { n: formatNumber(entropy) })}</span>
        ${model.scenario.keys === null ? html`<span data-spread="distance">${fill(words.heads.distance, { n: formatNumber(distance) })}</span>` : ''}
      </p>
      <attention-labelled .options=${{ model, part, width, rowHeight: 26, mostCell: 38, leastCell: 4 }}></attention-labelled>
    </section>`;
  }
}

customElements.define('attention-heads-panel', HeadsPanelElement);
