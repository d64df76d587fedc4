import '../../styles/term.css';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { GlossaryEntry } from '../text.ts';

let made = 0;

/** A term of the glossary in a sentence: tapped, it is explained in place. No button, for it breaks where lines do. */
export class TermElement extends LitElement {
  static override properties = { entry: { attribute: false }, word: { attribute: false } };
  declare entry: GlossaryEntry | null;
  /** As it stands in the sentence. */
  declare word: string;
  readonly #id = `term-${++made}`;
  #open = false;
  /** Where the word stood when its card was put beside it. */
  #top = 0;

  constructor() {
    super();
    this.entry = null;
    this.word = '';
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#show(false);
  }

  protected override render(): TemplateResult {
    const { entry } = this;
    return html`<span role="button" tabindex="0" class="term-word" aria-expanded=${this.#open} aria-controls=${this.#open ? this.#id : nothing} @click=${() => this.#show(!this.#open)} @keydown=${this.#key}>${this.word}</span><span class="term-live" aria-live="polite">${
      this.#open && entry ? html`<span class="term-card" id=${this.#id}><b>${entry.term}</b> ${entry.meaning}</span>` : nothing
    }</span>`;
  }

  protected override updated(): void {
    const card = this.querySelector<HTMLElement>('.term-card');
    const word = this.querySelector('.term-word')?.getBoundingClientRect();
    if (!card || !word) return;
    this.#top = word.top;
    // Beneath the word or above it, and never beyond the window.
    const { offsetWidth: width, offsetHeight: height } = card;
    const left = Math.max(8, Math.min(window.innerWidth - width - 8, word.left - 12));
    const below = word.bottom + 6;
    card.style.setProperty('left', `${left}px`);
    card.style.setProperty('top', `${below + height < window.innerHeight - 8 ? below : Math.max(8, word.top - height - 6)}px`);
  }

  #show(open: boolean): void {
    if (this.#open === open) return;
    this.#open = open;
    const method = open ? 'addEventListener' : 'removeEventListener';
    document[method]('pointerdown', this.#elsewhere);
    document[method]('scroll', this.#scrolled, { capture: true });
    this.requestUpdate();
  }

  #key = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.#show(!this.#open);
    } else if (event.key === 'Escape' && this.#open) {
      event.stopPropagation();
      this.#show(false);
    }
  };

  #elsewhere = (event: Event): void => {
    if (!(event.target instanceof Node && this.contains(event.target))) this.#show(false);
  };

  /** The news of a scroll that came to rest before the tap arrives after it. */
  #scrolled = (): void => {
    if (this.querySelector('.term-word')?.getBoundingClientRect().top !== this.#top) this.#show(false);
  };
}

customElements.define('attention-term', TermElement);
