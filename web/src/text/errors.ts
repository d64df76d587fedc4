import type { CoreError } from '../core/types.ts';
import { type Catalogue, fill } from './catalogue.ts';

/** The core's error as a sentence: by its code, with the numbers it gives; its own message where the code is new. */
export function errorSentence({ code, path, details, message }: CoreError, words: Catalogue): string {
  const sentence = (words.error as Readonly<Record<string, string>>)[code];
  if (!sentence) return message;
  const expected = (words.expected as Readonly<Record<string, string>>)[details.expected ?? ''] ?? details.expected ?? '';
  const plain = Object.fromEntries(
    Object.entries(details).map(([name, value]) => [name, value.replace(/^(-?\d+)\.0$/, '$1').replace(/^-/, '−')]),
  );
  const unit = (words.units as Readonly<Record<string, string>>)[details.unit ?? ''] ?? details.unit ?? '';
  return fill(sentence, { ...plain, expected, unit, name: fieldName(path, words) });
}

/** What the control of a field is called; a field without a control goes by its path. */
function fieldName(path: string, words: Catalogue): string {
  const [, token] = /^(?:tokens|keys)\[(\d+)\]/.exec(path) ?? [];
  if (token !== undefined) return fill(words.tokenNumber, { n: String(Number(token) + 1) });
  if (/^(tokens|keys)/.test(path)) return words.tokens[path.startsWith('keys') ? 'keys' : 'both'];
  const last = path.split('.').at(-1) ?? path;
  const names: Readonly<Record<string, string>> = { ...words.controls, ...words.fields };
  return names[last] ?? path;
}
