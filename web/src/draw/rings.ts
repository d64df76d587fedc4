import { cutRing } from './cut.ts';
import { gapX, gapY, type Marks, type MatrixSpec, type Ring } from './spec.ts';

/** What is pointed out in a matrix: rings over its cells, the same elements from one figure to the next. */
export class Rings {
  readonly #elements: HTMLElement[] = [];

  show(matrix: HTMLElement, spec: MatrixSpec, { rings, active, locked }: Marks): void {
    const shown: { ring: Ring; name: string }[] = [];
    const add = (whole: Ring, name: string): void => {
      const ring = cutRing(whole, spec.region);
      if (ring) shown.push({ ring, name });
    };
    for (const ring of rings) add(ring, `ring role-${ring.role}`);
    if (active) {
      const [row, column] = active;
      add({ rows: [row, row], columns: [column, column], role: 'none' }, `ring role-none ${locked ? 'locked' : 'hovered'}`);
    }
    while (this.#elements.length > shown.length) this.#elements.pop()?.remove();
    shown.forEach(({ ring, name }, index) => {
      let element = this.#elements[index];
      if (!element) {
        element = document.createElement('div');
        element.setAttribute('aria-hidden', 'true');
        matrix.append(element);
        this.#elements[index] = element;
      }
      if (element.className !== name) element.className = name;
      place(element, spec, ring);
    });
  }
}

function place({ style }: HTMLElement, spec: MatrixSpec, { rows, columns }: Ring): void {
  const [vertical, horizontal] = spec.transposed ? [columns, rows] : [rows, columns];
  const stepX = spec.cellWidth + gapX(spec);
  const stepY = spec.cellHeight + gapY(spec);
  style.setProperty('left', `${horizontal[0] * stepX}px`);
  style.setProperty('top', `${vertical[0] * stepY}px`);
  style.setProperty('width', `${(horizontal[1] - horizontal[0] + 1) * stepX - gapX(spec)}px`);
  style.setProperty('height', `${(vertical[1] - vertical[0] + 1) * stepY - gapY(spec)}px`);
}
