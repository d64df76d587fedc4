import { html, type TemplateResult } from 'lit';
import type { Language } from '../../text/catalogue.ts';
import type { GlossaryEntry } from '../text.ts';
import './term.ts';

export type Piece = TemplateResult | string;

/** Finds the terms of a glossary in text. */
export class TermMarks {
  readonly #entries: readonly GlossaryEntry[];
  readonly #pattern: RegExp;

  constructor(glossary: readonly GlossaryEntry[], language: Language) {
    // One pattern for all terms, the longest first.
    this.#entries = [...glossary].sort((one, other) => other.term.length - one.term.length);
    const sources = this.#entries.map((entry, at) => `(?<t${at}>${patternOf(entry, language)})`);
    this.#pattern = new RegExp(sources.join('|'), 'giu');
  }

  /** A text with its terms explained on tap; once in a paragraph is enough, whose terms so far are `used`. */
  mark(text: string, used = new Set<GlossaryEntry>()): Piece[] {
    const pieces: Piece[] = [];
    let from = 0;
    for (const match of text.matchAll(this.#pattern)) {
      const { groups = {}, index } = match;
      const [found] = match;
      const entry = this.#entries.find((_, at) => groups[`t${at}`] !== undefined);
      if (!entry || used.has(entry)) continue;
      used.add(entry);
      pieces.push(text.slice(from, index), html`<attention-term .entry=${entry} .word=${found}></attention-term>`);
      from = index + found.length;
    }
    pieces.push(text.slice(from));
    return pieces;
  }
}

function patternOf({ term, pattern }: GlossaryEntry, language: Language): string {
  const source = pattern ?? `${term.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}${language === 'en' ? 's?' : ''}`;
  return language === 'en' ? `\\b(?:${source})\\b` : source;
}
