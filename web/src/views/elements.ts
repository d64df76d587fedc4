import type { Elements } from '../store/scenario.ts';
import type { Store } from '../store/store.ts';
import { reach, tokenOf } from './plane.ts';

/** As many new elements, drawn from the whole drawing, or from 0 to 9. */
export function newElements(elements: Elements, count: number): string {
  const draw = (): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;
  const within = (): number => reach * (2 * draw() - 1);
  const one = (): string => (elements === 'points' ? tokenOf([within(), within()]) : tokenOf([Number((9 * draw()).toFixed(1))]));
  return Array.from({ length: count }, one).join(' ');
}

// Each of these is a step of its own, however fast one follows the other.

export function addElement(store: Store, element: string): void {
  const { tokens } = store.scenario;
  set(store, [...tokens, element], [...tokens.keys(), null]);
}

export function removeElement(store: Store, index: number): void {
  const { tokens } = store.scenario;
  const isLeft = (_: unknown, at: number): boolean => at !== index;
  set(store, tokens.filter(isLeft), [...tokens.keys()].filter(isLeft));
}

/** As many others. */
export function renewElements(store: Store): void {
  const { elements, tokens } = store.scenario;
  const others = newElements(elements, tokens.length).split(' ');
  set(
    store,
    others,
    others.map(() => null),
  );
}

function set(store: Store, tokens: readonly string[], origin: readonly (number | null)[]): void {
  store.retoken('tokens', tokens, tokens.join(' '), 'push', origin);
}
