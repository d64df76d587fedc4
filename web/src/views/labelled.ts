import { html, nothing, type TemplateResult } from 'lit';
import type { Cell } from '../core/types.ts';
import { cut } from '../draw/cut.ts';
import '../draw/matrix.ts';
import { cellDecimals } from '../draw/numbers.ts';
import { type CellEventDetail, gapX, type LookDetail, type MatrixSpec, matrixHeight, type Region } from '../draw/spec.ts';
import { rotatedLabelStep, steady, textWidth, widest } from '../draw/text-width.ts';
import type { Topic } from '../store/store.ts';
import { styled } from './directives.ts';
import type { FigureModel, Part } from './figure.ts';
import { LaterElement } from './later-element.ts';
import type { Geometry } from './layout.ts';
import { litAxes, marksOf } from './marks.ts';
import { columnNameList, lightName, rowNameList } from './name-lists.ts';
import { isRelation, namesOf } from './names.ts';
import { matrixSpec, type Until } from './specs.ts';
import { Zoom, zoomBar } from './zoom.ts';

export interface LabelledOptions {
  readonly model: FigureModel;
  readonly part: Part;
  /** The room for labels and matrix together. */
  readonly width: number;
  readonly rowHeight: number;
  readonly mostCell: number;
  /** The narrowest cell before the matrix scrolls sideways instead. */
  readonly leastCell: number;
  readonly paintable?: boolean;
  /** While it is played: the last cell that is there. */
  readonly until?: Until;
  /** What the names of the rows are, above them. */
  readonly heading?: string;
  /** Where others look at the same part. */
  readonly zoom?: Zoom;
}

/** One matrix with the names of its rows and columns, as large as its room allows. */
export class LabelledElement extends LaterElement {
  static override properties = { options: { attribute: false } };
  declare options: LabelledOptions | null;
  protected override readonly topics: readonly Topic[] = ['point', 'words', 'figure'];
  #names: Readonly<Record<'row' | 'column', readonly string[]>> = { row: [], column: [] };
  #pitch = 0;
  #columnStep = 0;
  readonly #ownZoom = new Zoom(() => this.requestUpdate());
  /** The part that is shown, where the matrix is large. */
  #region: Region | null = null;

  constructor() {
    super();
    this.options = null;
  }

  /** Of a graph that is gone nothing can be drawn; the next one comes with options of its own. */
  protected override shouldUpdate(): boolean {
    return super.shouldUpdate() && !this.options?.model.trace.freed;
  }

