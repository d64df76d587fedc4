// What the figure, A, is compared with: B is A but for what it has otherwise. That alone is kept, so that it takes little of a
// link, and whatever is changed in A meanwhile is changed in both.

import type { Core } from '../core/module.ts';
import type { CoreError, Mechanism } from '../core/types.ts';
import { defaultScenario, type Mask, type Scenario } from './scenario.ts';

/** What B has otherwise, by the scenario's own names; of the mask only its own parts. */
export type Changed = Readonly<Record<string, unknown>>;

/** As it stands in the view. */
export interface Compared {
  readonly b: Changed;
  /** The matrix that is looked at; null: the weights. */
  readonly matrix: string | null;
}

/** What the core says of a field that is no good, said before it is asked: the page would stumble over it first. */
export class UnfitError extends Error {
  readonly fault: CoreError;

  constructor(fault: CoreError) {
    super(fault.message);
    this.fault = fault;
  }
}

function unfit(code: string, path: string, details: CoreError['details']): UnfitError {
  return new UnfitError({ code, path, details, message: `${path}: ${code}` });
}

const isObject = (value: unknown): value is Changed => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a link holds may be anything. */
export function readCompared(value: unknown): Compared {
  if (value === null || value === undefined) return { b: {}, matrix: null };
  if (!isObject(value)) throw unfit('wrong_type', 'compared', { expected: 'object' });
  const { b = {}, matrix = null } = value;
  if (!isObject(b)) throw unfit('wrong_type', 'compared.b', { expected: 'object' });
  return { b, matrix: typeof matrix === 'string' ? matrix : null };
}

/** Only what is there: a comparison that was begun and no more takes almost nothing. */
export function writtenCompared({ b, matrix }: Compared): object {
  return { ...(Object.keys(b).length > 0 ? { b } : {}), ...(matrix === null ? {} : { matrix }) };
}

/** Tokens are shared, and with them what they are and which of them is asked. */
const shared: readonly string[] = ['version', 'tokens', 'query', 'elements', 'view'];
/** What belongs to the very matrices of a mechanism. */
const ofMatrices: readonly string[] = ['weights', 'edits'];
const sentenceNames: readonly string[] = ['keys', 'targets'];

/** B before anything is changed: A, or of another mechanism all that it has in common with A. */
function copyOf(core: Core, a: Scenario, mechanism: Mechanism): Scenario {
  if (mechanism === a.mechanism) return a;
  const defaults = defaultScenario(core, mechanism);
  const common = (path: string): boolean =>
    shared.includes(path) || (!ofMatrices.includes(path) && core.has(mechanism, path) && core.has(a.mechanism, path));
  const pick = <T extends object>(from: T, group: string): Partial<T> =>
    Object.fromEntries(Object.entries(from).filter(([name]) => common(group + name))) as Partial<T>;
  const mask = { ...defaults.mask, ...pick(a.mask, 'mask.') };
  return { ...defaults, ...pick(a, ''), mechanism, mask };
}

/** Whether B may have a sentence of its own: where A has no use for one. */
function isOwn(core: Core, a: Scenario, name: string): boolean {
  return !shared.includes(name) && !(sentenceNames.includes(name) && core.has(a.mechanism, name));
}

/** The same kind of thing, where the core's own errors would come too late. */
function requireKind(value: unknown, before: unknown, path: string): void {
  const fits = isObject(before) ? isObject(value) : !Array.isArray(before) || Array.isArray(value);
  if (!fits) throw unfit('wrong_type', path, { expected: isObject(before) ? 'object' : 'list' });
}

/** B, in full. Throws for what is no setting; whether it can be computed is for the core to say. */
export function compose(core: Core, a: Scenario, { mechanism, mask, ...b }: Changed): Scenario {
  const copy = copyOf(core, a, (mechanism ?? a.mechanism) as Mechanism);
  for (const [name, value] of Object.entries(b)) {
    if (!isOwn(core, a, name)) throw unfit('unknown_field', name, { field: name });
    requireKind(value, (copy as object as Changed)[name], name);
  }
  if (mask === undefined) return { ...copy, ...b };
  requireKind(mask, copy.mask, 'mask');
  for (const [name, value] of Object.entries(mask as object))
    requireKind(value, (copy.mask as object as Changed)[name], `mask.${name}`);
  return { ...copy, ...b, mask: { ...copy.mask, ...(mask as Partial<Mask>) } };
}

/** All that one object has otherwise than another. */
function otherwise(from: object, to: object, keep: (name: string) => boolean = () => true): Changed {
  const differs = ([name, value]: [string, unknown]): boolean =>
    keep(name) && JSON.stringify(value) !== JSON.stringify((from as Changed)[name]);
  return Object.fromEntries(Object.entries(to).filter(differs));
}

/** What B has otherwise than A: composed with A it gives B again. */
export function changedIn(core: Core, a: Scenario, b: Scenario): Changed {
  const copy = copyOf(core, a, b.mechanism);
  const { mask: _, ...fields } = otherwise(copy, b, name => isOwn(core, a, name));
  const mask = otherwise(copy.mask, b.mask);
  return {
    ...(b.mechanism === a.mechanism ? {} : { mechanism: b.mechanism }),
    ...fields,
    ...(Object.keys(mask).length > 0 ? { mask } : {}),
  };
}

/** The mask that a mechanism begins with, as the causal one, where A has but the one that its own begins with. */
function ownMask(core: Core, a: Scenario, mechanism: Mechanism): Changed {
  const ofA: Changed = { ...defaultScenario(core, a.mechanism).mask };
  const untouched = (name: string): boolean => JSON.stringify((a.mask as object as Changed)[name]) === JSON.stringify(ofA[name]);
  const common = (name: string): boolean => [mechanism, a.mechanism].every(of => core.has(of, `mask.${name}`));
  return otherwise(a.mask, defaultScenario(core, mechanism).mask, name => common(name) && untouched(name));
}

/** B by another mechanism: of what it has otherwise only that which the other one has as well, and the mask that belongs to that. */
export function changedTo(core: Core, a: Scenario, mechanism: Mechanism, { mechanism: before, mask, ...b }: Changed): Changed {
  const kept = (of: unknown, group: string): Changed =>
    isObject(of) ? Object.fromEntries(Object.entries(of).filter(([name]) => core.has(mechanism, group + name))) : {};
  const { weights: _weights, edits: _edits, ...fields } = kept(b, '');
  const was = ownMask(core, a, (before ?? a.mechanism) as Mechanism);
  const chosen = isObject(mask) ? otherwise(was, mask) : {};
  const parts = { ...ownMask(core, a, mechanism), ...kept(chosen, 'mask.') };
  return { mechanism, ...fields, ...(Object.keys(parts).length > 0 ? { mask: parts } : {}) };
}

/** Without some of what B has otherwise: there it is as A again. */
export function without(b: Changed, paths: readonly string[]): Changed {
  const kept = (of: Changed, group: string): Changed =>
    Object.fromEntries(Object.entries(of).filter(([name]) => !paths.includes(group + name)));
  const { mask, ...fields } = kept(b, '');
  const parts = isObject(mask) ? kept(mask, 'mask.') : {};
  return { ...fields, ...(Object.keys(parts).length > 0 ? { mask: parts } : {}) };
}
