import { drawBorder, px } from './boxes.ts';
import { type Attributes, type Box, colourOf, inked, mark } from './marks.ts';
import type { Sheet } from './sheet.ts';

/** What style sheets add before and after an element: discs, corners and bars that stand at places of their own. */
export function drawPseudo(sheet: Sheet, level: number, element: Element, box: Box, more: Attributes): void {
  for (const name of ['::before', '::after']) {
    const style = getComputedStyle(element, name);
    if (style.content === 'none' || style.content === 'normal' || style.display === 'none') continue;
    if (style.position === 'absolute') drawPlaced(sheet, level, style, box, more);
    else drawInline(sheet, level, style, box, more);
  }
}

function drawPlaced(sheet: Sheet, level: number, style: CSSStyleDeclaration, around: Box, more: Attributes): void {
  const [width, height] = [px(style, 'width'), px(style, 'height')];
  const corner = px(style, 'border-top-width');
  const x = around.x + px(style, 'left');
  const y = around.y + px(style, 'top');
  if (corner > 0 && colourOf(style.borderLeftColor).alpha === 0 && px(style, 'border-left-width') > 0) {
    const right = around.x + around.width;
    const d = `M${right - px(style, 'border-left-width')} ${y}H${right}V${y + corner}Z`;
    sheet.add(level, mark('path', { d, ...inked('fill', style.borderTopColor), ...more }), around);
    return;
  }
  const box = { x, y, width, height };
  const mask = style.getPropertyValue('mask-image') || style.getPropertyValue('-webkit-mask-image');
  if (mask !== '' && mask !== 'none') drawLock(sheet, level, style, box, more);
  else disc(sheet, level, style, box, more);
}

/** The badge of a locked cell. */
function drawLock(sheet: Sheet, level: number, style: CSSStyleDeclaration, { x, y, width, height }: Box, more: Attributes): void {
  const ink = style.backgroundColor;
  const transform = `translate(${x} ${y})`;
  const body = mark('path', { d: 'M5.5 8.5h7v4.5h-7z', ...inked('fill', ink) });
  const bow = mark('path', { d: 'M7 8.5V7a2 2 0 0 1 4 0v1.5', fill: 'none', 'stroke-width': 1.3, ...inked('stroke', ink) });
  sheet.add(level, mark('g', { transform, ...more }, body + bow), { x, y, width, height });
}

/** In the flow of a small box there is nothing else: it stands in its middle. */
function drawInline(sheet: Sheet, level: number, style: CSSStyleDeclaration, around: Box, more: Attributes): void {
  const [width, height] = [px(style, 'width'), px(style, 'height')];
  if (!(width > 0) || !(height > 0)) return;
  const box = { x: around.x + (around.width - width) / 2, y: around.y + (around.height - height) / 2, width, height };
  disc(sheet, level, style, box, more);
}

function disc(sheet: Sheet, level: number, style: CSSStyleDeclaration, box: Box, more: Attributes): void {
  const half = Math.min(box.width, box.height) / 2;
  const round = style.borderTopLeftRadius.endsWith('%') ? half : Math.min(px(style, 'border-top-left-radius'), half);
  const rx = round > 0 ? round : undefined;
  if (colourOf(style.backgroundColor).alpha > 0)
    sheet.add(level, mark('rect', { ...box, rx, ...inked('fill', style.backgroundColor), ...more }), box);
  drawBorder(sheet, level, style, box, round, more);
}
