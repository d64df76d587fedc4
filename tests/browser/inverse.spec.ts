// Inverse attention: a number is set, and what it is made of changes as little as it can.

import type { Page } from '@playwright/test';
import { axeFaults } from './axe';
import { stateOf } from './playground';
import { saidOf } from './shown';
import { expect, test } from './test';

const scenario = { version: 1, mechanism: 'self_attention', tokens: ['the', 'dog', 'ran', 'home'] };

async function ask(page: Page, wanted: string, by: string): Promise<void> {
  await page.locator('[data-control="inverse"]').click();
  const form = page.locator('[data-view="inverse"]');
  // The whole core may have to be fetched first.
  await expect(form).toBeVisible({ timeout: 20_000 });
  await form.locator('[data-control="wanted"]').fill(wanted);
  await form.locator('[data-control="inverse-by"]').selectOption(by);
  await form.locator('[data-control="find"]').click();
}

test('a weight is set through W_q, in one step that can be undone', async ({ page, playground }) => {
  await playground.open(scenario);
  const cell = playground.cell('weights', 2, 1);
  const before = saidOf((await cell.getAttribute('aria-label')) ?? '');
  await cell.click();
  await ask(page, '0.8', 'W_q');
  await expect(page.locator('[data-outcome="reached"]')).toContainText('0.8');
  expect(await page.locator('.inverse-result li').count()).toBeGreaterThan(1);
  expect(await axeFaults(page)).toEqual([]);
  await page.locator('[data-control="apply"]').click();
  await expect(cell).toHaveAttribute('aria-label', /0\.80/);
  const { edits } = stateOf(page.url()) as { edits: readonly { matrix: string }[] };
  expect(new Set(edits.map(({ matrix }) => matrix))).toEqual(new Set(['W_q']));
  await page.locator('[data-control="undo"]').click();
  await expect.poll(async () => saidOf((await cell.getAttribute('aria-label')) ?? '')).toBe(before);
});

test('an output number is set through the values of its embeddings', async ({ page, playground }) => {
  await playground.open(scenario);
  await playground.cell('output', 1, 0).click();
  await ask(page, '1.25', 'embeddings');
  await expect(page.locator('[data-outcome="reached"]')).toBeVisible();
  await page.locator('[data-control="apply"]').click();
  await expect(playground.cell('output', 1, 0)).toHaveAttribute('aria-label', /1\.25/);
});

test('a weight is dragged in its cell to what one wants it to be', async ({ page, playground }) => {
  await page.setViewportSize({ width: 1440, height: 1500 });
  await playground.open(scenario);
  const cell = playground.cell('weights', 2, 1);
  const before = Number(saidOf((await cell.getAttribute('aria-label')) ?? ''));
  const grab = async (up: number): Promise<void> => {
    const box = await cell.boundingBox();
    if (!box) throw new Error('the cell is not on the screen');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x, y - up / 2, { steps: 3 });
    await page.mouse.move(x, y - up, { steps: 3 });
  };
  await cell.click();
  await page.locator('[data-control="inverse"]').click();
  const wanted = page.locator('[data-control="wanted"]');
  await expect(wanted).toBeVisible({ timeout: 20_000 });
  await expect(page.locator('[data-view="inverse"] .note')).toContainText('drag the number');
  await expect(cell).toHaveAttribute('data-wanting', '');
  await page.locator('[data-control="inverse-by"]').selectOption('W_q');
  // Fifty pixels are one: what is wanted is said while it is dragged, and nothing changes before it is let go.
  await grab(15);
  await expect.poll(async () => Math.abs(Number(await wanted.inputValue()) - before - 0.3)).toBeLessThan(0.02);
  const asked = await wanted.inputValue();
  await expect(page.locator('body > .tooltip')).toHaveText(asked);
  await expect(page.locator('.inverse-result')).toHaveCount(0);
  await page.mouse.up();
  await expect(page.locator('body > .tooltip')).toHaveCount(0);
  await expect(page.locator('[data-outcome="reached"]')).toContainText(asked);
  await page.locator('[data-control="apply"]').click();
  await expect(cell).toHaveAttribute('aria-label', new RegExp(asked));
  // Escape gives up.
  const { edits } = stateOf(page.url());
  await grab(5);
  await expect(page.locator('body > .tooltip')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('body > .tooltip')).toHaveCount(0);
  await page.mouse.up();
  expect(stateOf(page.url()).edits).toEqual(edits);
  // However far one drags, a weight stays one.
  await grab(200);
  await expect(wanted).toHaveValue('0.99');
  await page.keyboard.press('Escape');
  await page.mouse.up();
});

test('what cannot be had is said', async ({ page, playground }) => {
  await playground.open(scenario);
  await playground.cell('weights', 2, 1).click();
  await ask(page, '1.5', 'W_k');
  await expect(page.locator('[data-outcome="out_of_range"]')).toContainText('between 0 and 1');
  await expect(page.locator('[data-control="apply"]')).toHaveCount(0);
});

test('what is too far is brought as near as it goes', async ({ page, playground }) => {
  await playground.open(scenario);
  await playground.cell('output', 1, 0).click();
  await ask(page, '1e9', 'W_q');
  await expect(page.locator('[data-outcome="not_reached"]')).toContainText('the nearest found is');
  await page.locator('[data-control="apply"]').click();
  await playground.ready();
  await expect(page.locator('[data-notice="edits"]')).toBeVisible();
});

test('what is no number is said beside the field', async ({ page, playground }) => {
  await playground.open(scenario);
  await playground.cell('weights', 2, 1).click();
  await ask(page, 'abc', 'W_q');
  const field = page.locator('[data-control="wanted"]');
  const error = page.locator('[data-error-for="wanted"]');
  await expect(error).toContainText('Type a number');
  for (const text of ['0.5x', '']) {
    await field.fill(text);
    await expect(error).toHaveCount(0);
    await page.locator('[data-control="find"]').click();
    await expect(error).toBeVisible();
    await expect(field).toHaveValue(text);
    await expect(page.locator('.inverse-result')).toHaveCount(0);
  }
});

test('out of sight, it survives a figure that has no such cell', async ({ page, playground }) => {
  await page.setViewportSize({ width: 1280, height: 420 });
  await playground.open({ version: 1, mechanism: 'encoder', tokens: ['the', 'dog'], width: 8 });
  await playground.choose('key_value');
  await playground.choose('encoder');
  await page.locator('attention-matrix[data-stage="output"]').last().locator('[data-row="1"][data-column="1"]').click();
  await playground.control('inverse').click();
  await expect(playground.control('wanted')).toBeVisible();
  await page.evaluate(() => window.scrollTo(0, 0));
  await expect(playground.control('wanted')).not.toBeInViewport();
  await page.goBack();
  await expect.poll(() => page.locator('h1').textContent()).toContain('Key');
  await playground.ready();
});
