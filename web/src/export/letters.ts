import { type Attributes, type Box, colourOf, escapeXml, inked, mark } from './marks.ts';
import type { Run } from './runs.ts';
import type { Manner, Sheet } from './sheet.ts';

const context = new OffscreenCanvas(1, 1).getContext('2d');
const heights = new Map<string, { readonly above: number; readonly below: number }>();

/** How far a font reaches above and below its baseline: its lines are as high as both together. */
function heightsOf(style: CSSStyleDeclaration): { readonly above: number; readonly below: number } {
  const font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  let found = heights.get(font);
  if (!found) {
    if (context) context.font = font;
    const { fontBoundingBoxAscent: above = 0, fontBoundingBoxDescent: below = 0 } = context?.measureText('x') ?? {};
    found = { above, below };
    heights.set(font, found);
  }
  return found;
}

/** The generic family at the end of the list: a paper's machine has other fonts than the reader's. */
export function genericFamily(family: string): string {
  const last = family.split(',').at(-1)?.trim() ?? '';
  return ['serif', 'monospace'].includes(last) ? last : 'sans-serif';
}

export function fontOf(style: CSSStyleDeclaration, { fonts }: Manner, italic = style.fontStyle === 'italic'): Attributes {
  return {
    'font-family': fonts === 'own' ? style.fontFamily.replaceAll('"', "'") : genericFamily(style.fontFamily),
    'font-size': Number.parseFloat(style.fontSize),
    'font-weight': style.fontWeight === '400' ? undefined : style.fontWeight,
    'font-style': italic ? 'italic' : undefined,
  };
}

export interface Lettering {
  readonly style: CSSStyleDeclaration;
  readonly colour: string;
  /** Where the text stands in its box: another font is a little wider or narrower, and should be so evenly. */
  readonly align: 'start' | 'middle' | 'end';
  readonly italic?: boolean;
  /** Words stand on both sides of it. */
  readonly within?: boolean;
  /** Paper around the letters, where they stand on a hatch. */
  readonly halo?: boolean;
}

/** One line of text, on its baseline. */
export function drawRun(sheet: Sheet, level: number, { text, box }: Run, lettering: Lettering, more: Attributes): void {
  const { style, colour, italic, halo, within } = lettering;
  if (text === '' || colourOf(colour).alpha === 0) return;
  const { above, below } = heightsOf(style);
  const rightToLeft = style.direction === 'rtl';
  const align = rightToLeft ? 'middle' : lettering.align;
  const y = box.y + (box.height - above - below) / 2 + above;
  const font = fontOf(style, sheet.manner, italic);
  const content = escapeXml(text);
  const seen = tight(box, above, below);
  if (align === 'start') {
    sheet.addWords(level, { x: box.x, y, font: { ...font, ...more }, ink: inked('fill', colour), content }, seen);
    return;
  }
  const attributes = {
    x: box.x + box.width * (align === 'middle' ? 0.5 : 1),
    y,
    'text-anchor': align,
    direction: rightToLeft ? 'rtl' : undefined,
    // Words on both sides of it begin and end where they do on the page, whatever the font.
    ...(within && text.length > 1 && !rightToLeft ? { textLength: box.width, lengthAdjust: 'spacingAndGlyphs' } : {}),
    ...font,
    ...more,
  };
  if (halo) {
    const around = { fill: '#ffffff', stroke: '#ffffff', 'stroke-width': 3, 'stroke-linejoin': 'round', 'aria-hidden': 'true' };
    sheet.add(level, mark('text', { ...attributes, ...around }, content), seen);
  }
  sheet.add(level, mark('text', { ...attributes, ...inked('fill', colour) }, content), seen);
}

/** Mathematical fonts claim far more room than their letters take. */
function tight(box: Box, above: number, below: number): Box {
  if (box.height < above + below + 1 && above + below < box.width * 10 && above + below < 40) return box;
  const y = box.y + (box.height - above - below) / 2 + above;
  const size = Math.min(box.height, 24);
  return { x: box.x, y: y - size * 0.8, width: box.width, height: size };
}