  /** A new figure comes with new options; what is pointed at changes more often. */
  protected override changed(topic: Topic): void {
    if (topic === 'point') this.#mark();
    else this.requestUpdate();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { options, words } = this;
    if (!options) return nothing;
    const { model, part, width } = options;
    const { node } = part;
    const allRows = namesOf(model, node, 'row', words);
    const allColumns = namesOf(model, node, 'column', words);
    this.#names = { row: allRows, column: allColumns };
    const relation = node.columnAxis !== 'feature' && node.columnAxis !== 'one';
    const region = this.#zoom.region(node.rows, node.columns, !relation);
    this.#region = region;
    const { row = 0, column = 0, rows = node.rows, columns = node.columns } = region ?? {};
    const heading = options.heading ?? '';
    const labelWidth = Math.min(96, steady(Math.max(textWidth(heading, 12), widest(allRows, 14, 700)) + 14));
    // As much as rings need beyond the last column.
    const edge = 4;
    const room = (width - labelWidth - edge) / columns - 1.5;
    const longest = widest(allColumns);
    const named = relation || model.trace.features(node.node).length > 0;
    const strips = !relation && Math.min(options.mostCell, Math.max(3, room)) < 38;
    const geometry = region
      ? framed(width - labelWidth - 40, rows, columns, options, strips)
      : usual(room, rows, options, relation, strips, named ? allColumns : []);
    const { cellWidth, cellHeight, gap } = geometry;
    const full = this.dress(
      matrixSpec(model, part, geometry, words, { paintable: options.paintable ?? false, until: options.until ?? null }),
    );
    const spec = region ? cut(full, region) : full;
    // Labels and beam stand where the drawing puts its columns.
    const step = cellWidth + gapX(spec);
    const rotated = named && longest > cellWidth;
    const header = rotated ? Math.min(92, steady(longest * turned) + 18) : 28;
    const pitch = cellHeight + gap;
    this.#pitch = pitch;
    this.#columnStep = step;
    const every = Math.max(1, Math.ceil((rotated ? rotatedLabelStep : relation ? 16 : longest + 4) / step));
    const nameRoom = (rotated ? 1 : every) * step - 1.5;
    const whole = labelWidth + step * columns + edge - 1.5 + (rotated ? overhang(allColumns, step) : 0);
    return html`${zoomBar(this.#zoom, region)}<div class="labelled-scroll">
      <div class="labelled ${whole > width + edge ? 'scrolls' : ''}" @cell=${this.#cell} @look=${this.#look} ${styled({ width: whole, height: header + matrixHeight(spec) + 6 })}>
        <div class="beam row-beam" aria-hidden="true" ${styled({ '--top': `${header}px`, height: cellHeight })}></div>
        <div class="beam column-beam" aria-hidden="true" ${styled({ '--left': `${labelWidth}px`, top: rotated ? header - 6 : 0, width: cellWidth })}></div>
        ${heading ? html`<span class="rows-heading" ${styled({ top: header - 24, width: labelWidth - 12 })}>${heading}</span>` : nothing}
        ${rowNameList(
          { names: allRows.slice(row, row + rows), first: row, pitch, cellHeight, isKeys: node.rowAxis === 'key' },
          { '--top': `${header}px`, width: labelWidth - 8, height: rows * pitch },
        )}
        ${columnNameList(
          {
            names: allColumns.slice(column, column + columns),
            first: column,
            step,
            every,
            left: (step - nameRoom) / 2,
            width: nameRoom,
            rotated,
          },
          { left: labelWidth, top: 0, height: header - 4 },
        )}
        <attention-matrix class="labelled-matrix" .spec=${spec} ${styled({ left: labelWidth, top: header })}></attention-matrix>
      </div>
    </div>`;
  }

