import { html, nothing, type TemplateResult } from 'lit';
import type { Node } from '../core/types.ts';
import { fill } from '../text/catalogue.ts';
import { type FigureModel, figureModel } from './figure.ts';
import { SizedElement } from './sized-element.ts';
import './decoding.ts';
import { wholeRows } from './labelled.ts';
import './step-detail.ts';
import { alignLines, releaseLines } from './lines.ts';
import { Zoom } from './zoom.ts';

const rowHeight = 36;
const roomForMatrix = 720;

/** Lines between keys and queries, of one head or of several, beside the weights that they are drawn from. */
export class LinesPanelElement extends SizedElement {
  /** Besides the head that the page shows. */
  #heads = new Set<number>();
  #share = 1;
  /** Lines and matrix show the same part of a large relation. */
  readonly #zoom = new Zoom(() => this.requestUpdate());

  protected override render(): TemplateResult | typeof nothing {
    const { store, words } = this;
    const model = figureModel(store.figure, store.looking, words);
    const part = model.weights;
    if (!part) return nothing;
    const relations = this.#relations(model, part.node);
    const down = runsDown(model) && this.width >= 480;
    const beside = !down && this.width >= roomForMatrix && model.rowAxis !== 'step';
    const width = beside ? Math.floor(this.width * 0.44) : this.width;
    const zoom = this.#zoom;
    const region = zoom.region(part.node.rows, part.node.columns);
    const { cellHeight, gap } = wholeRows(part.node.rows, rowHeight);
    const pitch = down ? 190 : region ? rowHeight + 1.5 : cellHeight + gap;
    const lines = html`<attention-lines .options=${{ model, relations, share: this.#share, width, pitch, down, named: !beside, region }}></attention-lines>`;
    const halved = model.rowAxis === 'step' && this.width >= 900;
    const options = {
      model,
      part,
      width: beside ? this.width - width : halved ? this.width / 2 - 18 : this.width,
      rowHeight,
      mostCell: halved ? 78 : 60,
      leastCell: 28,
      zoom,
    };
    const matrix = html`<attention-labelled .options=${options}></attention-labelled>`;
    return html`<attention-choosers></attention-choosers>
      ${this.#controls(model)}
      <div class="lines-panel ${beside ? 'beside' : ''}" @pointerleave=${() => this.requestUpdate()}>
        ${lines}${model.rowAxis === 'step' ? html`<div class="alignment"><div>${matrix}<attention-decoding></attention-decoding></div><attention-step-detail></attention-step-detail></div>` : matrix}
      </div>`;
  }

  protected override updated(): void {
    const panel = this.querySelector<HTMLElement>('.lines-panel');
    if (panel) (panel.classList.contains('beside') ? alignLines : releaseLines)(panel);
  }

  #relations({ trace }: FigureModel, shown: Node): Node[] {
    if (shown.head < 0) return [shown];
    const heads = Array.from({ length: trace.heads }, (_, head) => head).filter(
      head => head === shown.head || this.#heads.has(head),
    );
    return heads.flatMap(head => trace.find('weights', { head, layer: trace.layerOf(shown), rowAxis: shown.rowAxis }) ?? []);
  }

  #controls({ trace, weights }: FigureModel): TemplateResult {
    const { words } = this;
    const heads =
      weights && weights.node.head >= 0 && trace.heads > 1 ? Array.from({ length: trace.heads }, (_, head) => head) : [];
    const percent = Math.round(this.#share * 100);
    const slide = (event: Event): void => {
      this.#share = Number((event.target as HTMLInputElement).value) / 100;
      this.requestUpdate();
    };
    const toggles = html`<fieldset class="line-heads">
      <legend>${words.heads.label}</legend>
      ${heads.map(head => {
        const name = fill(words.heads.one, { n: head + 1 });
        const on = head === this.store.head || this.#heads.has(head);
        return html`<button type="button" class="line-head head-${head % 8}" data-line-head=${head} aria-label=${name} aria-pressed=${on} title=${words.lines.headHint} @click=${() => this.#toggle(head)} @dblclick=${() => this.#isolate(head)}>${head + 1}</button>`;
      })}
    </fieldset>`;
    return html`<div class="panel-controls">
      ${heads.length > 0 ? toggles : nothing}
      <label class="line-share">${words.lines.share} <input type="range" min="10" max="100" step="5" data-control="line-share" .value=${String(percent)} @input=${slide} /> <output>${percent} %</output></label>
    </div>`;
  }

  /** The last one stays: a figure without lines shows nothing. */
  #toggle(head: number): void {
    const { store } = this;
    if (head === store.head) {
      const next = [...this.#heads].find(other => other !== head);
      if (next === undefined) return;
      this.#heads.delete(next);
      store.chooseHead(next);
    } else if (!this.#heads.delete(head)) {
      this.#heads.add(head);
    }
    this.requestUpdate();
  }

  #isolate(head: number): void {
    this.#heads.clear();
    this.store.chooseHead(head);
    this.requestUpdate();
  }
}

/** Sentences stand above one another where they are translated, and where they are Chinese. */
function runsDown({ rowNames, columnNames, rowAxis }: FigureModel): boolean {
  const translates = rowAxis === 'step';
  const chinese = [...rowNames, ...columnNames].some(name => /\p{Script=Han}/u.test(name));
  return (translates || chinese) && Math.max(rowNames.length, columnNames.length) <= 24;
}

customElements.define('attention-lines-panel', LinesPanelElement);
