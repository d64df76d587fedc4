import { html, type nothing, type TemplateResult } from 'lit';
import { type Panel, panels } from '../store/panels.ts';
import { type FigureModel, figureModel } from './figure.ts';
import { ViewElement } from './view-element.ts';

/** The ways in which a figure can be looked at. */
export function panelsOf(model: FigureModel): readonly Panel[] {
  const has: Readonly<Record<Panel, boolean>> = {
    flow: true,
    points: model.scenario.mechanism === 'pointer' && !model.gradientOf,
    lines: model.weights !== null && !model.gradientOf,
    heads: model.trace.heads > 1 && !model.gradientOf,
    table: true,
    compare: !model.gradientOf,
    cost: true,
    code: true,
  };
  return panels.filter(panel => has[panel]);
}

/** Which of them is on screen: the one that was asked for, where the mechanism has it. */
export function shownPanel(model: FigureModel, asked: Panel): Panel {
  return panelsOf(model).includes(asked) ? asked : 'flow';
}

/** Chooses one of them. */
export class PanelsElement extends ViewElement {
  protected override render(): TemplateResult | typeof nothing {
    const { store, words } = this;
    const model = figureModel(store.figure, store.looking, words);
    const shown = shownPanel(model, store.view.panel);
    return html`<fieldset class="segmented panels" data-control="panel">
      <legend class="hidden-text">${words.panels.label}</legend>
      ${panelsOf(model).map(
        panel =>
          html`<button type="button" data-panel=${panel} aria-pressed=${panel === shown} @click=${() => store.show(panel)}>${words.panels[panel]}</button>`,
      )}
    </fieldset>`;
  }
}

customElements.define('attention-panels', PanelsElement);
