import { drawBands } from './bands.ts';
import { drawBox, px } from './boxes.ts';
import { drawCanvas, drawSvg } from './drawings.ts';
import { drawRun } from './letters.ts';
import type { Lighten } from './light.ts';
import { type Attributes, type Box, mark } from './marks.ts';
import { drawBracket, drawMathLines } from './mathematics.ts';
import { drawPseudo } from './pseudo.ts';
import { runsOf } from './runs.ts';
import { Sheet } from './sheet.ts';

/** What one works with on the page is no part of a figure. */
const left = [
  '.panel-controls, .panel-note, .zoom-bar, .timeline-buttons, .track, .dot, .play-bar, .stage-line, .points-hint, .fold',
  '.arithmetic-state, .arithmetic-ways, .crumbs, .tabs, .hidden-text, .quiet, .icon, .icon-button, .skip, .cost-sizes, .compare-settings',
  'attention-choosers, attention-controls, attention-heads, attention-decoding, attention-inverse, attention-edit',
  'attention-thumbnail, input, select, textarea, details, [hidden]',
].join();

interface Around {
  readonly level: number;
  readonly opacity: number;
  /** The right edge of what cuts its text with an ellipsis. */
  readonly limit: number | null;
  /** The letters of a cell are in the ink of its ground. */
  readonly ink: string | null;
  readonly align: 'start' | 'middle' | 'end';
}

/** Draws what is seen of an element: each ground, line and text where the page has it, with the styles it has there. */
export class Walk {
  readonly #origin: Box;
  readonly #lighten: Lighten;

  constructor(origin: Box, lighten: Lighten) {
    this.#origin = origin;
    this.#lighten = lighten;
  }

