import { html, nothing, type TemplateResult } from 'lit';
import type { Store } from '../store/store.ts';
import type { Catalogue } from '../text/catalogue.ts';

/** What stands over the figure: that a link was no good, with what is wrong with it; or that a part could not be fetched. */
export function noticeLine({ notice, faults }: Store, words: Catalogue): TemplateResult | typeof nothing {
  if (!notice) return nothing;
  if (notice !== 'brokenLink') return html`<p class="notice" role="alert" data-notice=${notice}>${words.notice[notice]}</p>`;
  if (faults.length > 0) void import('./broken-link.ts');
  return html`<div class="notice" role="alert" data-notice=${notice}>${faults.length > 0 ? html`<attention-broken-link></attention-broken-link>` : words.notice[notice]}</div>`;
}
