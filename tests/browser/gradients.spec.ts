// Gradients in place of the values: the numbers of the command, explained, and left again.

import { execFileSync } from 'node:child_process';
import { env } from 'node:process';
import type { Page } from '@playwright/test';
import { axeFaults } from './axe';
import { reportOf } from './command';
import { examine } from './examine';
import { readMatrices, stateOf } from './playground';
import { agrees, saidOf } from './shown';
import { expect, test } from './test';

/** The gradient of one weight by a matrix, as the command computes it. */
function gradientBy(link: string, by: string, place: readonly string[]): readonly (readonly number[])[] {
  const words = ['gradient', link, '--matrix', 'weights', ...place, '--by', by, '--json'];
  const text = execFileSync(env.ATTENTION_COMMAND ?? 'attention', words, { encoding: 'utf8' });
  return (JSON.parse(text) as { gradients: readonly { numbers: readonly (readonly number[])[] }[] }).gradients[0]?.numbers ?? [];
}

async function differentiate(page: Page): Promise<void> {
  await page.locator('[data-control="gradients"]').click();
  // The whole core may have to be fetched first.
  await expect(page.locator('[data-notice="gradients"]')).toBeVisible({ timeout: 20_000 });
}

test('every matrix shows the gradient that the command gives', { tag: '@every-engine' }, async ({ page, playground }) => {
  await playground.open({ version: 1, mechanism: 'masked', tokens: ['the', 'dog', 'ran', 'home'] });
  await playground.cell('weights', 3, 1).click();
  await differentiate(page);
  expect(stateOf(page.url()).view).toMatchObject({ gradientOf: { stage: 'weights', row: 3, column: 1 } });
  const shown = await readMatrices(page.locator('attention-flow'));
  let compared = 0;
  for (const name of ['embeddings', 'queries', 'keys', 'values', 'masked_scores', 'weights', 'output']) {
    const matrix = shown.find(candidate => candidate.name === name);
    const expected = gradientBy(page.url(), name, ['--row', '4', '--column', '2']);
    for (const { row, column, label } of matrix?.cells ?? []) {
      const said = label.split(/[,，] ?/).at(-1) ?? '';
      const value = expected[row]?.[column] ?? Number.NaN;
      expect(said === 'hidden' ? value === 0 : agrees(said, value), `${name}[${row}][${column}]: "${label}", ${value}`).toBe(
        true,
      );
      compared += 1;
    }
  }
  expect(compared).toBeGreaterThan(100);
});

test('the gradients of a decoder’s steps are shown, not zeros', { tag: '@every-engine' }, async ({ page, playground }) => {
  await playground.open({ version: 1, mechanism: 'bahdanau', tokens: ['the', 'dog', 'ran'], targets: ['le', 'chien'] });
  const [values = []] = reportOf(page.url()).flatMap(({ name, numbers }) => (name === 'weights' ? [numbers] : []));
  await playground.cell('weights', 1, 2).click();
  await differentiate(page);
  const shown = await readMatrices(page.locator('attention-flow'));
  const scores = shown.find(({ name }) => name === 'scores')?.cells ?? [];
  expect(scores).toHaveLength(6);
  // By the scores of its own row it is w_j (1 - w_j) and -w_j w_k; the row before it changes the state that asks.
  const row = values[1]?.map(Number) ?? [];
  const own = row[2] ?? Number.NaN;
  const [earlier = []] = gradientBy(page.url(), 'scores', ['--row', '2', '--column', '3']);
  expect(earlier.some(value => value !== 0)).toBe(true);
  for (const { row: at, column, label } of scores) {
    const within = own * ((column === 2 ? 1 : 0) - (row[column] ?? Number.NaN));
    const expected = at === 1 ? within : (earlier[column] ?? Number.NaN);
    expect(agrees(saidOf(label), expected), `[${at}][${column}]: "${label}", ${expected}`).toBe(true);
  }
  await playground.cell('scores', 1, 0).click();
  await expect(page.locator('attention-arithmetic .factor').first()).toBeVisible();
  expect(await examine(page, { touch: false })).toEqual([]);
});

