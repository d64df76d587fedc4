import { formatNumber } from '../draw/numbers.ts';
import type { MatrixSpec } from '../draw/spec.ts';
import { type Catalogue, fill } from '../text/catalogue.ts';
import { type FigureModel, nameOf, type Part } from './figure.ts';
import type { Geometry } from './layout.ts';

export interface SpecOptions {
  readonly pendingFrom?: number;
  readonly paintable?: boolean;
}

/** What the drawing of one matrix of a figure is told. */
export function matrixSpec(
  model: FigureModel,
  part: Part,
  geometry: Geometry,
  words: Catalogue,
  options: SpecOptions = {},
): MatrixSpec {
  const { node } = part;
  const { trace, mask } = model;
  const values = trace.values(node.node);
  const relation = node.columnAxis === 'key' && node.rowAxis === model.rowAxis;
  const hidden = mask && relation ? trace.hidden(mask.node.node) : null;
  const isMask = node.stage === 'mask';
  const weights = node.stage === 'weights' || node.stage === 'mean_weights';
  const rowNames = Array.from({ length: node.rows }, (_, row) => nameOf(model, node.rowAxis, row, words));
  const columnNames = Array.from({ length: node.columns }, (_, column) => nameOf(model, node.columnAxis, column, words));
  const describe = (row: number, column: number): string => {
    const index = row * node.columns + column;
    const names = {
      row: rowNames[row] ?? '',
      column: columnNames[column] ?? '',
      value: formatNumber(values[index] ?? Number.NaN),
    };
    if (hidden?.[index]) return fill(words.speech.hidden, names);
    if (isMask) return fill(words.speech.visible, names);
    return fill(relation ? words.speech.pair : words.speech.feature, names);
  };
  return {
    ...geometry,
    node: node.node,
    stage: node.stage,
    head: node.head,
    role: node.role,
    rows: node.rows,
    columns: node.columns,
    values,
    hidden: hidden ?? null,
    scale: isMask ? 'mask' : weights ? 'weights' : 'signed',
    maximum: model.maximum,
    pendingFrom: node.rowAxis === 'step' ? (options.pendingFrom ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY,
    paintable: options.paintable ?? false,
    label: matrixLabel(part, words),
    rowNames,
    columnNames,
    describe,
  };
}

export function matrixLabel({ node }: Part, words: Catalogue): string {
  const name = fill(words.speech.matrix, { name: words.stage[node.stage], rows: node.rows, columns: node.columns });
  return node.head >= 0 ? fill(words.stageOfHead, { stage: name, n: node.head + 1 }) : name;
}
