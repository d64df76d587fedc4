import { html, type TemplateResult } from 'lit';
import type { Store } from '../../store/store.ts';
import { preferences } from '../../text/preferences.ts';
import { lessonCatalogue } from '../catalogue.ts';
import { goTo, hashOfLesson } from '../go.ts';
import { inlineMath } from '../tex.ts';
import type { GlossaryEntry } from '../text.ts';
import './term.ts';

type Piece = TemplateResult | string;

/** A sentence with its mathematics drawn, its terms explained on tap, and its references to other lessons as links. */
export function richText(text: string, store: Store): Piece[] {
  return text.split(/\$([^$]+)\$/).flatMap((piece, index) => (index % 2 === 1 ? [inlineMath(piece)] : words(piece, store)));
}

function words(text: string, store: Store): Piece[] {
  const { pattern, entries } = terms();
  const pieces: Piece[] = [];
  const used = new Set<GlossaryEntry>();
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    const { groups = {}, index } = match;
    const [found] = match;
    const number = groups.lessonEn ?? groups.lessonZh;
    const entry = entries.find((_, at) => groups[`t${at}`] !== undefined);
    // Once in a paragraph is enough.
    if (!number && (!entry || used.has(entry))) continue;
    pieces.push(text.slice(from, index));
    pieces.push(
      number ? lessonLink(Number(number), found, store) : html`<attention-term .entry=${entry} .word=${found}></attention-term>`,
    );
    if (entry) used.add(entry);
    from = index + found.length;
  }
  pieces.push(text.slice(from));
  return pieces;
}

export function lessonLink(lesson: number, text: string | TemplateResult, store: Store): TemplateResult {
  const follow = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    void goTo(store, { lesson, preset: '', part: 'read', step: 0 });
  };
  return html`<a class="lesson-link" href=${hashOfLesson(lesson)} @click=${follow}>${text}</a>`;
}

interface Terms {
  readonly pattern: RegExp;
  readonly entries: readonly GlossaryEntry[];
}

const made = new Map<string, Terms>();

/** One pattern for all terms, the longest first, and for the numbers of lessons. */
function terms(): Terms {
  const { language } = preferences;
  let known = made.get(language);
  if (!known) {
    const entries = [...lessonCatalogue().glossary].sort((one, other) => other.term.length - one.term.length);
    const sources = entries.map((entry, at) => `(?<t${at}>${patternOf(entry, language)})`);
    const lesson = language === 'en' ? String.raw`\blessons? (?<lessonEn>\d+)` : String.raw`第 ?(?<lessonZh>\d+) ?课`;
    known = { pattern: new RegExp([lesson, ...sources].join('|'), 'giu'), entries };
    made.set(language, known);
  }
  return known;
}

function patternOf({ term, pattern }: GlossaryEntry, language: string): string {
  const source = pattern ?? `${term.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}${language === 'en' ? 's?' : ''}`;
  return language === 'en' ? `\\b(?:${source})\\b` : source;
}
