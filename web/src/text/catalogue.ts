import type { en } from './en.ts';

type Widened<T> = { readonly [Key in keyof T]: T[Key] extends string ? string : Widened<T[Key]> };

/** Every sentence of the page; a catalogue that lacks one does not compile. */
export type Catalogue = Widened<typeof en>;
export type Language = 'en' | 'zh';

/** Fetched when it is wanted: most readers need one language. */
export async function loadCatalogue(language: Language): Promise<Catalogue> {
  return language === 'zh' ? (await import('./zh.ts')).zh : (await import('./en.ts')).en;
}

export function isLanguage(value: unknown): value is Language {
  return value === 'en' || value === 'zh';
}

/** A sentence with its {names} filled in. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The same with parts that are more than text: the pieces in order. */
export function fillParts<T>(sentence: string, values: Readonly<Record<string, T>>): (string | T)[] {
  return sentence.split(/\{(\w+)\}/).map((piece, index) => (index % 2 === 1 ? (values[piece] ?? `{${piece}}`) : piece));
}
