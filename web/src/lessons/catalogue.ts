import type { Language } from '../text/catalogue.ts';
import type { LessonCatalogue } from './text.ts';

/** The lessons' words in one language; fetched with the first lesson. */
let spoken: { readonly language: Language; readonly catalogue: LessonCatalogue } | null = null;

export async function speakLessons(language: Language): Promise<void> {
  if (spoken?.language === language) return;
  const { catalogue } = await (language === 'zh' ? import('./text/lessons-zh.ts') : import('./text/lessons-en.ts'));
  spoken = { language, catalogue };
}

export function lessonCatalogue(): LessonCatalogue {
  if (!spoken) throw new Error('the lessons were wanted before they were loaded');
  return spoken.catalogue;
}
