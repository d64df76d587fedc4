import type { Mechanism } from '../core/types.ts';
import type { Language } from '../text/catalogue.ts';
import type { Elements, Scenario, Sentence } from './scenario.ts';

export interface Example {
  /** What is typed into the fields of the mechanism's sentences. */
  readonly texts: { readonly [Name in Sentence]?: string } & { readonly tokens: string };
  readonly fields?: Partial<Scenario>;
  readonly head?: number;
  /** The row whose largest weight is explained at first. */
  readonly look?: number;
}

/** What a first visit is likely to open; the others have more words, formulas and views, which are loaded when one is opened. */
const first = ['key_value', 'masked', 'multi_head'] as const;

type First = (typeof first)[number];
export type Further = Exclude<Mechanism, First>;
export type Examples<Name extends Mechanism> = Readonly<Record<Language, Readonly<Record<Name, Example>>>>;

export function isFurther(mechanism: Mechanism): mechanism is Further {
  return !(first as readonly Mechanism[]).includes(mechanism);
}

const causal = {
  causal: true,
  past: 0,
  window: null,
  padding: null,
  prefix: 0,
  block: null,
  free: [],
  fill: null,
  after: false,
  renormalized: false,
  empty_rows: 'zero',
} as const;
const heads: Partial<Scenario> = { heads: 4, width: 16, mask: causal };

const firstExamples: Examples<First> = {
  en: {
    key_value: { texts: { tokens: 'a good soup', keys: 'recipes history travel cooking sport' }, look: 2 },
    masked: { texts: { tokens: 'the dog ran until it was tired' }, look: 4 },
    multi_head: { texts: { tokens: 'the dog ran until it was tired' }, fields: heads, head: 1, look: 4 },
  },
  zh: {
    key_value: { texts: { tokens: '一碗好汤', keys: '食谱 历史 旅行 烹饪 体育' }, look: 2 },
    masked: { texts: { tokens: '我们昨天在北京遇见了她' }, look: 4 },
    multi_head: { texts: { tokens: '我们昨天在北京遇见了她' }, fields: heads, head: 1, look: 4 },
  },
};

/** The words of the figure that the page opens with. */
export const openingTexts: Readonly<Record<Language, string>> = { en: 'red apple green pear', zh: '红 苹果 青 梨' };

const isOpeningText = (text: string): boolean => Object.values(openingTexts).includes(text);

export type ElementTexts = Readonly<Record<Language, Readonly<Record<Elements, string>>>>;

let further: typeof import('./further-examples.ts') | null = null;

export async function loadExamples(): Promise<void> {
  further ??= await import('./further-examples.ts');
}

/** What a pointer network is given to point at when its elements are of another kind. */
export function elementsText(elements: Elements, language: Language): string {
  return further?.elementTexts[language][elements] ?? '';
}

export function exampleOf(mechanism: Mechanism, language: Language): Example {
  const example = isFurther(mechanism) ? further?.furtherExamples[language][mechanism] : firstExamples[language][mechanism];
  if (!example) throw new Error(`the example of ${mechanism} was wanted before it was loaded`);
  return example;
}

/** The example of this mechanism that begins with this sentence, in whichever language. */
export function exampleWith(mechanism: Mechanism, text: string): Example | null {
  if (isOpeningText(text)) return { texts: { tokens: text }, look: 0 };
  const languages: readonly Language[] = ['en', 'zh'];
  return languages.map(language => exampleOf(mechanism, language)).find(({ texts }) => texts.tokens === text) ?? null;
}

/** Whether the page and not the reader wrote this sentence. */
export function isExample(text: string): boolean {
  const lists = [firstExamples, further?.furtherExamples].flatMap(all => (all ? [all.en, all.zh] : []));
  const elements = further ? [further.elementTexts.en, further.elementTexts.zh].flatMap(texts => Object.values(texts)) : [];
  return (
    isOpeningText(text) ||
    elements.includes(text) ||
    lists.some(list => Object.values<Example>(list).some(({ texts }) => texts.tokens === text))
  );
}

/** Two sentences, one in each language, for who asks for a second one. */
export const secondSentence: Readonly<Record<Language, string>> = {
  en: '我 昨天 在 北京 遇见 了 她',
  zh: 'I met her in Beijing yesterday',
};
