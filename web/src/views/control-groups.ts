import { html, nothing, type TemplateResult } from 'lit';
import type { Field } from '../core/types.ts';
import { at, defaultScenario } from '../store/scenario.ts';
import type { Catalogue } from '../text/catalogue.ts';
import type { Form } from './fields.ts';
import { isInForce, optionField } from './option-fields.ts';

/** The stage under which a group of controls stands. */
export type Anchor = 'first' | 'second' | 'scores' | 'mask' | 'weights' | 'output' | 'last';

export interface Group {
  readonly anchor: Anchor;
  readonly fields: readonly (TemplateResult | typeof nothing)[];
}

const order: readonly Anchor[] = ['first', 'second', 'scores', 'mask', 'weights', 'output', 'last'];

/** The options that are at hand, and the stage that each changes. */
const anchors: Readonly<Record<string, Anchor>> = {
  elements: 'first',
  seed: 'first',
  width: 'first',
  key_width: 'second',
  cell: 'second',
  score: 'scores',
  scale: 'scores',
  beta: 'scores',
  hidden_width: 'scores',
  mask: 'mask',
  visited: 'mask',
  temperature: 'weights',
  value_width: 'output',
  heads: 'last',
  layers: 'last',
  teacher_forced: 'last',
  alignment: 'output',
  half_window: 'output',
};

function rank({ path }: Field): number {
  const index = Object.keys(anchors).indexOf(path);
  return index < 0 ? Number.POSITIVE_INFINITY : index;
}

type OptionGroup = keyof Catalogue['options'];

/** The others, by what they concern. */
const groupOf: Readonly<Record<string, OptionGroup>> = {
  'mask.prefix': 'masks',
  soft_cap: 'weights',
  normalizer: 'weights',
  position: 'positions',
  position_base: 'positions',
  position_first: 'positions',
  position_rows: 'positions',
  position_slope: 'positions',
  steps: 'decoding',
  teacher_forced: 'decoding',
  loss: 'decoding',
  encoder: 'decoding',
  encoded: 'decoding',
  beam: 'decoding',
  reading: 'decoding',
};
const groupOrder: readonly OptionGroup[] = ['decoding', 'masks', 'weights', 'positions', 'sizes'];

function isAtHand({ store }: Form, { path }: Field): boolean {
  return path in anchors || (path === 'bias' && store.figure.trace.heads > 0);
}

function fieldsOf(form: Form): Field[] {
  const { store } = form;
  return store.core.fields(store.scenario.mechanism).filter(field => isInForce(form, field));
}

export function atHand(form: Form): Group[] {
  const fields = fieldsOf(form).filter(field => isAtHand(form, field));
  const { store } = form;
  return order.map(anchor => ({
    anchor,
    fields: [
      ...fields
        .filter(({ path }) => (anchors[path] ?? 'last') === anchor)
        .sort((one, other) => rank(one) - rank(other))
        .map(field => optionField(form, field)),
      anchor === 'weights' && store.core.has(store.scenario.mechanism, 'visited') ? stepField(form) : nothing,
    ],
  }));
}

/** The options that show what goes wrong, or what else could be agreed on: they have a place of their own. */
export const edgePaths: readonly string[] = [
  'subtract_maximum',
  'mask.fill',
  'mask.after',
  'mask.renormalized',
  'mask.empty_rows',
];

export interface FurtherGroup {
  readonly name: OptionGroup;
  readonly fields: readonly Field[];
}

export function furtherGroups(form: Form): FurtherGroup[] {
  const controls: readonly Field['kind'][] = ['flag', 'count', 'number', 'choice'];
  const fields = fieldsOf(form).filter(
    field =>
      !isAtHand(form, field) &&
      !edgePaths.includes(field.path) &&
      controls.includes(field.kind) &&
      (!field.path.includes('.') || field.path in groupOf),
  );
  return groupOrder
    .map(name => ({ name, fields: fields.filter(({ path }) => (groupOf[path] ?? 'sizes') === name) }))
    .filter(group => group.fields.length > 0);
}

export function isChanged({ store }: Form, path: string): boolean {
  const initial = defaultScenario(store.core, store.scenario.mechanism);
  return JSON.stringify(at(store.scenario, path)) !== JSON.stringify(at(initial, path));
}

function stepField({ store, words }: Form): TemplateResult {
  const steps = store.figure.trace.order().length;
  const shown = Math.min(store.view.step ?? steps - 1, steps - 1);
  const slide = (event: Event): void => {
    const step = Number((event.target as HTMLInputElement).value) - 1;
    store.setView({ step: step >= steps - 1 ? null : step }, 'replace');
  };
  return html`<div class="field">
    <label for="control-step">${words.controls.step}</label>
    <div class="field-control"><input class="slider" type="range" id="control-step" data-control="step" min="1" max=${steps} step="1" .value=${String(shown + 1)} @input=${slide} /><output>${shown + 1}</output></div>
  </div>`;
}
