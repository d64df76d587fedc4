import { html, type TemplateResult } from 'lit';
import type { Mechanism } from '../core/types.ts';
import { groups } from '../store/mechanisms.ts';
import { preferences } from '../text/preferences.ts';
import { glyph } from './icons.ts';
import { PatientElement } from './patient-element.ts';
import './legend.ts';

/** The list of mechanisms, and under it the legend. */
export class RailElement extends PatientElement {
  protected override render(): TemplateResult {
    const { words } = this;
    return html`<nav class="rail" aria-label=${words.mechanisms}>
      ${groups.map(
        ({ name, mechanisms }) => html`<h2 class="rail-group" id="group-${name}">${words.groups[name]}</h2>
          <ul aria-labelledby="group-${name}">${mechanisms.map(mechanism => this.#item(mechanism))}</ul>`,
      )}
      <attention-legend></attention-legend>
    </nav>`;
  }

  #item(mechanism: Mechanism): TemplateResult {
    const { store, words } = this;
    const name = words.entry[mechanism];
    return html`<li>
      <button type="button" class="rail-item" data-mechanism=${mechanism} title=${name} aria-current=${mechanism === store.mechanism ? 'true' : 'false'}
        @click=${() => store.choose(mechanism, preferences.language)}>${glyph(mechanism)}<span>${name}</span></button>
    </li>`;
  }
}

customElements.define('attention-rail', RailElement);
