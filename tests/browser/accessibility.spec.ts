// What axe-core finds: nothing serious, wide and narrow, in light and dark.

import { axeFaults } from './axe';
import { entries } from './playground';
import { scenario } from './scenario';
import { expect, test } from './test';

test.skip(({ browserName }) => browserName !== 'chromium', 'what axe-core finds does not depend on the browser');

for (const width of [390, 1440]) {
  for (const theme of ['light', 'dark'] as const) {
    const tag = (theme === 'light') === width > 600 ? [] : '@sweep';
    test(`${width} px, ${theme}`, { tag }, async ({ page, playground }) => {
      test.slow(); // every mechanism
      await page.setViewportSize({ width, height: 900 });
      await playground.open({
        ...scenario('key_value', ['the', '狗', 'ran']),
        view: { language: theme === 'light' ? 'en' : 'zh', theme },
      });
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
      for (const entry of entries) {
        await playground.choose(entry);
        await expect(page.locator('attention-matrix[data-stage="weights"] [data-row="2"]').first()).toBeVisible();
        expect(await axeFaults(page), entry).toEqual([]);
      }
      await playground.cell('weights', 2, 0).click();
      if (width < 600) expect(await axeFaults(page), 'the sheet of arithmetic').toEqual([]);
      await page.keyboard.press('Escape');
      if (width < 600) await playground.control('settings').click();
      await playground.control('temperature').fill('0');
      await expect(playground.error('temperature')).toBeVisible();
      expect(await axeFaults(page), 'an error').toEqual([]);
    });
  }
}

test('embedded', async ({ page, playground }) => {
  await playground.open(scenario('multi_head', ['the', '狗', 'ran']), './embed.html');
  await expect(page.locator('attention-matrix[data-stage="weights"]')).toBeVisible();
  expect(await axeFaults(page)).toEqual([]);
});
