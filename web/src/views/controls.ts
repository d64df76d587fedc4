import { html, nothing, type TemplateResult } from 'lit';
import type { MaskPart, Scenario } from '../store/scenario.ts';
import { maskParts } from '../store/scenario.ts';
import { errorFor, type Form, numberBox, numberField, selectField, stepper, switchField, temperatureField } from './fields.ts';
import { icon } from './icons.ts';
import type { FlowLayout } from './layout.ts';
import { ViewElement } from './view-element.ts';

/** The stage under which a group of controls stands. */
type Anchor = 'first' | 'second' | 'scores' | 'mask' | 'weights' | 'output' | 'last';

interface Group {
  readonly anchor: Anchor;
  readonly fields: readonly (TemplateResult | typeof nothing)[];
}

/** Controls, each under the operation that it changes. */
export class ControlsElement extends ViewElement {
  static override properties = { layout: { attribute: false } };
  /** Where the stages stand; without it the groups simply follow one another. */
  declare layout: FlowLayout | null;

  constructor() {
    super();
    this.layout = null;
  }

  protected override render(): TemplateResult {
    const form: Form = { store: this.store, words: this.words };
    const groups = groupsFor(form).filter(({ fields }) => fields.some(part => part !== nothing));
    return html`<div class="controls ${this.layout ? 'anchored' : ''}">
      ${groups.map(({ anchor, fields }) => html`<div class="control-group" data-anchor=${anchor}>${fields}</div>`)}
    </div>`;
  }

  #placed = '';

