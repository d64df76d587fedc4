// Another language or theme changes the words and the colours, and nothing else.

import { hashOf, linkOf, stateOf } from './playground';
import { scenario } from './scenario';
import { expect, test } from './test';

const words = ['the', 'dog', 'ran', 'until', 'it'];

test('a language switched back and forth loses nothing of what is half done', { tag: '@every-engine' }, async ({
  page,
  playground,
}) => {
  await playground.open(scenario('multi_head', words));
  await page.locator('button[data-head="2"]').click();
  await playground.cell('weights', 3, 1).click();
  await playground.control('temperature').fill('1.50');
  await playground.control('seed').fill('-1');
  await expect(playground.error('seed')).toBeVisible();
  await playground.control('tokens').fill('the dog ran until it  ');
  await expect(playground.error('seed')).toBeVisible();
  const link = await linkOf(page);
  for (const [language, says] of [
    ['zh-CN', '种子应在'],
    ['en', 'Seed must be between'],
  ] as const) {
    await playground.control('language').click();
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await expect(playground.error('seed')).toContainText(says);
    await expect(playground.control('seed')).toHaveValue('-1');
    await expect(playground.control('temperature')).toHaveValue('1.50');
    await expect(playground.control('tokens')).toHaveValue('the dog ran until it  ');
    await expect(playground.control('release')).toBeVisible();
    await expect(page.locator('button[data-head="2"]')).toHaveAttribute('aria-pressed', 'true');
    expect(await linkOf(page)).toBe(link);
  }
  await playground.control('undo').click();
  await expect(playground.error('seed')).toBeVisible();
  await playground.control('undo').click();
  await expect(playground.error('seed')).toHaveCount(0);
});

test('a panel, a lesson, its step and what is played stay', async ({ page, playground }) => {
  await page.goto('./#lesson-2-tour');
  await playground.ready();
  await page.locator('[data-control="tour-next"]').click();
  await page.locator('[data-panel="lines"]').click();
  await expect
    .poll(async () => stateOf(await linkOf(page)).view)
    .toMatchObject({ panel: 'lines', lesson: { lesson: 2, step: 1 } });
  for (const language of ['zh-CN', 'en']) {
    await playground.control('language').click();
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    expect(stateOf(await linkOf(page)).view).toMatchObject({ panel: 'lines', lesson: { lesson: 2, part: 'tour', step: 1 } });
    await expect(page.locator('[data-tour-step="1"]')).toHaveAttribute('aria-current', 'step');
    await expect(page.locator('attention-lines-panel')).toBeVisible();
  }
});

test('where a figure was stopped in being played it stays stopped', async ({ page, playground }) => {
  await playground.open(scenario('masked', words));
  const empty = (): Promise<number> => page.locator('attention-matrix .cell.pending').count();
  await page.locator('.stop[data-stop="queries"]').click();
  await expect.poll(empty).toBeGreaterThan(0);
  const before = await empty();
  for (const _ of ['zh', 'en']) {
    await playground.control('language').click();
    await expect.poll(empty).toBe(before);
  }
  await playground.control('theme').click();
  await expect.poll(empty).toBe(before);
});

test('the pointer network’s step stays', async ({ page, playground }) => {
  await playground.open({ version: 1, mechanism: 'pointer', tokens: words, view: { step: 1 } });
  await playground.control('language').click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(playground.control('step')).toHaveValue('2');
});

for (const [locale, lang, title] of [
  ['zh-CN', 'zh-CN', '注意力'],
  ['zh-TW', 'zh-CN', '注意力'],
  ['de-DE', 'en', 'Attention'],
] as const) {
  test(`a first visit speaks the browser’s language, ${locale}; the choice is remembered`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({ locale, ...(baseURL ? { baseURL } : {}) });
    const page = await context.newPage();
    await page.goto('./');
    await expect(page.locator('html')).toHaveAttribute('data-ready', 'true');
    await expect(page.locator('html')).toHaveAttribute('lang', lang);
    await expect(page).toHaveTitle(new RegExp(title));
    await page.locator('[data-control="language"]').click();
    const other = lang === 'en' ? 'zh-CN' : 'en';
    await expect(page.locator('html')).toHaveAttribute('lang', other);
    await page.reload();
    await expect(page.locator('html')).toHaveAttribute('data-ready', 'true');
    await expect(page.locator('html')).toHaveAttribute('lang', other);
    await context.close();
  });
}

test('light, dark, and as the system is: chosen, remembered, and followed', { tag: '@every-engine' }, async ({
  page,
  playground,
  browserName,
}) => {
  const paper = (): Promise<string> => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const [light, dark] = ['rgb(255, 255, 255)', 'rgb(18, 20, 23)'];
  await playground.open();
  const theme = playground.control('theme');
  await expect(theme).toHaveAttribute('data-theme-now', 'system');
  await theme.click();
  await expect.poll(paper).toBe(light);
  await theme.click();
  await expect.poll(paper).toBe(dark);
  await page.reload();
  await playground.ready();
  await expect(theme).toHaveAttribute('data-theme-now', 'dark');
  expect(await paper()).toBe(dark);
  await theme.click();
  await expect(theme).toHaveAttribute('data-theme-now', 'system');
  // The stock Firefox cannot be told what its system's theme is.
  if (browserName === 'firefox') return;
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(paper).toBe(dark);
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(paper).toBe(light);
});

test('a link may lend a language and a theme, which the next visit has not', async ({ page, playground }) => {
  await page.goto(
    `./${hashOf({ version: 1, mechanism: 'masked', tokens: ['a', 'b'], view: { language: 'zh', theme: 'dark' } })}`,
  );
  await playground.ready();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.goto('about:blank');
  await page.goto('./');
  await playground.ready();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.locator('html')).not.toHaveAttribute('data-theme', 'dark');
});
