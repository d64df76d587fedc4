import { Picture } from './picture.ts';
import type { MatrixSpec } from './spec.ts';

/** A matrix as a small picture that is only looked at. */
export class ThumbnailElement extends HTMLElement {
  readonly #picture = new Picture();
  #timer = 0;

  set spec(spec: MatrixSpec) {
    const first = !this.firstChild;
    if (first) {
      this.append(this.#picture.element);
      this.setAttribute('aria-hidden', 'true');
    }
    clearTimeout(this.#timer);
    const draw = (): void => this.#picture.draw(spec, false);
    // Numbers come first: what has changed is drawn after them, large ones one by one, each in a task of its own.
    if (!first || spec.rows * spec.columns > 20_000) this.#timer = window.setTimeout(draw);
    else draw();
  }
}

customElements.define('attention-thumbnail', ThumbnailElement);
