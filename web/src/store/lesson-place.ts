/** What a reader is doing with a lesson: reading it, following its tour, or solving its exercise. */
const parts = ['read', 'tour', 'try', 'glossary'] as const;
export type LessonPart = (typeof parts)[number];

/** Where in the lessons a reader is. */
export interface LessonPlace {
  /** 1 to 15; 0 is the list of lessons, or the glossary. */
  readonly lesson: number;
  /** The figure that was opened last. */
  readonly preset: string;
  readonly part: LessonPart;
  /** Of the tour, from 0. */
  readonly step: number;
}

export const lessonCount = 15;

export const lessonList: LessonPlace = { lesson: 0, preset: '', part: 'read', step: 0 };

const isIndex = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0;

export function isLessonPlace(value: unknown): value is LessonPlace | null {
  if (value === null) return true;
  if (typeof value !== 'object') return false;
  const { lesson, preset, part, step } = value as Partial<LessonPlace>;
  return (
    isIndex(lesson) &&
    Number(lesson) <= lessonCount &&
    typeof preset === 'string' &&
    parts.some(name => name === part) &&
    isIndex(step)
  );
}

/** Short links: "#lessons", "#glossary", "#lesson-4", "#lesson-4-tour", "#lesson-4-exercise". */
export function placeOfHash(hash: string): LessonPlace | null {
  if (hash === '#lessons') return lessonList;
  if (hash === '#glossary') return { ...lessonList, part: 'glossary' };
  const [, number = '', part] = /^#lesson-(\d{1,2})(?:-(tour|exercise))?$/.exec(hash) ?? [];
  const lesson = Number(number);
  if (number === '' || lesson < 1 || lesson > lessonCount) return null;
  return { lesson, preset: '', part: part === 'exercise' ? 'try' : part === 'tour' ? 'tour' : 'read', step: 0 };
}

export function hashOfPlace({ lesson, part }: Pick<LessonPlace, 'lesson' | 'part'>): string {
  if (lesson === 0) return part === 'glossary' ? '#glossary' : '#lessons';
  const suffix = part === 'try' ? '-exercise' : part === 'tour' ? '-tour' : '';
  return `#lesson-${lesson}${suffix}`;
}

/** Within one figure of a lesson one stays where one is: only numbers go back. */
export function placeAfterUndo(here: LessonPlace | null, then: LessonPlace | null): LessonPlace | null {
  return here && then?.lesson === here.lesson && then.preset === here.preset ? here : then;
}
