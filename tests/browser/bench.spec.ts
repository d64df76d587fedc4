// The page that measures the reader's machine. Whether its figures are large is nobody's business here; that they are figures is.

import type { Page } from '@playwright/test';
import { axeFaults } from './axe';
import { expect, test } from './test';
import { watchViolations } from './violations';

const cases = [
  'dense',
  'causal',
  'width48',
  'width80',
  'width32',
  'width33',
  'even',
  'odd',
  'backward',
  'decode',
  'tiny',
  'javascript',
];

async function open(page: Page): Promise<void> {
  await page.goto('./bench.html#quick');
  await expect(page.locator('html')).toHaveAttribute('data-ready', 'true');
}

async function measure(page: Page): Promise<void> {
  await page.locator('[data-control="measure"]').click();
  await expect(page.locator('[data-state="report"]')).toBeVisible();
}

test('the figures are there, after every result was found right', { tag: '@every-engine' }, async ({ page }) => {
  const violations = await watchViolations(page);
  await open(page);
  await measure(page);
  const rows = await page
    .locator('[data-case]')
    .evaluateAll(found =>
      found.map(row => [
        (row as HTMLElement).dataset.case,
        ...[...row.querySelectorAll('[data-figure]')].map(figure =>
          Number.parseFloat(figure.textContent?.replaceAll(',', '') ?? ''),
        ),
      ]),
    );
  expect(rows.map(([name]) => name)).toEqual(cases);
  for (const [name, ...figures] of rows) {
    expect(figures, String(name)).toHaveLength(3);
    for (const figure of figures) expect(Number.isFinite(figure), `${name}: ${figures}`).toBe(true);
    expect(Number(figures[0]), `${name}: its time`).toBeGreaterThan(0);
  }
  await expect(page.locator('.machine')).toContainText(/SIMD, 4 numbers.* [\d.,]+ GFLOP\/s.* [\d.,]+ GB\/s/);
  expect(await violations()).toEqual([]);
});

test('measuring can be cancelled, and begun anew', async ({ page }) => {
  await page.goto('./bench.html'); // all of it, which takes long enough to be cancelled
  await page.locator('[data-control="measure"]').click();
  await expect(page.locator('progress')).toBeVisible();
  await page.locator('[data-control="cancel"]').click();
  await expect(page.locator('[data-state="cancelled"]')).toBeVisible();
  await expect(page.locator('progress, .speeds')).toHaveCount(0);
  await open(page);
  await measure(page);
  await expect(page.locator('.speeds')).toBeVisible();
});

test('the way there and back, and both languages', async ({ page, playground }) => {
  await playground.open();
  await page.locator('[data-control="bench"]').click();
  await expect(page).toHaveTitle(/^Attention on this machine/);
  await open(page);
  await measure(page);
  await page.locator('[data-control="language"]').click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page).toHaveTitle(/^这台机器上的注意力/);
  await expect(page.locator('main h1')).toHaveText('这台机器上的注意力');
  await expect(page.locator('[data-case="backward"] th')).toContainText('反向');
  await expect(page.locator('.machine')).toContainText('一次 4 个数');
  await page.locator('[data-control="playground"]').click();
  await expect(page.locator('attention-matrix[data-stage="weights"]').first()).toBeVisible();
});

for (const width of [390, 1440]) {
  for (const theme of ['light', 'dark'] as const) {
    test(`${width} px, ${theme}`, async ({ page, playground, browserName }) => {
      // What axe-core finds does not depend on the browser.
      const faults = async (): Promise<string[]> => (browserName === 'chromium' ? await axeFaults(page) : []);
      await page.setViewportSize({ width, height: 900 });
      await playground.prefer('theme', theme);
      await open(page);
      expect(await faults(), 'at first').toEqual([]);
      await measure(page);
      expect(await faults(), 'measured').toEqual([]);
      const overflow = await page.locator('html').evaluate(html => html.scrollWidth - html.clientWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    });
  }
}
