// Cells that the page paints row by row: each is a rectangle on the drawing, as those are that it paints by themselves.
import { endRadius, inkSize } from '../draw/bands.ts';
import { palette } from '../draw/colour.ts';
import { lookOf } from '../draw/look.ts';
import { MatrixElement } from '../draw/matrix.ts';
import { displayedColumns, displayedRows, gapX, gapY, isBar, matrixWidth } from '../draw/spec.ts';
import { drawHatch } from './boxes.ts';
import { type Attributes, type Box, inked, mark, number } from './marks.ts';
import { Sheet } from './sheet.ts';

export function drawBands(sheet: Sheet, level: number, bands: Element, place: Box, more: Attributes): void {
  const matrix = bands.closest('attention-matrix');
  const spec = matrix instanceof MatrixElement ? matrix.drawn : null;
  if (!spec) return;
  const colours = palette();
  // The page may be enlarged.
  const scale = place.width / matrixWidth(spec);
  const [width, height] = [spec.cellWidth * scale, spec.cellHeight * scale];
  const [stepX, stepY] = [width + gapX(spec) * scale, height + gapY(spec) * scale];
  const ink = inkSize(width);
  const inside = new Sheet(sheet);
  const ends: string[] = [];
  for (let r = 0; r < displayedRows(spec); ++r) {
    const y = place.y + r * stepY;
    ends.push(mark('rect', { x: place.x, y, width: place.width, height, rx: endRadius(height) }));
    for (let c = 0; c < displayedColumns(spec); ++c) {
      const [row, column] = spec.transposed ? [c, r] : [r, c];
      const { paint, hatched, edited = false } = lookOf(spec, colours, row, column);
      const box = { x: place.x + c * stepX, y, width, height };
      if (paint) inside.add(0, mark('rect', { ...box, ...inked('fill', paint.fill) }), box);
      if (hatched) drawHatch(inside, 0, box);
      const corner = `M${number(box.x + width - ink)} ${number(y)}h${number(ink)}v${number(ink)}z`;
      if (edited) inside.add(0, mark('path', { d: corner, ...inked('fill', colours.ink) }), box);
    }
  }
  const id = sheet.name();
  if (isBar(spec)) sheet.definitions.set(id, mark('clipPath', { id }, ends.join('')));
  sheet.add(level, mark('g', { 'clip-path': isBar(spec) ? `url(#${id})` : undefined, ...more }, inside.text), place);
}
