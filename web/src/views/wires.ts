import type { Role } from '../core/types.ts';
import type { FigureModel } from './figure.ts';
import type { Box, Place, Placed } from './layout.ts';

/** A connector between matrices: its path, the tip of its arrow, and what is written on it. */
export interface Wire {
  readonly path: string;
  readonly tip: string;
  readonly role: Role;
  readonly label: WireLabel | null;
}

export interface WireLabel {
  readonly x: number;
  readonly y: number;
  /** A symbol with its subscript, or the name of an operation in the catalogue. */
  readonly symbol?: readonly [string, string];
  readonly word?: 'softmax' | 'concat' | 'decoder' | 'gru' | 'lstm';
  /** On the line itself, which it interrupts, or above it. */
  readonly onLine: boolean;
}

interface Wired {
  readonly placed: readonly Placed[];
  readonly rowsTop: number;
  readonly pitch: number;
  readonly rows: number;
  readonly model: FigureModel;
}

export function wires({ placed, rowsTop, pitch, rows, model }: Wired): Wire[] {
  const all = (place: Place): Placed[] => placed.filter(item => item.place === place);
  const box = (place: Place): Box | undefined => all(place)[0]?.box;
  const middle = rowsTop + (Math.floor((rows - 1) / 2) + 0.5) * pitch;
  const result: Wire[] = [];

  for (const [index, item] of all('left').entries()) {
    const next = all('left')[index + 1];
    if (next) result.push(across(item.box, next.box, middle, 'query', { symbol: leftLabel(model, index), onLine: false }));
  }
  const scores = box('scores');
  const weights = box('weights');
  if (scores && weights) result.push(across(scores, weights, middle, 'none', { word: 'softmax', onLine: false }));
  const mask = box('mask');
  if (mask) result.push(down(mask.x + mask.width / 2, mask.y + mask.height + 6, middle - 24));
  for (const [index, item] of all('right').entries()) {
    const next = all('right')[index + 1];
    const label = index === 0 ? ({ word: 'concat', onLine: false } as const) : ({ symbol: ['W', 'O'], onLine: false } as const);
    if (next) result.push(across(item.box, next.box, middle, 'none', label));
  }
  result.push(...fromSource(model, box('source'), box('left'), all('top'), box('values')));
  return result;
}

function leftLabel(model: FigureModel, index: number): readonly [string, string] {
  if (model.rowAxis === 'step') return ['W', '2'];
  if (index === 0) return ['W', 'Q'];
  return model.scenario.score === 'bilinear' ? ['W', ''] : ['W', 'q'];
}

/** What leads from the embeddings to keys and values. */
function fromSource(
  model: FigureModel,
  source: Box | undefined,
  first: Box | undefined,
  top: readonly Placed[],
  values: Box | undefined,
): Wire[] {
  const from = source ?? first;
  // They stand on the scores from below upwards.
  const [keys, projected] = [...top].reverse();
  if (!from || !keys) return [];
  const result: Wire[] = [];
  const pointer = model.rowAxis === 'step';
  const label = pointer ? { word: model.scenario.cell, onLine: true } : { symbol: ['W', 'K'] as const, onLine: true };
  result.push(toKeys(from, keys.box, source !== undefined, label));
  if (projected) {
    const x = keys.box.x + keys.box.width - 14;
    const symbol: readonly [string, string] = pointer ? ['W', '1'] : ['W', 'k'];
    const wire = down(x, keys.box.y + keys.box.height + 4, projected.box.y - 5);
    result.push({
      ...wire,
      role: 'key',
      label: { symbol, x: x - 20, y: (keys.box.y + keys.box.height + projected.box.y) / 2, onLine: false },
    });
  }
  if (values) result.push(toValues(from, values, source !== undefined));
  return result;
}

function across(from: Box, to: Box, y: number, role: Role, label: Omit<WireLabel, 'x' | 'y'>): Wire {
  const start = from.x + from.width + 8;
  const end = to.x - 8;
  return { path: `M${start} ${y}H${end}`, tip: tipRight(end, y), role, label: { ...label, x: (start + end) / 2, y: y - 19 } };
}

function down(x: number, from: number, to: number): Wire {
  return { path: `M${x} ${from}V${to}`, tip: `M${x - 4} ${to - 5}L${x} ${to}L${x + 4} ${to - 5}`, role: 'none', label: null };
}

function toKeys(from: Box, keys: Box, beside: boolean, label: Omit<WireLabel, 'x' | 'y'>): Wire {
  const end = keys.x - 8;
  const level = keys.y + keys.height / 2;
  if (beside) {
    const y = Math.min(from.y + from.height - 6, Math.max(from.y + 6, level));
    const start = from.x + from.width + 8;
    const bend = (start + end) / 2;
    const path = Math.abs(y - level) < 1 ? `M${start} ${y}H${end}` : `M${start} ${y}H${bend}V${level}H${end}`;
    const straight = Math.abs(y - level) < 1;
    return { path, tip: tipRight(end, level), role: 'key', label: { ...label, x: straight ? bend - 4 : (start + bend) / 2, y } };
  }
  const x = from.x + from.width * 0.62;
  const path = `M${x} ${from.y - 8}V${level + 10}Q${x} ${level} ${x + 10} ${level}H${end}`;
  return { path, tip: tipRight(end, level), role: 'key', label: { ...label, x: (x + end) / 2 + 6, y: level } };
}

function toValues(from: Box, values: Box, beside: boolean): Wire {
  const lane = 12;
  const x = from.x + from.width * (beside ? 0.5 : 0.38);
  const end = values.x + values.width / 2;
  const bottom = values.y - 7;
  const path = `M${x} ${from.y - 8}V${lane + 10}Q${x} ${lane} ${x + 10} ${lane}H${end - 10}Q${end} ${lane} ${end} ${lane + 10}V${bottom}`;
  const tip = `M${end - 4} ${bottom - 5}L${end} ${bottom}L${end + 4} ${bottom - 5}`;
  return { path, tip, role: 'value', label: { symbol: ['W', 'V'], x: x + 90, y: lane, onLine: true } };
}

function tipRight(x: number, y: number): string {
  return `M${x - 5} ${y - 4}L${x} ${y}L${x - 5} ${y + 4}`;
}
