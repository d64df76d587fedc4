import type { Elements } from '../store/scenario.ts';
import { reach, tokenOf } from './plane.ts';

/** As many new elements, drawn from the whole drawing, or from 0 to 9. */
export function newElements(elements: Elements, count: number): string {
  const draw = (): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;
  const within = (): number => reach * (2 * draw() - 1);
  const one = (): string => (elements === 'points' ? tokenOf([within(), within()]) : tokenOf([Number((9 * draw()).toFixed(1))]));
  return Array.from({ length: count }, one).join(' ');
}
