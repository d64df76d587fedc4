import { type Core, isNotLoaded } from '../core/module.ts';
import type { CoreError, Mechanism } from '../core/types.ts';
import preset from '../lessons/presets/5.json';
import type { Language } from '../text/catalogue.ts';
import { segment } from '../text/segment.ts';
import { exampleOf, isExample, openingTexts, secondSentence } from './examples.ts';
import { type Figure, LaterFigure } from './figure.ts';
import { placeOfHash } from './lesson-place.ts';
import { lessonState } from './lessons.ts';
import { type Needs, needsOf, readLink, readState, stateNeeds } from './link.ts';
import { pause } from './pause.ts';
import { defaultScenario, isLong, type Scenario, sentences } from './scenario.ts';
import type { State } from './undo.ts';
import { defaultView, type Segmentation, textFields } from './view.ts';

/** Said over the figure: the link was no good, or a part of the page could not be fetched. */
export type Notice = 'brokenLink' | 'notLoaded';

interface Found extends State {
  readonly notice: Notice | null;
  /** What is wrong with the link. */
  readonly faults: readonly CoreError[];
}

export interface Opened extends Found {
  readonly figure: Figure;
}

/** A text as tokens. */
export function split(core: Core, text: string, by: Segmentation): string[] {
  return segment(text, by, part => core.tokenize(part));
}

/** All sentences split anew. */
export function segmented(core: Core, { scenario, view }: State, segmentation: Segmentation): State {
  const given = sentences.filter(name => scenario[name] !== null);
  const texts = given.map(name => [name, split(core, view[textFields[name]], segmentation)]);
  return { scenario: { ...scenario, ...Object.fromEntries(texts) }, view: { ...view, segmentation } };
}

/** Keys from a sentence of their own, or from that of the queries. */
export function withKeys(core: Core, { scenario, view }: State, separate: boolean, language: Language): State {
  const keysText = view.keysText || secondSentence[language];
  const keys = separate ? split(core, keysText, view.segmentation) : null;
  return { scenario: { ...scenario, keys }, view: { ...view, keysText } };
}

export function exampleState(core: Core, mechanism: Mechanism, language: Language): State {
  const { texts, fields, head = 0 } = exampleOf(mechanism, language);
  const given = sentences.filter(name => texts[name] !== undefined);
  const tokens = given.map(name => [name, split(core, texts[name] ?? '', 'words')]);
  const scenario = { ...defaultScenario(core, mechanism), ...fields, ...Object.fromEntries(tokens) };
  const typed = Object.fromEntries(given.map(name => [textFields[name], texts[name]]));
  return { scenario, view: { ...defaultView(scenario), ...typed, head } };
}

/** What the page opens with: the figure of lesson 5, whose numbers were set by hand to be read. */
export function openingState(core: Core, language: Language): State {
  const text = openingTexts[language];
  const { scenario, view } = readState(core, { ...preset, tokens: text.split(' ') });
  return { scenario, view: { ...view, text } };
}

/** Whether it is still that figure, whatever was changed in it. */
export function isOpening({ mechanism, weights }: Scenario): boolean {
  return mechanism === preset.mechanism && JSON.stringify(weights) === JSON.stringify(preset.weights);
}

/** How a mechanism is entered: as it was left, or with its example; a sentence of the reader's own goes along. */
export function entering(
  core: Core,
  mechanism: Mechanism,
  language: Language,
  remembered: State | undefined,
  { scenario: { tokens, elements }, view: { text, segmentation } }: State,
): State {
  const state = remembered ?? exampleState(core, mechanism, language);
  // Numbers and points are no sentence.
  if (isExample(text) || elements !== 'words') return state;
  return { scenario: { ...state.scenario, tokens, elements }, view: { ...state.view, text, segmentation, locked: null } };
}

/** What an address holds, or what a first visit sees. */
function stateOf(core: Core, hash: string, language: Language): Found {
  const place = placeOfHash(hash);
  const state =
    hash.length < 2 ? openingState(core, language) : place ? lessonState(core, place, language) : readLink(core, hash);
  return { ...state, notice: null, faults: [] };
}

/** Letters of a link that is read at once. */
const longLink = 20_000;

/** What is left of a broken link, or what a first visit sees. */
async function restOf(core: Core, hash: string, language: Language): Promise<Found> {
  const mend = await import('./mend.ts').catch(() => null);
  await pause();
  const found = await mend?.mended(core, hash, language);
  await pause();
  return { ...(found?.state ?? stateOf(core, '', language)), notice: 'brokenLink', faults: found?.faults ?? [] };
}

/**
 * Opens an address: what it needs is loaded, and what is broken in it is left out. `use` is given the figure at once, since the
 * graph of the one before is freed; null where something could not be loaded.
 */
export async function openHash<T>(
  core: Core,
  hash: string,
  language: Language,
  load: (needs: Needs) => Promise<boolean>,
  use: (opened: Opened) => T,
): Promise<T | null> {
  const long = hash.length > longLink;
  if (long) await pause();
  let needs = needsOf(core, hash);
  if (long) await pause();
  let rest: Found | null = null;
  while (await load(needs)) {
    try {
      const found = rest ?? stateOf(core, hash, language);
      const { scenario, view } = found;
      if (isLong(scenario)) await pause();
      const later = new LaterFigure(core, scenario, view, false);
      if (later.long) {
        await later.breathe();
        // Something else may have been asked for meanwhile.
        if (!(await load(needs))) {
          later.free();
          return null;
        }
      }
      return use({ ...found, figure: later.use() });
    } catch (caught) {
      if (rest && !isNotLoaded(caught)) throw caught;
      if (!isNotLoaded(caught)) rest = await restOf(core, hash, language);
      needs = rest ? { ...stateNeeds(rest), whole: true } : { ...needs, whole: true };
    }
  }
  return null;
}
