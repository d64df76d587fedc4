import type { Trace } from '../core/trace.ts';
import type { Node, Role, Stage } from '../core/types.ts';
import type { Scenario } from '../store/scenario.ts';
import type { FlowModel, Part } from './figure.ts';
import type { Box, Place, Placed } from './layout.ts';

/** A connector between matrices: its path, the tip of its arrow, and what is written on it. */
export interface Wire {
  /** The matrices that it joins. */
  readonly from?: number;
  readonly to?: number;
  readonly path: string;
  readonly tip: string;
  readonly role: Role;
  readonly label: WireLabel | null;
  /** Where it meets what it is added to. */
  readonly sum?: Point;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How far above an arrow ends what comes down onto it: clear of the word that is written there. */
export const aboveWord = 31;

/** From a sum to the matrix that it makes. */
export const sumGap = 20;

export interface WireLabel {
  readonly x: number;
  readonly y: number;
  /** A symbol with its subscript, or the name of an operation in the catalogue. */
  readonly symbol?: readonly [string, string];
  readonly word?: string;
  /** On the line itself, which it interrupts, or above it. */
  readonly onLine: boolean;
}

/** The matrices of a line in their places. */
export interface Wired {
  readonly placed: readonly Placed[];
  readonly rowsTop: number;
  readonly pitch: number;
  /** Of the row on which arrows go. */
  readonly middle: number;
  /** Where the rows end. */
  readonly height: number;
  readonly model: FlowModel;
}

/** Wires that pass others by, which only further mechanisms have: the room that they need, and they themselves. */
export interface Passing {
  readonly above: (model: FlowModel) => number;
  readonly below: (model: FlowModel) => number;
  readonly isAddedUp: (model: FlowModel, node: Node) => boolean;
  readonly wires: (wired: Wired) => Wire[];
}

let passing: Passing = { above: () => 0, below: () => 0, isAddedUp: () => false, wires: () => [] };

export function letPass(wires: Passing): void {
  passing = wires;
}

/** The room that passing wires need above and below the rows. */
export function roomFor(model: FlowModel): { readonly above: number; readonly below: number } {
  return { above: passing.above(model), below: passing.below(model) };
}

export function wires(wired: Wired): Wire[] {
  const { placed, middle, model } = wired;
  const all = (place: Place): Placed[] => placed.filter(item => item.place === place);
  const result: Wire[] = [];

  result.push(...row(model, all('left'), middle, 'query'));
  result.push(...row(model, [...all('scores'), ...all('between'), ...all('weights')], middle, 'none'));
  const mask = all('mask')[0]?.box;
  if (mask) result.push(down(mask.x + mask.width / 2, mask.y + mask.height + 6, middle - aboveWord));
  result.push(...row(model, all('right'), middle, 'none'));
  result.push(...fromSource(model, all('source')[0], madeOf(model, all('left'), all('top')), all('top'), all('values')[0]));
  return [...result, ...passing.wires(wired)];
}

type Written = Pick<WireLabel, 'symbol' | 'word'>;

const matrices: Partial<Readonly<Record<Stage, readonly [string, string]>>> = {
  queries: ['W', 'Q'],
  keys: ['W', 'K'],
  values: ['W', 'V'],
  result: ['W', 'O'],
};

/** An arrow from each matrix of a row to the next, if the next is made of it. */
function row(model: FlowModel, items: readonly Placed[], y: number, role: Role): Wire[] {
  return items.flatMap((item, index) => {
    const next = items[index + 1];
    if (!next || !model.trace.leadsTo(item.part.node.node, next.part.node.node)) return [];
    const level = levelOf(item.box, next.box, y);
    if (passing.isAddedUp(model, next.part.node)) return [{ ...joins(item, next), ...addedUp(item.box, next.box, level) }];
    return [
      { ...joins(item, next), ...across(item.box, next.box, level, role, { ...becoming(model, next.part), onLine: false }) },
    ];
  });
}

export function joins(from: Placed, to: Placed): Pick<Wire, 'from' | 'to'> {
  return { from: from.part.node.node, to: to.part.node.node };
}

/** The parameter inside a score, as the formula calls it. */
function projection({ mechanism, score }: Scenario, stage: 'projected_queries' | 'projected_keys'): readonly [string, string] {
  const ofKeys = stage === 'projected_keys';
  if (mechanism === 'pointer') return ['W', ofKeys ? '1' : '2'];
  if (mechanism === 'bahdanau') return [ofKeys ? 'U' : 'W', 'a'];
  if (mechanism === 'pooling' || mechanism === 'hierarchical') return ['W', ''];
  return ['W', score === 'bilinear' ? '' : ofKeys ? 'k' : 'q'];
}

/** What makes a matrix of the one before it: the parameter that it is multiplied by, or another operation. */
export function becoming({ scenario, trace, parts }: FlowModel, { node }: Part): Written {
  // A piece of what is beside it was not made there.
  if (parts.some(part => part.node.operation === 'concatenate_rows' && part.node.inputs.includes(node.node))) return {};
  if (node.stage === 'heads') return { word: 'concat' };
  if (isRecurrent(trace) && ['encodings', 'states'].includes(node.stage)) return { word: scenario.cell };
  const { stage, operation } = trace.node(trace.origin({ node: node.node, row: 0, column: 0 }).node) ?? node;
  if (operation === 'feature_map') return { word: operation };
  if (stage === 'projected_queries' || stage === 'projected_keys') return { symbol: projection(scenario, stage) };
  if (operation !== 'linear') return { word: operation };
  const symbol = matrices[stage];
  return symbol ? { symbol } : {};
}

/** Of the vectors on the rows, those that the keys are made of. */
function madeOf({ trace }: FlowModel, left: readonly Placed[], top: readonly Placed[]): Placed | undefined {
  const keys = top[0]?.part.node.node ?? -1;
  return left.findLast(({ part }) => trace.leadsTo(part.node.node, keys));
}

/** Whether there is a cell that carries a state along. */
function isRecurrent({ nodes }: Trace): boolean {
  return nodes.some(({ name }) => name === 'from_hidden');
}

/** What leads from the embeddings to keys and values. */
function fromSource(
  model: FlowModel,
  source: Placed | undefined,
  first: Placed | undefined,
  top: readonly Placed[],
  values: Placed | undefined,
): Wire[] {
  const from = source ?? first;
  // They stand on the scores from below upwards.
  const stacked = [...top].reverse();
  const [keys] = stacked;
  const result: Wire[] = [];
  if (from && keys)
    result.push({
      ...joins(from, keys),
      ...toKeys(from.box, keys.box, source !== undefined, { ...becoming(model, keys.part), onLine: true }),
    });
  for (const [index, upper] of stacked.entries()) {
    const lower = stacked[index + 1];
    if (lower) result.push({ ...joins(upper, lower), ...toLower(upper.box, lower.box, becoming(model, lower.part)) });
  }
  // Keys that are summed as well stand above the output once more.
  const own = values && !stacked.some(({ part }) => part.node.node === values.part.node.node);
  if (from && own)
    result.push({
      ...joins(from, values),
      ...toValues(from.box, values.box, source !== undefined, becoming(model, values.part)),
    });
  return result;
}

/** From keys to what the scoring function makes of them. */
function toLower(upper: Box, lower: Box, written: Written): Wire {
  // Over few keys the symbol on the left leaves no room: what is done stands on the right.
  const narrow = upper.width < 90;
  const x = upper.x + upper.width - (narrow ? 4 : 14);
  const bottom = upper.y + upper.height;
  return {
    ...down(x, bottom + 4, lower.y - 5),
    role: 'key',
    label: { ...written, x: x + (narrow ? 22 : -20), y: (bottom + lower.y) / 2, onLine: false },
  };
}

/** On the middle row, or where both are beside each other. */
export function levelOf(from: Box, to: Box, y: number): number {
  const [top, bottom] = [Math.max(from.y, to.y), Math.min(from.y + from.height, to.y + to.height)];
  return y > top && y < bottom ? y : (top + bottom) / 2;
}

/** Into a sum, and from it into the matrix. */
function addedUp(from: Box, to: Box, y: number): Wire {
  const x = to.x - sumGap;
  const end = to.x - 4;
  const path = `M${from.x + from.width + 5} ${y}H${x - 8}M${x + 8} ${y}H${end}`;
  return { path, tip: tipRight(end, y), role: 'none', label: null, sum: { x, y } };
}

function across(from: Box, to: Box, y: number, role: Role, label: Omit<WireLabel, 'x' | 'y'>): Wire {
  const start = from.x + from.width + 8;
  const end = to.x - 8;
  return { path: `M${start} ${y}H${end}`, tip: tipRight(end, y), role, label: { ...label, x: (start + end) / 2, y: y - 19 } };
}

function down(x: number, from: number, to: number): Wire {
  return { path: `M${x} ${from}V${to}`, tip: tipDown(x, to), role: 'none', label: null };
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
    return {
      path,
      tip: tipRight(end, level),
      role: 'key',
      label: { ...label, x: straight ? bend - 4 : bend, y: straight ? y : (y + level) / 2 },
    };
  }
  const x = from.x + from.width * 0.62;
  const path = `M${x} ${from.y - 8}V${level + 10}Q${x} ${level} ${x + 10} ${level}H${end}`;
  return { path, tip: tipRight(end, level), role: 'key', label: { ...label, x: (x + end) / 2 + 6, y: level } };
}

function toValues(from: Box, values: Box, beside: boolean, label: Written): Wire {
  const lane = 12;
  const x = from.x + from.width * (beside ? 0.5 : 0.38);
  const end = values.x + values.width / 2;
  const bottom = values.y - 7;
  const path = `M${x} ${from.y - 8}V${lane + 10}Q${x} ${lane} ${x + 10} ${lane}H${end - 10}Q${end} ${lane} ${end} ${lane + 10}V${bottom}`;
  return { path, tip: tipDown(end, bottom), role: 'value', label: { ...label, x: x + 90, y: lane, onLine: true } };
}

export function tipDown(x: number, y: number): string {
  return `M${x - 4} ${y - 5}L${x} ${y}L${x + 4} ${y - 5}`;
}

export function tipRight(x: number, y: number): string {
  return `M${x - 5} ${y - 4}L${x} ${y}L${x - 5} ${y + 4}`;
}

export function tipUp(x: number, y: number): string {
  return `M${x - 4} ${y + 5}L${x} ${y}L${x + 4} ${y + 5}`;
}

export function tipLeft(x: number, y: number): string {
  return `M${x + 5} ${y - 4}L${x} ${y}L${x + 5} ${y + 4}`;
}
