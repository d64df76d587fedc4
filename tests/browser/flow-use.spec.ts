// What one can do in a flow works in those of several lines: pointing, locking, keys, stages, edits and gradients.

import type { Page } from '@playwright/test';
import { compare, reportOf } from './command';
import { readMatrices } from './playground';
import { expect, test } from './test';

const tokens = ['the', 'dog', 'ran', 'home'];

/** Notes every change within the cells of the figure from now on. */
function watchCells(page: Page): Promise<void> {
  return page.evaluate(() => {
    const changes: string[] = [];
    const observer = new MutationObserver(records => changes.push(...records.map(({ type }) => type)));
    for (const cells of document.querySelectorAll('.flow .cells'))
      observer.observe(cells, { subtree: true, childList: true, characterData: true, attributeFilter: ['class', 'style'] });
    (window as unknown as { cellChanges: string[] }).cellChanges = changes;
  });
}

test('pointing lights the token in every line, and draws no matrix again', { tag: '@every-engine' }, async ({
  page,
  playground,
}) => {
  await playground.open({ version: 1, mechanism: 'encoder', tokens });
  await expect(page.locator('attention-lane')).toHaveCount(2);
  await watchCells(page);
  await playground.cell('feed_forward', 2, 3).hover();
  await expect(page.locator('.flow .row-label.lit')).toHaveText(['ran', 'ran']);
  await expect(page.locator('attention-arithmetic h2')).toContainText('ran');
  await playground.cell('weights', 1, 0).hover();
  await expect(page.locator('.flow .row-label.lit')).toHaveText(['dog', 'dog']);
  await expect(page.locator('.flow .column-label.lit')).toHaveText(['the', 'the']);
  expect(await page.evaluate(() => (window as unknown as { cellChanges: string[] }).cellChanges)).toEqual([]);
});

test('the words of a decoder’s own sentence are not lit in its source', async ({ page, playground }) => {
  await playground.open({ version: 1, mechanism: 'decoder', tokens, keys: ['我', '她', '了', '的'] });
  const weights = page.locator('attention-matrix[data-stage="weights"]');
  await expect(weights).toHaveCount(2);
  await weights.first().locator('[data-row="3"][data-column="1"]').hover();
  await expect(page.locator('.flow .column-label.lit')).toHaveText(['dog', 'dog']);
  await weights.last().locator('[data-row="3"][data-column="1"]').hover();
  await expect(page.locator('.flow .column-label.lit')).toHaveText(['她', '她']);
});

test('a number of a later line is locked, followed to its sources, and let go; keys move within its matrix', {
  tag: '@every-engine',
}, async ({ page, playground }) => {
  await playground.open({ version: 1, mechanism: 'encoder', tokens });
  await playground.cell('residual', 1, 2).click();
  await expect(page.locator('.flow .ring.locked')).toHaveCount(1);
  await expect(page.locator('attention-arithmetic h2')).toContainText('sum with input');
  // It is the sum of what the line above was given and what it made: both are ringed there.
  const ringed = page.locator('attention-matrix:has(.ring:not(.locked))');
  await expect(ringed).toHaveCount(2);
  expect(await ringed.evaluateAll(all => all.map(matrix => (matrix as HTMLElement).dataset.stage))).toEqual([
    'embeddings',
    'result',
  ]);
  await page.locator('attention-arithmetic .factor').first().click();
  await expect(page.locator('attention-matrix[data-stage="embeddings"] .ring.locked')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('.flow .ring.locked')).toHaveCount(0);

  await playground.cell('hidden_layer', 0, 0).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(playground.cell('hidden_layer', 1, 1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('attention-matrix[data-stage="hidden_layer"] .ring.locked')).toBeVisible();
});

test('stages are stepped through line by line', async ({ page, playground }) => {
  await playground.open({ version: 1, mechanism: 'encoder', tokens });
  await page.locator('.stop[data-stop="result"]').click();
  await expect(page.locator('attention-matrix[data-stage="feed_forward"] .cell:not(.pending)')).toHaveCount(0);
  await playground.control('next-stage').click();
  const first = page.locator('.stop[data-stop="residual"]').first();
  await expect(first).toHaveAttribute('aria-current', 'step');
  await expect(page.locator('attention-matrix[data-stage="residual"]').first().locator('.cell.pending')).toHaveCount(0);
  await expect(page.locator('attention-matrix[data-stage="residual"]').last().locator('.cell:not(.pending)')).toHaveCount(0);
  expect(compare(await readMatrices(page.locator('body')), reportOf(page.url())).complaints).toEqual([]);
});

test('a hop, a sentence, a layer or a block is chosen, and its numbers are the command’s', async ({ page, playground }) => {
  for (const [mechanism, more] of [
    ['memory', { keys: ['a', 'b', 'c'], targets: ['a', 'b'] }],
    ['hierarchical', { tokens: ['it', 'ran', '.', 'she', 'slept', 'well'] }],
    ['linear', {}],
    ['streaming', {}],
    ['encoder', { layers: 3 }],
  ] as const) {
    await playground.open({ version: 1, mechanism, tokens, ...more });
    const choices = page.locator('.choosers fieldset button');
    const count = await choices.count();
    expect(count, mechanism).toBeGreaterThan(1);
    for (let choice = 0; choice < count; ++choice) {
      await choices.nth(choice).click();
      await expect(choices.nth(choice)).toHaveAttribute('aria-pressed', 'true');
      const { compared, complaints } = compare(await readMatrices(page.locator('.flow')), reportOf(page.url()));
      expect(complaints, `${mechanism} ${choice}`).toEqual([]);
      expect(compared).toBeGreaterThan(0);
    }
  }
});

test('what is set by hand is marked in every line that shows it, and gradients take the place of all values', async ({
  page,
  playground,
}) => {
  const edits = [{ matrix: 'embeddings', row: 1, column: 2, value: 2.5 }];
  await playground.open({ version: 1, mechanism: 'linear', tokens, edits });
  await expect(page.locator('.flow .cell.edited')).toHaveCount(2);
  await expect(page.locator('.flow .cell.edited').first()).toHaveAttribute('aria-label', /2\.50$/);
  await playground.cell('output', 3, 0).click();
  await page.locator('[data-control="gradients"]').click();
  await expect(page.locator('[data-notice="gradients"]')).toBeVisible({ timeout: 20_000 });
  // Of the number itself it is 1; the keys of tokens that come before it have some, too.
  await expect(playground.cell('output', 3, 0)).toHaveAttribute('aria-label', /\b1$/);
  await expect(playground.cell('output', 0, 0)).toHaveAttribute('aria-label', /\b0$/);
  const keys = await playground
    .matrix('keys')
    .locator('.cell')
    .evaluateAll(all => all.map(cell => cell.getAttribute('aria-label')));
  expect(keys.some(label => !/\b0$/.test(label ?? ''))).toBe(true);
});
