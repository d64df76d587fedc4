import type { Core } from '../core/module.ts';
import type { Mechanism, RecurrentCell, Score } from '../core/types.ts';

/** A number as it was typed: what is not a number goes to the core as it stands, whose error then says what was expected. */
export type Typed = number | string;

export interface Window {
  readonly left: Typed;
  readonly right: Typed;
}

export interface Mask {
  readonly causal: boolean;
  readonly past: Typed;
  readonly window: Window | null;
  readonly padding: Typed | null;
  readonly free: readonly (readonly [number, number])[];
}

/** What the core computes. The field names are the JSON's own. */
export interface Scenario {
  readonly version: number;
  readonly mechanism: Mechanism;
  readonly tokens: readonly string[];
  readonly keys: readonly string[] | null;
  readonly score: Score;
  readonly beta: Typed;
  readonly scale: Typed | null;
  readonly temperature: Typed;
  readonly width: Typed;
  readonly key_width: Typed;
  readonly value_width: Typed;
  readonly hidden_width: Typed;
  readonly heads: Typed;
  readonly bias: boolean;
  readonly seed: Typed;
  readonly mask: Mask;
  readonly visited: boolean;
  readonly steps: Typed | null;
  readonly cell: RecurrentCell;
}

export function defaultScenario(core: Core, mechanism: Mechanism): Scenario {
  const { view: _, ...scenario } = JSON.parse(core.defaults(mechanism)) as Scenario & { view?: unknown };
  return scenario;
}

/** What a text field holds, as a number where it is one. Full-width digits, as Chinese keyboards give them, are digits too. */
export function typedNumber(text: string): Typed {
  const plain = text.normalize('NFKC').trim().replace('\u2212', '-');
  const value = Number(plain);
  return plain === '' || !Number.isFinite(value) ? text : value;
}

/** A copy of a scenario with the field at a path ("temperature", "mask.window.left") replaced. */
export function withField<T extends object>(target: T, path: string, value: unknown): T {
  const [head = '', ...rest] = path.split('.');
  const inner = (target as Record<string, unknown>)[head];
  const next = rest.length === 0 ? value : withField(typeof inner === 'object' && inner ? inner : {}, rest.join('.'), value);
  return { ...target, [head]: next };
}

/**
 * The JSON that the core is given. Pairs painted beyond the last token wait until it is typed again. To paint on, there must be
 * a mask: while nothing is hidden, a window over everything gives one in which all is visible.
 */
export function coreJson(scenario: Scenario, painting: boolean): string {
  const rows = scenario.tokens.length;
  const columns = scenario.keys?.length ?? rows;
  const free = scenario.mask.free.filter(([row, column]) => !(row >= rows || column >= columns));
  const window = painting && maskParts(scenario.mask).length === 0 ? { left: rows, right: columns } : scenario.mask.window;
  return JSON.stringify({ ...scenario, mask: { ...scenario.mask, window, free } });
}

export type MaskPart = 'causal' | 'window' | 'padding' | 'free';

/** Which masks are on, in a fixed order. */
export function maskParts(mask: Mask): MaskPart[] {
  const parts: MaskPart[] = [];
  if (mask.causal) parts.push('causal');
  if (mask.window) parts.push('window');
  if (mask.padding !== null) parts.push('padding');
  if (mask.free.length > 0) parts.push('free');
  return parts;
}
