import { html, nothing, type TemplateResult } from 'lit';
import type { Cell } from '../core/types.ts';
import type { Topic } from '../store/store.ts';
import { type Answer, answer, type StepKey } from './explain.ts';
import { type FigureModel, figureModel } from './figure.ts';
import { icon } from './icons.ts';
import { nameOf } from './names.ts';
import { PatientElement } from './patient-element.ts';
import { symbolFor, symbolText } from './symbols.ts';
import './number.ts';

/** The arithmetic of the cell that is looked at: a question, and its answer in numbered steps. */
export class ArithmeticElement extends PatientElement {
  static override properties = { compact: { type: Boolean } };
  /** One step at a time, chosen by tabs, for narrow screens. */
  declare compact: boolean;
  protected override readonly topics: readonly Topic[] = ['point', 'figure', 'words'];
  #model: FigureModel | null = null;
  #expanded = new Set<StepKey>();
  #tab: StepKey | null = null;
  #asked = '';
  #inverting = false;
  /** A panel that shrank from cell to cell would scroll the cells away from under the pointer. */
  readonly #room = new ResizeObserver(([entry]) => {
    const { width = 0, height = 0 } = entry?.contentRect ?? {};
    if (width === this.#width) this.style.setProperty('min-height', `${Math.ceil(height)}px`);
    else {
      this.style.removeProperty('min-height');
      const before = termsIn(this.#width);
      this.#width = width;
      if (termsIn(width) !== before) this.requestUpdate();
    }
  });
  #width = Number.POSITIVE_INFINITY;

  constructor() {
    super();
    this.compact = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#room.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#room.disconnect();
  }

  protected override changed(topic: Topic): void {
    if (topic !== 'point') {
      this.#model = null;
      this.style.removeProperty('min-height');
    }
    super.changed(topic);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { store, words } = this;
    const cell = store.active;
    if (!cell) return nothing;
    this.#model ??= figureModel(store.figure, store.looking, words);
    const asked = `${cell.node},${cell.row},${cell.column}`;
    if (asked !== this.#asked) {
      this.#expanded.clear();
      this.#inverting = false;
    }
    this.#asked = asked;
    const found = answer(cell, {
      model: this.#model,
      words,
      follow: to => store.follow(to),
      followValue: to => {
        store.follow(to);
        void store.showGradients(null);
      },
      expanded: this.#expanded,
      toggle: key => this.#toggle(key),
      most: termsIn(this.#width),
    });
    return html`<section class="arithmetic ${this.compact ? 'compact' : ''}" aria-live=${store.locked ? 'polite' : 'off'}>
      ${this.#crumbs(cell)}
      <header>
        <h2>${found.question}</h2>
        ${this.#state()}
      </header>
      ${this.#gradients(cell)}
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

  /** The way from number to number that led here. */
  #crumbs(cell: Cell): TemplateResult | typeof nothing {
    const { store, words } = this;
    const model = this.#model;
    const { trail } = store;
    if (!model || trail.length === 0) return nothing;
    // A[it, dog]: the names of matrices, as the figure has them.
    const place = (at: Cell): string => {
      const node = model.trace.node(at.node);
      if (!node) return '';
      const named = node.stage === 'parameter' || node.stage === 'internal';
      const symbol = named ? node.name : symbolText(symbolFor(node));
      return `${symbol}[${nameOf(model, node, 'row', at.row, words)}, ${nameOf(model, node, 'column', at.column, words)}]`;
    };
    const crumb = (at: Cell | null, index: number): TemplateResult | typeof nothing =>
      at
        ? html`<li><button type="button" class="crumb" data-crumb=${index} dir="auto" @click=${() => store.goBack(index)}>${place(at)}</button></li>`
        : nothing;
    return html`<nav aria-label=${words.trail}><ol class="crumbs">${trail.map(crumb)}<li aria-current="location" dir="auto">${place(cell)}</li></ol></nav>`;
  }

  /** The way to the gradients of the number that is looked at. */
  #gradients(cell: Cell): TemplateResult | typeof nothing {
    const { store, words } = this;
    if (store.figure.gradientOf || !store.locked) return nothing;
    return html`<div class="arithmetic-ways">
      <button type="button" class="quiet" data-control="gradients" @click=${() => store.showGradients(cell)}>∂ ${words.showGradients}</button>
      ${this.#inverse(cell)}
    </div>`;
  }

  /** The way to set a computed number: what it is made of then changes. */
  #inverse(cell: Cell): TemplateResult | typeof nothing {
    const { store, words } = this;
    const explanation = store.figure.trace.explain(cell);
    if (explanation.formula === 'given') return nothing;
    if (this.#inverting) return html`<attention-inverse></attention-inverse>`;
    const open = async (): Promise<void> => {
      const [ready] = await Promise.all([store.prepareInverse(), import('./inverse.ts')]);
      this.#inverting = ready;
      this.requestUpdate();
    };
    return html`<button type="button" class="quiet" data-control="inverse" @click=${open}>${words.setTo}</button>`;
  }

  #toggle(key: StepKey): void {
    if (!this.#expanded.delete(key)) this.#expanded.add(key);
    this.style.removeProperty('min-height');
    this.requestUpdate();
  }

  #choose(key: StepKey): void {
    this.#tab = key;
    this.requestUpdate();
  }
}

/** How many terms of a sum leave room for its result. */
function termsIn(width: number): number {
  return width < 480 ? 2 : width < 720 ? 3 : 4;
}

customElements.define('attention-arithmetic', ArithmeticElement);
