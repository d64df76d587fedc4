import { html, nothing, type TemplateResult } from 'lit';
import { maskParts } from '../store/scenario.ts';
import type { Settings } from '../store/settings.ts';
import { edgeWords } from '../text/edge.ts';
import { withTerms } from '../text/terms.ts';
import { type Form, numberBox, selectField, switchField } from './fields.ts';
import { ViewElement } from './view-element.ts';

function edgeOf({ words }: Form): (typeof edgeWords)[keyof typeof edgeWords] {
  return words.language === edgeWords.zh.language ? edgeWords.zh : edgeWords.en;
}

type Piece = TemplateResult | typeof nothing;

/** The controls of the edge cases that the mechanism has, each with a sentence. */
function edgeFields(form: Form): Piece[] {
  const { store } = form;
  const edge = edgeOf(form);
  const { mechanism, normalizer, mask } = store.scenario;
  const has = (path: string): boolean => store.core.has(mechanism, path);
  const fields: Piece[] = [];
  if (has('subtract_maximum') && normalizer === 'softmax')
    fields.push(
      withNote(switchField(form, 'subtract_maximum', edge.subtract, store.scenario.subtract_maximum), edge.subtractNote),
    );
  if (has('scale') && isScaled(form)) fields.push(withNote(scaleField(form), edge.scaleNote));
  if (has('normalizer')) fields.push(withNote(offField(form), edge.offNote));
  if (has('mask.fill') && maskParts(mask).length > 0) fields.push(...maskEdges(form));
  return fields;
}

function withNote(field: TemplateResult, note: string): TemplateResult {
  return html`<div class="edge-case">${field}<p class="note">${withTerms(note)}</p></div>`;
}

function isScaled({ store }: Form): boolean {
  const { mechanism, score } = store.scenario;
  return score === 'scaled_dot' || !store.core.has(mechanism, 'score');
}

type Options = readonly (readonly [value: string, label: string])[];

function scaleField(form: Form): TemplateResult {
  const { store } = form;
  const options: Options = [
    ['scaled', '1/√d'],
    ['unscaled', '1'],
  ];
  const value = store.scenario.scale === null ? 'scaled' : store.scenario.scale === 1 ? 'unscaled' : 'own';
  const own: Options = value === 'own' ? [['own', String(store.scenario.scale)]] : [];
  const change = (chosen: string): void => store.set('scale', chosen === 'scaled' ? null : 1, 'push');
  return selectField(form, 'edge-scale', edgeOf(form).scale, value, [...options, ...own], change);
}

function offField(form: Form): TemplateResult {
  const { store } = form;
  const edge = edgeOf(form);
  const value = store.scenario.normalizer === 'uniform' ? 'off' : 'on';
  const options: Options = [
    ['on', edge.on],
    ['off', edge.off],
  ];
  const change = (chosen: string): void => store.set('normalizer', chosen === 'off' ? 'uniform' : 'softmax', 'push');
  return selectField(form, 'edge-off', edge.attention, value, options, change);
}

function maskEdges(form: Form): TemplateResult[] {
  const { store } = form;
  const edge = edgeOf(form);
  const { after, renormalized, fill, empty_rows: empty } = store.scenario.mask;
  const setMask = (change: object): void => store.set('mask', { ...store.scenario.mask, ...change }, 'push');
  const time = after ? (renormalized ? 'renormalized' : 'after') : 'before';
  const times: Options = [
    ['before', edge.before],
    ['after', edge.after],
    ['renormalized', edge.renormalized],
  ];
  const fills: Options = [
    ['none', '−∞'],
    ['large', '−10⁹'],
    ['zero', '0'],
    ['own', '='],
  ];
  const filled = fill === null ? 'none' : fill === -1e9 ? 'large' : fill === 0 ? 'zero' : 'own';
  const numbers: Readonly<Record<string, number | null>> = { none: null, large: -1e9, zero: 0, own: -5 };
  const box = filled === 'own' && fill !== null ? numberBox(form, 'mask.fill', fill, edge.fill) : nothing;
  const rows: Options = store.core.choices.emptyRows.map(name => [name, edge.rows[name]] as const);
  return [
    withNote(
      selectField(form, 'edge-time', edge.time, time, times, chosen =>
        setMask({ after: chosen !== 'before', renormalized: chosen === 'renormalized' }),
      ),
      edge.timeNote,
    ),
    ...(after
      ? []
      : [
          withNote(
            selectField(form, 'edge-fill', edge.fill, filled, fills, chosen => setMask({ fill: numbers[chosen] }), html`${box}`),
            edge.fillNote,
          ),
        ]),
    withNote(
      selectField(form, 'mask.empty_rows', edge.empty, empty, rows, chosen => setMask({ empty_rows: chosen })),
      edge.emptyNote,
    ),
  ];
}

/** All of them; an element, so that it can be loaded when it is unfolded. */
export class EdgesElement extends ViewElement {
  static override properties = { settings: { attribute: false } };
  declare settings: Settings | undefined;
  protected override readonly topics = ['figure', 'words'] as const;

  protected override render(): TemplateResult {
    return html`<div class="controls">${edgeFields({ store: this.settings ?? this.store, words: this.words })}</div>`;
  }
}

customElements.define('attention-edges', EdgesElement);
