// The page opens on a lesson: its figure is live, its question and first sentence are read without a click, its tour and all other
// lessons are one click away.

import { gzipSync } from 'node:zlib';
import type { Locator, Page } from '@playwright/test';
import { catalogue as english } from '../../web/src/lessons/text/lessons-en.ts';
import { catalogue as chinese } from '../../web/src/lessons/text/lessons-zh.ts';
import { axeFaults } from './axe';
import { examine } from './examine';
import { stateOf } from './playground';
import { scenario } from './scenario';
import { expect, test } from './test';

const languages = { en: english, zh: chinese } as const;
const tokens = { en: ['red', 'apple', 'green', 'pear'], zh: ['红', '苹果', '青', '梨'] } as const;
const other = { en: 'zh', zh: 'en' } as const;

const weights = (page: Page): Promise<string[]> =>
  page.locator('main attention-matrix[data-stage="weights"] .cell').allTextContents();

for (const language of ['en', 'zh'] as const) {
  test(`${language}: the question, its figure, and the tour that goes on with it`, async ({ page, playground }) => {
    await playground.prefer('language', language);
    await playground.visit();
    await expect(page.locator('.opening p').first()).toHaveText(languages[language].lessons[4]?.ask ?? '');
    expect(await playground.chips('tokens')).toEqual([...tokens[language]]);
    const [, , green, , , , , pear] = await weights(page);
    expect([green, pear]).toEqual(['0.89', '0.89']);
    // Point and read: the row that the sentence speaks of is explained already.
    await expect(page.locator('attention-arithmetic h2')).toContainText('0.89');
    const before = await weights(page);
    await page.locator('[data-control="opening-tour"]').click();
    await expect(page.locator('.tour-card [aria-current="step"]')).toHaveAttribute('data-tour-step', '0');
    await expect(page.locator('.lesson h2')).toHaveText(languages[language].lessons[4]?.title ?? '');
    expect(await weights(page)).toEqual(before);
    await expect(page.locator('.opening')).toHaveCount(0);
    await page.evaluate(() => history.back()); // Firefox's driver waits for a page that is there already
    await expect(page.locator('.opening')).toBeVisible();
    await page.locator('[data-control="opening-lessons"]').click();
    await expect(page.locator('.lesson-list li')).toHaveCount(15);
    await page.locator('[data-control="leave-lessons"]').click();
    await expect(page.locator('attention-lesson')).toHaveCount(0);
  });

  test(`${language}: it speaks the other language as long as it was not changed`, async ({ page, playground }) => {
    await playground.prefer('language', language);
    await playground.visit();
    await page.locator('[data-control="language"]').click();
    await expect.poll(() => playground.chips('tokens')).toEqual([...tokens[other[language]]]);
    await expect(page.locator('.opening p').first()).toHaveText(languages[other[language]].lessons[4]?.ask ?? '');
    await playground.cell('embeddings', 0, 0).click();
    await page.locator('[data-control="edit"]').fill('2');
    await expect(page.locator('[data-notice="edits"]')).toBeVisible();
    await page.locator('[data-control="language"]').click();
    await expect(page.locator('.opening p').first()).toHaveText(languages[language].lessons[4]?.ask ?? '');
    expect(await playground.chips('tokens')).toEqual([...tokens[other[language]]]);
  });
}

test('a sentence of the reader’s own has vectors that are drawn, and undoing brings the lesson back', async ({
  page,
  playground,
}) => {
  await playground.visit();
  await playground.type('tokens', 'a dog runs');
  await playground.expectFigure({ ...scenario('multi_head', ['a', 'dog', 'runs']), width: 4, heads: 2 });
  await expect(page.locator('.opening')).toHaveCount(0);
  await expect(page.locator('.untrained')).toContainText('random');
  await playground.control('undo').click();
  await expect(page.locator('.opening')).toBeVisible();
  await expect(page.locator('.untrained')).toContainText('set by hand');
  expect(await playground.chips('tokens')).toEqual([...tokens.en]);
});

