import { ViewElement } from './view-element.ts';

/** A view that lays itself out for the width it has, and again when that changes. */
export abstract class SizedElement extends ViewElement {
  /** In whole pixels. */
  protected width = 0;
  readonly #observer = new ResizeObserver(([entry]) => {
    const width = Math.floor(entry?.contentRect.width ?? 0);
    if (width === this.width) return;
    this.width = width;
    this.resized();
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer.observe(this);
    this.width = Math.floor(this.getBoundingClientRect().width);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  protected resized(): void {
    this.requestUpdate();
  }
}
