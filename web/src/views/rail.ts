import { html, type TemplateResult } from 'lit';
import { entries } from '../store/examples.ts';
import { preferences } from '../text/preferences.ts';
import { glyph } from './icons.ts';
import { ViewElement } from './view-element.ts';
import './legend.ts';

/** The list of mechanisms, and under it the legend. */
export class RailElement extends ViewElement {
  protected override render(): TemplateResult {
    const { store, words } = this;
    return html`<nav class="rail" aria-label=${words.mechanisms}>
      <h2 class="rail-title">${words.mechanisms}</h2>
      <ul>
        ${entries.map(
          entry => html`<li>
            <button type="button" class="rail-item" data-mechanism=${entry} title=${words.entry[entry]} aria-current=${entry === store.entry ? 'true' : 'false'}
              @click=${() => store.choose(entry, preferences.language)}>${glyph(entry)}<span>${words.entry[entry]}</span></button>
          </li>`,
        )}
      </ul>
      <attention-legend></attention-legend>
    </nav>`;
  }
}

customElements.define('attention-rail', RailElement);