test('another draw is one: its vectors are no longer those of the lesson', async ({ page, playground }) => {
  await playground.visit();
  await playground.control('seed').fill('7');
  await playground.expectFigure({ ...scenario('multi_head', [...tokens.en]), width: 4, heads: 2, seed: 7 });
  await expect(page.locator('.untrained')).toContainText('random');
  await playground.control('undo').click();
  await expect(page.locator('.untrained')).toContainText('set by hand');
  await expect.poll(async () => (await weights(page))[2]).toBe('0.89');
});

test('the list of mechanisms leads to its example, and the words of the lesson stay behind', async ({ page, playground }) => {
  await playground.visit();
  await page.locator('[data-mechanism="multi_head"]').click();
  await expect.poll(() => playground.chips('tokens')).toHaveLength(7);
  await playground.visit();
  await playground.choose('masked');
  expect(await playground.chips('tokens')).toHaveLength(7);
  await playground.choose('multi_head');
  expect(await playground.chips('tokens')).toHaveLength(7);
});

test('a link opens its own figure without it', async ({ page, playground }) => {
  await playground.open();
  await expect(page.locator('.opening')).toHaveCount(0);
  await expect(page.locator('.lead')).toContainText('Every head');
  expect(stateOf(page.url())).toMatchObject({ mechanism: 'multi_head' });
});

test('who only looks fetches no more than the page says', async ({ page, playground, request }) => {
  const fetched = (): Promise<string[]> =>
    page.evaluate(() => [location.href, ...performance.getEntriesByType('resource').map(({ name }) => name)]);
  for (const language of ['en', 'zh'] as const)
    for (const width of [390, 1440]) {
      await playground.prefer('language', language);
      await page.setViewportSize({ width, height: 900 });
      await playground.visit();
      await page.waitForTimeout(1000); // for what would come behind
      const files = [...new Set((await fetched()).map(address => address.replace(/#.*/, '')))];
      const bodies = await Promise.all(files.map(async file => (await request.get(file)).body()));
      const sizes = bodies.map(body => gzipSync(body, { level: 9 }).length);
      expect(sizes.length, 'files').toBeGreaterThan(5);
      expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(150 * 1024);
    }
});

for (const language of ['en', 'zh'] as const) {
  test(`${language}: a phone shows the whole figure at once, where it was before it was live`, async ({
    page,
    playground,
    failures,
  }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await playground.prefer('language', language);
    await page.route('**/assets/*.js', route => route.abort());
    await page.goto('./');
    const places = (cells: Locator): Promise<number[][]> =>
      cells.evaluateAll(all => all.map(cell => [cell.getBoundingClientRect().x, cell.getBoundingClientRect().y]));
    const still = await page.locator('.first:visible .first-figure').boundingBox();
    const stillCells = await places(page.locator('.first:visible rect'));
    await page.unroute('**/assets/*.js');
    failures.length = 0;
    await page.goto('./');
    await playground.ready();
    const live = await playground.matrix('weights').boundingBox();
    const bar = await page.locator('.play-bar').boundingBox();
    if (!still || !live || !bar) throw new Error('a figure is not on the screen');
    expect(live.y + live.height).toBeLessThan(bar.y);
    expect(Math.abs(live.y + live.height - still.y - still.height)).toBeLessThan(language === 'en' ? 24 : 40);
    // Each number is where it was, or so near that nothing seems to jump.
    const liveCells = await places(playground.matrix('weights').locator('.cell'));
    expect(liveCells).toHaveLength(stillCells.length);
    const moved = liveCells.flatMap((place, cell) => place.map((at, axis) => Math.abs(at - (stillCells[cell]?.[axis] ?? 0))));
    expect(Math.max(...moved)).toBeLessThan(8);
  });
}

for (const [width, theme, language] of [
  [390, 'dark', 'zh'],
  [720, 'light', 'zh'],
  [1440, 'light', 'en'],
] as const) {
  test(`${width} px: it fits, and axe has nothing against it`, async ({ page, playground, browserName }) => {
    await page.setViewportSize({ width, height: 900 });
    await playground.prefer('theme', theme);
    await playground.prefer('language', language);
    await playground.visit();
    expect(await examine(page, { touch: width < 600 })).toEqual([]);
    if (browserName === 'chromium') expect(await axeFaults(page)).toEqual([]);
  });
}
