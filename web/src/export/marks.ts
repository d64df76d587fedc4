// The words of an SVG file: numbers, texts and colours as its attributes have them.

/** A rectangle on the drawing. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Text as XML can hold it: nothing in it is markup, and what no XML may have is U+FFFD. */
export function escapeXml(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML forbids.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
      .replace(/[&<>"\t\n\r]/g, letter => `&#${letter.charCodeAt(0)};`)
  );
}

/** A place or a length, to a hundredth of a pixel. */
export function number(value: number): string {
  return String(Number(value.toFixed(2)));
}

/** An element. What is undefined is left out. */
export function mark(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? number(value) : escapeXml(String(value))}"`);
  return content ? `<${name}${written.join('')}>${content}</${name}>` : `<${name}${written.join('')}/>`;
}

export interface Colour {
  /** "#rrggbb" */
  readonly hex: string;
  /** 0 to 1. */
  readonly alpha: number;
}

const known = new Map<string, Colour>();

/** A computed colour in the one form that every tool reads. */
export function colourOf(css: string): Colour {
  let colour = known.get(css);
  if (!colour) {
    const [r = 0, g = 0, b = 0, alpha = 1] = css.startsWith('rgb') ? (css.match(/[\d.]+/g)?.map(Number) ?? []) : painted(css);
    const hex = [r, g, b].map(channel => Math.round(channel).toString(16).padStart(2, '0')).join('');
    colour = { hex: `#${hex}`, alpha };
    known.set(css, colour);
  }
  return colour;
}

/** Colours of other spaces, as a canvas paints them. */
function painted(css: string): number[] {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  if (!context) return [];
  context.fillStyle = css;
  context.fillRect(0, 0, 1, 1);
  const [r = 0, g = 0, b = 0, a = 0] = context.getImageData(0, 0, 1, 1).data;
  return [r, g, b, a / 255];
}

/** The attributes that fill or stroke with a computed colour. */
export function inked(property: 'fill' | 'stroke', css: string): Attributes {
  const { hex, alpha } = colourOf(css);
  return { [property]: hex, [`${property}-opacity`]: alpha < 1 ? alpha : undefined };
}
