import type { Node } from '../core/types.ts';
import { symbolFor } from './symbols.ts';

// The formula and the figure light each other up: what has a role goes by it, a score or a mask by its letter.

interface Symbol {
  readonly role: string;
  readonly letter: string;
}

function pieces(formula: Element): Element[] {
  return [...formula.querySelectorAll('.ink')];
}

function symbolOf(piece: Element): Symbol {
  const role = /role-(\w+)/.exec(piece.getAttribute('class') ?? '')?.[1] ?? 'none';
  return { role, letter: piece.textContent.trim().charAt(0) };
}

function isOf({ role, letter }: Symbol, node: Node): boolean {
  return role === 'none' ? node.role === 'none' && symbolFor(node).letter === letter : node.role === role;
}

/** The symbol under the pointer: mathematical fonts make boxes that overlap, so the one whose middle is nearest. */
export function symbolAt(formula: Element, { clientX: x, clientY: y }: MouseEvent): Element | null {
  const under = pieces(formula).flatMap(piece => {
    const { left, right, top, bottom } = piece.getBoundingClientRect();
    const within = x >= left && x <= right && y >= top && y <= bottom;
    return within ? [{ piece, distance: Math.hypot(x - (left + right) / 2, y - (top + bottom) / 2) }] : [];
  });
  return under.sort((one, other) => one.distance - other.distance)[0]?.piece ?? null;
}

/** Lights the symbols of a formula that stand for a matrix; of none, where there is none. */
export function lightFormula(formula: Element, node: Node | undefined): void {
  for (const piece of pieces(formula)) piece.classList.toggle('lit', node !== undefined && isOf(symbolOf(piece), node));
}

/** Lights the matrices that a symbol stands for, while the pointer is on it. */
export function lightMatrices(symbol: Element | null, nodeOf: (index: number) => Node | undefined): void {
  const asked = symbol && symbolOf(symbol);
  for (const matrix of document.querySelectorAll<HTMLElement>('attention-matrix')) {
    const node = nodeOf(Number(matrix.dataset.node));
    matrix.classList.toggle('asked', asked !== null && node !== undefined && isOf(asked, node));
  }
}
