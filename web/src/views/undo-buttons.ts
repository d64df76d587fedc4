import { html, type TemplateResult } from 'lit';
import { preferences } from '../text/preferences.ts';
import { icon } from './icons.ts';
import { PatientElement } from './patient-element.ts';

/** One change back, and forth again; and all of them back. */
export class UndoButtonsElement extends PatientElement {
  protected override render(): TemplateResult {
    const { store, words } = this;
    const { canUndo, canRedo } = store.undo;
    return html`<button type="button" class="tool" data-control="undo" aria-label=${words.undo} title=${words.undo} ?disabled=${!canUndo} @click=${() => store.step('undo')}>${icon('undo')}</button>
      <button type="button" class="tool redo" data-control="redo" aria-label=${words.redo} title=${words.redo} ?disabled=${!canRedo} @click=${() => store.step('redo')}>${icon('undo')}</button>
      <button type="button" class="tool" data-control="start-over" aria-label=${words.startOver} title=${words.startOver} @click=${() => store.startOver(preferences.language)}>${icon('restart')}</button>`;
  }
}

customElements.define('attention-undo', UndoButtonsElement);
