import type { Core } from '../core/module.ts';
import type { Language } from '../text/catalogue.ts';
import type { LessonPlace } from './lesson-place.ts';
import type { Scenario } from './scenario.ts';
import type { State } from './undo.ts';

type Lessons = typeof import('../lessons/presets.ts');

/** The lessons, once one was wanted. */
let lessons: Lessons | null = null;

export async function loadLessons(): Promise<void> {
  lessons ??= await import('../lessons/presets.ts');
}

/** What a lesson opens with. */
export function lessonState(core: Core, place: LessonPlace, language: Language): State {
  if (!lessons) throw new Error('a lesson was wanted before it was loaded');
  return lessons.lessonState(core, place, language);
}

/** The row that a lesson's figure is about, where it is about one. */
export function lessonLook(place: LessonPlace | null, scenario: Scenario): number | undefined {
  return place ? lessons?.lookedAt(place.preset, scenario) : undefined;
}
