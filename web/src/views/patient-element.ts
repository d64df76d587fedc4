import { painted } from '../store/frame.ts';
import type { Topic } from '../store/store.ts';
import { ViewElement } from './view-element.ts';

/** A view that gives way to the figure: what is new there is painted first. Out of sight it gives way to everything. */
export abstract class PatientElement extends ViewElement {
  #inSight = true;
  #otherFigure = false;
  #hurry: (() => void) | null = null;
  readonly #sight = new IntersectionObserver(entries => {
    this.#inSight = entries.at(-1)?.isIntersecting ?? true;
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sight.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sight.disconnect();
  }

  protected override changed(topic: Topic): void {
    this.#otherFigure ||= topic === 'figure';
    // Who points at something is answered in the same frame.
    if (topic === 'point' && this.#inSight) this.#hurry?.();
    super.changed(topic);
  }

  protected override async scheduleUpdate(): Promise<void> {
    if (this.hasUpdated && (this.#otherFigure || !this.#inSight)) {
      const hurried = new Promise<void>(hurry => {
        this.#hurry = hurry;
      });
      await Promise.race([painted(), hurried]);
    }
    this.#otherFigure = false;
    super.scheduleUpdate();
  }
}
