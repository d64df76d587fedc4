import type { CoreError } from '../core/types.ts';
import { type Catalogue, fill } from './catalogue.ts';
import { type ErrorWords, errorWords } from './error-words.ts';
import { preferences } from './preferences.ts';
import { tellErrorsBy } from './told.ts';

type Words = Readonly<Record<string, string>>;

/** What only some errors need to be said. */
export type FurtherErrorWords = Readonly<Partial<Record<'error' | 'expected' | 'fields', Words>>>;

/** The core's error as a sentence: by its code, with the numbers it gives; its own message where the code is new. */
export function errorSentence(
  { code, path, details, message }: CoreError,
  words: Catalogue,
  more: FurtherErrorWords = {},
): string {
  const own = errorWords[preferences.language];
  const sentence = ({ ...own.error, ...more.error } as Words)[code];
  if (!sentence) return message;
  const plain = Object.fromEntries(Object.entries(details).map(([name, value]) => [name, written(value)]));
  const expected = ({ ...own.expected, ...more.expected } as Words)[details.expected ?? ''] ?? plain.expected ?? '';
  const unit = (own.units as Words)[details.unit ?? ''] ?? details.unit ?? '';
  return fill(sentence, {
    ...plain,
    expected,
    unit,
    name: fieldName(path, words, { ...own, fields: { ...own.fields, ...more.fields } }),
  });
}

/** A number or a shape of the core's as the page writes it. */
function written(value: string): string {
  return value
    .replace(/^(-?\d+)\.0$/, '$1')
    .replace(/^-/, '−')
    .replace(/^(\d+) x (\d+)$/, '$1 × $2');
}

/** What the control of a field is called; a field without a control goes by its path. */
function fieldName(path: string, words: Catalogue, own: ErrorWords): string {
  const [, token] = /^(?:tokens|keys)\[(\d+)\]/.exec(path) ?? [];
  if (token !== undefined) return fill(own.tokenNumber, { n: String(Number(token) + 1) });
  if (/^(tokens|keys)/.test(path)) return words.tokens[path.startsWith('keys') ? 'keys' : 'both'];
  const last = path.split('.').at(-1) ?? path;
  const names: Words = { ...words.controls, ...own.fields };
  return names[last] ?? path;
}

tellErrorsBy(errorSentence);
