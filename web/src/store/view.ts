import type { Axis, CostSize, Stage } from '../core/types.ts';
import { isCostSizes } from './costs.ts';
import { isLessonPlace, type LessonPlace } from './lesson-place.ts';
import { isPanel, type Panel } from './panels.ts';
import type { Scenario, Sentence } from './scenario.ts';

/** A cell by what it means rather than by its node's number, which changes with every graph. */
export interface CellName {
  readonly stage: Stage;
  readonly name: string;
  /** Queries and keys of their own both have embeddings. */
  readonly rows: Axis;
  readonly head: number;
  readonly step: number;
  /** Which of several that are alike in all this, as gates are. */
  readonly nth: number;
  readonly row: number;
  readonly column: number;
}

export type Segmentation = 'words' | 'characters';

/** How a scenario is looked at. */
export interface View {
  readonly text: string;
  readonly keysText: string;
  readonly targetsText: string;
  readonly segmentation: Segmentation;
  readonly head: number;
  readonly locked: CellName | null;
  readonly panel: Panel;
  /** A cell of the matrix that is shown as a table; null shows the weights. */
  readonly table: CellName | null;
  /** The number whose gradients are shown in place of the values. */
  readonly gradientOf: CellName | null;
  readonly layer: number;
  /** The step that is shown (last); null shows all, or the last one. */
  readonly step: number | null;
  /** Sizes whose costs are looked at, where they are not the figure's. */
  readonly costs: Partial<CostSize>;
  /** What the figure is compared with, as compared.ts has it. */
  readonly compared: unknown;
  readonly lesson: LessonPlace | null;
  readonly language: string | null;
  readonly theme: string | null;
}

/** Characters of a sentence: twice what the most tokens have in any language, and not long to split. */
export const mostText = 40_000;

/** Where a sentence stands as it was typed. */
export const textFields = { tokens: 'text', keys: 'keysText', targets: 'targetsText' } as const satisfies Record<
  Sentence,
  keyof View
>;

interface Property<T> {
  readonly initial: (scenario: Scenario) => T;
  readonly read: (value: unknown) => value is T;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isTextOrNull = (value: unknown): value is string | null => value === null || isText(value);
const isIndex = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;

function isCellName(value: unknown): value is CellName | null {
  if (value === null) return true;
  if (typeof value !== 'object') return false;
  const cell = value as Partial<CellName>;
  return (
    isText(cell.stage) &&
    isText(cell.name) &&
    isText(cell.rows) &&
    isIndex(cell.nth) &&
    isIndex(cell.row) &&
    isIndex(cell.column) &&
    Number.isInteger(cell.head) &&
    Number.isInteger(cell.step)
  );
}

/** One line per property drives reading, writing and the defaults. */
const properties: { readonly [Name in keyof View]: Property<View[Name]> } = {
  text: { initial: scenario => joinTokens(scenario.tokens), read: isText },
  keysText: { initial: scenario => joinTokens(scenario.keys ?? []), read: isText },
  targetsText: { initial: scenario => joinTokens(scenario.targets ?? []), read: isText },
  segmentation: { initial: () => 'words', read: (value): value is Segmentation => value === 'words' || value === 'characters' },
  head: { initial: () => 0, read: isIndex },
  layer: { initial: () => 0, read: isIndex },
  locked: { initial: () => null, read: isCellName },
  gradientOf: { initial: () => null, read: isCellName },
  panel: { initial: () => 'flow', read: isPanel },
  table: { initial: () => null, read: isCellName },
  step: { initial: () => null, read: (value): value is number | null => value === null || isIndex(value) },
  costs: { initial: () => ({}), read: isCostSizes },
  // Whatever it is: what is wrong with it is said where it is shown.
  compared: { initial: () => null, read: (value): value is unknown => value !== undefined },
  lesson: { initial: () => null, read: isLessonPlace },
  language: { initial: () => null, read: isTextOrNull },
  theme: { initial: () => null, read: isTextOrNull },
};

const names = Object.keys(properties) as (keyof View)[];

export function defaultView(scenario: Scenario): View {
  return Object.fromEntries(names.map(name => [name, properties[name].initial(scenario)])) as unknown as View;
}

export function readView(value: unknown, scenario: Scenario): View | null {
  if (typeof value !== 'object' || value === null) return null;
  const given = value as Record<string, unknown>;
  const known = names.filter(name => name in given && properties[name].read(given[name]));
  return { ...defaultView(scenario), ...Object.fromEntries(known.map(name => [name, given[name]])) };
}

/** The names of what was given and makes no sense. */
export function oddSettings(given: unknown, view: View): string[] {
  const read = Object.entries(given ?? {});
  if (read.length === 0 && given !== undefined && typeof given !== 'object') return ['view'];
  return read.flatMap(([name, value]) => (view[name as keyof View] === value ? [] : [name]));
}

/** Only what differs from the defaults. */
export function writeView(view: View, scenario: Scenario): Partial<View> {
  const initial = defaultView(scenario);
  return Object.fromEntries(
    names.filter(name => JSON.stringify(view[name]) !== JSON.stringify(initial[name])).map(name => [name, view[name]]),
  );
}

/** Tokens as a text that one could have typed: spaces between words, none beside Chinese or before punctuation. */
export function joinTokens(tokens: readonly string[]): string {
  let text = '';
  for (const token of tokens) {
    const close =
      text === '' ||
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}，。！？、]$/u.test(text) ||
      /^[\p{Script=Han}，。！？、,.!?;:]/u.test(token);
    text += close ? token : ` ${token}`;
  }
  return text;
}
