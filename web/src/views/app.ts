import { html, nothing, type TemplateResult } from 'lit';
import type { CoreError } from '../core/types.ts';
import { fill } from '../text/catalogue.ts';
import { toldError } from '../text/told.ts';
import './controls.ts';
import { painted } from '../store/frame.ts';
import type { Panel } from '../store/panels.ts';
import { preferences } from '../text/preferences.ts';
import { cellName, rich } from './explain.ts';
import { controlAtFault, errorLine } from './fields.ts';
import { emptyRowsSentence, figureModel } from './figure.ts';
import { answerFirstTouch } from './first-touch.ts';
import { headingOf } from './heading.ts';
import type { StackLayout } from './stack.ts';
import { ViewElement } from './view-element.ts';
import './arithmetic.ts';
import './formula.ts';
import './heads.ts';
import { narrow, phone } from './narrow.ts';
import { noticeLine } from './notice.ts';
import { shownPanel } from './panels.ts';
import { playByKey } from './player.ts';
import './rail.ts';
import './token-field.ts';
import './topbar.ts';
import { withTerms } from '../text/terms.ts';

const panelElements: Readonly<Record<Exclude<Panel, 'flow'>, TemplateResult>> = {
  points: html`<attention-points-panel></attention-points-panel>`,
  lines: html`<attention-lines-panel></attention-lines-panel>`,
  heads: html`<attention-heads-panel></attention-heads-panel>`,
  table: html`<attention-table-panel></attention-table-panel>`,
  cost: html`<attention-cost-panel></attention-cost-panel>`,
  compare: html`<attention-compare-panel></attention-compare-panel>`,
  code: html`<attention-code-panel></attention-code-panel>`,
};

/** Without those of the figure under them. */
const ownControls: readonly Panel[] = ['compare', 'cost', 'code'];

const presses = ['pointerdown', 'pointerup', 'pointercancel'];

/** The playground: everything on one page, nothing behind a button. */
export class AppElement extends ViewElement {
  readonly #phone = matchMedia(phone);
  /** Too narrow for the whole flow. */
  readonly #narrow = matchMedia(narrow);
  readonly #wide = matchMedia('(width >= 1200px)');
  /** A lesson beside the figure leaves it less room. */
  readonly #wider = matchMedia('(width >= 1380px)');
  #layout: StackLayout | null = null;
  /** Whether what is above and under the figure of a phone is there: the figure comes first. */
  #isWhole = false;

