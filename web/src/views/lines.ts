import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Node } from '../core/types.ts';
import { formatNumber } from '../draw/numbers.ts';
import { textWidth, widest } from '../draw/text-width.ts';
import type { Topic } from '../store/store.ts';
import { styled } from './directives.ts';
import { type FigureModel, hiddenCells } from './figure.ts';
import { type Lit, litBy } from './marks.ts';
import { ViewElement } from './view-element.ts';

export interface LinesOptions {
  readonly model: FigureModel;
  readonly width: number;
  /** From one row to the next; of lines that run down, the height of the figure. */
  readonly pitch: number;
  /** The weights to draw, each in its head's colour; the model's own if there are none. */
  readonly relations?: readonly Node[];
  /** Of each row only the largest weights, as many as make up this share of it. */
  readonly share?: number;
  /** Keys above and queries below, not side by side. */
  readonly down?: boolean;
  /** Queries are named here too; else the matrix beside the lines names them. */
  readonly named?: boolean;
}

interface Line {
  readonly node: Node;
  readonly row: number;
  readonly column: number;
  readonly weight: number;
}

type Point = readonly [number, number];

/** Where lines begin and end. */
interface Ends {
  readonly key: (column: number) => Point;
  readonly query: (row: number) => Point;
  readonly height: number;
}

const thinnest = 0.02;
/** More lines than this are a grey patch, and slow: only those of the row that is looked at are drawn. */
const mostLines = 4096;

/** Who looks at whom: a line from each key to each query, as thick as its weight. */
export class LinesElement extends ViewElement {
  static override properties = { options: { attribute: false } };
  declare options: LinesOptions | null;
  protected override readonly topics: readonly Topic[] = ['point', 'words'];
  /** The token that the reader points at. */
  #isolated: { readonly side: 'row' | 'column'; readonly index: number } | null = null;

  constructor() {
    super();
    this.options = null;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { options } = this;
    if (!options) return nothing;
    const { model, width, relations = model.weights ? [model.weights.node] : [] } = options;
    const lit = litBy(model, this.store.active);
    const ends = options.down ? this.#down(options) : this.#across(options);
    const lines = relations.flatMap(node => linesOf(model, node, options.share ?? 1));
    const few = lines.length > mostLines ? lines.filter(({ row }) => row === lit.row) : lines;
    const drawn = few.filter(({ row }) => row !== lit.row).concat(few.filter(({ row }) => row === lit.row));
    return html`<div class="lines" aria-hidden="true" ${styled({ width, height: ends.height })}>
      ${options.down ? this.#chips(options, ends) : this.#labels(options)}
      <svg width=${width} height=${ends.height}>
        ${drawn.map(line => {
          const strength = line.row !== lit.row ? 'pale' : line.column === lit.column ? 'strong' : 'middle';
          const aside = this.#isolated && line[this.#isolated.side] !== this.#isolated.index ? 'faint' : '';
          const colour = relations.length > 1 ? `of-head head-${line.node.head % 8}` : '';
          return svg`<path class="line ${strength} ${aside} ${colour}" data-head=${line.node.head} data-row=${line.row} data-column=${line.column} d=${curve(ends.key(line.column), ends.query(line.row), options.down === true)} stroke-width=${Math.max(1, 12 * line.weight)}
            @pointerenter=${() => this.#point(line)} @click=${() => this.store.toggleLock({ ...line, node: line.node.node })} />`;
        })}
      </svg>
    </div>`;
  }

  /** Keys on the left, queries on the right: on the rows of the matrix that stands there. */
  #across({ model, width, pitch, named }: LinesOptions): Ends {
    const left = labelWidth(model.columnNames) + 10;
    const right = width - (named ? labelWidth(model.rowNames) + 10 : 4);
    return {
      key: column => [left, (column + 0.5) * pitch],
      query: row => [right, (row + 0.5) * pitch],
      height: Math.max(model.columnNames.length, model.rowNames.length) * pitch,
    };
  }

  #down({ model, width, pitch }: LinesOptions): Ends {
    const start = sideWidth(this.#sides(model));
    const place = (count: number) => (index: number) => start + ((index + 0.5) * (width - start)) / count;
    const [key, query] = [place(model.columnNames.length), place(model.rowNames.length)];
    return { key: column => [key(column), chip], query: row => [query(row), pitch - chip], height: pitch };
  }

  #labels({ model, width, pitch, named }: LinesOptions): TemplateResult {
    const lit = litBy(model, this.store.active);
    const label = (side: 'row' | 'column') => (name: string, index: number) =>
      html`<div class="row-label ${side === 'row' ? 'query' : 'key'}-label ${index === lit[side] ? 'lit' : ''}" dir="auto" title=${name} @pointerenter=${() => this.#isolate(side, index)} @pointerleave=${() => this.#isolate(side, null)} ${styled({ top: index * pitch, height: pitch, 'line-height': `${pitch}px` })}>${name}</div>`;
    const queries = html`<div class="row-labels query-labels" ${styled({ left: width - labelWidth(model.rowNames), width: labelWidth(model.rowNames), top: 0 })}>${model.rowNames.map(label('row'))}</div>`;
    return html`<div class="row-labels" ${styled({ width: labelWidth(model.columnNames), top: 0 })}>${model.columnNames.map(label('column'))}</div>${named ? queries : nothing}`;
  }

  /** What the two sentences are: of a translation its source and its target. */
  #sides({ rowAxis }: FigureModel): readonly [string, string] {
    const { tokens } = this.words;
    return rowAxis === 'step' ? [tokens.source, tokens.targets] : [tokens.keys, tokens.queries];
  }

  #chips({ model, width, pitch, relations }: LinesOptions, ends: Ends): TemplateResult {
    const lit = litBy(model, this.store.active);
    const sides = this.#sides(model);
    const room = width - sideWidth(sides);
    const label = (side: 'row' | 'column', names: readonly string[]) => (name: string, index: number) =>
      html`<div class="line-end ${side === 'row' ? 'query' : 'key'}-label ${index === lit[side] ? 'lit' : ''}" dir="auto" title=${name} @pointerenter=${() => this.#isolate(side, index)} @pointerleave=${() => this.#isolate(side, null)} ${styled({ left: (side === 'row' ? ends.query(index) : ends.key(index))[0], 'max-width': `${room / names.length - 6}px` })}>${name}</div>`;
    const weights =
      relations && relations.length > 1 ? nothing : this.#weights(model, lit, ends, room / model.columnNames.length);
    return html`<div class="line-ends" ${styled({ top: 0 })}><span class="line-side">${sides[0]}</span>${model.columnNames.map(label('column', model.columnNames))}${weights}</div>
      <div class="line-ends" ${styled({ top: pitch - chip })}><span class="line-side">${sides[1]}</span>${model.rowNames.map(label('row', model.rowNames))}</div>`;
  }

  /** Beside the keys, what the row that is looked at gives them, if it is something. */
  #weights(
    { trace, weights, columnNames }: FigureModel,
    { row, column: asked }: Lit,
    ends: Ends,
    room: number,
  ): TemplateResult[] {
    if (!weights || row === null) return [];
    const { node } = weights.node;
    return columnNames.flatMap((name, column) => {
      const weight = trace.value({ node, row, column });
      const half = textWidth(name, 14, 700) / 2 + 14;
      if (weight < 0.1 || half + 34 > room / 2) return [];
      return [
        html`<span class="line-weight ${column === asked ? 'lit' : ''}" ${styled({ left: ends.key(column)[0] + half })}>${formatNumber(weight)}</span>`,
      ];
    });
  }

  #isolate(side: 'row' | 'column', index: number | null): void {
    this.#isolated = index === null ? null : { side, index };
    this.requestUpdate();
  }

  #point({ node, row, column }: Line): void {
    this.store.point({ node: node.node, row, column });
  }
}

