import { html, nothing, type TemplateResult } from 'lit';
import type { Cell, Node } from '../core/types.ts';
import '../styles/compare.css';
import { formatNumber } from '../draw/numbers.ts';
import { type Beside, besideOf } from '../store/beside.ts';
import { nameCell } from '../store/cell-name.ts';
import { lookingAt } from '../store/figure.ts';
import { pause } from '../store/pause.ts';
import { isLong } from '../store/scenario.ts';
import { fill, fillParts } from '../text/catalogue.ts';
import { type CompareWords, compareWords } from '../text/compare.ts';
import { changesLine } from './compare-changes.ts';
import { besideFault, mechanismField } from './compare-controls.ts';
import { chosenPair, isComparable, type Pair, pairsOf } from './compare-pairs.ts';
import './compare-steps.ts';
import './compared-matrix.ts';
import { withTerms } from '../text/terms.ts';
import { Comparison, type Side } from './comparison.ts';
import { cellName } from './explain.ts';
import { selectBox } from './fields.ts';
import { type FigureModel, figureModel } from './figure.ts';
import { matrixName } from './matrix-name.ts';
import { isRelation } from './names.ts';
import { SizedElement } from './sized-element.ts';
import { scopeName, stageName } from './specs.ts';
import { symbolFor } from './symbols.ts';

