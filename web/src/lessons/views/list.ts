import { html, nothing, type TemplateResult } from 'lit';
import { hashOfPlace, lessonList as listPlace } from '../../store/lesson-place.ts';
import type { Store } from '../../store/store.ts';
import { icon } from '../../views/icons.ts';
import { lessonCatalogue } from '../catalogue.ts';
import { goTo } from '../go.ts';
import { remembered } from '../remembered.ts';
import { lessonLink, richText } from './rich-text.ts';

/** All lessons, each with the question that it answers. */
export function lessonList(store: Store): TemplateResult {
  const { words, lessons } = lessonCatalogue();
  const { solved } = remembered();
  const toGlossary = (event: MouseEvent): void => {
    event.preventDefault();
    void goTo(store, { ...listPlace, part: 'glossary' });
  };
  return html`<h2 tabindex="-1">${words.lessons}</h2>
    <ol class="lesson-list">
      ${lessons.map(({ title, ask }, index) => {
        const done = solved.includes(index + 1)
          ? html`<span class="lesson-solved">${icon('check')}<span class="hidden-text">${words.exercise.solved}</span></span>`
          : nothing;
        const entry = html`<span class="lesson-number">${index + 1}</span><span class="lesson-entry"><b>${title}</b>${done}<span class="lesson-ask">${ask}</span></span>`;
        return html`<li data-lesson=${index + 1}>${lessonLink(index + 1, entry, store)}</li>`;
      })}
    </ol>
    <p class="lesson-aside"><a class="lesson-link" data-control="glossary" href=${hashOfPlace({ lesson: 0, part: 'glossary' })} @click=${toGlossary}>${words.glossary}</a></p>
    ${[words.timeline, words.uses].map(({ title, text }) => html`<section class="lesson-section"><h3>${title}</h3><p>${richText(text, store)}</p></section>`)}`;
}