/** Puts lines on the rows of the matrix beside them; how high the names of its columns are is known once they are drawn. */
export function alignLines(within: HTMLElement): void {
  const matrix = within.querySelector<HTMLElement>('.labelled-matrix');
  within.querySelector<HTMLElement>('attention-lines')?.style.setProperty('padding-top', `${matrix?.offsetTop ?? 0}px`);
}

/** How high the names are that stand above and below lines that run down. */
const chip = 32;

/** Left of lines that run down, for what the sentences are called. */
function sideWidth(sides: readonly string[]): number {
  return Math.max(...sides.map(name => textWidth(name, 13))) + 12;
}

function labelWidth(names: readonly string[]): number {
  return Math.min(96, widest(names, 14, 700));
}

function curve([x, y]: Point, [toX, toY]: Point, down: boolean): string {
  if (down) {
    const bend = (toY - y) * 0.5;
    return `M${x} ${y}C${x} ${y + bend} ${toX} ${toY - bend} ${toX} ${toY}`;
  }
  const bend = (toX - x) * 0.5;
  return `M${x} ${y}C${x + bend} ${y} ${toX - bend} ${toY} ${toX} ${toY}`;
}

function linesOf({ trace }: FigureModel, node: Node, share: number): Line[] {
  const { columns } = node;
  const hidden = hiddenCells(trace, node);
  const values = trace.values(node.node);
  const lines: Line[] = [];
  for (let row = 0; row < node.rows; ++row) {
    const ofRow = Array.from(values.subarray(row * columns, (row + 1) * columns), (weight, column) => ({
      node,
      row,
      column,
      weight,
    }))
      .filter(({ column, weight }) => weight >= thinnest && !hidden?.[row * columns + column])
      .sort((one, other) => other.weight - one.weight);
    let shown = 0;
    for (const line of ofRow) {
      if (shown >= share) break;
      shown += line.weight;
      lines.push(line);
    }
  }
  return lines;
}

customElements.define('attention-lines', LinesElement);
