import type { Region } from '../draw/spec.ts';
import type { FlowModel, Part } from './figure.ts';
import { type FlowLayout, layoutFlow, type Wanted } from './layout.ts';
import { regionOf } from './region.ts';

/** A flow of which only a part is laid out: its matrices have so many rows and columns as are shown. */
function windowed(model: FlowModel, region: Region): FlowModel {
  const { flow } = model;
  const part = <P extends Part | null>(whole: P): P => {
    if (!whole) return whole;
    const { rows, columns } = regionOf(whole.node, model, region);
    return { ...whole, node: { ...whole.node, rows, columns } };
  };
  const entries = Object.entries(flow).map(([name, parts]) => [name, Array.isArray(parts) ? parts.map(part) : part(parts)]);
  return {
    ...model,
    weights: part(model.weights),
    flow: Object.fromEntries(entries),
    rowNames:
      model.rowNames.length === region.ofRows ? model.rowNames.slice(region.row, region.row + region.rows) : model.rowNames,
    columnNames: model.columnNames.slice(region.column, region.column + region.columns),
  };
}

/** The flow with a part of the relation in a frame; the timeline speaks of whole matrices. */
export function layoutPart(model: FlowModel, region: Region, wanted: Wanted): FlowLayout {
  const layout = layoutFlow(windowed(model, region), { ...wanted, framed: true });
  const stops = layout.stops.map(({ part, ...stop }) => ({
    ...stop,
    part: { ...part, node: model.trace.node(part.node.node) ?? part.node },
  }));
  return { ...layout, stops };
}
