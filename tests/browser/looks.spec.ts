// Every mechanism with its own example, at three widths and in two languages: whichever way it is looked at, nothing is cut,
// nothing runs into anything else, one row is one token, and axe-core finds nothing serious.

import type { Page } from '@playwright/test';
import { axeFaults } from './axe';
import { labelFaults } from './labels';
import { expect, test } from './test';

// Colours do not depend on the language, nor labels on the theme: two looks stand for four.
const looks = [
  ['en', 'light'],
  ['zh', 'dark'],
] as const;

/** Which ways of looking are to be examined; each of them is on screen when it is asked. */
async function eachPanel(page: Page, look: (panel: string) => Promise<void>): Promise<void> {
  const buttons = page.locator('[data-panel]');
  const panels = await buttons.evaluateAll(all => all.map(each => (each as HTMLElement).dataset.panel ?? ''));
  for (const panel of [...panels.filter(name => name !== 'flow'), 'flow']) {
    const button = page.locator(`[data-panel="${panel}"]`);
    await button.click();
    await expect(button).toHaveAttribute('aria-pressed', 'true');
    await page.mouse.move(0, 0);
    await look(panel);
  }
}

for (const width of [1440, 720, 390]) {
  for (const [language, theme] of looks) {
    test(`${width} px, ${language}, ${theme}: labels and rows`, async ({ page, playground }) => {
      test.slow();
      await page.setViewportSize({ width, height: 900 });
      await playground.prefer('language', language);
      await playground.prefer('theme', theme);
      await playground.open();
      const faults: string[] = [];
      for (const mechanism of await playground.mechanisms()) {
        await playground.choose(mechanism);
        await eachPanel(page, async panel => {
          faults.push(...(await labelFaults(page)).map(fault => `${mechanism}, ${panel}: ${fault}`));
        });
      }
      expect(faults).toEqual([]);
    });
  }
}

/** Between them they have every way of looking. */
const allWays = ['multi_head', 'pointer'];

for (const [language, theme] of looks) {
  test(`${language}, ${theme}: axe`, async ({ page, playground, browserName }) => {
    test.skip(browserName !== 'chromium', 'what axe-core finds does not depend on the browser');
    test.slow();
    await page.setViewportSize({ width: 1440, height: 900 });
    await playground.prefer('language', language);
    await playground.prefer('theme', theme);
    await playground.open();
    for (const mechanism of await playground.mechanisms()) {
      await playground.choose(mechanism);
      if (!allWays.includes(mechanism)) expect(await axeFaults(page), mechanism).toEqual([]);
      else
        await eachPanel(page, async panel => {
          expect(await axeFaults(page), `${mechanism}, ${panel}`).toEqual([]);
        });
    }
  });
}
