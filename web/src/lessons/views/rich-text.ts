import { html, type TemplateResult } from 'lit';
import type { Store } from '../../store/store.ts';
import { preferences } from '../../text/preferences.ts';
import { lessonCatalogue } from '../catalogue.ts';
import { goTo, hashOfLesson } from '../go.ts';
import { inlineMath } from '../tex.ts';
import type { GlossaryEntry } from '../text.ts';
import { type Piece, TermMarks } from './term-marks.ts';

/** A sentence with its mathematics drawn, its terms explained on tap, and its references to other lessons as links. */
export function richText(text: string, store: Store): Piece[] {
  return text.split(/\$([^$]+)\$/).flatMap((piece, index) => (index % 2 === 1 ? [inlineMath(piece)] : words(piece, store)));
}

const lessonNumber = { en: /(\blessons? \d+)/i, zh: /(第 ?\d+ ?课)/ };

function words(text: string, store: Store): Piece[] {
  const used = new Set<GlossaryEntry>();
  return text
    .split(lessonNumber[preferences.language])
    .flatMap((piece, index) =>
      index % 2 === 1 ? [lessonLink(Number(/\d+/.exec(piece)), piece, store)] : marks().mark(piece, used),
    );
}

export function lessonLink(lesson: number, text: string | TemplateResult, store: Store): TemplateResult {
  const follow = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    void goTo(store, { lesson, preset: '', part: 'read', step: 0 });
  };
  return html`<a class="lesson-link" href=${hashOfLesson(lesson)} @click=${follow}>${text}</a>`;
}

const made = new Map<string, TermMarks>();

function marks(): TermMarks {
  const { language } = preferences;
  const known = made.get(language) ?? new TermMarks(lessonCatalogue().glossary, language);
  made.set(language, known);
  return known;
}
