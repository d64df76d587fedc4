// Drawings within the page: inline SVG with its styles resolved, and pictures of matrices of many cells.
import { MatrixElement } from '../draw/matrix.ts';
import { Picture } from '../draw/picture.ts';
import { fontOf } from './letters.ts';
import { type Attributes, type Box, colourOf, escapeXml, inked, mark } from './marks.ts';
import type { Sheet } from './sheet.ts';

const geometry: Readonly<Record<string, readonly string[]>> = {
  path: ['d'],
  rect: ['x', 'y', 'width', 'height', 'rx'],
  circle: ['cx', 'cy', 'r'],
  ellipse: ['cx', 'cy', 'rx', 'ry'],
  line: ['x1', 'y1', 'x2', 'y2'],
  polyline: ['points'],
  polygon: ['points'],
  text: ['x', 'y', 'dx', 'dy'],
};

/** Every shape by itself, at the place that all transformations together give it. */
export function drawSvg(sheet: Sheet, level: number, root: SVGSVGElement, origin: Box, more: Attributes): void {
  const walk = (element: Element, opacity: number): void => {
    const style = getComputedStyle(element);
    const shown = opacity * Number(style.opacity);
    if (style.display === 'none' || style.visibility === 'hidden' || shown === 0) return;
    if (element.localName === 'defs' || element.localName === 'title') return;
    if (geometry[element.localName] && element instanceof SVGGraphicsElement)
      drawShape(sheet, level, element, style, origin, { ...more, opacity: shown < 1 ? shown : more.opacity });
    else for (const child of element.children) walk(child, shown);
  };
  walk(root, 1);
}

function drawShape(
  sheet: Sheet,
  level: number,
  element: SVGGraphicsElement,
  style: CSSStyleDeclaration,
  origin: Box,
  more: Attributes,
): void {
  const matrix = element.getScreenCTM();
  if (!matrix) return;
  const { a, b, c, d } = matrix;
  const [x, y] = [matrix.e - origin.x, matrix.f - origin.y];
  const moved = a === 1 && b === 0 && c === 0 && d === 1;
  const transform = moved ? `translate(${place(x)} ${place(y)})` : `matrix(${[a, b, c, d, x, y].map(place).join(' ')})`;
  const seen = element.getBoundingClientRect();
  const box = { x: seen.x - origin.x, y: seen.y - origin.y, width: seen.width, height: seen.height };
  if (seen.width === 0 && seen.height === 0) return;
  const attributes = { transform, ...shapeOf(element, style), ...paintOf(sheet, style), ...more };
  if (element.localName !== 'text') {
    sheet.add(level, mark(element.localName, attributes), box);
    return;
  }
  const anchor = style.textAnchor === 'start' ? undefined : style.textAnchor;
  const text = { ...attributes, ...fontOf(style, sheet.manner), 'text-anchor': anchor };
  sheet.add(level, mark('text', text, escapeXml((element.textContent ?? '').trim())), box);
}

function place(value: number): string {
  return String(Number(value.toFixed(3)));
}

function shapeOf(element: Element, style: CSSStyleDeclaration): Attributes {
  const names = geometry[element.localName] ?? [];
  return Object.fromEntries(
    names.map(name => {
      const computed = style.getPropertyValue(name);
      return [
        name,
        element.getAttribute(name) ??
          (/^[\d.]+px$/.test(computed) && computed !== '0px' ? Number.parseFloat(computed) : undefined),
      ];
    }),
  );
}

function paintOf(sheet: Sheet, style: CSSStyleDeclaration): Attributes {
  const strokes = style.stroke !== 'none' && colourOf(style.stroke).alpha > 0;
  const dashes = style.strokeDasharray === 'none' ? undefined : style.strokeDasharray.replaceAll('px', '');
  return {
    ...fillOf(sheet, style),
    ...(strokes
      ? {
          ...inked('stroke', style.stroke),
          'stroke-width': Number.parseFloat(style.strokeWidth),
          'stroke-linecap': style.strokeLinecap === 'butt' ? undefined : style.strokeLinecap,
          'stroke-linejoin': style.strokeLinejoin === 'miter' ? undefined : style.strokeLinejoin,
          'stroke-dasharray': dashes,
        }
      : {}),
  };
}

function fillOf(sheet: Sheet, style: CSSStyleDeclaration): Attributes {
  const [, id] = /url\("?#([^")]+)"?\)/.exec(style.fill) ?? [];
  if (!id) return style.fill === 'none' ? { fill: 'none' } : inked('fill', style.fill);
  const own = `page-${id}`;
  const pattern = document.getElementById(id);
  if (!sheet.definitions.has(own) && pattern) sheet.definitions.set(own, patternOf(sheet, pattern, own));
  return { fill: `url(#${own})` };
}

/** A pattern that the page has, under an id of its own. */
function patternOf(sheet: Sheet, pattern: Element, id: string): string {
  const kept = ['width', 'height', 'patternUnits', 'patternTransform'];
  const attributes = Object.fromEntries(kept.map(name => [name, pattern.getAttribute(name) ?? undefined]));
  const shapes = [...pattern.children].map(child => {
    const style = getComputedStyle(child);
    return mark(child.localName, { ...shapeOf(child, style), ...paintOf(sheet, style) });
  });
  return mark('pattern', { id, ...attributes }, shapes.join(''));
}

/** As many pixels for each of the page's as a page printed well has. */
const sharp = 4;

/** A picture of a matrix, drawn anew in the colours of paper. */
export function drawCanvas(sheet: Sheet, level: number, canvas: HTMLCanvasElement, box: Box, more: Attributes): void {
  if (box.width === 0 || box.height === 0) return;
  const matrix = canvas.closest('attention-matrix');
  const spec = matrix instanceof MatrixElement ? matrix.drawn : null;
  let source = canvas;
  if (spec) {
    const picture = new Picture();
    picture.draw(spec, true, sharp);
    source = picture.element;
  }
  const href = source.toDataURL('image/png');
  sheet.add(level, mark('image', { ...box, 'xlink:href': href, preserveAspectRatio: 'none', ...more }), box);
}
