// The figure as a picture for a paper: SVG and PNG, of every view.

import type { Page } from '@playwright/test';
import { readMatrices, stateOf } from './playground';
import { noMask, scenario } from './scenario';
import { openExport, take, takeSvg, watchFiles } from './taken';
import { expect, test } from './test';

const words = ['the', 'dog', 'ran', 'until', 'it'];

interface Read {
  readonly faults: readonly string[];
  /** The texts, with where each stands. */
  readonly texts: readonly { readonly text: string; readonly x: number; readonly y: number }[];
  readonly names: readonly string[];
  readonly width: number;
  readonly height: number;
}

/** Reads an SVG file as any other program would: as XML, not as a part of the page. */
function readSvg(page: Page, text: string): Promise<Read> {
  return page.evaluate(source => {
    const file = new DOMParser().parseFromString(source, 'application/xml');
    const root = file.documentElement;
    const faults: string[] = [];
    if (file.querySelector('parsererror')) faults.push(`no XML: ${root.textContent?.slice(0, 200)}`);
    const all = [...root.querySelectorAll('*')];
    for (const element of all) {
      if (['foreignObject', 'script', 'style', 'a', 'use', 'animate'].includes(element.localName))
        faults.push(`a <${element.localName}>`);
      for (const { name, value } of element.attributes) {
        if (name.startsWith('on') || name === 'style' || name === 'class') faults.push(`${name}="${value}"`);
        if (/href/.test(name) && !value.startsWith('data:image/png;base64,')) faults.push(`${name}="${value.slice(0, 60)}"`);
        if (/url\(/.test(value)) {
          const [, id] = /^url\(#([\w-]+)\)$/.exec(value) ?? [];
          if (!id || !file.getElementById(id)) faults.push(`${name}="${value}"`);
        }
        if (!/href/.test(name) && /NaN|undefined|Infinity|light-dark|var\(/.test(value))
          faults.push(`${element.localName} ${name}="${value}"`);
        if (name === 'font-family' && !['serif', 'sans-serif', 'monospace'].includes(value)) faults.push(`${name}="${value}"`);
      }
    }
    const moved = (element: Element | null): [number, number] => {
      if (!element) return [0, 0];
      const [x, y] = moved(element.parentElement);
      const [, dx = 0, dy = 0] = (/^translate\(([-\d.]+) ([-\d.]+)\)$/.exec(element.getAttribute('transform') ?? '') ?? []).map(
        Number,
      );
      return [x + dx, y + dy];
    };
    const texts = [...root.querySelectorAll('text:not([aria-hidden])')].map(element => {
      const [dx, dy] = moved(element);
      const at = (name: string): number => Number(element.getAttribute(name));
      return { text: element.textContent ?? '', x: at('x') + dx, y: at('y') + dy };
    });
    const size = (name: string): number => Number(root.getAttribute(name));
    return { faults, texts, names: all.map(({ localName }) => localName), width: size('width'), height: size('height') };
  }, text);
}

/** What is printed in the cells of the view, and is not in the drawing. */
async function missing(page: Page, { texts }: Read): Promise<string[]> {
  const left = texts.map(({ text }) => text);
  const shown = await readMatrices(page.locator('main'));
  return shown
    .flatMap(({ cells }) => cells ?? [])
    .filter(({ text }) => text !== '')
    .flatMap(({ text, label }) => {
      const at = left.indexOf(text);
      if (at < 0) return [label];
      left.splice(at, 1);
      return [];
    });
}

test('an SVG stands for itself and has every number where the page has it', { tag: '@every-engine' }, async ({
  page,
  playground,
}) => {
  await watchFiles(page);
  await playground.open(scenario('multi_head', words, { mask: { ...noMask, causal: true } }));
  const svg = await takeSvg(page);
  expect(svg.name).toBe('multi_head-flow.svg');
  const read = await readSvg(page, svg.text);
  expect(read.faults).toEqual([]);
  expect(await missing(page, read)).toEqual([]);
  const cells = await page.locator('attention-matrix[data-stage="weights"] .cell').evaluateAll(all =>
    all.map(cell => {
      const { x, y, width, height } = cell.getBoundingClientRect();
      return { text: cell.textContent ?? '', x: x + width / 2, y: y + height / 2 };
    }),
  );
  // All are moved by as much: the cells' middles lie over the texts', the baselines a little below.
  const shown = cells.filter(({ text }) => text !== '');
  expect(shown.length).toBeGreaterThan(10);
  const [first] = shown;
  const starts = read.texts.filter(({ text }) => text === first?.text);
  const fits = starts.map(start => {
    const [dx, dy] = [start.x - (first?.x ?? 0), start.y - (first?.y ?? 0)];
    return shown.filter(({ text, x, y }) =>
      read.texts.some(at => at.text === text && Math.abs(at.x - x - dx) < 1 && Math.abs(at.y - y - dy) < 1),
    ).length;
  });
  expect(Math.max(...fits)).toBe(shown.length);
  for (const token of words) expect(read.texts.filter(({ text }) => text === token).length, token).toBeGreaterThan(2);
  // Nothing lies over them: of the screen's gradients only a legend's scales are drawn.
  expect(read.names.filter(name => name === 'linearGradient')).toHaveLength(await page.locator('attention-flow .scale').count());
});

test('it is light whatever the page is, and leaves the page as it was', async ({ page, playground, context }) => {
  await watchFiles(page);
  const state = scenario('masked', words);
  await playground.prefer('theme', 'light');
  await playground.open(state);
  const light = await takeSvg(page);
  const other = await context.newPage();
  await watchFiles(other);
  await other.addInitScript(() => localStorage.setItem('attention-theme', 'dark'));
  await other.goto(page.url());
  await expect(other.locator('html')).toHaveAttribute('data-ready', 'true');
  const cell = other.locator('attention-matrix[data-stage="weights"] .cell').first();
  const look = (): Promise<string[]> =>
    cell.evaluate(element => [
      getComputedStyle(element).backgroundColor,
      getComputedStyle(document.documentElement).backgroundColor,
    ]);
  const before = await look();
  const dark = await takeSvg(other);
  expect(dark.text).toBe(light.text);
  expect(await look()).toEqual(before);
  await expect(other.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(other.locator('html')).not.toHaveAttribute('data-exporting', /.*/);
  await other.close();
});

test('tokens are text in it, whatever they are made of', { tag: '@every-engine' }, async ({ page, playground }) => {
  await watchFiles(page);
  const hostile = ['<script>alert(1)</script>', ']]>&amp;"\'', '<b onload=x>', '\u202eבא', 'a\u0001b', '牛奶'];
  await playground.open({ ...scenario('masked', words), tokens: hostile, view: { panel: 'table' } });
  const read = await readSvg(page, (await takeSvg(page)).text);
  expect(read.faults).toEqual([]);
  const texts = read.texts.map(({ text }) => text);
  for (const token of hostile) expect(texts.join('\n'), token).toContain(token.replace('\u0001', '\ufffd'));
});

test('a PNG has one to four pixels for each of the drawing’s', { tag: '@every-engine' }, async ({ page, playground }) => {
  await watchFiles(page);
  await playground.open(scenario('masked', words));
  const { width, height } = await readSvg(page, (await takeSvg(page)).text);
  expect(width).toBeGreaterThan(300);
  for (const scale of [1, 2, 3, 4]) {
    await page.locator(`[data-scale="${scale}"]`).click();
    const png = await take(page, () => page.locator('[data-control="save-png"]').click());
    expect(png).toMatchObject({ type: 'image/png', name: 'masked-flow.png', width: width * scale, height: height * scale });
  }
});

const views: readonly (readonly [string, object])[] = [
  ['lines', { ...scenario('multi_head', words), view: { panel: 'lines' } }],
  ['heads', { ...scenario('multi_head', words), view: { panel: 'heads' } }],
  ['table', { ...scenario('masked', words), view: { panel: 'table' } }],
  ['cost', { ...scenario('multi_head', words), view: { panel: 'cost' } }],
  [
    'alignment',
    { version: 1, mechanism: 'bahdanau', tokens: words, targets: ['猫', '喝'], view: { panel: 'lines', language: 'zh' } },
  ],
  ['points', { version: 1, mechanism: 'pointer', elements: 'points', tokens: ['1,2', '3,5', '4,1'], view: { panel: 'points' } }],
  ['compare', { ...scenario('masked', words), view: { panel: 'compare' } }],
  ['decoder', { version: 1, mechanism: 'decoder', tokens: ['the', 'dog'] }],
];

test('every view is drawn', async ({ page, playground }) => {
  test.slow();
  await watchFiles(page);
  for (const [name, state] of views) {
    await test.step(name, async () => {
      await playground.open(state);
      const read = await readSvg(page, (await takeSvg(page)).text);
      expect(read.faults).toEqual([]);
      expect(await missing(page, read)).toEqual([]);
      expect(read.texts.length).toBeGreaterThan(8);
      if (name === 'table')
        expect(read.texts.map(({ text }) => text)).toEqual(
          expect.arrayContaining(await page.locator('.table-number').allTextContents()),
        );
      if (name === 'cost') expect(read.names.filter(found => found === 'path').length).toBeGreaterThanOrEqual(14);
    });
  }
});

test('cells that the page paints row by row are a rectangle each', async ({ page, playground }) => {
  await watchFiles(page);
  const n = 20;
  const tokens = Array.from({ length: n }, (_, index) => `w${index}`);
  await playground.open(scenario('masked', tokens, { mask: { ...noMask, causal: true, free: [[3, 1]] } }));
  await expect(page.locator('attention-matrix[data-stage="weights"] .bands')).toBeVisible();
  const { text } = await takeSvg(page);
  const read = await readSvg(page, text);
  expect(read.faults).toEqual([]);
  // Scores, mask and weights hide the same pairs.
  const hidden = 3 * ((n * (n - 1)) / 2 + 1);
  expect(text.match(/<rect [^>]*fill="url\(#[\w-]*hatch\)"/g)?.length ?? 0).toBeGreaterThanOrEqual(hidden);
  const features = n * 16 + 4 * n * 4; // X; Q, K, V and O
  expect(read.names.filter(name => name === 'rect').length).toBeGreaterThan(3 * n * n + hidden + features);
});

test('many cells are a picture within the drawing, sharper than the screen', async ({ page, playground }) => {
  await watchFiles(page);
  await playground.open(
    scenario(
      'masked',
      Array.from({ length: 80 }, (_, index) => `w${index}`),
    ),
  );
  await expect(page.locator('attention-matrix[data-stage="weights"] canvas')).toBeVisible();
  const { text } = await takeSvg(page);
  const read = await readSvg(page, text);
  expect(read.faults).toEqual([]);
  expect(read.names.filter(name => name === 'image').length).toBeGreaterThanOrEqual(2);
  const wide = await page.evaluate(async source => {
    const image = new DOMParser().parseFromString(source, 'application/xml').querySelector('image');
    const picture = new Image();
    picture.src = image?.getAttribute('xlink:href') ?? '';
    await picture.decode();
    return picture.width / Number(image?.getAttribute('width'));
  }, text);
  expect(wide).toBeGreaterThan(3.5);
});

test('on a phone the stage that is shown is drawn, with formula and arithmetic if so wanted', async ({ page, playground }) => {
  await watchFiles(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await playground.open(scenario('masked', words));
  await playground.cell('weights', 2, 1).click();
  const plain = await readSvg(page, (await takeSvg(page)).text);
  await page.locator('[data-control="export-whole"]').check();
  const whole = await readSvg(page, (await takeSvg(page)).text);
  expect([...plain.faults, ...whole.faults]).toEqual([]);
  expect(await missing(page, plain)).toEqual([]);
  expect(whole.height).toBeGreaterThan(plain.height + 40);
  expect(whole.texts.map(({ text }) => text)).toContain('softmax');
});

test('where there is nothing to draw the menu says so', async ({ page, playground }) => {
  await playground.open({ ...scenario('masked', words), view: { panel: 'code' } });
  await openExport(page);
  await page.locator('[data-control="save-svg"]').click();
  await expect(playground.error('export-figure')).toContainText('nothing to draw');
});

test('the table that was chosen is in the link', { tag: '@every-engine' }, async ({ page, playground }) => {
  await playground.open({ ...scenario('masked', words), view: { panel: 'table' } });
  const chooser = playground.control('table');
  const keys = await chooser.locator('option', { hasText: /^keys/ }).getAttribute('value');
  await chooser.selectOption(keys);
  await expect(page.locator('[data-table="keys"]')).toBeVisible();
  await expect.poll(() => stateOf(page.url()).view).toMatchObject({ table: { stage: 'keys' } });
  const link = page.url();
  await page.goto('about:blank');
  await page.goto(link);
  await playground.ready();
  await expect(page.locator('[data-table="keys"]')).toBeVisible();
  await expect(chooser).toHaveValue(keys ?? '');
});
