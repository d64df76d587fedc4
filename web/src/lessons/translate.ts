import { sentences } from '../store/scenario.ts';
import type { Store } from '../store/store.ts';
import type { State } from '../store/undo.ts';
import { textFields } from '../store/view.ts';
import type { Language } from '../text/catalogue.ts';
import { presetState } from './presets.ts';

/** A lesson's figure in the other language, as long as its words are those that it opened with; null where they are not. */
export function translated({ core, scenario, view }: Store, language: Language): State | null {
  const { lesson } = view;
  if (!lesson?.preset) return null;
  const [own, other] = [
    presetState(core, lesson.preset, language),
    presetState(core, lesson.preset, language === 'en' ? 'zh' : 'en'),
  ];
  const same = (one: unknown, another: unknown): boolean => JSON.stringify(one) === JSON.stringify(another);
  const isOther = sentences.every(name => same(scenario[name], other.scenario[name]));
  const isOwn = sentences.every(name => same(scenario[name], own.scenario[name]));
  if (isOwn || !isOther) return null;
  // Untouched, it is opened anew: a sentence may have other words, and another number of them.
  if (same(scenario, other.scenario)) return { scenario: own.scenario, view: { ...view, ...texts(own), locked: null, lesson } };
  if (sentences.some(name => own.scenario[name]?.length !== scenario[name]?.length)) return null;
  const named = Object.fromEntries(sentences.map(name => [name, own.scenario[name]]));
  return { scenario: { ...scenario, ...named }, view: { ...view, ...texts(own) } };
}

function texts({ view }: State): Partial<State['view']> {
  return Object.fromEntries(sentences.map(name => [textFields[name], view[textFields[name]]]));
}
