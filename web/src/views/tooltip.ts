import type { Lens } from '../draw/lens.ts';
import type { MatrixElement } from '../draw/matrix.ts';
import type { CellEventDetail, MatrixSpec } from '../draw/spec.ts';

/** After these a number may be another one, or elsewhere. */
const ends = ['pointerdown', 'keydown', 'input', 'scroll'];

/** The value of the cell under the pointer, where the cell itself is too small to show it. One for the whole page. */
class TooltipElement extends HTMLElement {
  readonly #text = document.createElement('div');
  #lens: Lens | null = null;
  /** Fetched with the first picture that is pointed at. */
  #fetched: Promise<void> | null = null;
  /** A locked cell, and where it lies in its matrix: what is shown of it moves with the page. */
  #held: { readonly matrix: MatrixElement; readonly left: number; readonly top: number } | null = null;

  /** Measured with the frame that it belongs to, when all else has been drawn: the page is laid out once. */
  #box = new DOMRect();
  #frame = 0;

  connectedCallback(): void {
    this.className = 'tooltip';
    this.#text.className = 'tooltip-text';
    this.append(this.#text);
    this.hidden = true;
    this.setAttribute('aria-hidden', 'true');
    document.addEventListener('cell', this);
    document.addEventListener('pointermove', this);
    document.addEventListener('focusin', this);
    // Before a matrix answers them.
    for (const type of ends) document.addEventListener(type, this, { capture: true, passive: true });
  }

  handleEvent(event: Event): void {
    if (event.type !== 'cell') {
      const over = event.target instanceof Element && event.target.closest('attention-matrix');
      if (event.type === 'scroll' && this.#held) this.#follow();
      else if (!this.hidden && (!over || ends.includes(event.type))) this.hidden = true;
      return;
    }
    const { detail, target } = event as CustomEvent<CellEventDetail>;
    const matrix = target as MatrixElement;
    const spec = detail.action === 'paint' ? null : matrix.terse;
    this.hidden = spec === null;
    if (!spec) return;
    this.#show(spec, detail, matrix.wantsLens);
    this.#held = null;
    if (detail.action !== 'lock' || !matrix.wantsLens) return;
    const own = matrix.getBoundingClientRect();
    this.#held = { matrix, left: detail.box.left - own.left, top: detail.box.top - own.top };
  }

  #follow(): void {
    if (!this.#held) return;
    const { matrix, left, top } = this.#held;
    const own = matrix.getBoundingClientRect();
    this.#place(new DOMRect(own.left + left, own.top + top, 1, 1));
  }

  #show(spec: MatrixSpec, detail: CellEventDetail, magnified: boolean): void {
    const [row, column] = [detail.row - (spec.region?.row ?? 0), detail.column - (spec.region?.column ?? 0)];
    this.#text.textContent = spec.describe(row, column);
    this.classList.toggle('with-lens', magnified && this.#lens !== null);
    if (magnified && this.#lens) {
      this.append(this.#lens.element);
      this.#lens.show(spec, row, column);
    } else {
      this.#lens?.element.remove();
      if (magnified) void this.#fetch(spec, detail);
    }
    this.#box = detail.box;
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#place(this.#box);
    });
  }

  async #fetch(spec: MatrixSpec, detail: CellEventDetail): Promise<void> {
    this.#fetched ??= import('../draw/lens.ts').then(({ Lens }) => {
      this.#lens = new Lens();
    });
    await this.#fetched;
    if (!this.hidden) this.#show(spec, detail, true);
  }

  /** Above the cell where there is room, else below, else beside: never over it. */
  #place(box: DOMRect): void {
    const { offsetWidth: width, offsetHeight: height } = this;
    const apart = this.classList.contains('with-lens') ? 18 : 10;
    const above = box.top - height - apart;
    const below = box.bottom + apart;
    const beside = above < 0 && below + height > window.innerHeight;
    const wantedLeft = box.left + box.width / 2 - width / 2;
    const left = !beside
      ? wantedLeft
      : box.right + apart + width < window.innerWidth
        ? box.right + apart
        : box.left - apart - width;
    const top = beside
      ? Math.min(window.innerHeight - height - 8, Math.max(8, box.top - height / 2))
      : above >= 0
        ? above
        : below;
    this.style.setProperty('left', `${Math.max(8, Math.min(window.innerWidth - width - 8, left))}px`);
    this.style.setProperty('top', `${top}px`);
  }
}

customElements.define('attention-tooltip', TooltipElement);

declare global {
  interface HTMLElementTagNameMap {
    'attention-tooltip': TooltipElement;
  }
}
