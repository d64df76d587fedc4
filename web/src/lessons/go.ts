import { hashOfPlace, type LessonPlace, lessonList } from '../store/lesson-place.ts';
import type { Store } from '../store/store.ts';
import { preferences } from '../text/preferences.ts';
import { presetState } from './presets.ts';
import { lessonOf } from './structure.ts';

// The ways through the lessons.

/** Goes to a lesson, to the list or to the glossary. A lesson that is entered opens its figure. */
export async function goTo(store: Store, place: LessonPlace): Promise<void> {
  if (place.lesson === 0) return store.learn(place, 'push');
  const { presets, tour, exercise } = lessonOf(place.lesson);
  const wanted = place.part === 'tour' ? tour[place.step]?.preset : place.part === 'try' ? exercise.preset : undefined;
  const here = store.view.lesson;
  const within = here?.lesson === place.lesson;
  const preset = wanted ?? (within ? here.preset : (presets[0]?.id ?? ''));
  // What the reader has made of a figure is kept as long as it is the same figure.
  if (within && here.preset === preset) return store.learn({ ...place, preset }, place.part === here.part ? 'replace' : 'push');
  return openFigure(store, { ...place, preset });
}

/** Opens a lesson's figure as it was made. */
export function openFigure(store: Store, place: LessonPlace): Promise<void> {
  const { scenario, view } = presetState(store.core, place.preset, preferences.language);
  return store.openState({ scenario, view: { ...view, lesson: place } });
}

export function leave(store: Store): Promise<void> {
  return store.learn(null, 'push');
}

export const toList = (store: Store): Promise<void> => goTo(store, lessonList);

export function hashOfLesson(lesson: number): string {
  return hashOfPlace({ lesson, part: 'read' });
}
