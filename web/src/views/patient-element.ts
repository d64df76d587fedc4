import { ViewElement } from './view-element.ts';

/** After the next frame has been painted. */
const painted = (): Promise<void> => new Promise(done => requestAnimationFrame(() => setTimeout(done)));

/** A view that gives way to what is looked at: it is drawn once that has been painted. */
export abstract class PatientElement extends ViewElement {
  /** Whether it does so even in sight. */
  protected readonly alwaysPatient: boolean = false;
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
    if (this.hasUpdated && (this.alwaysPatient || !this.#inSight)) await painted();
    super.scheduleUpdate();
  }
}
