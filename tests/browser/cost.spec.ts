// What layers cost: counts are the command's, times are measured in this browser.

import { execFileSync } from 'node:child_process';
import { env } from 'node:process';
import { show } from './panel';
import { expect, test } from './test';

interface Costs {
  readonly counted: Readonly<Record<string, number>>;
  readonly layers: readonly Readonly<Record<string, string | number>>[];
}

/** As the command counts them. */
function costsOf(link: string): Costs {
  const words = ['cost', link, '--json'];
  return JSON.parse(execFileSync(env.ATTENTION_COMMAND ?? 'attention', words, { encoding: 'utf8' })) as Costs;
}

test('sizes that do not fit the figure give way to its own', async ({ page, playground }) => {
  const link = { version: 1, mechanism: 'encoder', tokens: ['the', 'dog'], width: 12, heads: 4 };
  for (const costs of [{ heads: 8 }, { window: 1 }, { length: 1e300 }]) {
    await page.goto('about:blank');
    await playground.open({ ...link, view: { panel: 'cost', costs } });
    await expect(playground.control('cost-width')).toHaveValue('12');
    await expect(playground.control('cost-heads')).toHaveValue('4');
    await expect(playground.control('cost-length')).toHaveValue('2');
    await expect(page.locator('.cost-table tbody tr').first()).toBeVisible();
  }
});

test('heads that the figure does not use need not fit its width', async ({ page, playground }) => {
  const tokens = ['3', '-1', '2'];
  const link = { version: 1, mechanism: 'pointer', elements: 'numbers', tokens, width: 2, hidden_width: 1, encoder: 'none' };
  await playground.open({ ...link, view: { panel: 'cost' } });
  await expect(playground.control('cost-heads')).toHaveValue('1');
  const { layers } = costsOf(page.url());
  for (const { layer, parameters } of layers)
    await expect(page.locator(`tr[data-layer="${layer}"] td[data-measure="parameters"]`)).toHaveText(String(parameters));
});

test('costs are those of the command, and grow with what is typed', async ({ page, playground }) => {
  await playground.open();
  await show(page, 'cost');
  const costs = costsOf(page.url());
  const grouped = (value: unknown): string => Number(value).toLocaleString('en');
  const counted = page.locator('[data-cost="counted"]');
  for (const name of ['multiply_adds', 'operations', 'parameters', 'numbers'])
    await expect(counted).toContainText(grouped(costs.counted[name]));
  const columns = ['multiply_adds', 'parameters', 'sequential_steps', 'longest_path', 'memory'];
  for (const { layer, ...cost } of costs.layers) {
    const cells = page.locator(`tr[data-layer="${layer}"] td`);
    await expect(cells).toHaveText(columns.map(column => grouped(cost[column])));
  }
  // 4 n d^2 + 2 n^2 d
  await page.locator('[data-control="cost-length"]').fill('100');
  await page.keyboard.press('Tab');
  await expect(page.locator('tr[data-layer="self_attention"] td').first()).toHaveText(
    grouped(4 * 100 * 16 ** 2 + 2 * 100 ** 2 * 16),
  );
  await page.locator('[data-control="cost-heads"]').fill('3');
  await page.keyboard.press('Tab');
  await expect(page.locator('[data-error-for="heads"]')).toBeVisible();
  await expect(page.locator('tr[data-layer="self_attention"] td').first()).toHaveText(
    grouped(4 * 100 * 16 ** 2 + 2 * 100 ** 2 * 16),
  );
  await page.locator('[data-control="cost-heads"]').fill('2');
  await page.keyboard.press('Tab');
  await expect(page.locator('[data-error-for="heads"]')).toHaveCount(0);
  await page.locator('button[data-measure="longestPath"]').click();
  await expect(page.locator('.chart figcaption').first()).toContainText('Longest path');
  await expect(page.locator('.chart .chart-line')).toHaveCount(14);
  // Without hues the lines are told apart by their dashes, which are also in the table.
  const dashes = (within: string): Promise<string[]> =>
    page.locator(`${within} .chart-line`).evaluateAll(all => all.map(line => getComputedStyle(line).strokeDasharray));
  const drawn = await dashes('.chart:first-child');
  expect(new Set(drawn).size).toBe(7);
  expect(await dashes('.cost-table')).toEqual(drawn);
});

test('layers of every kind are timed in this browser, at the reader’s size and around it', async ({ page, playground }) => {
  test.slow();
  await playground.open({
    version: 1,
    mechanism: 'multi_head',
    tokens: ['the', 'dog', 'ran'],
    width: 8,
    heads: 2,
    view: { panel: 'cost' },
  });
  await expect(page.locator('tr[data-layer]')).toHaveCount(7);
  await expect(page.locator('td[data-measure="time"]')).toHaveCount(0);
  await playground.control('cost-time').click();
  await expect(playground.control('cost-stop')).toBeVisible();
  await expect(playground.control('cost-time')).toBeVisible({ timeout: 90_000 });
  for (const text of await page.locator('td[data-measure="time"]').allTextContents()) expect(text).toMatch(/^[\d.,]+ (µs|ms)$/);
  await expect(page.locator('button[data-measure="time"]')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('.chart .chart-line')).toHaveCount(14);
  // What grows with the square of the length takes longer in the end: the lines rise.
  const heights = await page
    .locator('.chart .chart-line')
    .first()
    .evaluate(line => {
      const numbers = (line.getAttribute('d') ?? '').match(/[\d.]+/g) ?? [];
      return [Number(numbers[1]), Number(numbers.at(-1))];
    });
  expect(heights[1]).toBeLessThan(heights[0] ?? 0);
  // Of another length all lengths were timed, but no width.
  await playground.control('cost-length').fill('5');
  await expect(page.locator('.chart')).toHaveCount(1);
  await expect(page.locator('.chart .chart-line')).toHaveCount(7);
  // Times of one size are none of another.
  await playground.control('cost-kernel').fill('5');
  await expect(page.locator('td[data-measure="time"]')).toHaveCount(0);
  await expect(page.locator('button[data-measure="multiplyAdds"]')).toHaveAttribute('aria-pressed', 'true');
});
