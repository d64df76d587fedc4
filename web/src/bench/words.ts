import type { bench } from '../text/bench-en.ts';
import type { Language } from '../text/catalogue.ts';
import { preferences } from '../text/preferences.ts';

type Widened<T> = { readonly [Key in keyof T]: T[Key] extends string ? string : Widened<T[Key]> };
export type BenchWords = Widened<typeof bench>;

let learned: BenchWords | null = null;

/** The words of this page alone, in the language that is spoken. */
export async function learnWords(language: Language): Promise<void> {
  learned = language === 'zh' ? (await import('../text/bench-zh.ts')).bench : (await import('../text/bench-en.ts')).bench;
  document.title = `${learned.title} · ${preferences.words.title}`;
}

export function benchWords(): BenchWords {
  if (!learned) throw new Error('the words were wanted before they were loaded');
  return learned;
}
