import { html, nothing, type TemplateResult } from 'lit';
import type { Scenario } from '../store/scenario.ts';
import type { Topic } from '../store/store.ts';
import { fill } from '../text/catalogue.ts';
import { preferences } from '../text/preferences.ts';
import { addElement, newElements, removeElement, renewElements } from './elements.ts';
import { type FigureModel, figureModel } from './figure.ts';
import { icon } from './icons.ts';
import { tokenNames } from './names.ts';
import { SizedElement } from './sized-element.ts';
import './decoding.ts';
import './labelled.ts';
import './points.ts';

const roomForMatrix = 860;

/** A pointer network's elements where they lie, and the steps that point at them. */
export class PointsPanelElement extends SizedElement {
  protected override readonly topics: readonly Topic[] = ['figure', 'words', 'point'];

  protected override render(): TemplateResult | typeof nothing {
    const { store, words } = this;
    const model = figureModel(store.figure, store.looking, words);
    const part = model.weights;
    if (!part) return nothing;
    const beside = this.width >= roomForMatrix;
    const width = beside ? Math.floor(this.width * 0.47) : this.width;
    const height = model.scenario.elements === 'numbers' ? 260 : Math.round(Math.min(430, Math.max(280, width * 0.86)));
    const options = {
      model,
      part,
      width: beside ? this.width - width - 28 : this.width,
      rowHeight: 34,
      mostCell: 44,
      leastCell: 22,
    };
    return html`${this.#controls(model)}
      <div class="points-panel ${beside ? 'beside' : ''}">
        <div>
          <attention-points .options=${{ model, width, height }}></attention-points>
          <attention-decoding></attention-decoding>
        </div>
        <section>
          <h2>${words.points.where} <span class="note">${words.points.axes}</span></h2>
          <attention-labelled .options=${options}></attention-labelled>
          <attention-order></attention-order>
        </section>
      </div>`;
  }

  #controls({ scenario }: FigureModel): TemplateResult {
    const { store, words } = this;
    const { elements } = scenario;
    const kinds = store.core.choices.elements;
    return html`<div class="panel-controls">
      <fieldset class="segmented" data-control="elements">
        <legend class="hidden-text">${words.controls.elements}</legend>
        ${kinds.map(
          kind =>
            html`<button type="button" data-elements=${kind} aria-pressed=${kind === elements} @click=${() => store.setElements(kind, preferences.language)}>${words.choices.elements[kind]}</button>`,
        )}
      </fieldset>
      ${elements === 'words' ? nothing : this.#buttons(scenario)}
    </div>`;
  }

  /** What can be done on the drawing, for who has no pointer to do it with. */
  #buttons({ elements, tokens }: Scenario): TemplateResult {
    const { store, words } = this;
    if (elements === 'words') return html``;
    const looked = store.active?.column ?? 0;
    return html`<div class="points-buttons">
      <button type="button" class="quiet" data-control="new-elements" @click=${() => renewElements(store)}>${icon('dice')}${words.points.draw[elements]}</button>
      <button type="button" class="quiet" data-control="add-element" @click=${() => addElement(store, newElements(elements, 1))}>${icon('plus')}${words.points.add}</button>
      <button type="button" class="quiet" data-control="remove-element" ?disabled=${tokens.length < 2} @click=${() => removeElement(store, looked)}>${icon('minus')}${fill(words.points.remove, { name: tokenNames({ ...store.scenario, tokens })[looked] ?? '' })}</button>
    </div>`;
  }
}

customElements.define('attention-points-panel', PointsPanelElement);