  element(sheet: Sheet, element: Element, around: Around): void {
    if (element.matches(left)) return;
    const style = getComputedStyle(element);
    if (style.display === 'none' || style.clipPath !== 'none') return;
    const opacity = around.opacity * Number(style.opacity);
    if (opacity === 0 || style.visibility === 'hidden') return;
    if (element instanceof HTMLElement && this.#turned(sheet, element, style, around)) return;
    const level = around.level + (style.position === 'static' ? 0 : Number.parseInt(style.zIndex, 10) || 0);
    const more = opacity < 1 ? { opacity } : {};
    const box = this.#place(element);
    if (element instanceof SVGSVGElement) {
      drawSvg(sheet, level, element, this.#origin, more);
      return;
    }
    if (element instanceof HTMLCanvasElement) {
      drawCanvas(sheet, level, element, box, more);
      return;
    }
    if (element.matches('.bands')) {
      drawBands(sheet, level, element, box, more);
      return;
    }
    if (style.display !== 'contents') drawBox(sheet, level, element, style, box, more, this.#lighten);
    if (element.namespaceURI?.endsWith('MathML')) drawMathLines(sheet, level, element, style, at => this.#place(at), more);
    const inner = { ...around, level, opacity, ...this.#inside(element, style, around, box) };
    if (cuts(element, style)) this.#cut(sheet, level, element, style, box, inner);
    else this.#children(sheet, element, style, inner);
    drawPseudo(sheet, level, element, box, more);
  }

  #children(sheet: Sheet, element: Element, style: CSSStyleDeclaration, around: Around): void {
    for (const child of element.childNodes) {
      if (child instanceof Element) this.element(sheet, child, around);
      else if (child instanceof Text) this.#text(sheet, child, element, style, around);
    }
  }

  #text(sheet: Sheet, node: Text, parent: Element, style: CSSStyleDeclaration, around: Around): void {
    const mathematical = parent.namespaceURI?.endsWith('MathML') ?? false;
    const more: Attributes = around.opacity < 1 ? { opacity: around.opacity } : {};
    const limit = around.limit === null ? null : around.limit + this.#origin.x;
    for (const { text, box: seen } of runsOf(node, limit)) {
      const box = { ...seen, x: seen.x - this.#origin.x, y: seen.y - this.#origin.y };
      if (mathematical && drawBracket(sheet, around.level, text, this.#place(parent), style, more)) continue;
      const italic = mathematical && isVariable(parent, text);
      const lettering = {
        style,
        colour: around.ink ?? style.color,
        align: mathematical ? ('middle' as const) : around.align,
        ...(italic ? { italic } : {}),
        halo: style.textShadow !== 'none',
        within: style.display === 'inline' && !mathematical,
      };
      drawRun(sheet, around.level, { text: isCapital(parent, node) ? capital(text) : text, box }, lettering, more);
    }
  }

  /** What an element decides for the text within it. */
  #inside(element: Element, style: CSSStyleDeclaration, around: Around, box: Box): Partial<Around> {
    const ellipsis = style.textOverflow === 'ellipsis' && style.overflowX !== 'visible';
    const own = element instanceof HTMLElement && element.style.backgroundColor !== '' && element.style.color !== '';
    const inline = style.display === 'inline';
    return {
      limit: ellipsis ? box.x + box.width - px(style, 'padding-right') : around.limit,
      ink: own ? (this.#lighten(style.backgroundColor)?.ink ?? null) : around.ink,
      align: inline ? around.align : alignOf(style),
    };
  }

  /** Cells of a bar are cut by its round corners. */
  #cut(sheet: Sheet, level: number, element: Element, style: CSSStyleDeclaration, box: Box, around: Around): void {
    const inside = new Sheet(sheet);
    this.#children(inside, element, style, { ...around, level: 0 });
    const id = sheet.name();
    const shape = mark('rect', { ...box, rx: Math.min(px(style, 'border-top-left-radius'), box.width / 2, box.height / 2) });
    sheet.definitions.set(id, mark('clipPath', { id }, shape));
    sheet.add(level, mark('g', { 'clip-path': `url(#${id})` }, inside.text), box);
  }

  /** What is turned is measured unturned, and turned on the drawing. */
  #turned(sheet: Sheet, element: HTMLElement, style: CSSStyleDeclaration, around: Around): boolean {
    if (style.transform === 'none') return false;
    const matrix = new DOMMatrix(style.transform);
    if (matrix.b === 0 && matrix.c === 0) return false;
    const [x = 0, y = 0] = style.transformOrigin.split(' ').map(Number.parseFloat);
    const seen = this.#place(element);
    const before = element.style.getPropertyValue('transform');
    element.style.setProperty('transform', 'none');
    try {
      const box = this.#place(element);
      const inside = new Sheet(sheet);
      this.element(inside, element, { ...around, level: 0 });
      const { a, b, c, d, e, f } = new DOMMatrix()
        .translate(box.x + x, box.y + y)
        .multiply(matrix)
        .translate(-box.x - x, -box.y - y);
      const transform = `matrix(${[a, b, c, d, e, f].map(value => Number(value.toFixed(4))).join(' ')})`;
      sheet.add(around.level, mark('g', { transform }, inside.text), seen);
    } finally {
      if (before === '') element.style.removeProperty('transform');
      else element.style.setProperty('transform', before);
    }
    return true;
  }

  #place(element: Element): Box {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x: x - this.#origin.x, y: y - this.#origin.y, width, height };
  }
}

/** Whether a style sheet makes its first letter a capital. */
function isCapital(parent: Element, node: Text): boolean {
  if (parent.localName !== 'h2' || getComputedStyle(parent, '::first-letter').textTransform !== 'uppercase') return false;
  return [...parent.childNodes].find(child => child instanceof Text && child.data.trim() !== '') === node;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A letter by itself is a variable, and those are italic. */
function isVariable(element: Element, text: string): boolean {
  return element.localName === 'mi' && [...text].length === 1 && element.getAttribute('mathvariant') !== 'normal';
}

function alignOf({ textAlign, direction }: CSSStyleDeclaration): Around['align'] {
  if (textAlign === 'center') return 'middle';
  const right = textAlign === 'right' || textAlign === 'end';
  return right !== (direction === 'rtl') ? 'end' : 'start';
}

/** Whether round corners cut what is within. */
function cuts(element: Element, style: CSSStyleDeclaration): boolean {
  return style.overflowX === 'hidden' && px(style, 'border-top-left-radius') > 0 && element.firstElementChild !== null;
}
