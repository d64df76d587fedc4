// The figure that stands in the page before it is live: the core's numbers, in the reader's language, replaced without a jolt.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { numberOf } from './command';
import { hashOf } from './playground';
import { agrees } from './shown';
import { expect, test } from './test';

const sentences = {
  en: ['red', 'apple', 'green', 'pear'],
  'zh-CN': ['红', '苹果', '青', '梨'],
} as const;
const head = 0;

const preset = JSON.parse(readFileSync(resolve(__dirname, '../../web/src/lessons/presets/5.json'), 'utf8')) as object;

const linkOf = (tokens: readonly string[]): string => hashOf({ ...preset, tokens });

for (const language of ['en', 'zh-CN'] as const) {
  test(`its numbers are the command's, ${language}`, async ({ page, request, failures }) => {
    const html = await (await request.get('./')).text();
    await page.goto('./bench.html');
    const shown = await page.evaluate(
      ([text, wanted]) => {
        const first = new DOMParser().parseFromString(text, 'text/html').querySelector(`.first[lang="${wanted}"]`);
        const texts = (selector: string): string[] =>
          [...(first?.querySelectorAll(selector) ?? [])].map(at => at.textContent ?? '');
        return { rows: texts('.first-row'), columns: texts('.first-column'), numbers: texts('text:not([class])') };
      },
      [html, language] as const,
    );
    const tokens = sentences[language];
    expect(shown.rows).toEqual([...tokens]);
    expect(shown.columns).toEqual([...tokens]);
    const pairs = tokens.flatMap((_, row) => tokens.map((__, column) => [row, column] as const));
    expect(shown.numbers.length).toBe(pairs.length);
    pairs.forEach(([row, column], index) => {
      const exact = numberOf(linkOf(tokens), 'weights', row, column, head);
      expect(agrees(shown.numbers[index] ?? '', exact), `${row}, ${column}: ${shown.numbers[index]} for ${exact}`).toBe(true);
    });
    failures.length = 0;
  });
}

test('it is there without the scripts, and in the language and theme that were chosen', async ({
  page,
  playground,
  failures,
}) => {
  await page.route('**/assets/*.js', route => route.abort());
  await page.goto('./');
  await expect(page.locator('.first[lang="en"]')).toBeVisible();
  await expect(page.locator('.first[lang="zh-CN"]')).toBeHidden();
  await playground.prefer('language', 'zh');
  await playground.prefer('theme', 'dark');
  await page.goto('./');
  await expect(page.locator('.first[lang="zh-CN"]')).toBeVisible();
  await expect(page.locator('.first[lang="en"]')).toBeHidden();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  // A link asks for another figure.
  await page.goto('about:blank');
  await page.goto(`./${linkOf(['a', 'b'])}`);
  await expect(page.locator('.first[lang="zh-CN"] h1')).toBeHidden();
  await expect(page.locator('.first[lang="zh-CN"] .topbar')).toBeVisible();
  failures.length = 0; // scripts that were kept away
});

for (const width of [390, 720, 1440]) {
  test(`the live figure comes without a layout shift at ${width} px, and has the same numbers`, async ({
    page,
    playground,
    browserName,
  }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      if (PerformanceObserver.supportedEntryTypes.includes('layout-shift'))
        new PerformanceObserver(list =>
          shifts.push(...list.getEntries().map(entry => (entry as unknown as { value: number }).value)),
        ).observe({ type: 'layout-shift', buffered: true });
    });
    const html = await (await page.request.get('./')).text();
    await playground.visit();
    await expect(page.locator('.first')).toHaveCount(0);
    // What it replaced: the words and the numbers are the same ones.
    const still = await page.evaluate(text => {
      const first = new DOMParser().parseFromString(text, 'text/html').querySelector('.first[lang="en"]');
      const texts = (selector: string): string[] =>
        [...(first?.querySelectorAll(selector) ?? [])].map(at => at.textContent ?? '');
      return { words: texts('h1, .opening > *, .chip'), numbers: texts('text:not([class])') };
    }, html);
    expect(await page.locator('h1, .opening > *, .chip:not(.add)').allTextContents()).toEqual(still.words);
    expect(await playground.matrix('weights').locator('.cell').allTextContents()).toEqual(still.numbers);
    expect(still.numbers).toHaveLength(16);
    await page.waitForTimeout(500);
    const shifts = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
    if (browserName === 'chromium') expect(shifts).toEqual([]);
  });
}
