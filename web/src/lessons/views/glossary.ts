import { html, type TemplateResult } from 'lit';
import { lessonCatalogue } from '../catalogue.ts';

/** All terms and what they mean. */
export function glossaryView(): TemplateResult {
  const { words, glossary } = lessonCatalogue();
  return html`<h2 tabindex="-1">${words.glossary}</h2>
    <dl class="glossary">${glossary.map(({ term, meaning }) => html`<div><dt>${term}</dt><dd>${meaning}</dd></div>`)}</dl>`;
}
