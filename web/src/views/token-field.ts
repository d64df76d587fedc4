import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { type Sentence, sentences } from '../store/scenario.ts';
import type { Topic } from '../store/store.ts';
import { mostText, textFields } from '../store/view.ts';
import { fill } from '../text/catalogue.ts';
import { preferences } from '../text/preferences.ts';
import { errorFor } from './fields.ts';
import { figureModel } from './figure.ts';
import { icon } from './icons.ts';
import { isAboutItself, litBy } from './marks.ts';
import { firstQuery, tokenNames, visible } from './names.ts';
import { ViewElement } from './view-element.ts';

/** More are said to be there: nobody reads them, and they are slow. */
const mostChips = 200;

const hasChinese = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** The sentences: a text field each, and the tokens that came of it. */
export class TokenFieldElement extends ViewElement {
  protected override readonly topics: readonly Topic[] = ['figure', 'words', 'point'];

  protected override render(): TemplateResult {
    const { scenario } = this.store;
    const given = sentences.filter(name => scenario[name] !== null);
    return html`<div class="token-fields ${given.length > 1 ? 'two' : ''}">
      ${given.map(name => this.#field(name, this.#label(name, given.length > 1), given.length > 1))}
    </div>`;
  }

  /** What a sentence is to the mechanism. */
  #label(name: Sentence, two: boolean): string {
    const { tokens } = this.words;
    const { mechanism, targets } = this.store.scenario;
    if (mechanism === 'pointer') return tokens.elements;
    if (mechanism === 'memory') return tokens[name === 'tokens' ? 'question' : name === 'keys' ? 'facts' : 'answers'];
    if (mechanism === 'decoder') return tokens[name === 'tokens' ? 'targets' : 'source'];
    if (name !== 'tokens') return tokens[name];
    return targets !== null ? tokens.source : two ? tokens.queries : tokens.both;
  }

  #field(name: Sentence, label: string, two: boolean): TemplateResult {
    const { store, words } = this;
    const text = store.view[textFields[name]];
    const tokens = store.scenario[name] ?? [];
    const wrong = store.errors.some(({ path }) => path.startsWith(name));
    const type = (event: Event): void => store.type(name, (event.target as HTMLInputElement).value);
    // A browser would take seconds to show what is refused anyway.
    const refuse = (event: InputEvent): void => {
      if ((event.data ?? '').length <= mostText) return;
      event.preventDefault();
      store.type(name, event.data ?? '');
    };
    // Each field has its share of the options beside its name; a single one has them beside its tokens.
    const options = html`${name === 'tokens' ? this.#segmentation() : nothing}${name === 'keys' || !two ? this.#sameKeys(two) : nothing}`;
    return html`<div class="token-field ${wrong ? 'wrong' : ''}">
      <div class=${two ? 'token-head' : 'hidden-text'}>
        <label for="control-${name}">${label}</label>
        ${two ? options : nothing}
      </div>
      <input class="sentence" type="text" id="control-${name}" data-control=${name} dir="auto" spellcheck="false" autocomplete="off" autocapitalize="off"
        placeholder=${words.tokens.placeholder} aria-invalid=${wrong} aria-describedby=${wrong ? `error-${name}` : nothing} .value=${live(text)} @beforeinput=${refuse} @input=${type} />
      ${errorFor({ store, words }, name)}
      <div class="token-row">
        <div class="chip-line">
          ${this.#chips(name, tokens)}
          <button type="button" class="chip add" data-add=${name} aria-label=${words.tokens.add} title=${words.tokens.add}>${icon('plus')}</button>
        </div>
        ${two ? nothing : options}
      </div>
    </div>`;
  }

  #chips(name: Sentence, tokens: readonly string[]): TemplateResult {
    const { store, words } = this;
    const model = figureModel(store.figure, store.looking, words);
    const lit = litBy(model, store.active);
    const first = model.weights ? firstQuery(model.scenario, model.weights.node) : 0;
    const asRows = name === 'tokens' && model.rowAxis === 'query';
    const within = isAboutItself(model, store.active);
    const asKeys =
      (name === 'keys' && !within) || (name === 'tokens' && within) || (name === 'tokens' && model.scenario.keys === null);
    const role = (index: number): string => {
      if (asRows && lit.row !== null && index === lit.row + first) return 'role-query pointed';
      return asKeys && index === lit.column ? 'role-key pointed' : '';
    };
    const names = name === 'tokens' ? tokenNames(store.scenario) : tokens;
    return html`<ul class="chips" data-chips=${name} aria-label=${fill(words.count, { n: tokens.length })}>
      ${names
        .slice(0, mostChips)
        .map(visible)
        .map(
          (label, index) =>
            html`<li><button type="button" class="chip ${role(index)}" dir="auto" tabindex=${index && -1} title=${tokens[index] ?? ''}>${label}</button></li>`,
        )}
      ${tokens.length > mostChips ? html`<li class="chip more">+ ${tokens.length - mostChips}</li>` : nothing}
    </ul>`;
  }

  #segmentation(): TemplateResult | typeof nothing {
    const { store, words } = this;
    const { view, scenario } = store;
    if (scenario.elements !== 'words') return nothing;
    const chinese = sentences.some(name => hasChinese.test(view[textFields[name]]));
    if (!chinese && preferences.language !== 'zh') return nothing;
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
    // The others are of two sentences.
    const either = mechanism === 'key_value' || mechanism === 'multi_head';
    if (!store.core.has(mechanism, 'keys') || (two && !either)) return nothing;
    const flip = (): void => store.separateKeys(!two, preferences.language);
    return html`<label class="check"><input type="checkbox" data-control="same-keys" .checked=${live(!two)} @change=${flip} />${words.sameKeys}</label>`;
  }
}

customElements.define('attention-tokens', TokenFieldElement);
