// The words of the lessons: nothing is missing in either language, and the Chinese is Chinese.

import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { lessons } from '../../web/src/lessons/structure.ts';
import { catalogue as english } from '../../web/src/lessons/text/lessons-en.ts';
import { catalogue as chinese } from '../../web/src/lessons/text/lessons-zh.ts';
import { expect, test } from './test';

const presets = resolve(__dirname, '../../web/src/lessons/presets');

/** Names of models, libraries, people and functions, and words of the example sentences, are the same in both languages. */
const names = new Set(
  `softmax tanh sigmoid argmax exp NaN float PyTorch Transformer BERT GPT RNN CNN LSTM GRU ResNet ALiBi REINFORCE local post pre norm
  Bahdanau Luong Jain Wallace Wiegreffe Pinter Vaswani Xiong Cordonnier Dosovitskiy Hinton Vinyals Bengio Kudlur Yang Sukhbaatar Press
  MiB RoFormer Graves NTM Xu Su general concat its Law Attention all you need is me good morning pad end att mathrm frac hat alpha arg max sim
  beta top sqrt cdot infty mu Pi quad theta log Var twin`.split(/\s+/),
);

/** Every string within, with the way to it. */
function strings(value: unknown, path = ''): [path: string, text: string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => strings(inner, `${path}.${name}`));
}

test('both languages have all lessons, steps, guesses and terms', () => {
  const shape = (value: unknown): string[] => strings(value).map(([path]) => path.replace(/\.pattern$/, ''));
  expect(shape(chinese.words)).toEqual(shape(english.words));
  expect(shape(chinese.lessons)).toEqual(shape(english.lessons));
  expect(chinese.glossary).toHaveLength(english.glossary.length);
  for (const [path, text] of [...strings(english), ...strings(chinese)]) {
    if (!path.endsWith('.math')) expect(text.trim(), path).not.toBe('');
  }
});

test('the words go with what the lessons are made of', () => {
  for (const { lessons: texts } of [english, chinese]) {
    expect(texts).toHaveLength(lessons.length);
    for (const [index, { tour, presets: figures }] of lessons.entries()) {
      const text = texts[index];
      expect(text?.tour, `lesson ${index + 1}`).toHaveLength(tour.length);
      for (const [step, { predicts }] of tour.entries()) {
        const words = text?.tour[step];
        const guesses = typeof words === 'object' ? words.guesses.length : 0;
        expect(predicts ? predicts.right < guesses : guesses === 0, `lesson ${index + 1}, step ${step + 1}`).toBe(true);
      }
      if (figures.length > 1) expect(Object.keys(text?.presets ?? {}).sort()).toEqual(figures.map(({ id }) => id).sort());
    }
  }
});

test('no English is left in the Chinese lessons, but names and symbols', () => {
  for (const [path, text] of strings(chinese)) {
    if (path.endsWith('.pattern') || path.endsWith('.numbers')) continue;
    const plain = text.replace(/\$[^$]*\$|\w+\.weight/g, '').replace(/\{\w+\}/g, '');
    const words = (plain.match(/[A-Za-z]{3,}/g) ?? []).filter(word => !names.has(word));
    expect(words, `${path}: ${text}`).toEqual([]);
  }
  for (const [path, text] of strings(english)) {
    if (!/\.(refs|presets|pattern)/.test(path)) expect(text.replace(/“[^”]*”/g, ''), path).not.toMatch(/[，。：；？！]/);
  }
});

test('a figure has as many words in Chinese as in English', () => {
  for (const { id, zh = {} } of lessons.flatMap(lesson => lesson.presets)) {
    const scenario = JSON.parse(readFileSync(join(presets, `${id}.json`), 'utf8')) as Record<string, unknown>;
    for (const [field, labels] of Object.entries(zh))
      expect(labels, `${id}.${field}`).toHaveLength((scenario[field] as unknown[]).length);
  }
  const known = lessons.flatMap(lesson => lesson.presets.map(({ id }) => id));
  const files = readdirSync(presets).map(name => name.replace(/(\.zh)?\.json$/, ''));
  expect([...new Set(files)].sort()).toEqual([...known].sort());
});
