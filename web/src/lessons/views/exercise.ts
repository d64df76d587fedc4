import { html, nothing, type TemplateResult } from 'lit';
import { hashOfPlace } from '../../store/lesson-place.ts';
import type { Topic } from '../../store/store.ts';
import { icon } from '../../views/icons.ts';
import { ViewElement } from '../../views/view-element.ts';
import { lessonCatalogue } from '../catalogue.ts';
import { type Finding, findingOf } from '../findings.ts';
import { goTo, openFigure } from '../go.ts';
import { rememberSolved } from '../remembered.ts';
import { lessonOf } from '../structure.ts';
import { richText } from './rich-text.ts';
import { situationOf } from './situations.ts';

/** An exercise: what is asked, and how far off the figure is, as the core computes it. */
export class ExerciseElement extends ViewElement {
  protected override readonly topics: readonly Topic[] = ['figure', 'words'];

  protected override render(): TemplateResult | typeof nothing {
    const place = this.store.view.lesson;
    const text = place && lessonCatalogue().lessons[place.lesson - 1];
    if (!place || !text || place.part !== 'try') return nothing;
    const { words } = lessonCatalogue();
    const findings = this.#findings(place.lesson);
    const solved = findings.length > 0 && findings.every(({ done }) => done);
    if (solved) rememberSolved(place.lesson);
    return html`<section class="lesson-card exercise-card ${solved ? 'solved' : ''}" aria-label=${words.exercise.title} @keydown=${this.#key}>
      <header><h3>${words.exercise.title}</h3>
        <button type="button" class="icon-button small" data-control="leave-exercise" aria-label=${words.exercise.leave} title=${words.exercise.leave} @click=${this.#leave}>${icon('close')}</button></header>
      <p>${richText(text.exercise, this.store)}</p>
      <ul class="findings" aria-live="polite">
        ${findings.map(({ done, sentence }) => html`<li class=${done ? 'good' : ''}>${icon(done ? 'check' : 'circle')}<span>${sentence}</span><span class="hidden-text">${done ? words.tour.done : words.exercise.open}</span></li>`)}
      </ul>
      <p class="exercise-state" role="status">${solved ? html`${icon('check')}${words.exercise.solved}` : nothing}</p>
      <footer>
        <button type="button" class="quiet" data-control="restart" @click=${() => openFigure(this.store, place)}>${icon('undo')}${words.restart}</button>
        <a class="quiet" data-control="exercise-link" href=${hashOfPlace(place)}>${icon('link')}${words.exercise.link}</a>
      </footer>
    </section>`;
  }

  #findings(lesson: number): Finding[] {
    const situation = situationOf(this.store, this.words);
    if (!situation) return [];
    return lessonOf(lesson).exercise.conditions.map(condition => findingOf(condition, situation, lessonCatalogue().words));
  }

  #leave = (): void => {
    const place = this.store.view.lesson;
    if (place) void goTo(this.store, { ...place, part: 'read' });
  };

  #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.#leave();
  };
}

customElements.define('attention-exercise', ExerciseElement);
