import { html, nothing, type TemplateResult } from 'lit';
import type { Node } from '../core/types.ts';
import { formatNumber } from '../draw/numbers.ts';
import { csvOf, jsonOf, type Names } from '../export/matrix-file.ts';
import { save } from '../export/save.ts';
import { nameCell, resolveCell } from '../store/cell-name.ts';
import { fill } from '../text/catalogue.ts';
import { selectBox } from './fields.ts';
import { type FigureModel, figureModel, hiddenCells } from './figure.ts';
import { icon } from './icons.ts';
import { matrixName } from './matrix-name.ts';
import { namesOf } from './names.ts';
import { SizedElement } from './sized-element.ts';
import { editedCells, scopeName } from './specs.ts';

const formats = ['csv', 'json'] as const;
type Format = (typeof formats)[number];

/** Larger tables are cut: nobody reads them, and they are slow. */
const mostRows = 64;
const mostColumns = 64;

/** Any matrix of the computation, also those that are not drawn, as a table of numbers that can be copied. */
export class TablePanelElement extends SizedElement {
  #format: Format = 'csv';
  #copied: 'no' | 'copied' | 'by-hand' = 'no';

  protected override render(): TemplateResult {
    const { store, words } = this;
    const model = figureModel(store.figure, store.looking, words);
    const node = this.#node(model);
    const options = model.trace.nodes.map(other => [String(other.node), this.#name(other)] as const);
    return html`<div class="panel-controls">
        <span class="field"><label for="control-table">${words.table.matrix}</label>${selectBox('table', String(node.node), options, chosen => this.#choose(model, Number(chosen)))}</span>
        <fieldset class="segmented" data-control="table-format">
          <legend class="hidden-text">${words.table.format}</legend>
          ${formats.map(format => html`<button type="button" data-format=${format} aria-pressed=${format === this.#format} @click=${() => this.#write(format)}>${format.toUpperCase()}</button>`)}
        </fieldset>
        <button type="button" class="quiet" data-control="copy-table" @click=${() => this.#copy(model, node)}>${icon('link')}${this.#copied === 'copied' ? words.table.copied : words.table.copy}</button>
        <button type="button" class="quiet" data-control="download-table" @click=${() => this.#download(model, node)}>${words.table.download}</button>
        <span class="hidden-text" role="status">${this.#copied === 'copied' ? words.table.copied : ''}</span>
      </div>
      ${this.#copied === 'by-hand' ? this.#byHand(model, node) : nothing}
      ${this.#table(model, node)}`;
  }

  /** The matrix that was chosen, where this graph has it; else the weights. */
  #node({ trace, weights }: FigureModel): Node {
    const { table } = this.store.view;
    const cell = table && resolveCell(trace, table);
    return (cell && trace.node(cell.node)) ?? weights?.node ?? (trace.nodes.at(-1) as Node);
  }

  #choose({ trace }: FigureModel, node: number): void {
    this.#copied = 'no';
    this.store.setView({ table: nameCell(trace, { node, row: 0, column: 0 }) }, 'push');
  }

  /** "weights, head 2 · layer 1 (7 × 7)" */
  #name(node: Node): string {
    const { words } = this;
    const name = matrixName(node, words);
    const step =
      node.step >= 0 ? `${name}, ${fill(words.chooser.number, { label: words.chooser.step, n: node.step + 1 })}` : name;
    const shape = fill(words.shape, { rows: node.rows, columns: node.columns });
    return `${node.scope ? `${step} · ${scopeName(node.scope, words)}` : step} (${shape})`;
  }

  #names(model: FigureModel, node: Node): Names {
    return { rows: namesOf(model, node, 'row', this.words), columns: namesOf(model, node, 'column', this.words) };
  }

  #table(model: FigureModel, node: Node): TemplateResult {
    const { words, store } = this;
    const { trace } = model;
    const names = this.#names(model, node);
    const values = trace.values(node.node);
    const hidden = hiddenCells(trace, node);
    const rows = names.rows.slice(0, mostRows);
    const columns = names.columns.slice(0, mostColumns);
    const cut = rows.length < node.rows || columns.length < node.columns;
    const edited = editedCells(model, node);
    const given = trace.givenName(node.node) === null ? '' : 'given';
    const number = (row: number, column: number): TemplateResult => {
      const index = row * node.columns + column;
      const value = values[index] ?? Number.NaN;
      const text = hidden?.[index] && node.stage !== 'mask' ? words.table.hidden : formatNumber(value, 4);
      return html`<td><button type="button" class="table-number ${given} ${edited.has(index) ? 'edited' : ''}" data-row=${row} data-column=${column} @click=${() => store.toggleLock({ node: node.node, row, column })}>${text}</button></td>`;
    };
    return html`${cut ? html`<p class="panel-note">${fill(words.table.cut, { rows: rows.length, columns: columns.length })}</p>` : nothing}
      <div class="cost-scroll" tabindex="0" role="region" aria-label=${this.#name(node)}><table class="numbers-table" data-table=${node.name}>
        <thead><tr><td></td>${columns.map(name => html`<th scope="col" dir="auto">${name}</th>`)}</tr></thead>
        <tbody>${rows.map((name, row) => html`<tr><th scope="row" dir="auto">${name}</th>${columns.map((_, column) => number(row, column))}</tr>`)}</tbody>
      </table></div>`;
  }

  /** The whole matrix, with all digits. */
  #text(model: FigureModel, node: Node): string {
    const hidden = node.stage === 'mask' ? null : hiddenCells(model.trace, node);
    const written = { trace: model.trace, node, names: this.#names(model, node), hidden };
    return this.#format === 'csv' ? csvOf(written) : jsonOf(written);
  }

  #write(format: Format): void {
    this.#format = format;
    this.#copied = 'no';
    this.requestUpdate();
  }

  #byHand(model: FigureModel, node: Node): TemplateResult {
    const select = (event: Event): void => (event.target as HTMLTextAreaElement).select();
    return html`<label class="table-text">${fill(this.words.table.byHand, { format: this.#format.toUpperCase() })}<textarea readonly rows="6" .value=${this.#text(model, node)} @focus=${select}></textarea></label>`;
  }

  async #copy(model: FigureModel, node: Node): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.#text(model, node));
      this.#copied = 'copied';
    } catch {
      this.#copied = 'by-hand';
    }
    this.requestUpdate();
    await this.updateComplete;
    if (this.#copied === 'by-hand') this.querySelector<HTMLTextAreaElement>('.table-text textarea')?.focus();
  }

  /** "weights-head-2.csv" */
  #download(model: FigureModel, node: Node): void {
    const head = node.head >= 0 ? `-head-${node.head + 1}` : '';
    const step = node.step >= 0 ? `-step-${node.step + 1}` : '';
    save(`${node.scope ? `${node.scope}.` : ''}${node.name}${head}${step}.${this.#format}`, this.#text(model, node));
  }
}

customElements.define('attention-table-panel', TablePanelElement);
