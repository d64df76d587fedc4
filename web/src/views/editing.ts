// What answers the reader's hand in the figure itself: fetched when a pointer or the focus first comes near.
import '../styles/editing.css';
import { html, type TemplateResult } from 'lit';
import { painted } from '../store/frame.ts';
import type { Topic } from '../store/store.ts';
import './edit.ts';
import { CellEditing } from './cell-editing.ts';
import { ChipEditing } from './chip-editing.ts';
import { ViewElement } from './view-element.ts';

/** Numbers in their cells and tokens in their chips are changed where they stand; what was done is said to who cannot see it. */
export class EditingElement extends ViewElement {
  protected override readonly topics: readonly Topic[] = ['figure', 'words', 'point'];
  #said = '';
  #hands: readonly [CellEditing, ChipEditing] | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void import('../lessons/glossary.ts').then(({ explainTerms }) => explainTerms(this.store));
    const say = (sentence: string): void => {
      this.#said = sentence;
      this.requestUpdate();
    };
    this.#hands ??= [new CellEditing(this.store, say), new ChipEditing(this.store, say)];
  }

  protected override render(): TemplateResult {
    return html`<p class="hidden-text" role="status">${this.#said}</p>`;
  }

  protected override updated(): void {
    // After the figure was drawn again.
    void painted().then(() => this.#hands?.[0].refresh());
  }
}

customElements.define('attention-editing', EditingElement);
document.body.append(document.createElement('attention-editing'));
