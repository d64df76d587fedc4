// Every mechanism with its own example, at three widths and in two languages: whichever way it is looked at, nothing is cut,
// nothing runs into anything else, one row is one token, and axe-core finds nothing serious.

import type { Page } from '@playwright/test';
import { axeFaults } from './axe';
import { labelFaults } from './labels';
import type { Playground } from './playground';
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

/** The list in three parts, so that no test takes long. */
const thirds = [0, 1, 2] as const;

async function third(playground: Playground, part: number): Promise<string[]> {
  return (await playground.mechanisms()).filter((_, index) => index % thirds.length === part);
}

for (const width of [1440, 720, 390]) {
  for (const [language, theme] of looks) {
    for (const part of thirds) {
      test(`${width} px, ${language}, ${theme}, ${part + 1} of 3: labels and rows`, async ({ page, playground }) => {
        test.slow();
        await page.setViewportSize({ width, height: 900 });
        await playground.prefer('language', language);
        await playground.prefer('theme', theme);
        await playground.open();
        const faults: string[] = [];
        for (const mechanism of await third(playground, part)) {
          await playground.choose(mechanism);
          await eachPanel(page, async panel => {
            faults.push(...(await labelFaults(page)).map(fault => `${mechanism}, ${panel}: ${fault}`));
          });
        }
        expect(faults).toEqual([]);
      });
    }
  }
}

/** Between them they have every way of looking. */
const allWays = ['multi_head', 'pointer'];

for (const [language, theme] of looks) {
  for (const part of thirds) {
    test(`${language}, ${theme}, ${part + 1} of 3: axe`, async ({ page, playground, browserName }) => {
      test.skip(browserName !== 'chromium', 'what axe-core finds does not depend on the browser');
      test.slow();
      await page.setViewportSize({ width: 1440, height: 900 });
      await playground.prefer('language', language);
      await playground.prefer('theme', theme);
      await playground.open();
      // Thousands of cells are alike; accessibility.spec.ts has them looked at once.
      const look = async (name: string): Promise<void> => expect(await axeFaults(page, '.cells'), name).toEqual([]);
      for (const mechanism of await third(playground, part)) {
        await playground.choose(mechanism);
        if (allWays.includes(mechanism)) await eachPanel(page, panel => look(`${mechanism}, ${panel}`));
        else await look(mechanism);
      }
    });
  }
}
