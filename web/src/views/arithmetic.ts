import { html, nothing, type TemplateResult } from 'lit';
import type { Topic } from '../store/store.ts';
import { type Answer, answer, type StepKey } from './explain.ts';
import { type FigureModel, figureModel } from './figure.ts';
import { icon } from './icons.ts';
import { ViewElement } from './view-element.ts';
import './number.ts';

/** The arithmetic of the cell that is looked at: a question, and its answer in numbered steps. */
export class ArithmeticElement extends ViewElement {
  static override properties = { compact: { type: Boolean } };
  /** One step at a time, chosen by tabs, for narrow screens. */
  declare compact: boolean;
  protected override readonly topics: readonly Topic[] = ['point', 'figure', 'words'];
  #model: FigureModel | null = null;
  #expanded = new Set<StepKey>();
  #tab: StepKey | null = null;
  #asked = '';

  constructor() {
    super();
    this.compact = false;
  }

  protected override changed(topic: Topic): void {
    if (topic !== 'point') this.#model = null;
    this.requestUpdate();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { store, words } = this;
    const cell = store.active;
    if (!cell) return nothing;
    this.#model ??= figureModel(store.figure.trace, store.figure.scenario, store.head, words);
    const asked = `${cell.node},${cell.row},${cell.column}`;
    if (asked !== this.#asked) this.#expanded.clear();
    this.#asked = asked;
    const found = answer(cell, {
      model: this.#model,
      words,
      follow: to => store.follow(to),
      expanded: this.#expanded,
      toggle: key => this.#toggle(key),
      most: this.compact ? 3 : 4,
    });
    return html`<section class="arithmetic ${this.compact ? 'compact' : ''}" aria-live=${store.locked ? 'polite' : 'off'}>
      <header>
        <h2>${found.question}</h2>
        ${this.#state()}
      </header>
      ${this.compact ? this.#tabs(found) : html`<ol class="steps">${found.steps.map(({ key, title, body }, index) => this.#step(key, index, title, body))}</ol>`}
    </section>`;
  }

  #step(key: StepKey, index: number, title: TemplateResult, body: TemplateResult): TemplateResult {
    return html`<li class="step" data-step=${key}>
      <h3><span class="step-number">${index + 1}</span> ${title}</h3>
      <div class="step-body">${body}</div>
    </li>`;
  }

  #tabs({ steps }: Answer): TemplateResult {
    const { words } = this;
    const preferred = this.#tab ?? 'softmax';
    const chosen = steps.find(({ key }) => key === preferred) ?? steps[0];
    return html`${
      steps.length > 1
        ? html`<div class="tabs">
            ${steps.map(
              ({ key }, index) =>
                html`<button type="button" aria-pressed=${key === chosen?.key} @click=${() => this.#choose(key)}><span class="step-number">${index + 1}</span> ${words.steps.tab[key]}</button>`,
            )}
          </div>`
        : nothing
    }
    ${chosen ? html`<div class="step-body" data-step=${chosen.key}>${chosen.body}</div>` : nothing}`;
  }

  #state(): TemplateResult {
    const { store, words } = this;
    const back = store.canGoBack
      ? html`<button type="button" class="quiet" data-control="back" @click=${() => store.goBack()}>${icon('undo')}${words.back}</button>`
      : nothing;
    if (!store.locked) return html`<div class="arithmetic-state">${back}<span class="note">${words.hover}</span></div>`;
    return html`<div class="arithmetic-state">
      ${back}<span class="note">${words.locked}</span>
      <button type="button" class="icon-button small" data-control="release" aria-label=${words.letGo} @click=${() => store.lock(null)}>${icon('close')}</button>
    </div>`;
  }

  #toggle(key: StepKey): void {
    if (!this.#expanded.delete(key)) this.#expanded.add(key);
    this.requestUpdate();
  }

  #choose(key: StepKey): void {
    this.#tab = key;
    this.requestUpdate();
  }
}

customElements.define('attention-arithmetic', ArithmeticElement);
