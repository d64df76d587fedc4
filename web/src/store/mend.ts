import { type Core, coreFault } from '../core/module.ts';
import type { CoreError, Mechanism } from '../core/types.ts';
import type { Language } from '../text/catalogue.ts';
import { exampleOf, loadExamples } from './examples.ts';
import { readState } from './link.ts';
import { pause } from './pause.ts';
import { fault, salvage } from './salvage.ts';
import { coreJson, defaultScenario, type Edit } from './scenario.ts';
import { sizes } from './sizes.ts';
import type { State } from './undo.ts';
import { oddSettings, textFields } from './view.ts';

/** More than this is not worth a list. */
const mostFaults = 24;

type Given = Record<string, unknown>;

export interface Mended {
  /** All that can be shown; null where nothing is left. */
  readonly state: State | null;
  readonly faults: readonly CoreError[];
}

/** All of a broken link that can be shown, and what is wrong with the rest. */
export async function mended(core: Core, hash: string, language: Language): Promise<Mended> {
  await Promise.all([loadExamples(), core.complete()]);
  const { given, faults } = salvage(hash);
  await pause();
  if (Object.keys(given).length === 0) return { state: null, faults };
  const rest = mendedState(core, given, language);
  return { ...rest, faults: [...faults, ...rest.faults] };
}

/** The same of what was read. Each fault takes away what it names, until the core computes what is left. */
export function mendedState(core: Core, read: Given, language: Language): Mended {
  const mechanism = core.choices.mechanism.find(name => name === read.mechanism) ?? 'multi_head';
  const faults: CoreError[] = [];
  if (read.mechanism !== undefined && read.mechanism !== mechanism) {
    const expected = core.choices.mechanism.join(', ');
    faults.push(fault('unknown_name', { got: short(read.mechanism), expected }, 'mechanism'));
  }
  let given = sound(core, { ...read, mechanism }, faults);
  while (faults.length < mostFaults) {
    if (!('tokens' in given)) given = { ...given, tokens: exampleOf(mechanism, language).texts.tokens };
    try {
      const state = readState(core, given);
      core.peek(coreJson(state.scenario, false), () => null);
      const odd = oddSettings(given.view, state.view);
      return { state, faults: [...faults, ...odd.map(name => fault('unknown_setting', { field: short(name) }, 'view'))] };
    } catch (caught) {
      const named = withPlace(coreFault(caught) ?? fault('not_scenario'), given);
      faults.push(named);
      const less = withoutFault(given, named);
      if (!less) break;
      given = less;
    }
  }
  return { state: null, faults };
}

/** Without what no core would be asked about: fields that nobody knows, and what is not even of the kind that it should be. */
function sound(core: Core, read: Given, faults: CoreError[]): Given {
  const known = defaultScenario(core, read.mechanism as Mechanism);
  const isList = Array.isArray;
  const isObject = (value: unknown): value is Given => typeof value === 'object' && value !== null && !isList(value);
  const drop = (path: string, expected: string): void => void faults.push(fault('wrong_type', { expected }, path));
  const kept = Object.entries(read).flatMap(([name, value]): [string, unknown][] => {
    if (name !== 'view' && !Object.hasOwn(known, name)) faults.push(fault('unknown_field', { field: short(name) }, short(name)));
    else if (name in textFields && !isList(value) && typeof value !== 'string' && (value !== null || name === 'tokens'))
      drop(name, 'text');
    else if (name !== 'mask') return [[name, value]];
    else if (!isObject(value)) drop(name, 'object');
    else {
      const { free, window } = value;
      const mask = { ...value };
      if (free !== undefined && !(isList(free) && free.every(pair => isList(pair)))) {
        drop('mask.free', 'pairs');
        Reflect.deleteProperty(mask, 'free');
      }
      if (window !== undefined && window !== null && !isObject(window)) {
        drop('mask.window', 'object');
        Reflect.deleteProperty(mask, 'window');
      }
      return [[name, mask]];
    }
    return [];
  });
  return Object.fromEntries(kept);
}

/** Of several numbers that were set by hand it is said which one it is. */
function withPlace(named: CoreError, { edits }: Given): CoreError {
  const index = /^edits\[(\d+)/.exec(named.path)?.[1];
  const edit: Partial<Edit> | null | undefined = index && Array.isArray(edits) ? edits[Number(index)] : null;
  // A matrix that is not known is named anyway.
  if (!edit || named.path.endsWith('.matrix')) return named;
  const { matrix, row, column } = edit;
  const place = `${short(matrix)} [${[row, column].map(at => short(typeof at === 'number' ? at + 1 : at)).join(', ')}]`;
  return { ...named, details: { ...named.details, place } };
}

/** Without what a fault names; null where that is not there. */
function withoutFault(given: Given, { path, code, details }: CoreError): Given | null {
  if (path === 'tokens' && details.unit === 'MB') {
    const smaller = Object.fromEntries(Object.entries(given).filter(([name]) => !sizes.some(size => size === name)));
    return Object.keys(smaller).length < Object.keys(given).length ? smaller : without(given, 'tokens');
  }
  if (code === 'not_divisible' && !('heads' in given)) return 'width' in given ? without(given, 'width') : null;
  const [name = '', inner, index] = /^(\w+)(?:\.([^.[]+))?(?:\[(\d+)\])?/.exec(path)?.slice(1) ?? [];
  if (!Object.hasOwn(given, name)) return null;
  const value = given[name];
  const part: unknown = inner === undefined ? value : (value as Given | null)?.[inner];
  // One of many goes, where it is said which; a matrix goes as a whole.
  const rest = index !== undefined && name !== 'weights' && Array.isArray(part) ? part.toSpliced(Number(index), 1) : undefined;
  if (inner === undefined) return rest ? { ...given, [name]: rest } : without(given, name);
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, inner)) return without(given, name);
  return { ...given, [name]: rest ? { ...value, [inner]: rest } : without(value as Given, inner) };
}

function without(given: Given, name: string): Given {
  return Object.fromEntries(Object.entries(given).filter(([field]) => field !== name));
}

function short(value: unknown): string {
  const text = typeof value === 'object' && value !== null ? '{…}' : String(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
