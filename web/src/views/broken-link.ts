import { html, nothing, type TemplateResult } from 'lit';
import { errorSentence } from '../text/errors.ts';
import { linkWords } from '../text/link.ts';
import { ViewElement } from './view-element.ts';

/** What is wrong with a link, fault by fault; loaded with the first one that is. */
export class BrokenLinkElement extends ViewElement {
  protected override readonly topics = ['figure', 'words'] as const;

  protected override render(): TemplateResult {
    const { store, words } = this;
    const own = words.language === linkWords.zh.language ? linkWords.zh : linkWords.en;
    return html`${own.broken}
      <ul class="faults">${store.faults.map(fault => html`<li data-fault=${fault.path} data-code=${fault.code}>${fault.details.place ? html`<code>${fault.details.place}</code> ` : nothing}${errorSentence(fault, words, own)}</li>`)}</ul>`;
  }
}

customElements.define('attention-broken-link', BrokenLinkElement);
