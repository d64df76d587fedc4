import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Node } from '../core/types.ts';
import { formatNumber } from '../draw/numbers.ts';
import type { Region } from '../draw/spec.ts';
import { steady, textWidth, widest } from '../draw/text-width.ts';
import type { Topic } from '../store/store.ts';
import { fill } from '../text/catalogue.ts';
import { styled } from './directives.ts';
import { type FigureModel, hiddenCells } from './figure.ts';
import { framedPitch } from './labelled.ts';
import { LaterElement } from './later-element.ts';
import { type Lit, litBy } from './marks.ts';
import { makesWay } from './name-lists.ts';

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
  /** The part of a large relation that is looked at: in a frame as high as that of its matrix. */
  readonly region?: Region | null;
}

/** The tokens of one side that are shown: from which on, how many, and how far apart. */
interface Side {
  readonly first: number;
  readonly count: number;
  readonly pitch: number;
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

/** More lines than these are a grey patch, and slow: besides those of the row that is looked at, the largest are drawn. */
const mostLines = 4096;
const mostInFrame = 400;

/**
 * What no line is drawn for: less than a 50th, and where there are many keys less than twice an even share. Of a part that is
 * looked at closely everything is drawn.
 */
function thinnest(columns: number, keys: Side, queries: Side): number {
  const isPart = keys.count < columns && keys.count * queries.count <= mostLines;
  return isPart ? Number.MIN_VALUE : Math.min(0.02, 2 / columns);
}

/** Who looks at whom: a line from each key to each query, as thick as its weight. */
export class LinesElement extends LaterElement {
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
    const [keys, queries] = sidesOf(options);
    const lines = relations.flatMap(node => linesOf(model, node, options.share ?? 1, keys, queries));
    const most = options.region ? mostInFrame : mostLines;
    const others = lines.filter(({ row }) => row !== lit.row);
    const all = others.length;
    if (others.length > most) others.sort((one, other) => other.weight - one.weight).length = most;
    const drawn = others.concat(lines.filter(({ row }) => row === lit.row));
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
    </div>
    ${all > others.length ? html`<p class="note" data-note="most-lines">${fill(this.words.lines.most, { n: others.length, of: all })}</p>` : nothing}`;
  }

  /** Keys on the left, queries on the right: on the rows of the matrix that stands there. */
  #across(options: LinesOptions): Ends {
    const { model, width, named } = options;
    const left = labelWidth(model.columnNames) + 10;
    const right = width - (named ? labelWidth(model.rowNames) + 10 : 4);
    const [keys, queries] = sidesOf(options);
    const middle = ({ first, pitch }: Side, index: number): number => (index - first + 0.5) * pitch;
    return {
      key: column => [left, middle(keys, column)],
      query: row => [right, middle(queries, row)],
      height: Math.max(keys.count * keys.pitch, queries.count * queries.pitch),
    };
  }

  #down({ model, width, pitch }: LinesOptions): Ends {
    const start = sideWidth(this.#sides(model));
    const place = (count: number) => (index: number) => start + ((index + 0.5) * (width - start)) / count;
    const [key, query] = [place(model.columnNames.length), place(model.rowNames.length)];
    return { key: column => [key(column), chip], query: row => [query(row), pitch - chip], height: pitch };
  }

  #labels(options: LinesOptions): TemplateResult {
    const { model, width, named } = options;
    const lit = litBy(model, this.store.active);
    const labels = (side: 'row' | 'column', names: readonly string[], { first, count, pitch }: Side): unknown[] => {
      // As many as stand under one another.
      const every = Math.max(1, Math.ceil(16 / pitch));
      const height = Math.max(16, pitch);
      // What is pointed out is written, and its neighbours make way.
      const pointed = (lit[side] ?? Number.NaN) - first;
      return names.slice(first, first + count).map((name, at) => {
        if (at !== pointed && (at % every > 0 || makesWay(at, pointed, every, count))) return nothing;
        const index = first + at;
        return html`<div class="row-label ${side === 'row' ? 'query' : 'key'}-label ${index === lit[side] ? 'lit' : ''}" dir="auto" title=${name} @pointerenter=${() => this.#isolate(side, index)} @pointerleave=${() => this.#isolate(side, null)} ${styled({ top: (at + 0.5) * pitch - height / 2, height, 'line-height': `${height}px` })}>${name}</div>`;
      });
    };
    const [keys, queries] = sidesOf(options);
    const right = html`<div class="row-labels query-labels" ${styled({ left: width - labelWidth(model.rowNames), width: labelWidth(model.rowNames), top: 0 })}>${labels('row', model.rowNames, queries)}</div>`;
    return html`<div class="row-labels" ${styled({ width: labelWidth(model.columnNames), top: 0 })}>${labels('column', model.columnNames, keys)}</div>${named ? right : nothing}`;
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

