// The page's words: nothing is missing in either language, what is filled in is the same, and the Chinese is Chinese. The words of
// the lessons are looked at in lesson-text.spec.ts.

import { bench as benchEn } from '../../web/src/text/bench-en.ts';
import { bench as benchZh } from '../../web/src/text/bench-zh.ts';
import { compareWords } from '../../web/src/text/compare.ts';
import { edgeWords } from '../../web/src/text/edge.ts';
import { en } from '../../web/src/text/en.ts';
import { exportWords } from '../../web/src/text/export.ts';
import { further as furtherEn } from '../../web/src/text/further-en.ts';
import { further as furtherZh } from '../../web/src/text/further-zh.ts';
import { zh } from '../../web/src/text/zh.ts';
import { zoomWords } from '../../web/src/text/zoom.ts';
import { expect, test } from './test';

/** en and zh hold the words of the arithmetic panel and of the choices as well. */
const catalogues: readonly (readonly [name: string, english: unknown, chinese: unknown])[] = [
  ['first', en, zh],
  ['further', furtherEn, furtherZh],
  ['bench', benchEn, benchZh],
  ['edge', edgeWords.en, edgeWords.zh],
  ['compare', compareWords(en), compareWords(zh)],
  ['export and zoom', [exportWords.en, zoomWords.en], [exportWords.zh, zoomWords.zh]],
];

/** Names of people, models, functions, formats and programs, and what stands on a keyboard, are the same in both languages. */
const names = new Set(
  `softmax sparsemax entmax sigmoid tanh argmax exp log sin cos ReLU GELU NaN GFLOP GRU LSTM RNN ALiBi Bahdanau Luong Transformer
  PyTorch Python JSON CSV SVG PNG SIMD WASM WebAssembly Chromium Firefox Safari Esc Enter Shift Ctrl Alt GPU CPU seed attention
  concat general JavaScript Delete English`.split(/\s+/),
);

function strings(value: unknown, path = ''): [path: string, text: string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => strings(inner, `${path}.${name}`));
}

const blanks = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

for (const [name, english, chinese] of catalogues) {
  test(`${name}: every sentence is there in both languages, with the same blanks`, () => {
    const other = new Map(strings(chinese));
    const own = strings(english);
    expect([...other.keys()].sort()).toEqual(own.map(([path]) => path).sort());
    expect(own.length).toBeGreaterThan(10);
    for (const [path, text] of own) {
      // Chinese has no plural, and says some things without naming them.
      const missing = blanks(other.get(path) ?? '').filter(blank => !blanks(text).includes(blank));
      expect(missing, `${path}: ${other.get(path)} for ${text}`).toEqual([]);
      expect((other.get(path) ?? '') === '', path).toBe(text === '');
    }
  });

  test(`${name}: no English is left in the Chinese, but names and symbols; and no Chinese in the English`, () => {
    for (const [path, text] of strings(chinese)) {
      const plain = text.replace(/\{\w+\}/g, '');
      const words = (plain.match(/[A-Za-z]{3,}/g) ?? []).filter(word => !names.has(word));
      expect(words, `${path}: ${text}`).toEqual([]);
    }
    for (const [path, text] of strings(english)) {
      if (!path.endsWith('otherLanguage')) expect(text, path).not.toMatch(/[\p{Script=Han}，。：；？！]/u);
    }
  });
}
