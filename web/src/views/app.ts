import { html, nothing, type TemplateResult } from 'lit';
import { errorSentence } from '../text/errors.ts';
import './controls.ts';
import { controlAtFault, errorLine } from './fields.ts';
import { emptyRowsSentence, figureModel } from './figure.ts';
import type { FlowLayout } from './layout.ts';
import { ViewElement } from './view-element.ts';
import './arithmetic.ts';
import './flow.ts';
import './formula.ts';
import './heads.ts';
import './rail.ts';
import './stages.ts';
import './token-field.ts';
import './tooltip.ts';
import './topbar.ts';

/** The playground: everything on one page, nothing behind a button. */
export class AppElement extends ViewElement {
  readonly #phone = matchMedia('(width < 600px)');
  readonly #wide = matchMedia('(width >= 1200px)');
  #layout: FlowLayout | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    for (const query of [this.#phone, this.#wide]) query.addEventListener('change', this.#resized);
    window.addEventListener('keydown', this.#key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const query of [this.#phone, this.#wide]) query.removeEventListener('change', this.#resized);
    window.removeEventListener('keydown', this.#key);
  }

  protected override render(): TemplateResult {
    const { store, words } = this;
    return html`
      <button type="button" class="skip" @click=${this.#skip}>${words.skip}</button>
      <attention-topbar></attention-topbar>
      <attention-rail></attention-rail>
      <main>
        <div class="title">
          <div>
            <h1>${this.#heading()}</h1>
            <p class="lead">${words.lead[store.entry]}</p>
          </div>
          <attention-formula></attention-formula>
        </div>
        ${this.#notices()}
        <div class="inputs">
          <attention-tokens></attention-tokens>
          ${this.#phone.matches ? nothing : html`<attention-heads></attention-heads>`}
        </div>
        ${this.#emptyRows()}
        ${this.#phone.matches ? html`<attention-stages></attention-stages>` : this.#desk()}
        <p class="note untrained">${words.untrained}</p>
      </main>
      <attention-tooltip></attention-tooltip>`;
  }

  #desk(): TemplateResult {
    return html`<attention-flow @laid-out=${this.#laidOut}></attention-flow>
      <attention-controls .layout=${this.#wide.matches ? this.#layout : null}></attention-controls>
      <attention-arithmetic></attention-arithmetic>`;
  }

  #heading(): string {
    const { store, words } = this;
    const { mask, mechanism } = store.figure.scenario;
    const suffix = mask.causal && mechanism !== 'pointer' ? words.causalSuffix : '';
    return `${words.heading[store.entry]}${suffix}`;
  }

  #notices(): TemplateResult | typeof nothing {
    const { store, words } = this;
    const broken = store.brokenLink
      ? html`<p class="notice" role="alert" data-notice="broken-link">${words.brokenLink}</p>`
      : nothing;
    const stray =
      store.error && !controlAtFault(store) ? errorLine(errorSentence(store.error, words), store.error.path) : nothing;
    return html`${broken}${stray}`;
  }

  #emptyRows(): TemplateResult | typeof nothing {
    const { store, words } = this;
    const model = figureModel(store.figure.trace, store.figure.scenario, store.head, words);
    if (model.emptyRows.length === 0) return nothing;
    return html`<p class="notice" data-notice="empty-rows">${emptyRowsSentence(model, words)}</p>`;
  }

  #laidOut = (event: CustomEvent<FlowLayout>): void => {
    this.#layout = event.detail;
    this.requestUpdate();
  };

  #resized = (): void => this.requestUpdate();

  #key = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.store.locked) this.store.lock(null);
  };

  #skip = (): void => this.querySelector<HTMLElement>('attention-matrix [tabindex="0"]')?.focus();
}

customElements.define('attention-app', AppElement);
