// The scenario as a file: what is on screen written into one, and one opened.
import { type Core, coreFault } from '../core/module.ts';
import { leanState, readState } from '../store/link.ts';
import { coreJson } from '../store/scenario.ts';
import type { Store } from '../store/store.ts';
import { writeView } from '../store/view.ts';
import { fill } from '../text/catalogue.ts';
import { errorSentence } from '../text/errors.ts';
import { exportWords } from '../text/export.ts';
import { preferences } from '../text/preferences.ts';

/** As many bytes as the core reads. */
const most = 1_000_000;

/** The scenario with every field written out, and how it is looked at. */
export function scenarioFile({ figure, view }: Store): string {
  const { scenario } = figure;
  const { text, keysText, targetsText, segmentation } = figure.view;
  const looked = writeView({ ...view, text, keysText, targetsText, segmentation, lesson: null }, scenario);
  const whole = JSON.parse(coreJson(scenario, false)) as object;
  const kept = Object.keys(looked).length > 0 ? { view: looked } : {};
  return `${JSON.stringify({ ...whole, ...kept }, null, 2)}\n`;
}

/** Only what differs from the defaults, as the core reads it. */
export function leanScenario({ core, figure }: Store): object {
  return leanState(core, JSON.parse(coreJson(figure.scenario, false)));
}

/** Why a file was not opened, as a sentence; null where it was. Until then nothing is changed, and then one undoes it. */
export async function openScenario(store: Store, file: File): Promise<string | null> {
  const words = exportWords[preferences.language];
  const name = plainName(file.name);
  const say = (got: number): string => got.toLocaleString(preferences.language);
  if (file.size > most) return fill(words.tooLong, { name, got: say(file.size), maximum: say(most) });
  let text: string;
  try {
    text = await file.text();
  } catch {
    return fill(words.unreadable, { name });
  }
  try {
    await store.core.complete();
  } catch {
    return words.notLoaded;
  }
  const reason = faultOf(store.core, text);
  if (reason !== null) return fill(words.refused, { name, reason });
  await store.openState(readState(store.core, JSON.parse(text)));
  return null;
}

/** What the core has against a scenario, as a sentence. */
function faultOf(core: Core, text: string): string | null {
  try {
    core.peek(text, () => null);
    readState(core, JSON.parse(text));
    return null;
  } catch (caught) {
    const fault = coreFault(caught);
    const { words, language } = preferences;
    const { noScenario, file } = exportWords[language];
    return fault ? errorSentence(fault, words, { fields: { scenario: file } }) : noScenario;
  }
}

/** Names of files may turn the direction of what follows, and be of any length. */
function plainName(name: string): string {
  const plain = name.replace(/[\p{Cc}\p{Cf}]/gu, '');
  return plain.length > 60 ? `${plain.slice(0, 57)}…` : plain;
}
