// Every mechanism of the list, as it opens: its figure has the numbers of the command, and any of them can be asked about.

import type { Page } from '@playwright/test';
import { axeFaults } from './axe';
import { compare, mechanismsOfCommand, reportOf } from './command';
import { examine } from './examine';
import { readMatrices, stateOf } from './playground';
import { expect, test } from './test';

/** The mechanism of the link; the first one's may not be written yet. */
function mechanismOf(page: Page): unknown {
  return page.url().includes('#1.') ? stateOf(page.url()).mechanism : 'multi_head';
}

/** Whether there are numbers that the screen and the command both have, and they are the same. */
async function agreement(page: Page): Promise<string> {
  const { compared, complaints } = compare(await readMatrices(page.locator('body')), reportOf(page.url()));
  if (complaints.length > 0) return complaints.join('; ');
  return compared > 0 ? 'agree' : 'have nothing in common';
}

for (const [width, language] of [
  [1440, 'en'],
  [390, 'zh'],
  [1440, 'zh'],
  [390, 'en'],
] as const) {
  const phone = width < 600;
  const thorough = (language === 'zh') === phone;
  test(`${width} px, ${language}: every mechanism`, { tag: thorough ? [] : '@sweep' }, async ({
    page,
    playground,
    browserName,
  }) => {
    test.slow();
    await page.setViewportSize({ width, height: 900 });
    await playground.prefer('language', language);
    await playground.open();
    const mechanisms = await playground.mechanisms();
    expect([...mechanisms].sort()).toEqual(mechanismsOfCommand().sort());
    for (const mechanism of mechanisms) {
      await test.step(mechanism, async () => {
        await playground.choose(mechanism);
        await expect.poll(() => mechanismOf(page), { message: 'the link' }).toBe(mechanism);
        await expect(page.locator('h1')).not.toHaveText('');
        await expect(page.locator('.formula math').first()).toBeAttached();
        await expect.poll(() => agreement(page), { message: 'the figure and the command' }).toBe('agree');
        expect(await page.locator('main').innerText()).not.toMatch(/undefined|\{\w+\}|NaN/);

        // An encoder-decoder without attention has no weights.
        const weights = page.locator('attention-matrix[data-stage="weights"]');
        const stage = (await weights.count()) > 0 ? 'weights' : 'distribution';
        await playground.cell(stage, 0, 0).click();
        await expect(page.locator('attention-arithmetic h2')).toContainText(/[?？]/);
        await expect(page.locator('attention-arithmetic math').first()).toBeVisible();
        await page.keyboard.press('Escape');

        expect(await examine(page, { touch: phone })).toEqual([]);
        // Hundreds of cells that are drawn alike everywhere take long, and are looked at elsewhere.
        if (thorough && browserName === 'chromium') expect(await axeFaults(page, 'attention-matrix')).toEqual([]);
      });
    }
  });
}
