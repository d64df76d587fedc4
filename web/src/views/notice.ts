import { html, nothing, type TemplateResult } from 'lit';
import type { Store } from '../store/store.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { errorSentence } from '../text/errors.ts';

/** What stands over the figure: that a link was no good, with what the core has against it; or that a part could not be fetched. */
export function noticeLine({ notice, fault }: Store, words: Catalogue): TemplateResult | typeof nothing {
  if (!notice) return nothing;
  const reason = fault ? html` <span data-fault=${fault.path}>${errorSentence(fault, words)}</span>` : nothing;
  return html`<p class="notice" role="alert" data-notice=${notice}>${words.notice[notice]}${reason}</p>`;
}
