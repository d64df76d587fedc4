import { html, nothing, type TemplateResult } from 'lit';
import { type LessonPlace, lessonCount } from '../../store/lesson-place.ts';
import type { Store } from '../../store/store.ts';
import { fill } from '../../text/catalogue.ts';
import { icon } from '../../views/icons.ts';
import { lessonCatalogue } from '../catalogue.ts';
import { goTo, openFigure } from '../go.ts';
import { remembered } from '../remembered.ts';
import { lessonOf } from '../structure.ts';
import { formulaMath, inlineMath } from '../tex.ts';
import type { LessonText } from '../text.ts';
import type { Lesson } from '../types.ts';
import { lessonLink, richText } from './rich-text.ts';

/** One lesson, to be read beside its figure. */
export function lessonPage(store: Store, place: LessonPlace, narrow: boolean): TemplateResult {
  const { words, lessons } = lessonCatalogue();
  const text = lessons[place.lesson - 1];
  const lesson = lessonOf(place.lesson);
  if (!text) return html``;
  const sections = html`${notes(text, store)} ${mathematics(lesson, text, store)} ${exercise(text, store, place)} ${references(text)} ${neighbours(store, place)}`;
  return html`<p class="lesson-of">${fill(words.lesson, { n: place.lesson })}</p>
    <h2 tabindex="-1">${text.title}</h2>
    <p class="lesson-question">${text.ask}</p>
    ${figures(lesson, text, store, place)}
    ${place.part === 'tour' ? html`<attention-tour></attention-tour>` : place.part === 'try' ? html`<attention-exercise></attention-exercise>` : start(store, place, lesson)}
    ${narrow ? html`<details class="lesson-more"><summary>${words.more}</summary>${sections}</details>` : sections}`;
}

/** The figures that a lesson has, and where their numbers come from. */
function figures(lesson: Lesson, text: LessonText, store: Store, place: LessonPlace): TemplateResult {
  const { words } = lessonCatalogue();
  const { presets } = lesson;
  const origin = presets.find(({ id }) => id === place.preset)?.origin ?? 'hand';
  const open = (preset: string): void => void openFigure(store, { ...place, preset, part: 'read' });
  const choice =
    presets.length > 1
      ? html`<div class="lesson-presets" role="group" aria-label=${words.figure}>${presets.map(
          ({ id }) =>
            html`<button type="button" data-preset=${id} aria-pressed=${id === place.preset} @click=${() => open(id)}>${text.presets[id]}</button>`,
        )}</div>`
      : nothing;
  return html`<div class="lesson-figures">${choice}
    <span class="lesson-origin" data-origin=${origin} title=${words.originMeaning[origin]}>${words.origin[origin]}<span class="hidden-text">: ${words.originMeaning[origin]}</span></span>
    <button type="button" class="icon-button small" data-control="restart-figure" aria-label=${words.restart} title=${words.restart} @click=${() => openFigure(store, place)}>${icon('restart')}</button>
  </div>`;
}

function start(store: Store, place: LessonPlace, { tour }: Lesson): TemplateResult {
  const { words } = lessonCatalogue();
  const left = Math.min(remembered().steps[place.lesson] ?? 0, tour.length - 1);
  const go = (): void => void goTo(store, { ...place, part: 'tour', step: left });
  return html`<p class="lesson-start"><button type="button" class="primary" data-control="start-tour" @click=${go}>${icon('play')}<span>${left > 0 ? words.tour.resume : words.tour.start}</span></button>
    <span class="note">${fill(words.tour.of, { n: left + 1, total: tour.length })}</span></p>`;
}

function notes({ notice, myth }: LessonText, store: Store): TemplateResult {
  const { words } = lessonCatalogue();
  return html`<section class="lesson-section"><h3>${words.notice}</h3><p>${richText(notice, store)}</p></section>
    <section class="lesson-section"><h3>${words.myth}</h3><p class="lesson-claim">${myth.claim}</p><p>${richText(myth.answer, store)}</p></section>`;
}

function mathematics({ formulas, shapes }: Lesson, { math, table }: LessonText, store: Store): TemplateResult {
  const { words } = lessonCatalogue();
  return html`<section class="lesson-section"><h3>${words.math}</h3>
    ${table ? tableOf(table, store) : nothing}
    <div class="lesson-formulas">${formulas.map(source => formulaMath(source))}</div>
    ${math === '' ? nothing : html`<p>${richText(math, store)}</p>`}
    ${
      shapes.length === 0
        ? nothing
        : html`<dl class="shapes" aria-label=${words.shapes}>${shapes.map(([symbols, shape]) => html`<div><dt>${inlineMath(symbols)}</dt><dd>${inlineMath(shape)}</dd></div>`)}</dl>`
    }
  </section>`;
}

function tableOf({ head, rows }: NonNullable<LessonText['table']>, store: Store): TemplateResult {
  return html`<div class="lesson-table" tabindex="0" role="region" aria-label=${head[0] ?? ''}><table>
    <thead><tr>${head.map(text => html`<th scope="col">${text}</th>`)}</tr></thead>
    <tbody>${rows.map(([name = '', ...cells]) => html`<tr><th scope="row">${name}</th>${cells.map(cell => html`<td>${richText(cell, store)}</td>`)}</tr>`)}</tbody>
  </table></div>`;
}

function exercise(text: LessonText, store: Store, place: LessonPlace): TemplateResult | typeof nothing {
  if (place.part === 'try') return nothing;
  const { words } = lessonCatalogue();
  const solve = (): void => void goTo(store, { ...place, part: 'try', step: 0 });
  return html`<section class="lesson-section"><h3>${words.exercise.title}</h3><p>${richText(text.exercise, store)}</p>
    <button type="button" class="lesson-button" data-control="start-exercise" @click=${solve}>${words.exercise.start}</button></section>`;
}

function references({ refs }: LessonText): TemplateResult {
  return html`<section class="lesson-section lesson-refs"><h3>${lessonCatalogue().words.refs}</h3><p>${refs}</p></section>`;
}

function neighbours(store: Store, { lesson }: LessonPlace): TemplateResult {
  const { words, lessons } = lessonCatalogue();
  const link = (number: number, label: string): TemplateResult =>
    lessonLink(number, html`<small>${label}</small><span>${number} ${lessons[number - 1]?.title}</span>`, store);
  return html`<nav class="lesson-neighbours" aria-label=${words.lessons}>
    ${lesson > 1 ? link(lesson - 1, words.previous) : html`<span></span>`}
    ${lesson < lessonCount ? link(lesson + 1, words.next) : nothing}
  </nav>`;
}
