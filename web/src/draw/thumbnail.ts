import { Picture } from './picture.ts';
import type { MatrixSpec } from './spec.ts';

/** A matrix as a small picture that is only looked at. */
export class ThumbnailElement extends HTMLElement {
  readonly #picture = new Picture();

  set spec(spec: MatrixSpec) {
    const first = !this.firstChild;
    if (first) {
      this.append(this.#picture.element);
      this.setAttribute('aria-hidden', 'true');
    }
    // What has changed is drawn after the figure itself.
    this.#picture.show(spec, false, first ? undefined : true);
  }
}

customElements.define('attention-thumbnail', ThumbnailElement);
