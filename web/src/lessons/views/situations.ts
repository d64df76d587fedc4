import type { Store } from '../../store/store.ts';
import type { Catalogue } from '../../text/catalogue.ts';
import { preferences } from '../../text/preferences.ts';
import { figureModel } from '../../views/figure.ts';
import { openedWith } from '../presets.ts';
import type { Situation } from '../situation.ts';

/** What is on screen, as conditions ask about it; none while gradients stand in the place of numbers. */
export function situationOf(store: Store, words: Catalogue): Situation | null {
  const { figure, view, looking, locked, core } = store;
  if (figure.gradientOf || !view.lesson?.preset) return null;
  const opened = openedWith(core, view.lesson.preset, figure.scenario.tokens, preferences.language);
  return { model: figureModel(figure, looking, words), view, looking, locked, words, opened };
}
