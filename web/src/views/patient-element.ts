import { ViewElement } from './view-element.ts';

/** After the next frame has been painted. */
const painted = (): Promise<void> => new Promise(done => requestAnimationFrame(() => setTimeout(done)));

/** A view that gives way to those on screen: out of sight, it is drawn once they have been painted. */
export abstract class PatientElement extends ViewElement {
  #inSight = true;
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

  protected override async scheduleUpdate(): Promise<void> {
    if (this.hasUpdated && !this.#inSight) await painted();
    super.scheduleUpdate();
  }
}
