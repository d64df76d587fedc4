// What goes into a number glides to it, so that one sees where it comes from. Only shown, never waited for.
import type { MatrixElement } from '../draw/matrix.ts';

const glide = { duration: 480, easing: 'cubic-bezier(.2, 0, 0, 1)' } as const;
const mostTerms = 8;
const betweenTerms = 110;

export function isStill(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

function ghost(within: HTMLElement, from: DOMRect, to: DOMRect, look: string, delay: number): void {
  const frame = within.getBoundingClientRect();
  const element = document.createElement('div');
  element.className = `ghost ${look}`;
  element.setAttribute('aria-hidden', 'true');
  const { style } = element;
  style.setProperty('left', `${from.left - frame.left}px`);
  style.setProperty('top', `${from.top - frame.top}px`);
  style.setProperty('width', `${from.width}px`);
  style.setProperty('height', `${from.height}px`);
  within.append(element);
  const move = `translate(${to.left + to.width / 2 - from.left - from.width / 2}px, ${to.top + to.height / 2 - from.top - from.height / 2}px)`;
  const shrink = `scale(${Math.min(1, to.width / from.width)}, ${Math.min(1, to.height / from.height)})`;
  const animation = element.animate(
    [
      { transform: 'none', opacity: 0.9 },
      { transform: `${move} ${shrink}`, opacity: 0.15 },
    ],
    { ...glide, delay, fill: 'backwards' },
  );
  animation.onfinish = () => element.remove();
  animation.oncancel = () => element.remove();
}

/** Everything that is ringed as a source of the cell that is pointed at glides there: a query's row and a key's column to their score. */
export function glideSources(flow: HTMLElement): void {
  const target = flow.querySelector('.ring.hovered, .ring.locked')?.getBoundingClientRect();
  if (!target) return;
  for (const ring of flow.querySelectorAll('.ring:not(.hovered, .locked)')) {
    const role = /role-\w+/.exec(ring.className)?.[0] ?? '';
    ghost(flow, ring.getBoundingClientRect(), target, role, 0);
  }
}

/** The cells of each term, one term after the other. */
export function glideTerms(flow: HTMLElement, terms: readonly (readonly Element[])[], target: Element): void {
  const to = target.getBoundingClientRect();
  terms.slice(0, mostTerms).forEach((cells, index) => {
    for (const cell of cells) ghost(flow, cell.getBoundingClientRect(), to, 'term', index * betweenTerms);
  });
}

/** A mask's hatch sweeps out from the diagonal. */
export function sweep(mask: MatrixElement): void {
  const { hidden, columns = 1 } = mask.drawn ?? {};
  mask.querySelectorAll<HTMLElement>('.bands > div').forEach((band, row) => {
    const after = hidden ? columns - 1 - hidden.slice(row * columns, (row + 1) * columns).lastIndexOf(0) : 0;
    const shut = `inset(0 ${(100 * after) / columns}% 0 0)`;
    band.animate([{ clipPath: shut }, { clipPath: 'inset(0)' }], { duration: 90 * after, easing: glide.easing });
  });
  for (const cell of mask.querySelectorAll<HTMLElement>('.cell.hatched')) {
    const away = Math.abs(Number(cell.dataset.row) - Number(cell.dataset.column));
    cell.animate([{ opacity: 0 }, { opacity: 1 }], {
      duration: 240,
      delay: 90 * (away - 1),
      easing: glide.easing,
      fill: 'backwards',
    });
  }
}
