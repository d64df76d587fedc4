import { html, nothing, type TemplateResult } from 'lit';
import type { Cell, Node } from '../core/types.ts';
import { type Catalogue, fill } from '../text/catalogue.ts';
import { icon } from './icons.ts';
import type { Kind } from './table-kinds.ts';

/** More rows or columns than these take longer to lay out than a reader waits, and nobody reads them at once. */
const most = { rows: 32, columns: 24 } as const;

/** The part of a matrix that a table shows: from which row and column on, and how many of each. */
export interface Shown {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** The page of a matrix that a cell is on. */
export function shownWith({ rows, columns }: Node, cell: Cell): Shown {
  const [row, column] = [cell.row - (cell.row % most.rows), cell.column - (cell.column % most.columns)];
  return { row, column, rows: Math.min(most.rows, rows - row), columns: Math.min(most.columns, columns - column) };
}

type Turned = keyof Catalogue['table']['turn'];

/** What is shown between buttons for what comes before it and after it. */
function turner(
  name: Turned,
  shown: TemplateResult | string,
  [before, after]: readonly [(() => void) | null, (() => void) | null],
  words: Catalogue,
): TemplateResult {
  // What ends keeps the focus: who turned to it is still there.
  const button = (direction: 'previous' | 'next', turn: (() => void) | null): TemplateResult =>
    html`<button type="button" class="icon-button small" data-control="${direction}-${name}" aria-label=${words.table.turn[name][direction]} aria-disabled=${!turn} @click=${turn}>${icon(direction)}</button>`;
  return html`<span class="table-turn">${button('previous', before)}${shown}${button('next', after)}</span>`;
}

/** Which one of those that are made again and again; nothing where there is one. */
export function turnKind(
  kind: Kind,
  node: Node,
  words: Catalogue,
  choose: (node: Node) => void,
): TemplateResult | typeof nothing {
  if (kind.length < 2) return nothing;
  const at = kind.indexOf(node);
  const to = (index: number): (() => void) | null => {
    const next = kind[index];
    return next ? () => choose(next) : null;
  };
  const typed = (event: Event): void => {
    const field = event.target as HTMLInputElement;
    const number = field.value.trim() === '' ? Number.NaN : Math.round(Number(field.value));
    const wanted = Number.isNaN(number) ? at + 1 : Math.max(1, Math.min(number, kind.length));
    field.value = String(wanted);
    to(wanted - 1)?.();
  };
  const field = html`<input class="which" id="control-table-which" data-control="table-which" type="number" min="1" max=${kind.length} .value=${String(at + 1)} @change=${typed} />
    <span>${fill(words.table.turn.which.shown, { of: kind.length })}</span>`;
  return html`<span class="field"><label for="control-table-which">${words.table.which}</label>${turner('which', field, [to(at - 1), to(at + 1)], words)}</span>`;
}

/** Which rows and columns are shown; nothing where all of them are. */
export function turnPages(
  node: Node,
  shown: Shown,
  words: Catalogue,
  turn: (cell: Cell) => void,
): TemplateResult | typeof nothing {
  const pages = (name: 'rows' | 'columns'): TemplateResult | typeof nothing => {
    const side = name === 'rows' ? 'row' : 'column';
    const [first, count, of] = [shown[side], shown[name], node[name]];
    if (count === of) return nothing;
    const to = (index: number): (() => void) | null =>
      index >= 0 && index < of ? () => turn({ node: node.node, row: shown.row, column: shown.column, [side]: index }) : null;
    const told = fill(words.table.turn[name].shown, { first: first + 1, last: first + count, of });
    const turns = [to(first - most[name]), to(first + most[name])] as const;
    return turner(name, html`<span role="status" data-shown=${name}>${told}</span>`, turns, words);
  };
  const both = [pages('rows'), pages('columns')];
  return both.every(page => page === nothing) ? nothing : html`<p class="panel-controls table-pages">${both}</p>`;
}
