import { html, nothing, type TemplateResult } from 'lit';
import '../draw/thumbnail.ts';
import { fill } from '../text/catalogue.ts';
import { figureModel } from './figure.ts';
import { PatientElement } from './patient-element.ts';
import { matrixSpec } from './specs.ts';

/** All heads as small weights, to choose from. */
export class HeadsElement extends PatientElement {
  static override properties = { bare: { type: Boolean } };
  /** Numbers alone, for a figure within an article. */
  declare bare: boolean;

  constructor() {
    super();
    this.bare = false;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { store, words } = this;
    const { trace } = store.figure;
    if (trace.heads === 0) return nothing;
    const shown = figureModel(store.figure, store.looking, words);
    const heads = Array.from({ length: trace.heads }, (_, head) => head);
    return html`<fieldset class="heads ${this.bare ? 'bare' : ''}">
      <legend class=${this.bare ? '' : 'hidden-text'}>${this.bare ? words.heads.label : words.heads.choose}</legend>
      ${heads.map(head => {
        const node = trace.find('weights', { head, layer: store.looking.layer });
        const size = Math.min(6, 40 / Math.max(node?.rows ?? 1, node?.columns ?? 1));
        const gap = size > 4 ? 1 : 0;
        // A single row of many columns would be a hair.
        const cellHeight = Math.max(size - gap, node?.rows === 1 ? 14 : 0);
        const geometry = { transposed: false, strip: false, cellWidth: size - gap, cellHeight, gap, decimals: -1 };
        const name = fill(words.heads.one, { n: head + 1 });
        // Weights have the same names and the same scale in every head; of gradients, each has a scale of its own.
        const model = shown.gradientOf ? figureModel(store.figure, { ...store.looking, head }, words) : shown;
        const picture =
          node && !this.bare
            ? html`<attention-thumbnail .spec=${matrixSpec(model, { node, symbol: { letter: 'A' } }, geometry, words)}></attention-thumbnail>`
            : nothing;
        return html`<button type="button" class="head" data-head=${head} aria-pressed=${head === store.head} aria-label=${name} @click=${() => store.chooseHead(head)}>
          ${picture}<span>${this.bare ? head + 1 : html`<span class="head-word">${name}</span><span class="head-short">${head + 1}</span>`}</span>
        </button>`;
      })}
    </fieldset>`;
  }
}

customElements.define('attention-heads', HeadsElement);
