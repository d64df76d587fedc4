import type { CellEventDetail } from '../draw/spec.ts';

/** The value of the cell under the pointer, where the cell itself is too small to show it. One for the whole page. */
export class TooltipElement extends HTMLElement {
  connectedCallback(): void {
    this.className = 'tooltip';
    this.hidden = true;
    this.setAttribute('aria-hidden', 'true');
    document.addEventListener('cell', this);
    document.addEventListener('pointermove', this);
    document.addEventListener('focusin', this);
    document.addEventListener('scroll', this, { capture: true, passive: true });
  }

  handleEvent(event: Event): void {
    if (event.type !== 'cell') {
      const over = event.target instanceof Element && event.target.closest('attention-matrix');
      if (!over || event.type === 'scroll') this.hidden = true;
      return;
    }
    const { detail, target } = event as CustomEvent<CellEventDetail>;
    if (detail.action === 'paint') this.hidden = true;
    if (!(target instanceof HTMLElement) || detail.action === 'paint') return;
    this.#show(detail, target);
  }

  #show({ box, row, column }: CellEventDetail, matrix: HTMLElement): void {
    const text = (matrix as HTMLElement & { describe?: (row: number, column: number) => string }).describe?.(row, column) ?? '';
    this.hidden = text === '';
    this.textContent = text;
    const width = this.offsetWidth;
    const left = Math.max(8, Math.min(window.innerWidth - width - 8, box.left + box.width / 2 - width / 2));
    const above = box.top - this.offsetHeight - 10;
    this.style.setProperty('left', `${left}px`);
    this.style.setProperty('top', `${above > 0 ? above : box.bottom + 10}px`);
  }
}

customElements.define('attention-tooltip', TooltipElement);
