import type { Cell } from '../core/types.ts';
import { formatNumber } from '../draw/numbers.ts';
import { costSizes } from '../store/costs.ts';
import { at as valueAt } from '../store/scenario.ts';
import { fill, wordFor } from '../text/catalogue.ts';
import { isRelation, nameOf } from '../views/names.ts';
import { stageName } from '../views/specs.ts';
import { holds, largestDifference, rowsOf, within } from './conditions.ts';
import { cellsAt, matrixAt, type Situation } from './situation.ts';
import type { LessonWords } from './text.ts';
import type { Condition, MatrixName, Place } from './types.ts';

/** One condition of an exercise: whether it is met, and how far off one is. */
export interface Finding {
  readonly done: boolean;
  readonly sentence: string;
}

export function findingOf(condition: Condition, situation: Situation, words: LessonWords): Finding {
  return { done: holds(condition, situation), sentence: sentenceOf(condition, situation, words.exercise) };
}

function sentenceOf(condition: Condition, situation: Situation, texts: LessonWords['exercise']): string {
  const { model } = situation;
  switch (condition.kind) {
    case 'number':
      return numberSentence(condition, situation, texts);
    case 'someRow':
      return someRowSentence(condition, situation, texts);
    case 'sizes': {
      const sizes = costSizes(model.scenario, situation.view.costs);
      const [name = 'width', wanted = 0] = Object.entries(condition.are)[0] ?? [];
      const letters = { length: 'n', width: 'd', heads: 'h', kernel: 'k', window: 'r' };
      const key = name as keyof typeof letters;
      return fill(texts.option, { name: letters[key], value: sizes[key], wanted });
    }
    case 'balance': {
      const { length, width } = costSizes(model.scenario, situation.view.costs);
      const count = (value: number): string => value.toLocaleString(texts.numbers);
      return fill(texts.balance, { one: count(length * length * width), other: count(length * width * width) });
    }
    case 'exceeds': {
      const [cell, other] = [condition.at, condition.other].map(place => cellsAt(situation, place)[0]);
      if (!cell || !other) return texts.missing;
      const [value, limit] = apart(model.trace.value(cell), model.trace.value(other));
      return fill(texts.exceeds, {
        name: cellName(cell, situation, texts),
        value,
        other: cellName(other, situation, texts),
        limit,
      });
    }
    case 'even':
      return fill(texts.even, { name: placeName(condition.at, situation) });
    case 'unchanged':
      return fill(texts.unchanged, { name: placeName(condition.at, situation) });
    case 'equal': {
      const difference = largestDifference(condition.at, condition.other, situation);
      return fill(texts.equal, {
        one: matrixName(condition.at, situation),
        other: matrixName(condition.other, situation),
        difference: formatNumber(difference, difference > 0 && difference < 0.01 ? 6 : 2),
      });
    }
    case 'order':
      return fill(texts.order, { order: spelled(model.trace.order()), wanted: spelled(condition.is) });
    case 'painted':
      return fill(texts.painted, { count: model.scenario.mask.free.length, wanted: condition.count });
    case 'option':
      return optionSentence(condition, situation, texts);
    default:
      throw new Error(`no exercise asks whether ${condition.kind} is so`);
  }
}

function optionSentence(
  { path, is }: Extract<Condition, { kind: 'option' }>,
  { model: { scenario }, words }: Situation,
  texts: LessonWords['exercise'],
): string {
  const last = path.split('.').at(-1) ?? '';
  const name = wordFor(path.startsWith('mask.') ? words.mask : words.controls, last);
  const now = valueAt(scenario, path);
  if (typeof is === 'boolean')
    return fill(texts.switched, { name, value: texts[now ? 'on' : 'off'], wanted: texts[is ? 'on' : 'off'] });
  const choices = (words.choices as Readonly<Record<string, object>>)[last] ?? {};
  return fill(texts.option, { name, value: wordFor(choices, String(now)), wanted: wordFor(choices, String(is)) });
}

