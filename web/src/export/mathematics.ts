// What a formula has besides letters: the bars of fractions, roots, brackets that grow with what they hold.
import { type Attributes, type Box, inked, mark } from './marks.ts';
import type { Sheet } from './sheet.ts';

type Place = (element: Element) => Box;

/** The lines of a fraction or a root; nothing for other elements. */
export function drawMathLines(
  sheet: Sheet,
  level: number,
  element: Element,
  style: CSSStyleDeclaration,
  place: Place,
  more: Attributes,
): void {
  const size = Number.parseFloat(style.fontSize);
  const box = place(element);
  const thick = Math.max(0.8, size * 0.06);
  const stroke = { fill: 'none', 'stroke-width': thick, ...inked('stroke', style.color), ...more };
  if (element.localName === 'mfrac') {
    const [above, below] = [...element.children].map(place);
    if (!above || !below) return;
    const y = (above.y + above.height + below.y) / 2;
    sheet.add(level, mark('line', { x1: box.x + 1, y1: y, x2: box.x + box.width - 1, y2: y, ...stroke }), box);
  } else if (element.localName === 'msqrt') {
    const inner = element.firstElementChild && place(element.firstElementChild);
    if (!inner) return;
    const [top, bottom] = [box.y + thick, box.y + box.height];
    const [left, foot] = [box.x + 0.5, box.x + Math.max(3, (inner.x - box.x) * 0.5)];
    const height = bottom - top;
    const d = `M${left} ${bottom - height * 0.42}L${left + (foot - left) * 0.45} ${bottom - height * 0.5}L${foot} ${bottom}L${inner.x} ${top}H${box.x + box.width}`;
    sheet.add(level, mark('path', { d: rounded(d), 'stroke-linejoin': 'round', ...stroke }), box);
  }
}

/** A bracket that is higher than a letter is drawn; false where it is a letter. */
export function drawBracket(
  sheet: Sheet,
  level: number,
  text: string,
  box: Box,
  style: CSSStyleDeclaration,
  more: Attributes,
): boolean {
  const size = Number.parseFloat(style.fontSize);
  if (box.height < size * 1.35 || !'()[]{}|'.includes(text)) return false;
  const stroke = { fill: 'none', 'stroke-width': Math.max(1, size * 0.075), ...inked('stroke', style.color), ...more };
  const [top, bottom] = [box.y, box.y + box.height];
  const opens = '([{'.includes(text);
  const reach = Math.min(box.width * 0.55, 6);
  const middle = box.x + box.width / 2;
  const [back, tip] = opens ? [middle - reach / 2, middle + reach / 2] : [middle + reach / 2, middle - reach / 2];
  const d =
    text === '|'
      ? `M${middle} ${top}V${bottom}`
      : '[]'.includes(text)
        ? `M${tip} ${top}H${back}V${bottom}H${tip}`
        : `M${tip} ${top}Q${back} ${top + box.height * 0.22} ${back} ${(top + bottom) / 2}Q${back} ${bottom - box.height * 0.22} ${tip} ${bottom}`;
  sheet.add(level, mark('path', { d: rounded(d), 'stroke-linecap': 'round', ...stroke }), box);
  return true;
}

function rounded(path: string): string {
  return path.replace(/\d+\.\d{3,}/g, value => String(Number(Number(value).toFixed(2))));
}
