// The names beside the rows and above the columns of matrices. Where there is no room for all of them every so many-th is
// written; the one that is pointed out is written all the same.

import { html, nothing, type TemplateResult } from 'lit';
import { styled } from './directives.ts';

type Styles = Readonly<Record<string, string | number>>;

export interface RowNames {
  readonly names: readonly string[];
  /** Which row is the first of them. */
  readonly first: number;
  readonly pitch: number;
  readonly cellHeight: number;
  readonly isKeys?: boolean;
}

export function rowNameList({ names, first, pitch, cellHeight, isKeys = false }: RowNames, styles: Styles): TemplateResult {
  const every = Math.max(1, Math.ceil(16 / pitch));
  const height = Math.max(13, cellHeight);
  const place = (row: number): Styles => ({
    top: row * pitch - (height - cellHeight) / 2,
    height,
    'line-height': `${height}px`,
  });
  const kind = isKeys ? 'key-label' : '';
  return html`<div class="row-labels" data-first=${first} data-count=${names.length} data-every=${every} data-step=${pitch} ${styled(styles)}>
    ${names.map((name, row) =>
      row % every === 0
        ? html`<div class="row-label ${kind}" dir="auto" data-row=${first + row} title=${name} ${styled(place(row))}>${name}</div>`
        : nothing,
    )}
    ${every > 1 ? html`<div class="row-label ${kind} spare lit" dir="auto" hidden ${styled(place(0))}></div>` : nothing}
  </div>`;
}

export interface ColumnNames {
  readonly names: readonly string[];
  readonly first: number;
  /** From one column to the next. */
  readonly step: number;
  readonly every: number;
  /** Where the name of the first column begins, and how much room each has. */
  readonly left: number;
  readonly width: number;
  readonly rotated: boolean;
  /** Whose columns they are, where several have names. */
  readonly of?: string;
}

export function columnNameList(
  { names, first, step, every, left, width, rotated, of }: ColumnNames,
  styles: Styles,
): TemplateResult {
  const place = (column: number): Styles => ({ left: left + column * step, width });
  return html`<div class="column-labels ${rotated ? 'rotated' : ''}" data-of=${of ?? nothing} data-first=${first} data-count=${names.length} data-every=${every} data-step=${step} ${styled(styles)}>
    ${names.map((name, column) =>
      column % every === 0
        ? html`<div class="column-label" data-column=${first + column} title=${name} ${styled(place(column))}><span dir="auto">${name}</span></div>`
        : nothing,
    )}
    ${every > 1 ? html`<div class="column-label spare lit" hidden ${styled(place(0))}><span dir="auto"></span></div>` : nothing}
  </div>`;
}

/** Whether one of `count` names makes way for the one that is pointed out: that one is between those that are written. */
export function makesWay(index: number, pointed: number, every: number, count: number): boolean {
  return pointed % every > 0 && pointed < count && Math.abs(index - pointed) < every;
}

/** Lights the name of the row or column that is pointed out. Between written ones it takes their place. */
export function lightName(list: HTMLElement, axis: 'row' | 'column', at: number | null, names: readonly string[]): void {
  const [first, count, every, step] = ['first', 'count', 'every', 'step'].map(key => Number(list.dataset[key])) as Numbers;
  const pointed = (at ?? Number.NaN) - first;
  for (const label of list.querySelectorAll<HTMLElement>(`[data-${axis}]`)) {
    const index = Number(label.dataset[axis]) - first;
    label.classList.toggle('lit', index === pointed);
    label.hidden = makesWay(index, pointed, every, count);
  }
  const spare = list.querySelector<HTMLElement>('.spare');
  if (!spare) return;
  spare.hidden = !makesWay(pointed, pointed, every, count);
  const name = names[first + pointed] ?? '';
  spare.title = name;
  (spare.firstElementChild ?? spare).textContent = name;
  spare.style.translate = axis === 'row' ? `0 ${pointed * step}px` : `${pointed * step}px`;
}

type Numbers = [number, number, number, number];