function numberSentence(
  condition: Extract<Condition, { kind: 'number' }>,
  situation: Situation,
  texts: LessonWords['exercise'],
): string {
  const { trace } = situation.model;
  const cells = cellsAt(situation, condition.at);
  // Of several, the first that is not yet so.
  const cell = cells.find(one => !within(trace.value(one), condition)) ?? cells[0];
  if (!cell) return texts.missing;
  const now = trace.value(cell);
  const { atLeast, atMost, above } = condition;
  const both = atLeast !== undefined && atMost !== undefined;
  const bound = atLeast !== undefined && (!both || now < atLeast) ? atLeast : (above ?? atMost ?? atLeast ?? 0);
  const [value, limit] = apart(now, bound);
  const sentence = above !== undefined ? texts.above : bound === atLeast ? texts.atLeast : texts.atMost;
  const own = cellName(cell, situation, texts);
  const { head } = condition.at;
  const name = head === undefined ? own : `${fill(situation.words.heads.one, { n: head + 1 })} · ${own}`;
  return fill(sentence, { name, value, bound: limit });
}

/** Of the row that comes nearest. */
function someRowSentence(
  condition: Extract<Condition, { kind: 'someRow' }>,
  situation: Situation,
  texts: LessonWords['exercise'],
): string {
  const { atLeast, atMost = Number.POSITIVE_INFINITY, columns } = condition;
  const away = (value: number): number => Math.max(atLeast - value, value - atMost, 0);
  const rows = rowsOf(condition, situation).map((values, row) => ({ row, values, away: Math.max(...values.map(away)) }));
  const nearest = rows.sort((one, other) => one.away - other.away)[0];
  const node = matrixAt(situation, condition.at);
  if (!nearest || !node) return texts.missing;
  const worst = nearest.values.map(away).indexOf(nearest.away);
  const value = nearest.values[worst] ?? Number.NaN;
  const bound = value > atMost ? atMost : atLeast;
  const [shown, limit] = apart(value, bound);
  const name = cellName({ node: node.node, row: nearest.row, column: columns[worst] ?? 0 }, situation, texts);
  return fill(bound === atLeast ? texts.atLeast : texts.atMost, { name, value: shown, bound: limit });
}

/** Two numbers with as many decimals as it takes to tell them apart. */
function apart(one: number, other: number): [string, string] {
  const decimals = [2, 3, 4].find(count => formatNumber(one, count) !== formatNumber(other, count)) ?? 2;
  return [formatNumber(one, decimals), formatNumber(other, 2)];
}

/** "its → Law"; of a single row, "Law". */
function cellName(cell: Cell, situation: Situation, texts: LessonWords['exercise']): string {
  const { model, words } = situation;
  const node = model.trace.node(cell.node);
  if (!node) return '';
  const row = nameOf(model, node, 'row', cell.row, words);
  const column = nameOf(model, node, 'column', cell.column, words);
  if (isRelation(node)) return node.rows === 1 ? column : fill(texts.pair, { row, column });
  const stage = stageName(node, words);
  return node.columns === 1 && node.rows === 1 ? stage : fill(texts.feature, { stage, row, column });
}

function placeName(place: Place, situation: Situation): string {
  const stage = matrixName(place, situation);
  const cell = place.row === undefined ? undefined : cellsAt(situation, place)[0];
  const node = cell && situation.model.trace.node(cell.node);
  return cell && node ? `${stage} · ${nameOf(situation.model, node, 'row', cell.row, situation.words)}` : stage;
}

function matrixName(name: MatrixName, situation: Situation): string {
  const node = matrixAt(situation, name);
  if (!node) return name.stage;
  return node.stage === 'parameter' ? node.name : stageName(node, situation.words);
}

const spelled = (order: readonly number[]): string => order.map(index => index + 1).join(', ');
