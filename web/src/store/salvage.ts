import type { CoreError } from '../core/types.ts';
import { lessonCount } from './lesson-place.ts';
import { bytesOf, mostLink, parseState } from './link.ts';

/** What could be read of a link, and what could not. */
export interface Salvaged {
  readonly given: Record<string, unknown>;
  readonly faults: readonly CoreError[];
}

/** The core reads no scenario that is nested deeper. */
const deepest = 32;

export function fault(code: string, details: Readonly<Record<string, string | number>> = {}, path = 'link'): CoreError {
  const texts = Object.entries(details).map(([name, value]) => [name, String(value)]);
  return { code, path, details: Object.fromEntries(texts), message: code };
}

/** All members of a broken link that are whole. Nothing here takes longer than its length. */
export function salvage(hash: string): Salvaged {
  const [, version, text = ''] = /^#(\d{1,9})\.(.*)$/s.exec(hash) ?? [];
  if (hash.startsWith('#lesson')) return { given: {}, faults: [fault('no_lesson', { maximum: lessonCount })] };
  if (version === undefined) return { given: {}, faults: [fault('not_link')] };
  if (version !== '1') return { given: {}, faults: [fault('unsupported_version', { got: version, expected: '1' })] };
  if (hash.length > mostLink)
    return { given: {}, faults: [fault('too_large', { got: hash.length, maximum: mostLink, unit: 'characters' })] };
  const faults: CoreError[] = [];
  const stray = text.search(/[^A-Za-z0-9_=+/-]/);
  if (stray >= 0) faults.push(fault('stray_character', { position: stray + 4, got: text.slice(stray, stray + 1) }));
  const json = decoded(stray < 0 ? text : text.slice(0, stray));
  const given: Record<string, unknown> = {};
  const { members, whole, start } = membersOf(json);
  if (!start) return { given, faults: [...faults, fault('not_scenario')] };
  for (const { source, depth } of members) {
    const name = /^\s*("(?:[^"\\]|\\.){0,64}")/.exec(source)?.[1] ?? '';
    const member = depth > deepest ? null : parsed(`{${source}}`);
    if (member) for (const [field, value] of Object.entries(member)) set(given, field, value);
    else {
      const path = parsed<string>(name) ?? name;
      faults.push(depth > deepest ? fault('too_deep', { maximum: deepest, got: depth }, path) : fault('unreadable', {}, path));
    }
  }
  if (!whole && stray < 0) faults.push(fault('cut_off', { n: members.length }));
  return { given, faults };
}

/** As an own member, whatever its name is. */
function set(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}

function parsed<T = object>(text: string): T | null {
  try {
    return parseState(text) as T;
  } catch {
    return null;
  }
}

/** As far as it goes: the last letters of a link that was cut are less than a byte. */
function decoded(text: string): string {
  const letters = text.replace(/=.*$/s, '');
  return new TextDecoder().decode(bytesOf(letters.length % 4 === 1 ? letters.slice(0, -1) : letters));
}

interface Member {
  readonly source: string;
  readonly depth: number;
}

/** The members of an object, each as it is written, without looking into them; the last one only where something follows it. */
function membersOf(json: string): { members: Member[]; whole: boolean; start: boolean } {
  const members: Member[] = [];
  const open = /^\s*\{/.exec(json)?.[0].length ?? 0;
  let [depth, deepestHere, from, quoted] = [1, 1, open, false];
  for (let at = open; open > 0 && at < json.length; ++at) {
    const letter = json[at];
    if (quoted) {
      if (letter === '\\') ++at;
      else if (letter === '"') quoted = false;
      continue;
    }
    if (letter === '"') quoted = true;
    else if (letter === '{' || letter === '[') deepestHere = Math.max(deepestHere, ++depth);
    else if (letter === '}' || letter === ']') --depth;
    if (depth !== 0 && !(depth === 1 && letter === ',')) continue;
    if (json.slice(from, at).trim() !== '') members.push({ source: json.slice(from, at), depth: deepestHere });
    if (depth === 0) return { members, whole: json.slice(at + 1).trim() === '', start: true };
    [deepestHere, from] = [1, at + 1];
  }
  return { members, whole: false, start: open > 0 };
}
