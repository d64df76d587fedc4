import type { Core } from '../core/module.ts';
import type { Node } from '../core/types.ts';
import type { LessonPlace } from '../store/lesson-place.ts';
import { readState } from '../store/link.ts';
import { coreJson, defaultScenario, type Scenario, sentences } from '../store/scenario.ts';
import type { State } from '../store/undo.ts';
import { textFields, type View } from '../store/view.ts';
import type { Language } from '../text/catalogue.ts';
import { lessonOf, presetOf } from './structure.ts';

// The figures of the lessons: each a scenario as a link holds it, in English, and in Chinese where its words differ.

const files = import.meta.glob<object>('./presets/*.json', { eager: true, import: 'default' });

/** What a lesson opens with: its figure, and the place in it. The list of lessons opens on the first lesson's. */
export function lessonState(core: Core, place: LessonPlace, language: Language): State {
  const lesson = lessonOf(Math.max(1, place.lesson));
  const part =
    place.part === 'tour' ? lesson.tour[place.step]?.preset : place.part === 'try' ? lesson.exercise.preset : undefined;
  const preset = place.preset || part || lesson.presets[0]?.id || '';
  const { scenario, view } = presetState(core, preset, language);
  return { scenario, view: { ...view, lesson: { ...place, preset } } };
}

export function presetState(core: Core, id: string, language: Language): State {
  const own = files[`./presets/${id}.${language}.json`];
  const read = own ?? files[`./presets/${id}.json`];
  if (!read) throw new Error(`there is no figure ${id}`);
  const labels = own || language === 'en' ? {} : presetOf(id)?.zh;
  const { scenario, view } = readState(core, { ...read, ...labels });
  return { scenario, view: { ...view, ...texts(scenario) } };
}

/** Words apart, so that they stay the same words when one is changed; those that have spaces of their own further apart. */
function texts(scenario: Scenario): Partial<View> {
  const given = sentences.flatMap(name => {
    const tokens = scenario[name];
    const gap = tokens?.some(token => token.includes(' ')) ? '   ' : ' ';
    return tokens ? [[textFields[name], tokens.join(gap)]] : [];
  });
  return Object.fromEntries(given);
}

/** The row of a figure's weights that is explained at first. */
export function lookedAt(id: string, { tokens }: Scenario): number | undefined {
  const look = presetOf(id)?.look;
  if (look === undefined || typeof look === 'number') return look;
  const row = tokens.findIndex(token => look.includes(token));
  return row < 0 ? undefined : row;
}

/** The numbers that a figure opens with. */
export interface Opened {
  readonly scenario: Scenario;
  readonly matrices: ReadonlyMap<string, { readonly rows: number; readonly columns: number; readonly values: Float32Array }>;
}

/** Those of the last few figures: they are asked for after every change. */
const most = 4;
const opened = new Map<string, Opened>();

/** The same in the language whose words it has now. */
export function openedWith(core: Core, id: string, tokens: readonly string[], language: Language): Opened {
  const other = language === 'en' ? 'zh' : 'en';
  const has = (one: Language): boolean => JSON.stringify(presetState(core, id, one).scenario.tokens) === JSON.stringify(tokens);
  const spoken = !has(language) && has(other) ? other : language;
  const key = `${id} ${spoken}`;
  let numbers = opened.get(key);
  if (!numbers) {
    const { scenario } = presetState(core, id, spoken);
    numbers = core.peek(coreJson({ ...defaultScenario(core, scenario.mechanism), ...scenario }, false), trace => ({
      scenario,
      matrices: new Map(
        trace.nodes.map(node => {
          const { rows, columns } = node;
          return [keyOf(node), { rows, columns, values: trace.values(node.node).slice() }] as const;
        }),
      ),
    }));
    const [oldest] = opened.keys();
    if (oldest !== undefined && opened.size >= most) opened.delete(oldest);
    opened.set(key, numbers);
  }
  return numbers;
}

export function openedMatrix(
  from: Opened | null,
  node: Node,
): { rows: number; columns: number; values: Float32Array } | undefined {
  return from?.matrices.get(keyOf(node));
}

const keyOf = ({ stage, name, head, step, rowAxis, scope }: Node): string => [stage, name, head, step, rowAxis, scope].join(' ');
