import type { Box } from './marks.ts';

/** Some text on one line, and where it stands. */
export interface Run {
  readonly text: string;
  readonly box: Box;
}

const range = document.createRange();

/** What is seen of a text node: one run for each line. What does not fit into `limit`, a right edge, ends in an ellipsis. */
export function runsOf(node: Text, limit: number | null): Run[] {
  const { data } = node;
  const from = data.search(/\S/);
  if (from < 0) return [];
  const to = data.trimEnd().length;
  const whole = boxesOf(node, from, to);
  const [first] = whole;
  if (!first) return [];
  const box = around(whole);
  const cut = limit !== null && box.x + box.width > limit + 0.5;
  if (!cut && whole.every(({ y }) => Math.abs(y - first.y) < first.height / 2))
    return [{ text: plain(data.slice(from, to)), box }];
  const lines = linesOf(node, from, to);
  return cut ? lines.map(line => shortened(line, limit)) : lines.map(({ letters }) => run(letters));
}

interface Letter {
  readonly text: string;
  readonly box: Box;
}

interface Line {
  readonly letters: Letter[];
}

/** The letters, line by line. */
function linesOf(node: Text, from: number, to: number): Line[] {
  const lines: Line[] = [];
  let at = from;
  let last: Box | null = null;
  for (const text of node.data.slice(from, to)) {
    const [box] = boxesOf(node, at, at + text.length);
    at += text.length;
    if (!box || (box.width === 0 && /\s/.test(text))) continue;
    if (!last || Math.abs(box.y - last.y) > box.height / 2) lines.push({ letters: [] });
    lines.at(-1)?.letters.push({ text, box });
    last = box;
  }
  return lines;
}

function run(letters: readonly Letter[]): Run {
  const seen = [...letters];
  while (/^\s$/.test(seen.at(-1)?.text ?? '')) seen.pop();
  return { text: plain(seen.map(({ text }) => text).join('')), box: around(seen.map(({ box }) => box)) };
}

function shortened({ letters }: Line, limit: number): Run {
  const dots = (letters[0]?.box.height ?? 0) * 0.6;
  const fits = letters.filter(({ box }) => box.x + box.width <= limit - dots);
  const { text, box } = run(fits.length > 0 ? fits : letters.slice(0, 1));
  return { text: `${text}…`, box: { ...box, width: box.width + dots } };
}

function boxesOf(node: Text, from: number, to: number): DOMRect[] {
  range.setStart(node, from);
  range.setEnd(node, to);
  return [...range.getClientRects()].filter(({ height }) => height > 0);
}

function around(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map(box => box.x));
  const y = Math.min(...boxes.map(box => box.y));
  const right = Math.max(...boxes.map(box => box.x + box.width));
  const bottom = Math.max(...boxes.map(box => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('\u200b', '');
}
