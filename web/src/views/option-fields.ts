import { html, nothing, type TemplateResult } from 'lit';
import type { Field } from '../core/types.ts';
import { at, type Typed } from '../store/scenario.ts';
import { wordFor } from '../text/catalogue.ts';
import { preferences } from '../text/preferences.ts';
import { errorFor, type Form, numberBox, numberField, selectField, stepper, switchField, temperatureField } from './fields.ts';
import { icon } from './icons.ts';
import { maskFields } from './mask-fields.ts';

/** The control of an option: what the core says that it is decides which. */
export function optionField(form: Form, field: Field): TemplateResult | typeof nothing {
  const { store, words } = form;
  const { path, kind } = field;
  const hops = path === 'layers' && store.scenario.mechanism === 'memory';
  const label = wordFor(words.controls, hops ? 'hops' : (path.split('.').at(-1) ?? path));
  const value = at(store.scenario, path);
  if (path === 'seed') return seedField(form);
  if (path === 'temperature') return temperatureField(form);
  if (path === 'heads') return headsField(form);
  // Beside the points they are chosen there.
  if (path === 'elements') return store.view.panel === 'points' ? nothing : elementsField(form, label);
  if (path === 'mask') return html`${maskFields(form)}`;
  if (kind === 'flag') return switchField(form, path, label, value === true);
  if (kind === 'choice') return choiceField(form, field, label, String(value));
  if (kind !== 'count' && kind !== 'number') return nothing;
  return field.nullable
    ? perhapsField(form, field, label, value as Typed | null)
    : numberField(form, path, label, value as Typed);
}

const ofProjections: readonly string[] = ['width', 'source_width', 'tied', 'bias', 'gain'];

/** Whether an option has an effect as the others stand. */
export function isInForce({ store }: Form, { path, when }: Field): boolean {
  // Vectors that are no one's projections have no embeddings either.
  if (!store.scenario.projected && ofProjections.includes(path)) return false;
  // It is chosen where its row is.
  if (path === 'query') return false;
  // What a causal mask spares is nothing where there is none.
  if (path === 'mask.prefix') return store.scenario.mask.causal;
  return when === null || when.choices.includes(String(at(store.scenario, when.path)));
}

function choiceField(form: Form, { path, choices }: Field, label: string, value: string): TemplateResult {
  const names: object = (form.words.choices as Readonly<Record<string, object>>)[path] ?? {};
  const options = choices.map(choice => [choice, wordFor(names, choice)] as const);
  return selectField(form, path, label, value, options, choice => form.store.set(path, choice, 'push'));
}

/** Other elements come with a text that they can be read from. */
function elementsField(form: Form, label: string): TemplateResult {
  const { store, words } = form;
  const names = words.choices.elements;
  const options = store.core.choices.elements.map(kind => [kind, names[kind]] as const);
  const choose = (value: string): void => {
    const kind = store.core.choices.elements.find(choice => choice === value);
    if (kind) store.setElements(kind, preferences.language);
  };
  return selectField(form, 'elements', label, store.scenario.elements, options, choose);
}

/** What the page puts in when a number is asked for that was left to the core. */
const beginnings: Readonly<Record<string, number>> = {
  scale: 1,
  soft_cap: 2,
  source_width: 8,
  key_value_heads: 1,
  steps: 3,
  position_rows: 8,
  position_slope: 0.5,
};

/** A number that may be left to the core, whose own choice then has a name. */
function perhapsField(form: Form, { path, minimum }: Field, label: string, value: Typed | null): TemplateResult {
  const { store, words } = form;
  const kind = value === null ? 'automatic' : 'own';
  const options = [
    ['automatic', wordFor({ ...words.unset }, path in words.unset ? path : 'other')] as const,
    ['own', '='] as const,
  ];
  const change = (chosen: string): void => store.set(path, chosen === 'automatic' ? null : (beginnings[path] ?? minimum), 'push');
  const box = value === null ? nothing : numberBox(form, path, value, label);
  return html`${selectField(form, `${path}-kind`, label, kind, options, change, html`${box}`)}${errorFor(form, path)}`;
}

function seedField(form: Form): TemplateResult {
  const { store, words } = form;
  const draw = (): void => store.set('seed', (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % 1_000_000, 'push');
  const dice = html`<button type="button" class="icon-button bordered" data-control="dice" aria-label=${words.controls.dice} title=${words.controls.dice} @click=${draw}>${icon('dice')}</button>`;
  return numberField(form, 'seed', words.controls.seed, store.scenario.seed, dice);
}

function headsField(form: Form): TemplateResult {
  const { store, words } = form;
  const width = Number(store.scenario.width);
  // The next number of heads that divides the width, so that a click always gives a figure.
  const next = (heads: number, direction: 1 | -1): number => {
    // From more heads than the width has numbers the way down begins at the width.
    const first = direction > 0 ? Math.floor(heads) + 1 : Math.min(Math.ceil(heads) - 1, width);
    for (let candidate = first; candidate >= 1 && candidate <= width; candidate += direction) {
      if (width % candidate === 0) return candidate;
    }
    return heads;
  };
  return stepper(form, 'heads', words.controls.heads, store.scenario.heads, next);
}
