import type { en } from './en.ts';
import type { further } from './further-en.ts';

type Widened<T> = { readonly [Key in keyof T]: T[Key] extends string ? string : Widened<T[Key]> };

/** Every sentence of the page; a catalogue that lacks one does not compile. */
export type FirstWords = Widened<typeof en>;
/** Those that only the mechanisms need which a first visit does without. */
export type FurtherWords = Widened<typeof further>;
/** What a view asks for is there: no mechanism is opened before its words are. */
export type Catalogue = FirstWords & FurtherWords;
export type Language = 'en' | 'zh';

/** Fetched when it is wanted: most readers need one language. */
export async function loadCatalogue(language: Language, withFurther: boolean): Promise<Catalogue> {
  const [first, further] = await Promise.all([
    language === 'zh' ? import('./zh.ts').then(({ zh }) => zh) : import('./en.ts').then(({ en }) => en),
    withFurther ? loadFurther(language) : {},
  ]);
  return join(first, further) as Catalogue;
}

async function loadFurther(language: Language): Promise<FurtherWords> {
  return language === 'zh' ? (await import('./further-zh.ts')).further : (await import('./further-en.ts')).further;
}

/** Both catalogues have groups of the same name. */
function join(first: object, further: object): object {
  const groups = Object.entries(further).map(([name, words]) => {
    const own = (first as Record<string, unknown>)[name];
    return [name, typeof own === 'object' && typeof words === 'object' ? { ...own, ...words } : words];
  });
  return { ...first, ...Object.fromEntries(groups) };
}

export function isLanguage(value: unknown): value is Language {
  return value === 'en' || value === 'zh';
}

/** A sentence with its {names} filled in. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return fillParts<string | number>(sentence, values).join('');
}

const known = new Map<string, readonly string[]>();

/** What is written between the names in braces, and the names: every second one. All cells of a figure are told by a few sentences. */
function piecesOf(sentence: string): readonly string[] {
  let pieces = known.get(sentence);
  if (!pieces) {
    pieces = sentence.split(/\{(\w+)\}/);
    known.set(sentence, pieces);
  }
  return pieces;
}

/** The same with parts that are more than text: the pieces in order. */
export function fillParts<T>(sentence: string, values: Readonly<Record<string, T>>): (string | T)[] {
  return piecesOf(sentence).map((piece, index) => (index % 2 === 1 ? (values[piece] ?? `{${piece}}`) : piece));
}

/** A word that the catalogue has for a name of the core; else the name itself, as words. */
export function wordFor(words: object, name: string): string {
  const word: unknown = (words as Readonly<Record<string, unknown>>)[name];
  return typeof word === 'string' ? word : name.replaceAll('_', ' ');
}
