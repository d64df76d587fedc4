import type { Core } from '../core/module.ts';
import type { Choice, Mechanism, RecurrentCell, Score } from '../core/types.ts';

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
  readonly prefix: Typed;
  readonly block: Typed | null;
  readonly free: readonly (readonly [number, number])[];
  readonly fill: Typed | null;
  readonly after: boolean;
  readonly renormalized: boolean;
  readonly empty_rows: Choice<'emptyRows'>;
}

/** A matrix that is given: its rows, the identity, or one number for all cells. */
export type GivenMatrix = readonly (readonly number[])[] | 'I' | number;

/** One number of a drawn or given matrix that is another one. */
export interface Edit {
  readonly matrix: string;
  readonly row: number;
  readonly column: number;
  readonly value: Typed;
}

/** What the core computes. The field names are the JSON's own; src/scenario/README.md says what they mean. */
export interface Scenario {
  readonly version: number;
  readonly mechanism: Mechanism;
  readonly tokens: readonly string[];
  readonly keys: readonly string[] | null;
  readonly targets: readonly string[] | null;
  readonly teacher_forced: boolean;
  /** The one query that is computed, where not all are. */
  readonly query: Typed | null;
  readonly loss: boolean;
  readonly features: readonly string[] | null;
  readonly key_features: readonly string[] | null;
  readonly value_features: readonly string[] | null;
  readonly score: Score;
  readonly beta: Typed;
  readonly scale: Typed | null;
  readonly temperature: Typed;
  readonly soft_cap: Typed | null;
  readonly normalizer: Choice<'normalizer'>;
  readonly subtract_maximum: boolean;
  readonly width: Typed;
  readonly source_width: Typed | null;
  readonly key_width: Typed;
  readonly value_width: Typed;
  readonly hidden_width: Typed;
  readonly feed_forward_width: Typed;
  readonly heads: Typed;
  readonly key_value_heads: Typed | null;
  readonly layers: Typed;
  readonly tied: boolean;
  readonly projected: boolean;
  readonly bias: boolean;
  readonly gain: Typed;
  readonly seed: Typed;
  readonly mask: Mask;
  readonly position: Choice<'position'>;
  readonly position_base: Typed;
  readonly position_first: Typed;
  readonly position_rows: Typed | null;
  readonly position_slope: Typed | null;
  readonly visited: boolean;
  readonly steps: Typed | null;
  readonly cell: RecurrentCell;
  readonly encoder: Choice<'encoder'>;
  readonly elements: Choice<'elements'>;
  readonly beam: Typed;
  readonly alignment: Choice<'alignment'>;
  readonly reading: Choice<'reading'>;
  readonly half_window: Typed;
  readonly norm_first: boolean;
  readonly activation: Choice<'activation'>;
  readonly final_norm: boolean;
  readonly encoded: boolean;
  readonly block_size: Typed;
  readonly weights: Readonly<Record<string, GivenMatrix>>;
  readonly edits: readonly Edit[];
}

export type Elements = Scenario['elements'];

/** The fields that hold sentences. */
export type Sentence = 'tokens' | 'keys' | 'targets';
export const sentences: readonly Sentence[] = ['tokens', 'keys', 'targets'];

/** Whether it takes a while to compute and to draw: more tokens than cells have elements of their own for. */
export function isLong(scenario: Scenario): boolean {
  return sentences.some(name => (scenario[name]?.length ?? 0) > 64);
}

const defaults = new Map<Mechanism, Scenario>();

/** Every keystroke is compared with it: it is read once. */
export function defaultScenario(core: Core, mechanism: Mechanism): Scenario {
  let scenario = defaults.get(mechanism);
  if (!scenario) {
    const { view: _, ...read } = JSON.parse(core.defaults(mechanism)) as Scenario & { view?: unknown };
    scenario = read;
    defaults.set(mechanism, scenario);
  }
  return scenario;
}

/** Of more tokens than a whole relation may be of, one query is computed: the last, until another is looked at. */
export function withinReach(core: Core, scenario: Scenario): Scenario {
  const { tokens, keys, query, mechanism } = scenario;
  const long = Math.max(tokens.length, keys?.length ?? 0) > core.choices.limits.tokens;
  const last = tokens.length - 1;
  const asked = !core.has(mechanism, 'query') || (!long && Number(query) > last) ? null : query;
  const within = long && core.has(mechanism, 'query') ? Math.min(Number(asked ?? last), Math.max(0, last)) : asked;
  return within === query ? scenario : { ...scenario, query: within };
}

/** What a text field holds, as a number where it is one. Full-width digits, as Chinese keyboards give them, are digits too. */
export function typedNumber(text: string): Typed {
  const plain = text.normalize('NFKC').trim().replace('\u2212', '-');
  const value = Number(plain);
  return plain === '' || !Number.isFinite(value) ? text : value;
}

/** The value at a path ("temperature", "mask.window.left") of a scenario. */
export function at(target: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown> | null | undefined)?.[name], target);
}

/** A copy of a scenario with the field at a path replaced. */
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

export type MaskPart = 'causal' | 'window' | 'block' | 'padding' | 'free';

/** Which masks are on, in a fixed order. */
export function maskParts(mask: Mask): MaskPart[] {
  const parts: MaskPart[] = [];
  if (mask.causal) parts.push('causal');
  if (mask.window) parts.push('window');
  if (mask.block !== null) parts.push('block');
  if (mask.padding !== null) parts.push('padding');
  if (mask.free.length > 0) parts.push('free');
  return parts;
}

/** Whether a pair was hidden by hand. */
export function isPainted({ mask }: Scenario, row: number, column: number): boolean {
  return mask.free.some(pair => pair[0] === row && pair[1] === column);
}
