import { PictureSurface } from './picture.ts';
import type { MatrixSpec } from './spec.ts';

/** A matrix as a small picture that is only looked at. */
export class ThumbnailElement extends HTMLElement {
  readonly #picture = new PictureSurface(true);

  set spec(spec: MatrixSpec) {
    if (!this.firstChild) {
      this.append(this.#picture.element);
      this.setAttribute('aria-hidden', 'true');
    }
    this.#picture.draw(spec);
  }
}

customElements.define('attention-thumbnail', ThumbnailElement);
