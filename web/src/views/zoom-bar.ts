import { html, nothing, type TemplateResult } from 'lit';
import type { Region } from '../draw/spec.ts';
import '../styles/zoom.css';
import { fill } from '../text/catalogue.ts';
import { preferences } from '../text/preferences.ts';
import { zoomWords } from '../text/zoom.ts';
import { icon } from './icons.ts';
import { ViewElement } from './view-element.ts';
import { least, type Zoom } from './zoom.ts';

/** What part of a large relation is shown, and the buttons that change it. */
export class ZoomBarElement extends ViewElement {
  static override properties = { zoom: { attribute: false }, region: { attribute: false } };
  declare zoom: Zoom | undefined;
  declare region: Region | undefined;

  protected override render(): TemplateResult | typeof nothing {
    const { zoom, region } = this;
    if (!zoom || !region) return nothing;
    const { row, column, rows, columns, ofRows, ofColumns } = region;
    const text = zoomWords[preferences.language];
    const part = fill(text.part, {
      from: row + 1,
      to: row + rows,
      rows: ofRows,
      left: column + 1,
      right: column + columns,
      columns: ofColumns,
    });
    const button = (name: 'in' | 'out' | 'all', factor: number, disabled: boolean): TemplateResult =>
      html`<button type="button" class="icon-button small" data-control="zoom-${name}" aria-label=${text[name]} title=${text[name]} aria-disabled=${disabled} @click=${() => disabled || zoom.look({ zoom: factor })}>${icon(name === 'in' ? 'plus' : name === 'out' ? 'minus' : 'fit')}</button>`;
    const closest = rows <= least && (columns <= least || columns === ofColumns);
    return html`<div class="zoom-bar" role="group" aria-label=${text.label}>
      ${button('in', 2, closest)}${button('out', 0.5, zoom.all)}${button('all', 0, zoom.all)}
      <span class="note" role="status" data-region>${part}</span> <span class="note zoom-hint">${text.hint}</span>
    </div>`;
  }
}

customElements.define('attention-zoom', ZoomBarElement);

declare global {
  interface HTMLElementTagNameMap {
    'attention-zoom': ZoomBarElement;
  }
}
