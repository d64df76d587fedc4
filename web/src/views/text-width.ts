const context = document.createElement('canvas').getContext('2d');
let family = '';
const known = new Map<string, number>();

/** The width of a label in the page's own type, bold as it is while lit: it must not be cut when one points at it. */
export function textWidth(text: string, size = 13): number {
  const key = `${size} ${text}`;
  let width = known.get(key);
  if (width === undefined) {
    family ||= getComputedStyle(document.documentElement).fontFamily;
    if (context) context.font = `700 ${size}px ${family}`;
    width = context?.measureText(text).width ?? text.length * size * 0.6;
    if (known.size > 5000) known.clear();
    known.set(key, width);
  }
  return width;
}
