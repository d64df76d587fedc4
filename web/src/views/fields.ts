// The controls that the page is made of. Each stands for one field of the scenario, under whose path the core's errors come back.
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { CoreError, Field } from '../core/types.ts';
import { givenNumber } from '../draw/numbers.ts';
import { at, sentences, type Typed, typedNumber } from '../store/scenario.ts';
import type { Settings } from '../store/settings.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { fill } from '../text/catalogue.ts';
import { toldError } from '../text/told.ts';
import { typed } from './directives.ts';
import { icon } from './icons.ts';

export interface Form {
  readonly store: Settings;
  readonly words: Catalogue;
}

type Option = readonly [value: string, label: string];

/** The control that an error belongs to: the one whose path is nearest to the error's. Matrices of a link have none. */
export function controlAtFault({ core, scenario }: Settings, { path }: CoreError): string | null {
  const shown = ({ path, kind }: Field): boolean =>
    kind === 'tokens' ? sentences.some(name => name === path) : !['weights', 'edits', 'pairs'].includes(kind);
  const fields = core.fields(scenario.mechanism).filter(shown);
  const controlled = fields.flatMap(field =>
    field.kind === 'window' ? [`${field.path}.left`, `${field.path}.right`] : [field.path],
  );
  const above = controlled.filter(name => path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`));
  return above.sort((one, other) => other.length - one.length)[0] ?? null;
}

/** What is wrong with a control's field. */
function faultOf(store: Settings, control: string): CoreError | undefined {
  return store.errors.find(error => controlAtFault(store, error) === control);
}

export function concerns(store: Settings, path: string): boolean {
  return faultOf(store, path) !== undefined;
}

/** The sentence beside a control whose field the core refuses, and the value that the figure still shows. */
export function errorFor({ store, words }: Form, path: string): TemplateResult | typeof nothing {
  const error = faultOf(store, path);
  if (!error) return nothing;
  const kept = at(store.figure.scenario, path);
  const still = typeof kept === 'number' ? ` ${fill(words.kept, { value: givenNumber(kept) })}` : '';
  return errorLine(`${toldError(error, words)}${still}`, path);
}

export function errorLine(sentence: string, path: string): TemplateResult {
  return html`<p class="error" role="alert" id="error-${path}" data-error-for=${path}>${icon('warning')}<span>${sentence}</span></p>`;
}

function field(form: Form, path: string, label: string, control: TemplateResult): TemplateResult {
  return html`<div class="field ${concerns(form.store, path) ? 'wrong' : ''}" data-field=${path}>
    <label for="control-${path}">${label}</label>
    <div class="field-control">${control}</div>
    ${errorFor(form, path)}
  </div>`;
}

/** A bare number box: a text field, so that nothing typed is lost. */
export function numberBox(form: Form, path: string, value: Typed, label?: string): TemplateResult {
  const { store } = form;
  const wrong = concerns(store, path);
  const input = (event: Event): void => store.set(path, typedNumber((event.target as HTMLInputElement).value), 'replace');
  return html`<input class="number" type="text" inputmode="decimal" maxlength="40" autocomplete="off" id="control-${path}" data-control=${path}
    aria-label=${label ?? nothing} aria-invalid=${wrong} aria-describedby=${wrong ? `error-${path}` : nothing} @input=${input} ${typed(value)} />`;
}

export function numberField(
  form: Form,
  path: string,
  label: string,
  value: Typed,
  after: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  return field(form, path, label, html`${numberBox(form, path, value)}${after}`);
}

/** A number with buttons for one less and one more. */
export function stepper(
  form: Form,
  path: string,
  label: string,
  value: Typed,
  next: (value: number, direction: 1 | -1) => number,
): TemplateResult {
  const { store, words } = form;
  const change = (direction: 1 | -1) => (): void => {
    if (typeof value === 'number') store.set(path, next(value, direction), 'push');
  };
  const control = html`<div class="stepper">
    <button type="button" data-control="${path}-less" aria-label="${words.controls.fewer}: ${label}" @click=${change(-1)}>${icon('minus')}</button>
    ${numberBox(form, path, value)}
    <button type="button" data-control="${path}-more" aria-label="${words.controls.more}: ${label}" @click=${change(1)}>${icon('plus')}</button>
  </div>`;
  return field(form, path, label, control);
}

export function selectBox(
  path: string,
  value: string,
  options: readonly Option[],
  change: (value: string) => void,
): TemplateResult {
  const chosen = (event: Event): void => change((event.target as HTMLSelectElement).value);
  return html`<span class="select"><select id="control-${path}" data-control=${path} @change=${chosen}>
    ${options.map(([option, label]) => html`<option value=${option} .selected=${live(option === value)}>${label}</option>`)}
  </select>${icon('down')}</span>`;
}

export function selectField(
  form: Form,
  path: string,
  label: string,
  value: string,
  options: readonly Option[],
  change: (value: string) => void,
  after: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  return field(form, path, label, html`${selectBox(path, value, options, change)}${after}`);
}

export function switchField(form: Form, path: string, label: string, value: boolean): TemplateResult {
  const flip = (): void => form.store.set(path, !value, 'push');
  const control = html`<button type="button" class="switch" role="switch" id="control-${path}" data-control=${path} aria-checked=${value} @click=${flip}><span></span></button>`;
  return field(form, path, label, control);
}

/** The temperature on a slider, from a tenth to ten, the same way up as down; any other goes into the box. */
export function temperatureField(form: Form): TemplateResult {
  const { store, words } = form;
  const value = store.scenario.temperature;
  const position = typeof value === 'number' && value > 0 ? Math.log10(value) : 0;
  const slide = (event: Event): void => {
    const chosen = 10 ** Number((event.target as HTMLInputElement).value);
    store.set('temperature', Number(chosen.toPrecision(2)), 'replace');
  };
  const slider = html`<input class="slider" type="range" min="-1" max="1" step="0.02" data-control="temperature-slider" aria-label=${words.controls.temperature} .value=${String(position)} @input=${slide} />`;
  return html`<div class="temperature">${field(form, 'temperature', words.controls.temperature, html`${numberBox(form, 'temperature', value)}`)}${slider}</div>`;
}
