import { html, type LitElement, nothing, type TemplateResult } from 'lit';
import type { LessonPlace } from '../../store/lesson-place.ts';
import type { Topic } from '../../store/store.ts';
import { preferences } from '../../text/preferences.ts';
import { icon } from '../../views/icons.ts';
import { narrow } from '../../views/narrow.ts';
import { ViewElement } from '../../views/view-element.ts';
import { lessonCatalogue, speakLessons } from '../catalogue.ts';
import { leave, toList } from '../go.ts';
import { translated } from '../translate.ts';
import { glossaryView } from './glossary.ts';
import { lessonList } from './list.ts';
import { lessonPage } from './page.ts';
import './exercise.ts';
import './tour.ts';

/** The lessons beside the figure: the list of them, one of them, or the glossary. */
export class LessonElement extends ViewElement {
  readonly #narrow = matchMedia(narrow);
  #shown = '';
  /** On narrow screens the card lies over the page, which leaves room for it. */
  readonly #room = new ResizeObserver(([entry]) => {
    if (entry) this.style.setProperty('--card', `${Math.ceil(entry.target.getBoundingClientRect().height)}px`);
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#narrow.addEventListener('change', this.#resized);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#narrow.removeEventListener('change', this.#resized);
    this.#room.disconnect();
  }

  protected override changed(topic: Topic): void {
    if (topic === 'words') void this.#translate();
    this.requestUpdate();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { store } = this;
    const place = store.view.lesson;
    if (!place) return nothing;
    const { words } = lessonCatalogue();
    const card = place.part === 'tour' || place.part === 'try';
    return html`<aside class="lesson ${card ? 'with-card' : ''}" aria-label=${words.lessons}>
      <div class="lesson-bar">
        ${place.lesson === 0 && place.part !== 'glossary' ? html`<span></span>` : html`<button type="button" class="quiet" data-control="lesson-list" @click=${() => toList(store)}>${icon('previous')}${words.back}</button>`}
        <button type="button" class="icon-button small" data-control="leave-lessons" aria-label=${words.close} title=${words.close} @click=${() => leave(store)}>${icon('close')}</button>
      </div>
      ${this.#content(place)}
    </aside>`;
  }

  #content(place: LessonPlace): TemplateResult {
    const { store } = this;
    if (place.part === 'glossary') return glossaryView();
    if (place.lesson === 0) return lessonList(store);
    return lessonPage(store, place, this.#narrow.matches);
  }

  protected override updated(): void {
    const place = this.store.view.lesson;
    this.#room.disconnect();
    void this.querySelector<LitElement>('attention-tour, attention-exercise')?.updateComplete.then(() => {
      const card = this.querySelector('.lesson-card');
      if (card) this.#room.observe(card);
    });
    const shown = place ? `${place.lesson} ${place.part === 'glossary'}` : '';
    const first = this.#shown === '';
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.querySelector('.lesson')?.scrollTo({ top: 0 });
    // Who came here by a button goes on reading from the heading.
    if (!first) this.querySelector<HTMLElement>('h2')?.focus({ preventScroll: !this.#narrow.matches });
  }

  /** The words of the lessons, and those of a figure that is still a lesson's own. */
  async #translate(): Promise<void> {
    const { store } = this;
    await speakLessons(preferences.language);
    const state = translated(store, preferences.language);
    if (state) await store.openState(state);
    this.requestUpdate();
  }

  #resized = (): void => this.requestUpdate();
}

customElements.define('attention-lesson', LessonElement);
