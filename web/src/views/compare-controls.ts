import { html, nothing, type TemplateResult } from 'lit';
import type { Beside } from '../store/beside.ts';
import { sentences } from '../store/scenario.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { compareWords } from '../text/compare.ts';
import { errorSentence } from '../text/errors.ts';
import { controlAtFault, errorLine, selectBox } from './fields.ts';

/** B's mechanism, which for A is chosen in the list of them. */
export function mechanismField(beside: Beside, words: Catalogue): TemplateResult {
  const { scenario, core, error } = beside;
  const options = core.choices.mechanism.map(name => [name, words.entry[name]] as const);
  const choose = (value: string): void => {
    const mechanism = core.choices.mechanism.find(name => name === value);
    if (mechanism) beside.choose(mechanism);
  };
  return html`<div class="field ${error?.path === 'mechanism' ? 'wrong' : ''}">
    <label for="control-compare-mechanism">${compareWords(words).mechanism}</label>
    <div class="field-control">${selectBox('compare-mechanism', scenario.mechanism, options, choose)}</div>
    ${error?.path === 'mechanism' ? errorLine(sentence(beside, words), 'compare-mechanism') : nothing}
  </div>`;
}

/** What is wrong with B, where no control on screen says it. */
export function besideFault(beside: Beside, shown: boolean, words: Catalogue): TemplateResult | typeof nothing {
  const { error } = beside;
  const texts = compareWords(words);
  if (!error) return nothing;
  // The fields of sentences are A's.
  const control = controlAtFault(beside, error);
  const told = shown && (error.path === 'mechanism' || (control !== null && !sentences.some(name => name === control)));
  return html`${told ? nothing : errorLine(`B: ${sentence(beside, words)}`, 'compare')}
    <p class="panel-note" data-compare-fault=${error.path}>${beside.last ? texts.kept : texts.broken}
      <button type="button" class="quiet" data-control="compare-as-a" @click=${() => beside.keep({}, 'push')}>${texts.asA}</button></p>`;
}

function sentence({ error }: Beside, words: Catalogue): string {
  const texts = compareWords(words);
  if (!error) return '';
  if (error.code === 'unreadable') return texts.unreadable;
  return errorSentence(error, words, { expected: texts.expected });
}
