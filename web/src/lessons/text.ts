// The words of the lessons. $...$ holds mathematics in the notation of tex.ts; terms of the glossary and numbers of other
// lessons are found in the text itself.

/** A step that asks for a guess: the numbers show, and the answer is told, when one was made. */
export interface Prediction {
  readonly ask: string;
  readonly guesses: readonly string[];
  readonly answer: string;
}

export interface LessonText {
  readonly title: string;
  readonly ask: string;
  /** What the figures are called, where there are several. */
  readonly presets: Readonly<Record<string, string>>;
  readonly tour: readonly (string | Prediction)[];
  readonly notice: string;
  readonly myth: { readonly claim: string; readonly answer: string };
  /** Beside the formulas. */
  readonly math: string;
  readonly table?: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
  readonly refs: string;
  readonly exercise: string;
}

export interface GlossaryEntry {
  readonly term: string;
  readonly meaning: string;
  /** How it occurs in sentences, as a pattern, where that is not the term itself. */
  readonly pattern?: string;
}

export interface LessonWords {
  readonly lessons: string;
  readonly lesson: string;
  readonly glossary: string;
  readonly close: string;
  readonly back: string;
  readonly previous: string;
  readonly next: string;
  readonly figure: string;
  readonly origin: Readonly<Record<'hand' | 'random' | 'trained', string>>;
  readonly originMeaning: Readonly<Record<'hand' | 'random' | 'trained', string>>;
  readonly restart: string;
  readonly more: string;
  readonly tour: {
    readonly title: string;
    readonly start: string;
    readonly resume: string;
    readonly step: string;
    readonly of: string;
    readonly back: string;
    readonly next: string;
    readonly skip: string;
    readonly finish: string;
    readonly leave: string;
    readonly show: string;
    readonly waiting: string;
    readonly lost: string;
    readonly partly: string;
    readonly done: string;
    readonly guess: string;
    readonly right: string;
    readonly other: string;
  };
  readonly notice: string;
  readonly myth: string;
  readonly math: string;
  readonly shapes: string;
  readonly refs: string;
  readonly exercise: {
    readonly title: string;
    readonly start: string;
    readonly leave: string;
    readonly link: string;
    readonly solved: string;
    readonly open: string;
    readonly atLeast: string;
    readonly atMost: string;
    readonly above: string;
    readonly exceeds: string;
    readonly even: string;
    readonly unchanged: string;
    readonly changed: string;
    readonly equal: string;
    readonly option: string;
    readonly switched: string;
    readonly on: string;
    readonly off: string;
    readonly order: string;
    readonly balance: string;
    /** The language in which numbers are grouped. */
    readonly numbers: string;
    readonly painted: string;
    readonly pair: string;
    readonly feature: string;
    readonly missing: string;
    readonly all: string;
  };
  readonly timeline: { readonly title: string; readonly text: string };
  readonly uses: { readonly title: string; readonly text: string };
}

export interface LessonCatalogue {
  readonly words: LessonWords;
  readonly lessons: readonly LessonText[];
  readonly glossary: readonly GlossaryEntry[];
}
