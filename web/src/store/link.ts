// The link: "#1." and base64url of the UTF-8 JSON of a scenario, only what differs from the defaults written.

import type { Core } from '../core/module.ts';
import type { Mechanism } from '../core/types.ts';
import { placeOfHash } from './lesson-place.ts';
import { isPanel, type Panel } from './panels.ts';
import { defaultScenario, type Mask, type Scenario, sentences, type Window, withinReach } from './scenario.ts';
import { defaultView, oddSettings, readView, type View, writeView } from './view.ts';

const prefix = '#1.';
/** Letters. The core reads no scenario of more, and nothing is done with what it would not read. */
export const mostLink = 1_333_336;

export interface Opened {
  readonly scenario: Scenario;
  readonly view: View;
}

export function writeLink(core: Core, scenario: Scenario, view: View): string {
  const written: Record<string, unknown> = leanState(core, scenario);
  const changedView = writeView(view, scenario);
  if (Object.keys(changedView).length > 0) written.view = changedView;
  return prefix + encode(JSON.stringify(written));
}

/** Of a scenario only what differs from the defaults. */
export function leanState(core: Core, scenario: Scenario): Record<string, unknown> {
  const defaults: Record<string, unknown> = { ...defaultScenario(core, scenario.mechanism) };
  const written: Record<string, unknown> = { version: scenario.version, mechanism: scenario.mechanism, tokens: scenario.tokens };
  for (const [field, value] of Object.entries(scenario)) {
    if (JSON.stringify(value) !== JSON.stringify(defaults[field])) written[field] = value;
  }
  return written;
}

/** Reads a link; throws when it is not one. Whether its scenario can be computed is for the core to say. */
export function readLink(core: Core, hash: string): Opened {
  if (!hash.startsWith(prefix)) throw new Error('not a link of this version');
  const read = parseState(decode(hash.slice(prefix.length))) as Partial<Scenario> & { view?: unknown };
  const opened = readState(core, read);
  if (oddSettings(read.view, opened.view).length > 0) throw new Error('settings that make no sense');
  return opened;
}

/** What a link holds, as data. Half a character, which JSON can escape and UTF-8 cannot write, is the sign for what is no character. */
export function parseState(json: string): unknown {
  const whole = (_: string, value: unknown): unknown => (typeof value === 'string' ? value.toWellFormed() : value);
  return JSON.parse(json, json.includes('\\u') ? whole : undefined);
}

/** Reads what a link holds: a scenario of which only what differs from the defaults need be there, and how it is looked at. */
export function readState(core: Core, read: unknown): Opened {
  if (typeof read !== 'object' || read === null || Array.isArray(read)) throw new Error('not a scenario');
  const { view, ...given } = read as Partial<Scenario> & { view?: unknown };
  const defaults = defaultScenario(core, given.mechanism ?? 'multi_head');
  const scenario = withinReach(core, {
    ...defaults,
    ...given,
    mask: wholeMask(defaults.mask, given),
    ...splitTexts(core, given),
    ...withoutUse(core, defaults.mechanism),
  });
  return { scenario, view: readView(view, scenario) ?? defaultView(scenario) };
}

/** What has to be loaded before a link can be opened. */
export interface Needs {
  readonly mechanism: Mechanism;
  readonly panel: Panel;
  readonly gradients: boolean;
  readonly lesson: boolean;
  /** The whole core, whichever the mechanism. */
  readonly whole?: boolean;
}

export function stateNeeds({ scenario, view: { panel, gradientOf, lesson } }: Opened): Needs {
  return { mechanism: scenario.mechanism, panel, gradients: gradientOf !== null, lesson: lesson !== null };
}

/** What a link needs, as far as that can be told; what is wrong with the link is said when it is read. */
export function needsOf(core: Core, hash: string): Needs {
  // Which mechanism a lesson opens with is known when it is there; any but those of a first visit stands for all of them.
  if (placeOfHash(hash)) return { mechanism: 'soft', panel: 'flow', gradients: false, lesson: true };
  let linked: { mechanism?: unknown; view?: { panel?: unknown; gradientOf?: unknown; lesson?: unknown } } = {};
  try {
    // What is thrown takes long to make, also where nobody looks at it.
    if (hash) linked = JSON.parse(decode(hash.slice(prefix.length)));
  } catch {
    // not a link
  }
  const { panel, gradientOf, lesson } = linked?.view ?? {};
  return {
    mechanism: core.choices.mechanism.find(name => name === linked?.mechanism) ?? 'multi_head',
    panel: isPanel(panel) ? panel : 'flow',
    gradients: gradientOf !== undefined,
    lesson: lesson !== undefined && lesson !== null,
  };
}

/** Sentences that a mechanism does not read are dropped: they would have no field to be changed in. */
function withoutUse(core: Core, mechanism: Mechanism): Partial<Scenario> {
  return Object.fromEntries(sentences.filter(name => !core.has(mechanism, name)).map(name => [name, null]));
}

/** A mask with what the link leaves out filled in; what is no mask at all is left to the core, which says so. */
function wholeMask(defaults: Mask, given: { mask?: unknown }): Mask {
  const { mask } = given;
  if (mask === undefined) return defaults;
  if (typeof mask !== 'object' || mask === null || Array.isArray(mask)) throw new Error('not a mask');
  const whole: Mask = { ...defaults, ...mask };
  const window: Partial<Window> | null = whole.window;
  if (typeof window !== 'object') throw new Error('not a window');
  return { ...whole, window: window && { left: 0, right: 0, ...window } };
}

/** Links written by hand may hold texts instead of lists of tokens. */
function splitTexts(core: Core, given: Readonly<Record<string, unknown>>): Partial<Scenario> {
  const typed = sentences.map(name => [name, given[name]] as const);
  return Object.fromEntries(typed.flatMap(([name, text]) => (typeof text === 'string' ? [[name, core.tokenize(text)]] : [])));
}

function encode(text: string): string {
  let binary = '';
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function decode(text: string): string {
  if (text.length > mostLink) throw new Error('too long');
  return new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(text));
}

/** What base64url stands for. A plain loop: Uint8Array.from with a function takes 20 times as long, which shows in a long link. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < bytes.length; ++at) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
