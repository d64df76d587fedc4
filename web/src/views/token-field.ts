import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Topic } from '../store/store.ts';
import { fill } from '../text/catalogue.ts';
import { preferences } from '../text/preferences.ts';
import { errorFor } from './fields.ts';
import { figureModel } from './figure.ts';
import { litBy } from './marks.ts';
import { ViewElement } from './view-element.ts';

const hasChinese = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** The sentences: a text field each, and the tokens that came of it. */
export class TokenFieldElement extends ViewElement {
  protected override readonly topics: readonly Topic[] = ['figure', 'words', 'point'];

  protected override render(): TemplateResult {
    const { store, words } = this;
    const { scenario, view } = store;
    const pointer = scenario.mechanism === 'pointer';
    const two = scenario.keys !== null && !pointer;
    const label = pointer ? words.tokens.elements : two ? words.tokens.queries : words.tokens.both;
    return html`<div class="token-fields ${two ? 'two' : ''}">
      ${this.#field('tokens', label, view.text, scenario.tokens, two)}
      ${two ? this.#field('keys', words.tokens.keys, view.keysText, scenario.keys ?? [], two) : nothing}
    </div>`;
  }

  #field(name: 'tokens' | 'keys', label: string, text: string, tokens: readonly string[], two: boolean): TemplateResult {
    const { store, words } = this;
    const wrong = store.error?.path.startsWith(name) ?? false;
    const type = (event: Event): void => store.type(name, (event.target as HTMLInputElement).value);
    // Each field has its share of the options beside its name; a single one has them beside its tokens.
    const options = html`${name === 'tokens' ? this.#segmentation() : nothing}${name === 'keys' || !two ? this.#sameKeys(two) : nothing}`;
    return html`<div class="token-field ${wrong ? 'wrong' : ''}">
      <div class=${two ? 'token-head' : 'hidden-text'}>
        <label for="control-${name}">${label}</label>
        ${two ? options : nothing}
      </div>
      <input class="sentence" type="text" id="control-${name}" data-control=${name} dir="auto" spellcheck="false" autocomplete="off" autocapitalize="off"
        placeholder=${words.tokens.placeholder} aria-invalid=${wrong} aria-describedby=${wrong ? `error-${name}` : nothing} .value=${live(text)} @input=${type} />
      ${errorFor({ store, words }, name)}
      <div class="token-row">
        ${this.#chips(name, tokens)}
        ${two ? nothing : options}
      </div>
    </div>`;
  }

  #chips(name: 'tokens' | 'keys', tokens: readonly string[]): TemplateResult {
    const { store, words } = this;
    const model = figureModel(store.figure.trace, store.figure.scenario, store.head, words);
    const lit = litBy(model, store.active);
    const asKeys = name === 'keys' || model.scenario.keys === null || model.rowAxis === 'step';
    const role = (index: number): string => {
      if (name === 'tokens' && index === lit.row && model.rowAxis !== 'step') return 'role-query pointed';
      return asKeys && index === lit.column ? 'role-key pointed' : '';
    };
    return html`<ul class="chips" data-chips=${name} tabindex=${tokens.length > 8 ? '0' : nothing} aria-label=${fill(words.count, { n: tokens.length })}>
      ${tokens.map((token, index) => html`<li class="chip ${role(index)}" dir="auto" title=${token}>${token}</li>`)}
    </ul>`;
  }

  #segmentation(): TemplateResult | typeof nothing {
    const { store, words } = this;
    const { view } = store;
    if (!hasChinese.test(view.text) && !hasChinese.test(view.keysText) && preferences.language !== 'zh') return nothing;
    return html`<fieldset class="segmented" data-control="segmentation">
      <legend>${words.segmentation.label}</legend>
      ${(['words', 'characters'] as const).map(
        by =>
          html`<button type="button" data-control="segment-${by}" aria-pressed=${view.segmentation === by} @click=${() => store.segmentBy(by)}>${words.segmentation[by]}</button>`,
      )}
    </fieldset>`;
  }

  #sameKeys(two: boolean): TemplateResult | typeof nothing {
    const { store, words } = this;
    const { mechanism } = store.scenario;
    if (mechanism !== 'key_value' && mechanism !== 'multi_head') return nothing;
    const flip = (): void => store.separateKeys(!two, preferences.language);
    return html`<label class="check"><input type="checkbox" data-control="same-keys" .checked=${live(!two)} @change=${flip} />${words.sameKeys}</label>`;
  }
}

customElements.define('attention-tokens', TokenFieldElement);
