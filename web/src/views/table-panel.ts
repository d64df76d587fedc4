import { html, nothing, type TemplateResult } from 'lit';
import type { Cell, Node } from '../core/types.ts';
import { formatNumber } from '../draw/numbers.ts';
import { csvOf, jsonOf, type Names } from '../export/matrix-file.ts';
import { save } from '../export/save.ts';
import { nameCell } from '../store/cell-name.ts';
import { fill } from '../text/catalogue.ts';
import { selectBox } from './fields.ts';
import { type FigureModel, figureModel, hiddenCells } from './figure.ts';
import { icon } from './icons.ts';
import { matrixName } from './matrix-name.ts';
import { namesOf } from './names.ts';
import { SizedElement } from './sized-element.ts';
import { editedCells, scopeName } from './specs.ts';
import { type Kind, kindsOf, nearestCell } from './table-kinds.ts';
import { shownWith, turnKind, turnPages } from './table-pages.ts';

const formats = ['csv', 'json'] as const;
type Format = (typeof formats)[number];

/** Any matrix of the computation, also those that are not drawn, as a table of numbers that can be copied. */
export class TablePanelElement extends SizedElement {
  #format: Format = 'csv';
  #copied: 'no' | 'copied' | 'by-hand' = 'no';

  protected override render(): TemplateResult {
    const { store, words } = this;
    const model = figureModel(store.figure, store.looking, words);
    const cell = this.#cell(model);
    const node = model.trace.node(cell.node) as Node;
    const kinds = kindsOf(model.trace);
    const kind = kinds.find(nodes => nodes.includes(node)) ?? [node];
    const options = kinds.map(nodes => this.#option(nodes, nodes === kind ? node : (nodes[0] as Node)));
    return html`<div class="panel-controls">
        <span class="field"><label for="control-table">${words.table.matrix}</label>${selectBox('table', String(node.node), options, chosen => this.#choose(model, { node: Number(chosen), row: 0, column: 0 }))}</span>
        ${turnKind(kind, node, words, ({ node }) => this.#choose(model, { node, row: 0, column: 0 }, 'replace'))}
        <fieldset class="segmented" data-control="table-format">
          <legend class="hidden-text">${words.table.format}</legend>
          ${formats.map(format => html`<button type="button" data-format=${format} aria-pressed=${format === this.#format} @click=${() => this.#write(format)}>${format.toUpperCase()}</button>`)}
        </fieldset>
        <button type="button" class="quiet" data-control="copy-table" @click=${() => this.#copy(model, node)}>${icon('link')}${this.#copied === 'copied' ? words.table.copied : words.table.copy}</button>
        <button type="button" class="quiet" data-control="download-table" @click=${() => this.#download(model, node)}>${words.table.download}</button>
        <span class="hidden-text" role="status">${this.#copied === 'copied' ? words.table.copied : ''}</span>
      </div>
      ${this.#copied === 'by-hand' ? this.#byHand(model, node) : nothing}
      ${this.#table(model, node, cell)}`;
  }

  /** The matrix that was chosen, where this graph has it, and the first cell on its page; else where the weights are looked at. */
  #cell({ trace, weights }: FigureModel): Cell {
    const { view, locked } = this.store;
    const chosen = view.table && nearestCell(trace, view.table);
    if (chosen) return chosen;
    const node = weights?.node ?? (trace.nodes.at(-1) as Node);
    return locked?.node === node.node ? locked : { node: node.node, row: 0, column: 0 };
  }

  #choose({ trace }: FigureModel, cell: Cell, history: 'push' | 'replace' = 'push'): void {
    this.#copied = 'no';
    this.store.setView({ table: nameCell(trace, cell) }, history);
  }

  /** "weights, head 2 · layer 1 (7 × 7)" */
  #name(node: Node): string {
    const { words } = this;
    const name = matrixName(node, words);
    const shape = fill(words.shape, { rows: node.rows, columns: node.columns });
    return `${node.scope ? `${name} · ${scopeName(node.scope, words)}` : name} (${shape})`;
  }

  #option(kind: Kind, node: Node): readonly [string, string] {
    const name = this.#name(node);
    return [String(node.node), kind.length > 1 ? `${name} × ${kind.length}` : name];
  }

  #names(model: FigureModel, node: Node): Names {
    return { rows: namesOf(model, node, 'row', this.words), columns: namesOf(model, node, 'column', this.words) };
  }

  #table(model: FigureModel, node: Node, cell: Cell): TemplateResult {
    const { words, store } = this;
    const { trace } = model;
    const names = this.#names(model, node);
    const shown = shownWith(node, cell);
    const values = trace.values(node.node);
    const hidden = hiddenCells(trace, node);
    const edited = editedCells(model, node);
    const given = trace.givenName(node.node) === null ? '' : 'given';
    const number = (row: number, column: number): TemplateResult => {
      const index = row * node.columns + column;
      const value = values[index] ?? Number.NaN;
      const text = hidden?.[index] && node.stage !== 'mask' ? words.table.hidden : formatNumber(value, 4);
      return html`<td><button type="button" class="table-number ${given} ${edited.has(index) ? 'edited' : ''}" data-row=${row} data-column=${column} @click=${() => store.toggleLock({ node: node.node, row, column })}>${text}</button></td>`;
    };
    const part = <T>(all: readonly T[], first: number, count: number): readonly T[] => all.slice(first, first + count);
    const columns = part(names.columns, shown.column, shown.columns);
    return html`${turnPages(node, shown, words, next => this.#choose(model, next, 'replace'))}
      <div class="cost-scroll" tabindex="0" role="region" aria-label=${this.#name(node)}><table class="numbers-table" data-table=${node.name}>
        <thead><tr><td></td>${columns.map(name => html`<th scope="col" dir="auto">${name}</th>`)}</tr></thead>
        <tbody>${part(names.rows, shown.row, shown.rows).map((name, row) => html`<tr><th scope="row" dir="auto">${name}</th>${columns.map((_, column) => number(shown.row + row, shown.column + column))}</tr>`)}</tbody>
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
