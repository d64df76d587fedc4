interface NumberLook {
  readonly text: string;
  readonly background: string;
  readonly ink: string;
  readonly open: (() => void) | null;
}

/** One coloured number of the arithmetic, drawn like a cell; where it is a cell, it leads there. */
export class NumberElement extends HTMLElement {
  set look({ text, background, ink, open }: NumberLook) {
    this.textContent = text;
    this.style.setProperty('background-color', background);
    this.style.setProperty('color', ink);
    this.onclick = open;
    this.onkeydown = open && (event => (event.key === 'Enter' ? open() : undefined));
    if (open) {
      this.tabIndex = 0;
      this.setAttribute('role', 'button');
    } else {
      this.removeAttribute('tabindex');
      this.removeAttribute('role');
    }
  }
}

customElements.define('attention-number', NumberElement);