  /** What decides how wide the groups are; measuring them at every keystroke would be slow. */
  #shape(): unknown {
    const { scenario, painting, error, figure } = this.store;
    const { tokens: _, keys, mask, ...fields } = scenario;
    return [
      fields,
      keys !== null,
      { ...mask, free: mask.free.length > 0 },
      painting,
      error,
      this.words.language,
      figure.scenario.mechanism,
    ];
  }

  /** Puts each group under its stage, as near as its neighbours allow. */
  protected override updated(): void {
    const { layout } = this;
    const groups = [...this.querySelectorAll<HTMLElement>('.control-group')];
    const row = this.querySelector<HTMLElement>('.controls');
    if (!layout || !row) {
      this.#placed = '';
      row?.style.removeProperty('height');
      return;
    }
    const placed = JSON.stringify([layout.stops.map(({ x }) => x), this.#shape(), window.innerWidth]);
    if (placed === this.#placed) return;
    this.#placed = placed;
    const spacing = 24;
    const room = row.clientWidth;
    const widths = groups.map(group => group.offsetWidth);
    const lefts: number[] = [];
    groups.forEach((group, index) => {
      const wanted = anchorX(layout, group.dataset.anchor as Anchor) - 40;
      const before = index === 0 ? 0 : (lefts[index - 1] ?? 0) + (widths[index - 1] ?? 0) + spacing;
      lefts.push(Math.max(before, wanted));
    });
    let limit = room;
    for (let index = groups.length - 1; index >= 0; --index) {
      const left = Math.max(0, Math.min(lefts[index] ?? 0, limit - (widths[index] ?? 0)));
      groups[index]?.style.setProperty('left', `${left}px`);
      limit = left - spacing;
    }
    row.style.setProperty('height', `${Math.max(0, ...groups.map(group => group.offsetHeight))}px`);
  }
}

function anchorX({ stops }: FlowLayout, anchor: Anchor): number {
  const of = (...stages: readonly string[]): number | undefined => stops.find(({ part }) => stages.includes(part.node.stage))?.x;
  const weights = of('weights') ?? 0;
  switch (anchor) {
    case 'first':
      return stops[0]?.x ?? 0;
    case 'second':
      return stops[1]?.x ?? 0;
    case 'scores':
      return of('scores', 'masked_scores') ?? 0;
    case 'mask':
      return of('mask') ?? (weights + (of('scores', 'masked_scores') ?? 0)) / 2;
    case 'weights':
      return weights;
    case 'output':
      return of('output') ?? weights + 160;
    case 'last':
      return of('heads', 'result') ?? stops.at(-1)?.x ?? 0;
  }
}

function groupsFor(form: Form): Group[] {
  const { store, words } = form;
  const { scenario } = store;
  const { controls } = words;
  const pointer = scenario.mechanism === 'pointer';
  const multiHead = scenario.mechanism === 'multi_head';
  const number = (path: keyof Scenario & keyof typeof controls): TemplateResult =>
    numberField(form, path, controls[path], scenario[path] as number | string);
  const mask = pointer ? [switchField(form, 'visited', controls.visited, scenario.visited)] : maskFields(form);
  return [
    { anchor: 'first', fields: [seedField(form), number('width')] },
    { anchor: 'second', fields: pointer ? [cellField(form)] : multiHead ? [] : [number('key_width')] },
    { anchor: 'scores', fields: pointer ? [number('hidden_width')] : scoreFields(form) },
    { anchor: 'mask', fields: mask },
    { anchor: 'weights', fields: [temperatureField(form), pointer ? stepField(form) : nothing] },
    { anchor: 'output', fields: pointer || multiHead ? [] : [number('value_width')] },
    { anchor: 'last', fields: multiHead ? [headsField(form), switchField(form, 'bias', controls.bias, scenario.bias)] : [] },
  ];
}

function seedField(form: Form): TemplateResult {
  const { store, words } = form;
  const draw = (): void => store.set('seed', crypto.getRandomValues(new Uint32Array(1))[0], 'push');
  const dice = html`<button type="button" class="icon-button bordered" data-control="dice" aria-label=${words.controls.dice} title=${words.controls.dice} @click=${draw}>${icon('dice')}</button>`;
  return numberField(form, 'seed', words.controls.seed, store.scenario.seed, dice);
}

function scoreFields(form: Form): (TemplateResult | typeof nothing)[] {
  const { store, words } = form;
  const { scenario } = store;
  const { controls } = words;
  const scaled = scaleField(form);
  if (scenario.mechanism === 'multi_head') return [scaled];
  const options = store.core.choices.score.map(score => [score, words.score[score]] as const);
  return [
    selectField(form, 'score', controls.score, scenario.score, options, score => store.set('score', score, 'push')),
    scenario.score === 'scaled_dot' ? scaled : nothing,
    scenario.score === 'cosine' ? numberField(form, 'beta', controls.beta, scenario.beta) : nothing,
    scenario.score === 'additive' ? numberField(form, 'hidden_width', controls.hidden_width, scenario.hidden_width) : nothing,
  ];
}

function scaleField(form: Form): TemplateResult {
  const { store, words } = form;
  const { scale } = store.scenario;
  const kind = scale === null ? 'automatic' : 'own';
  const options = [['automatic', '1/√d'] as const, ['own', '='] as const];
  const change = (value: string): void => store.set('scale', value === 'automatic' ? null : 1, 'push');
  const box = scale === null ? nothing : numberBox(form, 'scale', scale, words.controls.scale);
  return html`${selectField(form, 'scale-kind', words.controls.scale, kind, options, change, html`${box}`)}${errorFor(form, 'scale')}`;
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

function cellField(form: Form): TemplateResult {
  const { store, words } = form;
  const options = store.core.choices.cell.map(cell => [cell, words.cell[cell]] as const);
  return selectField(form, 'cell', words.controls.cell, store.scenario.cell, options, cell => store.set('cell', cell, 'push'));
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

/** The masks that can be chosen together, and the numbers of those that are on. */
function maskFields(form: Form): (TemplateResult | typeof nothing)[] {
  const { store, words } = form;
  const { mask } = store.scenario;
  const parts = maskParts(mask);
  const chosen = store.painting && parts.length === 0 ? 'free' : parts.join('+') || 'none';
  const kinds = ['none', 'causal', 'window', 'padding', 'free', 'causal+window', 'causal+padding'];
  if (!kinds.includes(chosen)) kinds.push(chosen);
  const label = (kind: string): string =>
    kind
      .split('+')
      .map(part => words.mask[part as MaskPart | 'none'])
      .join(' + ');
  const options = kinds.map(kind => [kind, label(kind)] as const);
  const paint = html`<button type="button" class="icon-button bordered" data-control="paint" aria-pressed=${store.painting} aria-label=${words.controls.paint} title=${words.controls.paint} @click=${() => store.setPainting(!store.painting)}>${icon('pencil')}</button>`;
  return [
    selectField(form, 'mask', words.controls.mask, chosen, options, kind => chooseMask(form, kind), paint),
    maskNumbers(form),
    store.painting ? html`<p class="note">${words.paintHint}</p>` : nothing,
    mask.free.length > 0
      ? html`<button type="button" class="quiet" data-control="clear-paint" @click=${() => store.set('mask.free', [], 'push')}>${icon('eraser')}${words.controls.clearPaint}</button>`
      : nothing,
  ];
}

function maskNumbers(form: Form): TemplateResult | typeof nothing {
  const { store, words } = form;
  const { causal, past, window, padding } = store.scenario.mask;
  const { controls } = words;
  const box = (path: string, label: string, value: number | string): TemplateResult =>
    html`<label class="inline-number">${label}${numberBox(form, path, value)}</label>`;
  const cross = store.scenario.keys !== null;
  if (!window && padding === null && !(causal && cross)) return nothing;
  return html`<div class="inline-numbers">
    ${causal && cross ? box('mask.past', controls.past, past) : nothing}
    ${window ? html`${box('mask.window.left', controls.left, window.left)}${box('mask.window.right', controls.right, window.right)}` : nothing}
    ${padding === null ? nothing : box('mask.padding', controls.padding, padding)}
  </div>
  ${['mask.past', 'mask.window.left', 'mask.window.right', 'mask.padding'].map(path => errorFor(form, path))}`;
}

function chooseMask({ store }: Form, kind: string): void {
  const { mask, tokens, keys } = store.scenario;
  const on = (part: MaskPart): boolean => kind.split('+').includes(part);
  const real = Math.max(1, (keys ?? tokens).length - 2);
  store.painting = on('free') || (store.painting && kind !== 'none');
  store.set(
    'mask',
    {
      ...mask,
      causal: on('causal'),
      window: on('window') ? (mask.window ?? { left: 1, right: 1 }) : null,
      padding: on('padding') ? (mask.padding ?? real) : null,
      free: on('free') ? mask.free : [],
    },
    'push',
  );
}

customElements.define('attention-controls', ControlsElement);

declare global {
  interface HTMLElementTagNameMap {
    'attention-controls': ControlsElement;
  }
}
