import { once } from '../core/once.ts';

const context = document.createElement('canvas').getContext('2d');
let family = '';
const known = new Map<string, number>();

/** The width of a label in the page's own type. What may not be cut while it is lit is measured bold. */
export function textWidth(text: string, size = 13, weight: 400 | 700 = 400): number {
  const key = `${weight} ${size} ${text}`;
  let width = known.get(key);
  if (width === undefined) {
    family ||= getComputedStyle(document.body).fontFamily;
    if (context) context.font = `${weight} ${size}px ${family}`;
    width = context?.measureText(text).width ?? text.length * size * 0.6;
    // What the largest figure asks for, with its labels in three ways.
    if (known.size > 2000) known.clear();
    known.set(key, width);
  }
  return width;
}

/** The sum of the widths of its letters: nearly the same, and known at once whatever the text is. */
export function lettersWidth(text: string, size: number, weight: 400 | 700 = 400): number {
  let width = 0;
  for (const letter of text) width += textWidth(letter, size, weight);
  return width;
}

const ofList = once((_names: readonly string[]) => new Map<string, number>());

/** The width of the widest of some labels. To measure hundreds would take longer than to draw them: their letters do. */
export function widest(names: readonly string[], size = 13, weight: 400 | 700 = 400): number {
  const key = `${weight} ${size}`;
  const known = ofList(names);
  let width = known.get(key);
  if (width === undefined) {
    const widthOf = names.length > 64 ? lettersWidth : textWidth;
    width = Math.max(...names.map(name => widthOf(name, size, weight)));
    known.set(key, width);
  }
  return width;
}

/** A width for labels that the next letters do not change: a figure stands still while one types. */
export function steady(width: number): number {
  return Math.ceil(width / 16) * 16;
}

/** How far apart labels at 45° must stand so that their lines do not touch: a line's height times √2. */
export const rotatedLabelStep = 20;
