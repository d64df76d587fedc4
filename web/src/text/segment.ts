import type { Segmentation } from '../store/view.ts';

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々〆]+/gu;

/** Made with the first run that asks for it: the dictionary takes longer than all else that a letter changes. */
let dictionary: Intl.Segmenter | null = null;

/**
 * A text's tokens. The core's tokeniser splits at spaces and punctuation and takes Chinese character by character; for words,
 * runs of Chinese and Japanese are given to the browser's dictionary instead.
 */
export function segment(text: string, by: Segmentation, tokenize: (text: string) => string[]): string[] {
  if (by === 'characters' || typeof Intl.Segmenter !== 'function') return tokenize(text);
  const tokens: string[] = [];
  let end = 0;
  for (const run of text.matchAll(unspaced)) {
    tokens.push(...tokenize(text.slice(end, run.index)));
    dictionary ??= new Intl.Segmenter('zh', { granularity: 'word' });
    for (const { segment: word } of dictionary.segment(run[0])) tokens.push(word);
    end = run.index + run[0].length;
  }
  tokens.push(...tokenize(text.slice(end)));
  return tokens;
}
