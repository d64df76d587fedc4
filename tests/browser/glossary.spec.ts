// The terms of the glossary are explained on tap, also outside the lessons.

import type { Locator, Page } from '@playwright/test';
import { glossary as english } from '../../web/src/lessons/text/glossary-en';
import { glossary as chinese } from '../../web/src/lessons/text/glossary-zh';
import { axeFaults } from './axe';
import { expect, test } from './test';

const scenario = { version: 1, mechanism: 'masked', tokens: ['the', 'dog', 'ran'] };

function term(within: Locator, word: string | RegExp): Locator {
  return within.locator('attention-term').filter({ hasText: word }).first();
}

/** What is meant is shown beside the word, whole, and goes again. */
async function explained(page: Page, place: Locator, meaning: string): Promise<void> {
  const card = place.locator('.term-card');
  await expect(card).toContainText(meaning);
  const box = await card.boundingBox();
  const width = page.viewportSize()?.width ?? 0;
  expect(box && box.x >= 0 && box.x + box.width <= width).toBe(true);
  await page.keyboard.press('Escape');
  await expect(card).toHaveCount(0);
}

const meaningOf = (glossary: typeof english, name: string): string =>
  glossary.find(entry => entry.term === name)?.meaning ?? 'not in the glossary';

test('a term of the page itself is explained on tap, by the keyboard too, in both languages @every-engine', async ({
  page,
  playground,
}) => {
  await playground.open(scenario);
  const lead = page.locator('.lead');
  await expect(term(lead, 'mask')).toHaveCount(0);
  const said = await lead.textContent();
  await page.locator('h1').hover();
  await page.locator('h1').dispatchEvent('pointerover', { bubbles: true });
  const mask = term(lead, 'mask');
  await mask.getByRole('button').click();
  await explained(page, mask, meaningOf(english, 'mask'));
  expect(await lead.textContent()).toBe(said);
  await mask.getByRole('button').press('Enter');
  await explained(page, mask, meaningOf(english, 'mask'));

  await page.locator('[data-control="language"]').click();
  await term(lead, '掩码').getByRole('button').click();
  await explained(page, term(lead, '掩码'), meaningOf(chinese, '掩码'));
  expect(await axeFaults(page)).toEqual([]);
});

test('terms of the arithmetic are explained on tap, and the cell stays locked', async ({ page, playground }) => {
  await playground.open(scenario);
  await page.locator('h1').hover();
  await playground.cell('weights', 2, 1).click();
  const score = term(page.locator('attention-arithmetic .steps'), /^score/i);
  await score.getByRole('button').click();
  await explained(page, score, meaningOf(english, 'score'));
  await expect(page.locator('.ring.locked').first()).toBeVisible();
});

test('without the glossary sentences are plain, and nothing fails', async ({ page, playground, failures }) => {
  const refused = page.waitForEvent('requestfailed');
  await page.route(/glossary-en-[\w-]+\.js/, route => route.abort());
  await playground.open(scenario);
  await page.locator('h1').hover();
  await playground.cell('weights', 2, 1).click();
  await refused;
  await expect(page.locator('attention-arithmetic .steps')).toBeVisible();
  await expect(page.locator('attention-term')).toHaveCount(0);
  expect(failures.filter(failure => failure.startsWith('page error'))).toEqual([]);
  failures.length = 0; // the browser's own lines about what it could not fetch
});
