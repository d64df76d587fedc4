import { html, nothing, type TemplateResult } from 'lit';
import { formatNumber } from '../draw/numbers.ts';
import type { Topic } from '../store/store.ts';
import { fill } from '../text/catalogue.ts';
import { styled } from './directives.ts';
import type { FlowModel } from './figure.ts';
import type { FlowLayout } from './layout.ts';
import { orderTitle } from './order.ts';
import { ViewElement } from './view-element.ts';

/** A pointer network's answer beside its rows: what each step points at. */
export class ChosenElement extends ViewElement {
  static override properties = { model: { attribute: false }, layout: { attribute: false } };
  declare model: FlowModel | null;
  declare layout: FlowLayout | null;
  protected override readonly topics: readonly Topic[] = ['words'];

  constructor() {
    super();
    this.model = null;
    this.layout = null;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { model, layout } = this;
    if (!model?.weights || !layout || model.order.length === 0 || model.flow.right.length > 0) return nothing;
    const step = this.store.view.step ?? Number.POSITIVE_INFINITY;
    const weights = layout.placed.find(({ place }) => place === 'weights');
    const left = (weights?.box.x ?? 0) + (weights?.box.width ?? 0) + 16;
    const probability = fill(this.words.logProbability, { p: formatNumber(model.trace.logProbability()) });
    return html`<p class="chosen-title" ${styled({ left, top: layout.rowsTop - 26 })}>${orderTitle(model, this.words)}</p>
    <p class="chosen-title" data-log-probability ${styled({ left: left + 108, top: layout.height + 4, translate: '-100%' })}>${probability}</p>
    <ol class="chosen" ${styled({ left, top: layout.rowsTop })}>
      ${model.order.map((element, row) => {
        const name = model.vocabulary[element] ?? '';
        const place = styled({ height: layout.cellHeight, top: row * layout.pitch });
        return html`<li class=${row > step ? 'pending-choice' : ''} title=${name} ${place}>→ <b class="role-key ink" dir="auto">${row > step ? '' : name}</b></li>`;
      })}
    </ol>`;
  }
}

customElements.define('attention-chosen', ChosenElement);
