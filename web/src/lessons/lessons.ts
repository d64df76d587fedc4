// The lessons: loaded when the first of them is wanted.
import '../styles/lessons.css';
import '../styles/lesson-parts.css';
import '../styles/tour.css';
import '../styles/tour-narrow.css';
import '../styles/veil.css';
import { preferences } from '../text/preferences.ts';
import { speakLessons } from './catalogue.ts';
import './views/lesson.ts';

export function learn(): Promise<void> {
  return speakLessons(preferences.language);
}
