import { html, nothing, type TemplateResult } from 'lit';
import { type MaskPart, maskParts } from '../store/scenario.ts';
import { withTerms } from '../text/terms.ts';
import { errorFor, type Form, numberBox, selectField } from './fields.ts';
import { icon } from './icons.ts';

const kinds = ['none', 'causal', 'window', 'block', 'padding', 'free', 'causal+window', 'causal+padding'];

/** The masks that can be chosen together, and the numbers of those that are on. */
export function maskFields(form: Form): (TemplateResult | typeof nothing)[] {
  const { store, words } = form;
  const { mask, mechanism } = store.scenario;
  const parts = maskParts(mask);
  const chosen = store.painting && parts.length === 0 ? 'free' : parts.join('+') || 'none';
  const known = kinds.filter(kind => kind === 'none' || kind.split('+').every(part => store.core.has(mechanism, `mask.${part}`)));
  if (!known.includes(chosen)) known.push(chosen);
  const paints = store.core.has(mechanism, 'mask.free');
  const label = (kind: string): string =>
    kind
      .split('+')
      .map(part => words.mask[part as MaskPart | 'none'])
      .join(' + ');
  const options = known.map(kind => [kind, label(kind)] as const);
  const paint = html`<button type="button" class="icon-button bordered" data-control="paint" aria-pressed=${store.painting} aria-label=${words.controls.paint} title=${words.controls.paint} @click=${() => store.setPainting(!store.painting)}>${icon('pencil')}</button>`;
  return [
    selectField(form, 'mask', words.controls.mask, chosen, options, kind => chooseMask(form, kind), paints ? paint : nothing),
    maskNumbers(form),
    store.painting ? html`<p class="note">${withTerms(words.paintHint)}</p>` : nothing,
    mask.free.length > 0
      ? html`<button type="button" class="quiet" data-control="clear-paint" @click=${() => store.set('mask.free', [], 'push')}>${icon('eraser')}${words.controls.clearPaint}</button>`
      : nothing,
  ];
}

function maskNumbers(form: Form): TemplateResult | typeof nothing {
  const { store, words } = form;
  const { keys, mechanism, mask } = store.scenario;
  const { causal, past, window, padding, block } = mask;
  const { controls } = words;
  // The first of two sentences may begin after some of the second.
  const hasPast = causal && keys !== null && store.core.has(mechanism, 'mask.past');
  const boxes: (readonly [path: string, label: string, value: number | string])[] = [
    ...(hasPast ? ([['mask.past', controls.past, past]] as const) : []),
    ...(window ? ([['mask.window.left', controls.left, window.left]] as const) : []),
    ...(window ? ([['mask.window.right', controls.right, window.right]] as const) : []),
    ...(block === null ? [] : ([['mask.block', controls.block, block]] as const)),
    ...(padding === null ? [] : ([['mask.padding', controls.padding, padding]] as const)),
  ];
  if (boxes.length === 0) return nothing;
  return html`<div class="inline-numbers">
    ${boxes.map(([path, label, value]) => html`<label class="inline-number">${label}${numberBox(form, path, value)}</label>`)}
  </div>
  ${boxes.map(([path]) => errorFor(form, path))}`;
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
      block: on('block') ? (mask.block ?? 2) : null,
      padding: on('padding') ? (mask.padding ?? real) : null,
      free: on('free') ? mask.free : [],
    },
    'push',
  );
}
