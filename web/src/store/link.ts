// The link: "#1." and base64url of the UTF-8 JSON of a scenario, only what differs from the defaults written.

import type { Core } from '../core/module.ts';
import { defaultScenario, type Mask, type Scenario, type Window } from './scenario.ts';
import { defaultView, readView, type View, writeView } from './view.ts';

const prefix = '#1.';

export interface Opened {
  readonly scenario: Scenario;
  readonly view: View;
}

export function writeLink(core: Core, scenario: Scenario, view: View): string {
  const defaults: Record<string, unknown> = { ...defaultScenario(core, scenario.mechanism) };
  const written: Record<string, unknown> = { version: scenario.version, mechanism: scenario.mechanism, tokens: scenario.tokens };
  for (const [field, value] of Object.entries(scenario)) {
    if (JSON.stringify(value) !== JSON.stringify(defaults[field])) written[field] = value;
  }
  const changedView = writeView(view, scenario);
  if (Object.keys(changedView).length > 0) written.view = changedView;
  return prefix + encode(JSON.stringify(written));
}

/** Reads a link; throws when it is not one. Whether its scenario can be computed is for the core to say. */
export function readLink(core: Core, hash: string): Opened {
  if (!hash.startsWith(prefix)) throw new Error('not a link of this version');
  const read: unknown = JSON.parse(decode(hash.slice(prefix.length)));
  if (typeof read !== 'object' || read === null || Array.isArray(read)) throw new Error('not a scenario');
  const { view, ...given } = read as Partial<Scenario> & { view?: unknown };
  const defaults = defaultScenario(core, given.mechanism ?? 'multi_head');
  const scenario: Scenario = { ...defaults, ...given, mask: wholeMask(defaults.mask, given), ...splitTexts(core, given) };
  // The other mechanisms have no keys of their own, and would show a field without effect.
  if (scenario.mechanism !== 'key_value' && scenario.mechanism !== 'multi_head') return open({ ...scenario, keys: null }, view);
  return open(scenario, view);
}

function open(scenario: Scenario, view: unknown): Opened {
  return { scenario, view: readView(view, scenario) ?? defaultView(scenario) };
}

/** A mask with what the link leaves out filled in; what is no mask at all is left to the core, which says so. */
function wholeMask(defaults: Mask, given: { mask?: unknown }): Mask {
  const { mask } = given;
  if (mask === undefined) return defaults;
  if (typeof mask !== 'object' || mask === null || Array.isArray(mask)) throw new Error('not a mask');
  const whole: Mask = { ...defaults, ...mask };
  const window: Partial<Window> | null = whole.window;
  return { ...whole, window: window && { left: 0, right: 0, ...window } };
}

/** Links written by hand may hold texts instead of lists of tokens. */
function splitTexts(core: Core, given: { tokens?: unknown; keys?: unknown }): Partial<Scenario> {
  const lists: { tokens?: string[]; keys?: string[] } = {};
  if (typeof given.tokens === 'string') lists.tokens = core.tokenize(given.tokens);
  if (typeof given.keys === 'string') lists.keys = core.tokenize(given.keys);
  return lists;
}

function encode(text: string): string {
  let binary = '';
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function decode(text: string): string {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(binary, letter => letter.charCodeAt(0)));
}