  override connectedCallback(): void {
    super.connectedCallback();
    for (const query of [this.#phone, this.#narrow, this.#wide, this.#wider]) query.addEventListener('change', this.#resized);
    window.addEventListener('keydown', this.#key);
    for (const type of presses) window.addEventListener(type, this.#press, true);
    answerFirstTouch(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const query of [this.#phone, this.#narrow, this.#wide, this.#wider]) query.removeEventListener('change', this.#resized);
    window.removeEventListener('keydown', this.#key);
    for (const type of presses) window.removeEventListener(type, this.#press, true);
  }

  protected override async firstUpdated(): Promise<void> {
    await painted();
    this.#isWhole = true;
    if (this.#phone.matches) this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const { store, words } = this;
    this.classList.toggle('learning', store.view.lesson !== null);
    const formula = html`<attention-formula></attention-formula>`;
    const phone = this.#phone.matches;
    const inputs = html`<div class="inputs">
      <attention-tokens></attention-tokens>
      ${phone ? nothing : html`<attention-heads></attention-heads>`}
    </div>`;
    return html`
      <button type="button" class="skip" @click=${this.#skip}>${words.skip}</button>
      ${phone && !this.#isWhole ? html`<div class="topbar"></div>` : html`<attention-topbar></attention-topbar>`}
      ${this.#beside()}
      <main>
        <div class="title">
          <div>
            <h1>${headingOf(store, words)}</h1>
            ${store.isOpening ? this.#opening() : html`<p class="lead">${withTerms(words.lead[store.mechanism])}</p>`}
          </div>
          ${phone ? nothing : formula}
        </div>
        ${this.#notices()}
        ${phone ? nothing : inputs}
        ${this.#lines()}
        <attention-panels></attention-panels>
        ${this.#long()} ${this.#panel(phone ? html`${inputs}${formula}` : nothing)}
        ${phone && !this.#isWhole ? nothing : this.#note()}
      </main>
      <attention-tooltip></attention-tooltip>`;
  }

  #note(): TemplateResult {
    const { store, words } = this;
    return html`<p class="note untrained">${store.isOpening ? withTerms(words.opening.note) : Object.keys(store.figure.scenario.weights).length > 0 ? nothing : withTerms(words.untrained)} <a href="./bench.html" data-control="bench">${words.bench}</a></p>`;
  }

  /** The lesson, or the list of mechanisms: on a narrow screen that is a menu in the bar at the top. */
  #beside(): TemplateResult | typeof nothing {
    if (this.store.view.lesson) return html`<attention-lesson></attention-lesson>`;
    return this.#narrow.matches ? nothing : html`<attention-rail></attention-rail>`;
  }

  /** Above what the page opens with: the question of its lesson, and the ways to all of them. */
  #opening(): TemplateResult {
    const { ask, lead, tour, all } = this.words.opening;
    return html`<div class="opening"><p>${withTerms(ask)}</p><p>${withTerms(lead)}</p><a href="#lesson-5-tour" data-control="opening-tour">${tour}</a><a href="#lessons" data-control="opening-lessons">${all}</a></div>`;
  }

  /** What is said above the figure. As long as a pointer drags something in it, it does not move under the pointer. */
  #lines(): TemplateResult {
    if (!this.#stroke) this.#said = html`${this.#emptyRows()} ${this.#gradients()} ${this.#edits()}`;
    return this.#said;
  }

  #said = html``;
  #stroke = false;

  #press = ({ type, target }: Event): void => {
    const before = this.#stroke;
    this.#stroke = type === 'pointerdown' && target instanceof Element && target.closest('attention-matrix') !== null;
    if (before && !this.#stroke) this.requestUpdate();
  };

  /** Gradients are not to be taken for values. */
  #gradients(): TemplateResult | typeof nothing {
    const { store, words } = this;
    const { gradientOf } = store.figure;
    if (!gradientOf) return nothing;
    const model = figureModel(store.figure, store.looking, words);
    return html`<p class="gradient-banner" data-notice="gradients"><span>${rich(words.gradient.banner, { other: cellName(gradientOf, { model, words }) })} ${model.trace.node(gradientOf.node)?.stage === 'loss' ? words.gradient.fromLogits : ''}</span>
      <button type="button" class="quiet" data-control="values" @click=${() => store.showGradients(null)}>${words.gradient.showValues}</button></p>`;
  }

  /** Numbers set by hand are remembered where they no longer show: they can all be released. */
  #edits(): TemplateResult | typeof nothing {
    const { store, words } = this;
    const { length } = store.scenario.edits;
    if (length === 0) return nothing;
    return html`<p class="gradient-banner" data-notice="edits"><span>${fill(words.edit.count, { n: length })}</span>
      <button type="button" class="quiet" data-control="release-all" @click=${() => store.set('edits', [], 'push')}>${words.edit.releaseAll}</button></p>`;
  }

  /** Beside the one row that is drawn of a long input: its outputs, and the choice of the row. */
  #long(): TemplateResult | typeof nothing {
    if (this.store.figure.scenario.query === null) return nothing;
    this.#longLoaded ??= Promise.all([import('./long.ts'), preferences.learnFurtherWords()]).then(() =>
      this.store.publish('figure'),
    );
    return html`<attention-long></attention-long>`;
  }

  #longLoaded: Promise<void> | null = null;

  /** A phone shows the figure first: who types under it sees it above the keyboard. Controls and arithmetic are in sheets there. */
  #panel(under: TemplateResult | typeof nothing): TemplateResult {
    const { store, words } = this;
    const panel = shownPanel(figureModel(store.figure, store.looking, words), store.view.panel);
    if (panel === 'flow' && this.#phone.matches)
      return html`<attention-stages></attention-stages>${this.#isWhole ? html`${under}${this.#parameters()}` : nothing}`;
    if (panel === 'flow' && !this.#narrow.matches) return this.#desk();
    return html`${panel === 'flow' ? html`<attention-stages></attention-stages>` : panelElements[panel]}${under}
      ${ownControls.includes(panel) ? nothing : html`<attention-controls .layout=${null}></attention-controls>${this.#parameters()}<attention-arithmetic></attention-arithmetic>`}`;
  }

  #desk(): TemplateResult {
    const wide = this.store.view.lesson ? this.#wider : this.#wide;
    return html`<attention-flow @laid-out=${this.#laidOut}></attention-flow>
      <attention-controls shows="at-hand" .layout=${wide.matches ? this.#layout : null}></attention-controls>
      <attention-arithmetic></attention-arithmetic>
      <attention-controls shows="folded"></attention-controls>${this.#parameters()}`;
  }

  /** What is given and has no place in the flow, folded away. */
  #parameters(): TemplateResult {
    if (this.#unfolded) void import('./parameters.ts');
    return html`<details class="edge-cases" data-view="parameters" @toggle=${this.#toggled}>
      <summary>${this.words.parameters}</summary>
      ${this.#unfolded ? html`<attention-parameters></attention-parameters>` : nothing}
    </details>`;
  }

  #unfolded = false;

  #toggled = (event: Event): void => {
    this.#unfolded = (event.target as HTMLDetailsElement).open;
    this.requestUpdate();
  };

  #notices(): TemplateResult | typeof nothing {
    const { store, words } = this;
    const isStray = (error: CoreError): boolean =>
      !controlAtFault(store, error) && !(store.locked && error.path.startsWith('edits['));
    const stray = store.errors.filter(isStray);
    return html`${noticeLine(store, words)}${stray.map(error => errorLine(toldError(error, words), error.path))}`;
  }

  #emptyRows(): TemplateResult | typeof nothing {
    const { store, words } = this;
    const model = figureModel(store.figure, store.looking, words);
    if (model.emptyRows.length === 0) return nothing;
    return html`<p class="notice" data-notice="empty-rows">${emptyRowsSentence(model, words)}</p>`;
  }

  #laidOut = (event: CustomEvent<StackLayout>): void => {
    // Under several lines no control would stand under its stage.
    const layout = event.detail.lanes.length === 1 ? event.detail : null;
    if (places(layout) === places(this.#layout)) return;
    this.#layout = layout;
    this.requestUpdate();
  };

  #resized = (): void => this.requestUpdate();

  #key = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.store.locked) this.store.lock(null);
    if (playByKey(event)) {
      event.preventDefault();
      return;
    }
    const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
    if (altKey || ctrlKey === metaKey) return;
    const direction = key.toLowerCase() === 'y' || (key.toLowerCase() === 'z' && shiftKey) ? 'redo' : key === 'z' ? 'undo' : null;
    if (!direction) return;
    // A field's own would undo what is typed, but not what was made of it.
    event.preventDefault();
    this.store.step(direction);
  };

  #skip = (): void => this.querySelector<HTMLElement>('attention-matrix [tabindex="0"]')?.focus();
}

/** Where controls are to stand: most keystrokes leave that as it is. */
function places(layout: StackLayout | null): string {
  return layout ? layout.stops.map(({ x, part }) => `${part.node.stage} ${x}`).join() : '';
}

customElements.define('attention-app', AppElement);
