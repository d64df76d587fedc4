import { html, nothing, type TemplateResult } from 'lit';
import type { Node } from '../core/types.ts';
import { formatNumber } from '../draw/numbers.ts';
import { nameCell, resolveCell } from '../store/cell-name.ts';
import type { CellName } from '../store/view.ts';
import { fill } from '../text/catalogue.ts';
import { selectBox } from './fields.ts';
import { type FigureModel, figureModel, hiddenCells } from './figure.ts';
import { icon } from './icons.ts';
import { namesOf } from './names.ts';
import { SizedElement } from './sized-element.ts';
import { scopeName, stageName } from './specs.ts';

/** Larger tables are cut: nobody reads them, and they are slow. */
const mostRows = 64;
const mostColumns = 64;

/** Any matrix of the computation, also those that are not drawn, as a table of numbers that can be copied. */
export class TablePanelElement extends SizedElement {
  #chosen: CellName | null = null;
  #copied: 'no' | 'copied' | 'by-hand' = 'no';

  protected override render(): TemplateResult {
    const { store, words } = this;
    const model = figureModel(store.figure, store.looking, words);
    const node = this.#node(model);
    const options = model.trace.nodes.map(other => [String(other.node), this.#name(other)] as const);
    return html`<div class="panel-controls">
        <span class="field"><label for="control-table">${words.table.matrix}</label>${selectBox('table', String(node.node), options, chosen => this.#choose(model, Number(chosen)))}</span>
        <button type="button" class="quiet" data-control="copy-table" @click=${() => this.#copy(model, node)}>${icon('link')}${this.#copied === 'copied' ? words.table.copied : words.table.copy}</button>
        <span class="hidden-text" role="status">${this.#copied === 'copied' ? words.table.copied : ''}</span>
      </div>
      ${this.#copied === 'by-hand' ? html`<label class="table-text">${words.table.byHand}<textarea readonly rows="6" .value=${csv(model, node, this.#names(model, node))} @focus=${(event: Event) => (event.target as HTMLTextAreaElement).select()}></textarea></label>` : nothing}
      ${this.#table(model, node)}`;
  }

  /** The matrix that was chosen, where this graph has it; else the weights. */
  #node({ trace, weights }: FigureModel): Node {
    const cell = this.#chosen && resolveCell(trace, this.#chosen);
    return (cell && trace.node(cell.node)) ?? weights?.node ?? (trace.nodes.at(-1) as Node);
  }

  #choose({ trace }: FigureModel, node: number): void {
    this.#chosen = nameCell(trace, { node, row: 0, column: 0 });
    this.#copied = 'no';
    this.requestUpdate();
  }

  /** "weights, head 2 · layer 1", or for what has no word of its own its name in the core. */
  #name(node: Node): string {
    const { words } = this;
    const plain = node.stage === 'parameter' || node.stage === 'internal' ? node.name : stageName(node, words);
    const head = node.head >= 0 ? fill(words.stageOfHead, { stage: plain, n: node.head + 1 }) : plain;
    const step =
      node.step >= 0 ? `${head}, ${fill(words.chooser.number, { label: words.chooser.step, n: node.step + 1 })}` : head;
    const shape = fill(words.shape, { rows: node.rows, columns: node.columns });
    return `${node.scope ? `${step} · ${scopeName(node.scope, words)}` : step} (${shape})`;
  }

  #names(model: FigureModel, node: Node): { rows: readonly string[]; columns: readonly string[] } {
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
    const number = (row: number, column: number): TemplateResult => {
      const index = row * node.columns + column;
      const value = values[index] ?? Number.NaN;
      const text = hidden?.[index] && node.stage !== 'mask' ? words.table.hidden : formatNumber(value, 4);
      return html`<td><button type="button" class="table-number" data-row=${row} data-column=${column} @click=${() => store.toggleLock({ node: node.node, row, column })}>${text}</button></td>`;
    };
    return html`${cut ? html`<p class="panel-note">${fill(words.table.cut, { rows: rows.length, columns: columns.length })}</p>` : nothing}
      <div class="cost-scroll" tabindex="0" role="region" aria-label=${this.#name(node)}><table class="numbers-table" data-table=${node.name}>
        <thead><tr><td></td>${columns.map(name => html`<th scope="col" dir="auto">${name}</th>`)}</tr></thead>
        <tbody>${rows.map((name, row) => html`<tr><th scope="row" dir="auto">${name}</th>${columns.map((_, column) => number(row, column))}</tr>`)}</tbody>
      </table></div>`;
  }

  async #copy(model: FigureModel, node: Node): Promise<void> {
    try {
      await navigator.clipboard.writeText(csv(model, node, this.#names(model, node)));
      this.#copied = 'copied';
    } catch {
      this.#copied = 'by-hand';
    }
    this.requestUpdate();
  }
}

/** All numbers with all their digits, as RFC 4180 has it. */
function csv({ trace }: FigureModel, node: Node, names: { rows: readonly string[]; columns: readonly string[] }): string {
  const quoted = (text: string): string => {
    // A spreadsheet would compute a token that looks like a formula.
    const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
  };
  const values = trace.values(node.node);
  const line = (name: string, row: number): string =>
    [quoted(name), ...values.subarray(row * node.columns, (row + 1) * node.columns)].join(',');
  return [['', ...names.columns.map(quoted)].join(','), ...names.rows.map(line), ''].join('\r\n');
}

customElements.define('attention-table-panel', TablePanelElement);
