import { inLight } from './light.ts';
import { type Box, escapeXml, mark, number } from './marks.ts';
import { type Manner, Sheet } from './sheet.ts';
import { Walk } from './walk.ts';

export interface Svg {
  readonly text: string;
  readonly width: number;
  readonly height: number;
}

export interface Caption {
  readonly title: string;
  readonly description: string;
  readonly language: string;
}

const margin = 16;
const between = 20;

/**
 * Parts of the page, one under the other, as an SVG file for a paper: in light, on white, every number as text, nothing from
 * elsewhere. All within one task, so that nobody sees the page in light who has it dark.
 */
export function figureSvg(parts: readonly Element[], caption: Caption, manner: Manner): Svg {
  return inLight(lighten =>
    unscrolled(parts, () => {
      const all = new Sheet(manner);
      let down = margin;
      let width = 0;
      for (const part of parts) {
        const { x, y } = part.getBoundingClientRect();
        const sheet = new Sheet(all);
        const walk = new Walk({ x, y, width: 0, height: 0 }, lighten);
        walk.element(sheet, part, { level: 0, opacity: 1, limit: null, ink: null, align: 'start' });
        const { box } = sheet;
        if (box.width === 0) continue;
        const transform = `translate(${number(margin - box.x)} ${number(down - box.y)})`;
        all.add(0, mark('g', { transform }, `\n${sheet.text}\n`), { x: 0, y: 0, width: 0, height: 0 });
        down += box.height + between;
        width = Math.max(width, box.width);
      }
      const size = { x: 0, y: 0, width: Math.ceil(width + 2 * margin), height: Math.ceil(down - between + margin) };
      return { text: file(all, size, caption), width: size.width, height: size.height };
    }),
  );
}

function file(sheet: Sheet, { width, height }: Box, { title, description, language }: Caption): string {
  const definitions = [...sheet.definitions.values()].join('');
  const content = [
    `<title>${escapeXml(title)}</title>`,
    `<desc>${escapeXml(description)}</desc>`,
    definitions ? `<defs>${definitions}</defs>` : '',
    mark('rect', { width, height, fill: '#ffffff' }),
    sheet.text,
  ];
  const root = {
    xmlns: 'http://www.w3.org/2000/svg',
    'xmlns:xlink': 'http://www.w3.org/1999/xlink',
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    'xml:lang': language,
    'font-variant-numeric': 'tabular-nums',
    // Made smaller, letters else keep whole pixels between them.
    'text-rendering': 'geometricPrecision',
  };
  return `${mark('svg', root, `\n${content.filter(Boolean).join('\n')}\n`)}\n`;
}

/** What scrolls is drawn whole, from its beginning. */
function unscrolled<T>(parts: readonly Element[], draw: () => T): T {
  const moved = parts.flatMap(part => [...part.querySelectorAll('*')]).filter(element => element.scrollLeft !== 0);
  const before = moved.map(element => element.scrollLeft);
  for (const element of moved) element.scrollLeft = 0;
  try {
    return draw();
  } finally {
    moved.forEach((element, index) => {
      element.scrollLeft = before[index] ?? 0;
    });
  }
}
