import { palette } from '../draw/colour.ts';
import type { Lighten } from './light.ts';
import { type Attributes, type Box, colourOf, inked, mark } from './marks.ts';
import type { Sheet } from './sheet.ts';

const sides = ['top', 'right', 'bottom', 'left'] as const;

export const hatchName = 'hatch';

/** The hatch of what is hidden: 45 degrees, period 6, line 1.6. */
function hatch(): string {
  const line = mark('path', { d: 'M3 0V6', 'stroke-width': 1.6, ...inked('stroke', palette().hatch) });
  return mark(
    'pattern',
    { id: hatchName, width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    line,
  );
}

/** A cell that is hidden. */
export function drawHatch(sheet: Sheet, level: number, box: Box): void {
  sheet.definitions.set(hatchName, hatch());
  sheet.add(level, mark('rect', { ...box, ...inked('fill', palette().hatchGround) }), box);
  sheet.add(level, mark('rect', { ...box, fill: `url(#${hatchName})` }), box);
}

/** A legend's scale from left to right: its stops are evenly spaced. Other gradients are the screen's, as the hint that it scrolls. */
function scaleOf(element: Element, image: string): string {
  const stops = element.matches('.scale') ? (image.match(/rgba?\([^)]*\)/g) ?? []) : [];
  return stops.map((stop, at) => mark('stop', { offset: at / (stops.length - 1), 'stop-color': colourOf(stop).hex })).join('');
}

/** What an element is apart from its content: ground, hatch, border, rings. */
export function drawBox(
  sheet: Sheet,
  level: number,
  element: Element,
  style: CSSStyleDeclaration,
  box: Box,
  more: Attributes,
  lighten: Lighten,
): void {
  if (box.width <= 0 || box.height <= 0) return;
  const radius = Math.min(Number.parseFloat(style.borderTopLeftRadius) || 0, box.width / 2, box.height / 2);
  const rounded = style.borderTopLeftRadius.endsWith('%') ? Math.min(box.width, box.height) / 2 : radius;
  const rect = (attributes: Attributes, by = 0): void => {
    const grown = { x: box.x - by, y: box.y - by, width: box.width + 2 * by, height: box.height + 2 * by };
    const rx = rounded + by > 0 ? Math.max(0, rounded + by) : undefined;
    sheet.add(level, mark('rect', { ...grown, rx, ...attributes, ...more }), grown);
  };
  const own = element instanceof HTMLElement && element.style.backgroundColor !== '';
  const ground = (own && lighten(style.backgroundColor)?.fill) || style.backgroundColor;
  if (colourOf(ground).alpha > 0) rect(inked('fill', ground));
  if (style.backgroundImage.startsWith('repeating-linear-gradient')) {
    sheet.definitions.set(hatchName, hatch());
    rect({ fill: `url(#${hatchName})` });
  }
  const scale = scaleOf(element, style.backgroundImage);
  if (scale) {
    const id = sheet.name();
    sheet.definitions.set(id, mark('linearGradient', { id }, scale));
    rect({ fill: `url(#${id})` });
  }
  drawBorder(sheet, level, style, box, rounded, more);
  drawShadow(style, rect);
  const outline = Number.parseFloat(style.outlineWidth);
  if (style.outlineStyle === 'solid' && outline > 0 && !element.matches(':focus, button'))
    rect(
      { fill: 'none', 'stroke-width': outline, ...inked('stroke', style.outlineColor) },
      Number.parseFloat(style.outlineOffset) + outline / 2,
    );
}

/** A line around, or one on each side that has one. */
export function drawBorder(
  sheet: Sheet,
  level: number,
  style: CSSStyleDeclaration,
  box: Box,
  radius: number,
  more: Attributes,
): void {
  const borders = sides.map(side => ({
    side,
    width: style.getPropertyValue(`border-${side}-style`) === 'none' ? 0 : px(style, `border-${side}-width`),
    colour: style.getPropertyValue(`border-${side}-color`),
  }));
  const [first] = borders;
  if (!first) return;
  if (first.width > 0 && borders.every(({ width, colour }) => width === first.width && colour === first.colour)) {
    const { width } = first;
    if (colourOf(first.colour).alpha === 0) return;
    const inner = { x: box.x + width / 2, y: box.y + width / 2, width: box.width - width, height: box.height - width };
    const rx = radius > 0 ? Math.max(0, radius - width / 2) : undefined;
    sheet.add(
      level,
      mark('rect', { ...inner, rx, fill: 'none', 'stroke-width': width, ...inked('stroke', first.colour), ...more }),
      box,
    );
    return;
  }
  const [left, top, right, bottom] = [box.x, box.y, box.x + box.width, box.y + box.height];
  const ends = { top: [left, top, right, top], right: [right, top, right, bottom], bottom: [left, bottom, right, bottom] };
  for (const { side, width, colour } of borders) {
    if (width === 0 || colourOf(colour).alpha === 0) continue;
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = side === 'left' ? [left, top, left, bottom] : ends[side];
    const inward = width / 2;
    const [dx, dy] = { top: [0, inward], right: [-inward, 0], bottom: [0, -inward], left: [inward, 0] }[side] as [number, number];
    const line = { x1: x1 + dx, y1: y1 + dy, x2: x2 + dx, y2: y2 + dy };
    sheet.add(level, mark('line', { ...line, 'stroke-width': width, ...inked('stroke', colour), ...more }), box);
  }
}

/** Of shadows only what is a line: inset, or around, without blur. */
function drawShadow(style: CSSStyleDeclaration, rect: (attributes: Attributes, by?: number) => void): void {
  const [, colour, spread, inset] =
    /^((?:rgb|oklab|color)a?\([^)]*\)|\w+) 0px 0px 0px ([\d.]+)px( inset)?$/.exec(style.boxShadow) ?? [];
  if (!colour || !spread) return;
  const width = Number(spread);
  if (width > 0) rect({ fill: 'none', 'stroke-width': width, ...inked('stroke', colour) }, inset ? -width / 2 : width / 2);
}

export function px(style: CSSStyleDeclaration, property: string): number {
  return Number.parseFloat(style.getPropertyValue(property)) || 0;
}