/** Two settings beside one another on the same tokens: A, which is the figure, B, and what B has more. */
export class ComparePanelElement extends SizedElement {
  /** Whose settings the controls change. */
  #side: 'a' | 'b' = 'b';

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    besideOf(this.store).free();
  }

  protected override render(): TemplateResult {
    const { store, words } = this;
    const texts = compareWords(words);
    const beside = besideOf(store);
    if (!beside.isMade && isLong(store.figure.scenario)) {
      void this.#prepare(beside);
      return html`<p class="panel-note" role="status">${texts.computing}</p>`;
    }
    const a = figureModel(store.figure, store.looking, words);
    const b = beside.last && figureModel(beside.last, lookingAt(beside.last, store.view), words);
    const pairs = pairsOf(a, b ?? a);
    const pair = chosenPair(pairs, beside.compared.matrix, store.locked?.node ?? null, a.weights?.node.node ?? null);
    return html`<p class="panel-note">${withTerms(texts.explained)}</p>
      <attention-choosers></attention-choosers>
      ${this.#bar(beside, a, pairs, pair)}
      ${changesLine(beside, store.figure.scenario, words)}
      ${besideFault(beside, this.#side === 'b', words)}
      ${pair ? this.#compared(beside, a, b, pair, pairs) : nothing}`;
  }

  async #prepare(beside: Beside): Promise<void> {
    await pause();
    if (!this.isConnected) return;
    await beside.prepare();
    this.requestUpdate();
  }

  #bar(beside: Beside, { trace }: FigureModel, pairs: readonly Pair[], pair: Pair | null): TemplateResult {
    const { store, words } = this;
    const texts = compareWords(words);
    const offered = pairs.filter(other => isComparable(other) || other === pair);
    const options = offered.map(other => [other.key, this.#name(other)] as const);
    const heads = Array.from({ length: trace.heads }, (_, head) => [String(head), String(head + 1)] as const);
    const average = pairs.find(({ a }) => a.stage === 'mean_weights');
    const ofHead = pair !== null && (pair.a.head >= 0 || pair === average);
    const choose = (value: string): void => {
      if (value === 'average' && average) beside.look(average.key, { locked: null });
      else if (pair === average) this.#open(beside, { head: Number(value), locked: null });
      else store.chooseHead(Number(value));
    };
    return html`<div class="panel-controls">
      <span class="field"><label for="control-compare-matrix">${texts.matrix}</label>${selectBox('compare-matrix', pair?.key ?? '', options, key => beside.look(key, { locked: null }))}</span>
      ${
        ofHead && heads.length > 1
          ? html`<span class="field"><label for="control-compare-head">${texts.head}</label>${selectBox('compare-head', pair === average ? 'average' : String(store.head), [...heads, ...(average ? [['average', texts.mean] as const] : [])], choose)}</span>`
          : nothing
      }
      <span class="compare-ways">
        <button type="button" class="quiet" data-control="compare-swap" ?disabled=${!beside.last} @click=${() => beside.swap()}>${texts.swap}</button>
        <button type="button" class="quiet" data-control="compare-take" title=${texts.takeHint} ?disabled=${!beside.last} @click=${() => this.#leave(() => beside.take())}>${texts.take}</button>
        <button type="button" class="quiet" data-control="compare-close" title=${texts.closeHint} @click=${() => this.#leave(() => beside.close())}>${texts.close}</button>
      </span>
    </div>`;
  }

  /** What was pressed goes with the panel: the focus is where one chooses another. */
  #leave(how: () => void): void {
    document.querySelector<HTMLElement>('[data-panel="flow"]')?.focus();
    how();
  }

  /** The weights of a head, after those of the average. */
  #open({ compared }: Beside, change: { head: number; locked: null }): void {
    const { matrix: _, ...rest } = { ...compared };
    this.store.setView({ ...change, compared: Object.keys(rest.b).length > 0 ? rest : {} }, 'push');
  }

  #compared(beside: Beside, a: FigureModel, b: FigureModel | null, pair: Pair, pairs: readonly Pair[]): TemplateResult {
    const { words } = this;
    const texts = compareWords(words);
    const comparison = new Comparison(a, b ?? a, pair, (one, other) => beside.difference(one, other));
    const whole = b !== null && comparison.difference !== null;
    return html`${whole ? html`<p class="compare-largest" aria-live="polite">${this.#largest(comparison)}</p>` : nothing}
      ${b && !whole ? this.#unlike(beside, pair, pairs) : nothing}
      <div class="compare-matrices">
        ${this.#matrix(comparison, 'a', pair.a)}
        ${b && pair.b ? this.#matrix(comparison, 'b', pair.b) : nothing}
        ${whole ? this.#matrix(comparison, 'difference', pair.a) : nothing}
      </div>
      ${this.#settings(beside, texts)}
      ${b ? html`<attention-compare-steps .comparison=${comparison} .follow=${(side: 'a' | 'b', cell: Cell) => this.#follow(comparison, side, cell)}></attention-compare-steps>` : nothing}`;
  }

  #matrix(comparison: Comparison, side: Side, node: Node): TemplateResult {
    const { store, width } = this;
    const texts = compareWords(this.words);
    const columns = width >= 900 ? 3 : width >= 600 ? 2 : 1;
    const room = Math.floor((width - 24 * (columns - 1)) / columns);
    const model = side === 'b' ? comparison.b : comparison.a;
    const painting = side === 'b' ? besideOf(store).painting : side === 'a' && store.painting;
    const paintable = painting && node.rowAxis === 'query' && node.columnAxis === 'key';
    const options = {
      model,
      part: { node, symbol: symbolFor(node) },
      width: room,
      rowHeight: 32,
      mostCell: 44,
      leastCell: node.columns > 24 ? 8 : 28,
      paintable,
    };
    return html`<section class="compare-matrix" data-compare=${side}>
      <h3>${texts.title[side]} <span class="note">${texts.told[side]}</span></h3>
      <attention-compared-matrix .side=${side} .comparison=${comparison} .options=${options}></attention-compared-matrix>
      ${side === 'a' ? nothing : this.#legend(comparison, side, texts)}
    </section>`;
  }

  /** Under B the scale of both, under the difference its own, where there is any. */
  #legend(comparison: Comparison, side: 'b' | 'difference', texts: CompareWords): TemplateResult {
    const { words } = this;
    const signed = side === 'difference' || !comparison.isShare;
    const end = formatNumber(side === 'difference' ? comparison.most : comparison.maximum);
    const [from, to] = signed ? [`−${end}`, `+${end}`] : ['0', '1'];
    const [less, more] = side === 'difference' ? [` ${texts.less}`, `${texts.more} `] : ['', ''];
    const label = comparison.isShare ? words.legend.weights : words.legend.signed;
    const scale = html`<span>${side === 'b' ? `A, B: ${label}` : texts.title.difference}</span>
      <span class="scale ${signed ? 'scale-signed' : 'scale-weights'}"></span>
      <span class="scale-ends"><span>${from}${less}</span><span>${signed ? '0' : '0.5'}</span><span>${more}${to}</span></span>`;
    return html`<div class="compare-legend" data-legend=${side}>
      ${side === 'difference' && comparison.most === 0 ? nothing : scale}
      ${side === 'difference' && comparison.hides ? html`<span class="legend-hidden legend-item"><span class="swatch hatched"></span><span>${texts.hidden}</span></span>` : nothing}
    </div>`;
  }

  #largest(comparison: Comparison): TemplateResult {
    const { store, words } = this;
    const texts = compareWords(words);
    const infinite = comparison.infinite ? html` ${texts.infinite}` : nothing;
    if (comparison.most === 0) return html`${comparison.infinite ? nothing : texts.equal}${infinite}`;
    const cell = comparison.most > 0 ? comparison.place(comparison.largest) : null;
    if (!cell || !comparison.pair.b) return html``;
    const value = comparison.at(cell);
    const look = (): void => store.lock(cell);
    const parts = {
      cell: html`<button type="button" class="compare-go" @click=${look}>${cellName(cell, { model: comparison.a, words })}</button>`,
      a: html`<b>${formatNumber(comparison.a.trace.value(cell))}</b>`,
      b: html`<b>${formatNumber(comparison.b.trace.value({ ...cell, node: comparison.pair.b.node }))}</b>`,
      difference: html`<b data-largest=${value}>${value > 0 ? '+' : ''}${formatNumber(value)}</b>`,
    };
    return html`${fillParts(texts.largest, parts)}${infinite}`;
  }

  /** Why there is no difference, and of what there is one. */
  #unlike(beside: Beside, pair: Pair, pairs: readonly Pair[]): TemplateResult {
    const { words } = this;
    const texts = compareWords(words);
    const others = pairs.filter(isComparable);
    const shape = ({ rows, columns }: Node): string => fill(words.shape, { rows, columns });
    const name = stageName(pair.a, words);
    const unlike = pair.alike ? texts.shapes : texts.axes;
    const sentence = pair.b ? fill(unlike, { name, a: shape(pair.a), b: shape(pair.b) }) : fill(texts.missing, { name });
    return html`<div class="notice" data-notice="compare-shapes">${others.length > 0 ? sentence : texts.none}
      <span class="compare-offers">${others.map(other => html`<button type="button" class="quiet" data-offer=${other.key} @click=${() => beside.look(other.key, { locked: null })}>${this.#name(other)}</button>`)}</span></div>`;
  }

  #settings(beside: Beside, texts: CompareWords): TemplateResult {
    const { words } = this;
    const choose = (side: 'a' | 'b') => (): void => {
      this.#side = side;
      this.requestUpdate();
    };
    return html`<div class="compare-settings">
      <fieldset class="segmented" data-control="compare-side">
        <legend>${texts.settings}</legend>
        ${(['a', 'b'] as const).map(side => html`<button type="button" data-side=${side} aria-pressed=${side === this.#side} @click=${choose(side)}>${texts.title[side]}</button>`)}
      </fieldset>
      ${this.#side === 'b' ? mechanismField(beside, words) : nothing}
    </div>
    <attention-controls .layout=${null} .settings=${this.#side === 'b' ? beside : undefined}></attention-controls>`;
  }

  /** From a number of the arithmetic to the matrix that it stands in, in both. */
  #follow({ a, b }: Comparison, side: 'a' | 'b', cell: Cell): void {
    const { store, words } = this;
    const beside = besideOf(store);
    const node = (side === 'a' ? a : b).trace.node(cell.node);
    if (!node || !beside.last) return;
    const head = node.head >= 0 ? node.head : store.view.head;
    const view = { ...store.view, head };
    const own = figureModel(store.figure, lookingAt(store.figure, view), words);
    const other = figureModel(beside.last, lookingAt(beside.last, view), words);
    const pair = pairsOf(own, other).find(of => of[side]?.node === cell.node);
    if (!pair) return;
    const locked = nameCell(store.figure.trace, { ...cell, node: pair.a.node });
    beside.look(pair.key, { head, locked });
  }

  /** "weights, head 2 (7 × 7)" */
  #name({ key, a }: Pair): string {
    const { words } = this;
    const texts = compareWords(words);
    const named = key === 'average' ? fill(texts.average, { name: words.stage.weights }) : matrixName(a, words);
    const scope = a.scope && isRelation(a) ? `${named} · ${scopeName(a.scope, words)}` : named;
    return fill(texts.shape, { name: scope, rows: a.rows, columns: a.columns });
  }
}

customElements.define('attention-compare-panel', ComparePanelElement);