test('a gradient is explained by those that it leads to; a value in its account leads back to the values', async ({
  page,
  playground,
}) => {
  await playground.open();
  await playground.cell('weights', 4, 1).click();
  await differentiate(page);
  await playground.cell('queries', 4, 0).click();
  await expect(page.locator('attention-arithmetic h2')).toContainText('gradient of weights');
  await expect(page.locator('attention-arithmetic .factor').first()).toBeVisible();
  const labels = await page
    .locator('attention-arithmetic .factor')
    .evaluateAll(factors => factors.map(factor => factor.getAttribute('aria-label') ?? ''));
  expect(labels.some(label => label.includes('gradient of scores'))).toBe(true);
  expect(await examine(page, { touch: false })).toEqual([]);
  expect(await axeFaults(page, 'attention-matrix')).toEqual([]);
  await page.locator('attention-arithmetic .factor[aria-label*="keys"]:not([aria-label*="gradient"])').first().click();
  await expect(page.locator('[data-notice="gradients"]')).toHaveCount(0);
  await expect(page.locator('attention-arithmetic h2')).toContainText('keys of');
});

test('gradients stay while the sentence changes, are opened by a link, and left by a button', async ({ page, playground }) => {
  await playground.open();
  await playground.cell('weights', 4, 1).click();
  await differentiate(page);
  await playground.type('tokens', 'the dog ran until it slept');
  await expect(page.locator('[data-notice="gradients"]')).toBeVisible();
  await expect.poll(() => playground.chips('tokens')).toEqual(['the', 'dog', 'ran', 'until', 'it', 'slept']);
  await page.reload();
  await playground.ready();
  await expect(page.locator('[data-notice="gradients"]')).toBeVisible();
  await page.locator('[data-control="values"]').click();
  await expect(page.locator('[data-notice="gradients"]')).toHaveCount(0);
  await expect.poll(() => stateOf(page.url()).view).not.toHaveProperty('gradientOf');
});

for (const [width, language] of [
  [1440, 'zh'],
  [390, 'en'],
] as const) {
  test(`${width} px, ${language}: gradients in every mechanism`, async ({ page, playground }) => {
    test.slow();
    await page.setViewportSize({ width, height: 900 });
    await playground.prefer('language', language);
    await playground.open();
    const mechanisms = await playground.mechanisms();
    for (const mechanism of mechanisms) {
      await test.step(mechanism, async () => {
        await playground.choose(mechanism);
        const weights = page.locator('attention-matrix[data-stage="weights"]');
        const stage = (await weights.count()) > 0 ? 'weights' : 'distribution';
        await playground.cell(stage, 0, 0).click();
        await differentiate(page);
        expect(await page.locator('main').innerText()).not.toMatch(/undefined|\{\w+\}|NaN/);
        expect(await examine(page, { touch: width < 600 })).toEqual([]);
        await page.locator('[data-control="values"]').click();
        await expect(page.locator('[data-notice="gradients"]')).toHaveCount(0);
      });
    }
  });
}

test('gradients of one of several heads say which, in both languages', async ({ page, playground }) => {
  await playground.open({ version: 1, mechanism: 'multi_head', tokens: ['the', 'dog', 'ran'], width: 8, heads: 2 });
  await page.locator('[data-head="1"]').click();
  await playground.cell('weights', 2, 1).click();
  await differentiate(page);
  await expect(page.locator('[data-notice="gradients"]')).toContainText(
    'weights of ran and dog, head 2: how fast that number grows',
  );
  await playground.control('language').click();
  await expect(page.locator('[data-notice="gradients"]')).toContainText('头 2 中 ran 与 dog 的权重 增大得多快');
});