/** How high a matrix lies is known once what is above it was laid out. */
const laidOut = new ResizeObserver(entries => {
  for (const { target } of entries) {
    const matrix = target.querySelector('.labelled-matrix');
    const lines = target.parentElement?.querySelector<HTMLElement>('attention-lines');
    if (!matrix || !lines) continue;
    const top = matrix.getBoundingClientRect().top - lines.getBoundingClientRect().top;
    lines.style.setProperty('padding-top', `${top}px`);
  }
});

/** Puts lines on the rows of the matrix beside them, and keeps them there. */
export function alignLines(within: HTMLElement): void {
  const matrix = within.querySelector('attention-labelled');
  if (!matrix) return;
  laidOut.unobserve(matrix);
  laidOut.observe(matrix);
}

/** Lines by themselves begin at their top. */
export function releaseLines(within: HTMLElement): void {
  const matrix = within.querySelector('attention-labelled');
  if (matrix) laidOut.unobserve(matrix);
  within.querySelector<HTMLElement>('attention-lines')?.style.removeProperty('padding-top');
}

/** Keys and queries. */
function sidesOf({ model: { columnNames, rowNames }, pitch, region }: LinesOptions): readonly [Side, Side] {
  const whole = ({ length }: readonly string[]): Side => ({ first: 0, count: length, pitch });
  if (!region) return [whole(columnNames), whole(rowNames)];
  const part = (first: number, count: number): Side => ({ first, count, pitch: framedPitch(count, pitch - 1.5) });
  return [part(region.column, region.columns), part(region.row, region.rows)];
}

/** How high the names are that stand above and below lines that run down. */
const chip = 32;

/** Left of lines that run down, for what the sentences are called. */
function sideWidth(sides: readonly string[]): number {
  return Math.max(...sides.map(name => textWidth(name, 13))) + 12;
}

function labelWidth(names: readonly string[]): number {
  return Math.min(96, steady(widest(names, 14, 700)));
}

function curve([x, y]: Point, [toX, toY]: Point, down: boolean): string {
  if (down) {
    const bend = (toY - y) * 0.5;
    return `M${x} ${y}C${x} ${y + bend} ${toX} ${toY - bend} ${toX} ${toY}`;
  }
  const bend = (toX - x) * 0.5;
  return `M${x} ${y}C${x + bend} ${y} ${toX - bend} ${toY} ${toX} ${toY}`;
}

function linesOf({ trace }: FigureModel, node: Node, share: number, keys: Side, queries: Side): Line[] {
  const { columns } = node;
  const hidden = hiddenCells(trace, node);
  const values = trace.values(node.node);
  const least = thinnest(columns, keys, queries);
  const lines: Line[] = [];
  for (let row = queries.first; row < queries.first + queries.count; ++row) {
    const ofRow: Line[] = [];
    for (let column = 0; column < columns; ++column) {
      const index = row * columns + column;
      const weight = values[index] ?? 0;
      if (weight >= least && !hidden?.[index]) ofRow.push({ node, row, column, weight });
    }
    let shown = 0;
    for (const line of ofRow.sort((one, other) => other.weight - one.weight)) {
      if (shown >= share) break;
      shown += line.weight;
      if (line.column >= keys.first && line.column < keys.first + keys.count) lines.push(line);
    }
  }
  return lines;
}

customElements.define('attention-lines', LinesElement);
