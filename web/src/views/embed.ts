import { html, nothing, type TemplateResult } from 'lit';
import type { Topic } from '../store/store.ts';
import { preferences } from '../text/preferences.ts';
import { answer, rich } from './explain.ts';
import { emptyRowsSentence, type FigureModel, figureModel } from './figure.ts';
import { headingOf } from './heading.ts';
import { icon } from './icons.ts';
import { nameOf } from './names.ts';
import { noticeLine } from './notice.ts';
import { SizedElement } from './sized-element.ts';
import './heads.ts';
import './labelled.ts';
import { alignLines } from './lines.ts';
import './number.ts';
import './tooltip.ts';

const roomForLines = 640;

/** The weights alone, for an article: with lines beside them where there is room, and the arithmetic of one cell beneath. */
export class EmbedElement extends SizedElement {
  protected override readonly topics: readonly Topic[] = ['figure', 'words', 'point'];

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('keydown', this.#key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('keydown', this.#key);
  }

  protected override render(): TemplateResult {
    const { store, words } = this;
    const model = figureModel(store.figure, store.looking, words);
    const wide =
      model.weights !== null && this.width >= roomForLines && Math.max(model.rowNames.length, model.columnNames.length) <= 24;
    const linesWidth = wide ? Math.floor(this.width * 0.44) : 0;
    const rowHeight = 38;
    const options = {
      model,
      part: model.weights ?? model.parts.at(-1),
      width: this.width - linesWidth,
      rowHeight,
      mostCell: 52,
      leastCell: model.columnNames.length > 16 ? 8 : 28,
      heading: model.weights?.node.rowAxis === 'query' ? words.embed.queries : '',
    };
    return html`<main><figure class="embed">
      <div class="embed-figure">
        ${wide ? html`<span class="lines-heading">${words.embed.keys}</span><attention-lines .options=${{ model, width: linesWidth, pitch: rowHeight + 1.5 }}></attention-lines>` : nothing}
        <attention-labelled .options=${options}></attention-labelled>
      </div>
      <div class="embed-line">${this.#arithmetic(model)}<attention-heads bare></attention-heads></div>
      ${model.emptyRows.length > 0 ? html`<p class="notice">${emptyRowsSentence(model, words)}</p>` : nothing}
      ${noticeLine(store, words)}
      <figcaption>
        <h1 class="embed-title">${headingOf(store, words)}</h1>
        <button type="button" class="quiet" data-control="reset" @click=${() => store.reset(location.hash, preferences.language)}>${icon('undo')}${words.embed.reset}</button>
        <a class="quiet" data-control="open" target="_blank" rel="noopener" href=${new URL(`./${store.link()}`, location.href.replace(/[^/]*(#.*)?$/, '')).href}>${words.embed.open}${icon('open')}</a>
      </figcaption>
    </figure></main>
    <attention-tooltip></attention-tooltip>`;
  }

  /** The one step that made the cell's number. */
  #arithmetic(model: FigureModel): TemplateResult | typeof nothing {
    const { store, words } = this;
    const cell = store.active;
    const node = cell && model.trace.node(cell.node);
    if (!cell || !node) return nothing;
    const { question, steps } = answer(cell, {
      model,
      words,
      follow: to => store.follow(to),
      expanded: new Set(),
      toggle: () => {},
      most: termsIn(this.width, model.trace.heads),
    });
    const step = steps.find(({ key }) => key === 'softmax') ?? steps.at(-1);
    if (node.stage !== 'weights') {
      return html`<span class="embed-question"><span>${question}</span>${this.#back()}</span><div class="embed-math" aria-live="polite">${step?.body}</div>`;
    }
    const row = html`<b class="role-query ink">${nameOf(model, node, 'row', cell.row, words)}</b>`;
    const column = html`<b class="role-key ink">${nameOf(model, node, 'column', cell.column, words)}</b>`;
    return html`<span class="embed-pair">${rich(words.embed.gives, { row, column })}</span><div class="embed-math" aria-live="polite">${step?.body}</div>`;
  }

  /** The way back to the weight from a number that was followed; without one the cell is let go. */
  #back(): TemplateResult {
    const { store, words } = this;
    const back = (): void => (store.canGoBack ? store.goBack() : store.lock(null));
    return html`<button type="button" class="quiet" data-control="back" @click=${back}>${icon('undo')}${words.back}</button>`;
  }

  protected override updated(): void {
    alignLines(this);
  }

  #key = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.store.locked) this.store.lock(null);
  };
}

/** How many terms of a sum leave room for its result, and for the names and heads beside it. */
function termsIn(width: number, heads: number): number {
  const chooser = heads > 0 ? 64 + 40 * heads : 0;
  const beside = width < 520 ? 0 : 190 + (width < 465 + chooser ? 0 : chooser);
  return Math.max(2, Math.min(5, Math.floor((width - beside - 180) / 53)));
}

customElements.define('attention-embed', EmbedElement);
