import { html, nothing, type TemplateResult } from 'lit';
import '../draw/matrix.ts';
import { cellDecimals } from '../draw/numbers.ts';
import { type CellEventDetail, gapX, type MatrixSpec, matrixHeight } from '../draw/spec.ts';
import type { Topic } from '../store/store.ts';
import { styled } from './directives.ts';
import { type FigureModel, nameOf, type Part } from './figure.ts';
import { rotatedLabelStep } from './layout.ts';
import { litBy, marksOf } from './marks.ts';
import { matrixSpec } from './specs.ts';
import { textWidth } from './text-width.ts';
import { ViewElement } from './view-element.ts';

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
}

/** One matrix with the names of its rows and columns, as large as its room allows. */
export class LabelledElement extends ViewElement {
  static override properties = { options: { attribute: false } };
  declare options: LabelledOptions | null;
  protected override readonly topics: readonly Topic[] = ['point', 'words', 'figure'];
  #pitch = 0;
  #columnStep = 0;

  constructor() {
    super();
    this.options = null;
  }

  /** A new figure comes with new options; what is pointed at changes more often. */
  protected override changed(topic: Topic): void {
    if (topic === 'point') this.#mark();
    else this.requestUpdate();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { options, words } = this;
    if (!options) return nothing;
    const { model, part, width, rowHeight } = options;
    const { node } = part;
    const rowNames = Array.from({ length: node.rows }, (_, row) => nameOf(model, node.rowAxis, row, words));
    const relation = node.columnAxis === 'key';
    const columnNames = Array.from({ length: node.columns }, (_, column) => nameOf(model, node.columnAxis, column, words));
    const labelWidth = Math.min(96, Math.max(...rowNames.map(name => textWidth(name, 14, 700))) + 14);
    const room = (width - labelWidth) / node.columns - 1.5;
    const cellWidth = Math.min(options.mostCell, Math.max(relation ? options.leastCell : 3, room));
    const cellHeight = node.rows > 24 ? Math.max(4, Math.min(rowHeight, 640 / node.rows)) : rowHeight;
    const strip = !relation && cellWidth < 38;
    const gap = cellHeight < 10 ? 0 : 1.5;
    const geometry = { transposed: false, strip, cellWidth, cellHeight, gap, decimals: cellDecimals(cellWidth, cellHeight) };
    const spec = matrixSpec(model, part, geometry, words, { paintable: options.paintable ?? false });
    // Labels and beam stand where the drawing puts its columns.
    const step = cellWidth + gapX(spec);
    const longest = Math.max(...columnNames.map(name => textWidth(name, 13)));
    const rotated = relation && longest > cellWidth;
    const header = rotated ? Math.min(92, longest * 0.71 + 18) : 28;
    this.#pitch = cellHeight + gap;
    this.#columnStep = step;
    return html`<div class="labelled-scroll">
      <div class="labelled" @cell=${this.#cell} ${styled({ width: labelWidth + step * node.columns + 8, height: header + matrixHeight(spec) + 6 })}>
        <div class="beam row-beam" aria-hidden="true" ${styled({ '--top': `${header}px`, height: cellHeight })}></div>
        <div class="beam column-beam" aria-hidden="true" ${styled({ '--left': `${labelWidth}px`, top: rotated ? header - 6 : 0, width: cellWidth })}></div>
        ${this.#rows(rowNames, spec, header, labelWidth)} ${this.#columns(columnNames, step, labelWidth, header, rotated)}
        <attention-matrix class="labelled-matrix" .spec=${spec} ${styled({ left: labelWidth, top: header })}></attention-matrix>
      </div>
    </div>`;
  }

  #rows(names: readonly string[], { cellHeight, gap }: MatrixSpec, top: number, labelWidth: number): TemplateResult {
    const pitch = cellHeight + gap;
    const every = Math.max(1, Math.ceil(16 / pitch));
    return html`<div class="row-labels" ${styled({ top, width: labelWidth - 12 })}>
      ${names.map((name, row) =>
        row % every === 0
          ? html`<div class="row-label" dir="auto" data-row=${row} title=${name} ${styled({ top: row * pitch - Math.max(0, 13 - cellHeight) / 2, height: Math.max(13, cellHeight), 'line-height': `${Math.max(13, cellHeight)}px` })}>${name}</div>`
          : nothing,
      )}
    </div>`;
  }

  #columns(names: readonly string[], step: number, left: number, height: number, rotated: boolean): TemplateResult {
    const every = Math.max(1, Math.ceil((rotated ? rotatedLabelStep : 16) / step));
    return html`<div class="column-labels ${rotated ? 'rotated' : ''}" ${styled({ left, top: 0, height: height - 4 })}>
      ${names.map((name, column) =>
        column % every === 0
          ? html`<div class="column-label" data-column=${column} title=${name} ${styled({ left: column * step, width: step - 1.5 })}><span dir="auto">${name}</span></div>`
          : nothing,
      )}
    </div>`;
  }

  protected override updated(): void {
    this.#mark();
  }

  #mark(): void {
    const { options, store } = this;
    const matrix = this.querySelector('attention-matrix');
    if (!options || !matrix) return;
    const { model, part } = options;
    const { active } = store;
    const own = marksOf(model, [part.node], active, store.locked !== null).get(part.node.node);
    if (own) matrix.marks = own;
    const lit = litBy(model, active);
    const row = part.node.rowAxis === 'key' ? lit.column : lit.row;
    const column = part.node.columnAxis === 'key' ? lit.column : active?.node === part.node.node ? active.column : null;
    for (const label of this.querySelectorAll<HTMLElement>('.row-label'))
      label.classList.toggle('lit', Number(label.dataset.row) === row);
    for (const label of this.querySelectorAll<HTMLElement>('.column-label'))
      label.classList.toggle('lit', Number(label.dataset.column) === column);
    const beam = (name: string, offset: number | null, variable: string): void => {
      const element = this.querySelector<HTMLElement>(name);
      element?.toggleAttribute('hidden', offset === null);
      element?.style.setProperty(variable, `${offset ?? 0}px`);
    };
    beam('.row-beam', row === null ? null : row * this.#pitch, '--row');
    beam('.column-beam', column === null ? null : column * this.#columnStep, '--column');
  }

  #cell = (event: CustomEvent<CellEventDetail>): void => {
    const { action, node, row, column } = event.detail;
    const { store } = this;
    if (action === 'point') store.point({ node, row, column });
    else if (action === 'lock') store.toggleLock({ node, row, column });
    else store.togglePaint(row, column);
  };
}

customElements.define('attention-labelled', LabelledElement);