  get #zoom(): Zoom {
    return this.options?.zoom ?? this.#ownZoom;
  }

  /** What is drawn, once it is known how large. */
  protected dress(spec: MatrixSpec): MatrixSpec {
    return spec;
  }

  /** The cell that is pointed out. */
  protected get active(): Cell | null {
    return this.store.active;
  }

  protected act({ action, node, row, column }: CellEventDetail): void {
    const { store } = this;
    if (action === 'point') store.point({ node, row, column });
    else if (action === 'lock') store.toggleLock({ node, row, column });
    else store.paint(row, column);
  }

  protected override updated(): void {
    this.#mark();
  }

  #mark(): void {
    const { options, store, active } = this;
    const matrix = this.querySelector('attention-matrix');
    if (!options || !matrix) return;
    const { model, part } = options;
    const marks = marksOf(model, [part.node], active, store.locked !== null).get(part.node.node);
    if (marks) matrix.marks = marks;
    const lit = litAxes(model, active, part.node);
    // A word of one sentence is another one in the text.
    const inText = part.node.rowAxis === 'word' && part.node.step < 0;
    const asked = inText ? null : (lit.get(part.node.rowAxis) ?? null);
    const row = asked !== null && asked < part.node.rows ? asked : null;
    const own = active?.node === part.node.node ? active.column : null;
    const column = isRelation(part.node) ? (lit.get(part.node.columnAxis) ?? null) : own;
    for (const axis of ['row', 'column'] as const)
      for (const list of this.querySelectorAll<HTMLElement>(`.${axis}-labels`))
        lightName(list, axis, { row, column }[axis], this.#names[axis]);
    const beam = (name: string, offset: number | null, variable: string): void => {
      const element = this.querySelector<HTMLElement>(name);
      element?.toggleAttribute('hidden', offset === null);
      element?.style.setProperty(variable, `${offset ?? 0}px`);
    };
    const within = (at: number | null, start = 0, size = Number.POSITIVE_INFINITY): number | null =>
      at === null || at < start || at >= start + size ? null : at - start;
    const region = this.#region;
    const [shownRow, shownColumn] = [within(row, region?.row, region?.rows), within(column, region?.column, region?.columns)];
    beam('.row-beam', shownRow === null ? null : shownRow * this.#pitch, '--row');
    beam('.column-beam', shownColumn === null ? null : shownColumn * this.#columnStep, '--column');
  }

  #look = (event: CustomEvent<LookDetail>): void => this.#zoom.look(event.detail);

  #cell = (event: CustomEvent<CellEventDetail>): void => this.act(event.detail);
}

const frameHeight = 420;

/** The rows of a whole matrix, and what is between them: of many they become lower. */
export function wholeRows(rows: number, rowHeight: number): { cellHeight: number; gap: number } {
  const cellHeight = rows > 24 ? Math.max(4, Math.min(rowHeight, 640 / rows)) : rowHeight;
  return { cellHeight, gap: cellHeight < 10 ? 0 : 1.5 };
}

/** From one row to the next in a frame. */
export function framedPitch(rows: number, rowHeight: number): number {
  return Math.min(rowHeight, frameHeight / rows);
}

/** Of its length, how wide and how high a name is that is turned by 45 degrees. */
const turned = 0.71;

/** The longest that a name that is turned can be: the rest of it is cut. */
const longestTurned = 116;

/** How far the names of columns go beyond the last one, if they are turned. */
function overhang(names: readonly string[], step: number): number {
  const room = (name: string): number => Math.min(longestTurned, textWidth(name, 13)) * turned;
  return Math.max(0, ...names.map((name, column) => room(name) - (names.length - column - 0.5) * step));
}

/** Cells as large as they want to be, where they fit: with the names above them, unless fewer digits would fit then. */
function usual(
  room: number,
  rows: number,
  options: LabelledOptions,
  relation: boolean,
  strip: boolean,
  names: readonly string[],
): Geometry {
  const { rowHeight, mostCell, leastCell } = options;
  const widthIn = (width: number): number => Math.min(mostCell, Math.max(relation ? leastCell : 3, width));
  const wide = widthIn(room);
  const isTurned = names.some(name => textWidth(name, 13) > wide);
  const narrow = isTurned ? widthIn(room - overhang(names, wide) / names.length) : wide;
  const { cellHeight, gap } = wholeRows(rows, rowHeight);
  const decimals = cellDecimals(wide, cellHeight);
  const cellWidth = cellDecimals(narrow, cellHeight) === decimals ? narrow : wide;
  return { transposed: false, strip, cellWidth, cellHeight, gap, decimals };
}

/** Cells that fill a frame, whichever part of the matrix they are. */
function framed(
  width: number,
  rows: number,
  columns: number,
  { rowHeight, mostCell }: LabelledOptions,
  strip: boolean,
): Geometry {
  const pitch = framedPitch(rows, rowHeight);
  const smaller = Math.min(pitch, width / columns);
  const gap = smaller >= 12 ? 1.5 : smaller >= 5 ? 1 : 0;
  const cellWidth = Math.min(strip ? mostCell : Number.POSITIVE_INFINITY, width / columns - gap);
  const cellHeight = pitch - gap;
  return { transposed: false, strip, cellWidth, cellHeight, gap, decimals: cellDecimals(cellWidth, cellHeight) };
}

customElements.define('attention-labelled', LabelledElement);
