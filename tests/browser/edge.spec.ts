// Edge cases: what goes wrong, or could be agreed on otherwise, shown by the figure as the command computes it.

import { execFileSync } from 'node:child_process';
import { env } from 'node:process';
import type { Page } from '@playwright/test';
import { axeFaults } from './axe';
import { readMatrices, stateOf } from './playground';
import { agrees, saidOf } from './shown';
import { expect, test } from './test';

const tokens = ['the', 'dog', 'ran', 'home'];

/** The weights of the link on screen, as the command computes them; null where they are no numbers. */
function weightsOf(page: Page): readonly (readonly (number | null)[])[] {
  const text = execFileSync(env.ATTENTION_COMMAND ?? 'attention', ['run', page.url(), '--json'], { encoding: 'utf8' });
  const { matrices } = JSON.parse(text) as {
    matrices: readonly { name: string; numbers: readonly (readonly (number | null)[])[] }[];
  };
  return matrices.find(({ name }) => name === 'weights')?.numbers ?? [];
}

/** Whether the weights on screen are those of the command; how many of them are no numbers. */
async function compare(page: Page): Promise<number> {
  const shown = (await readMatrices(page.locator('attention-flow'))).find(({ stage }) => stage === 'weights');
  const expected = weightsOf(page);
  let strange = 0;
  for (const { row, column, label } of shown?.cells ?? []) {
    const value = expected[row]?.[column];
    if (value === null) {
      expect(saidOf(label)).toBe('NaN');
      strange += 1;
    } else if (!/(, hidden|，被遮住)$/.test(label))
      expect(agrees(saidOf(label), value ?? 0), `${label}, not ${value}`).toBe(true);
    else expect(value).toBe(0);
  }
  expect(shown?.cells?.length).toBe(expected.length * (expected[0]?.length ?? 0));
  return strange;
}

async function unfold(page: Page): Promise<void> {
  await page.locator('[data-view="edges"] summary').click();
}

test('without the maximum large scores become NaN, and the figure says so', async ({ page, playground }) => {
  await playground.open({
    version: 1,
    mechanism: 'key_value',
    tokens: ['q'],
    keys: ['a', 'b', 'c'],
    projected: false,
    score: 'dot',
    key_width: 1,
    weights: { queries: 1, keys: [[1000], [999], [998]] },
  });
  expect(await compare(page)).toBe(0);
  await unfold(page);
  await page.locator('[data-control="subtract_maximum"]').click();
  await expect(page.locator('attention-formula math')).toContainText('exp');
  expect(await compare(page)).toBe(3);
  await playground.cell('weights', 0, 0).click();
  await expect(page.locator('attention-arithmetic')).toContainText('∞');
  await expect(page.locator('attention-arithmetic h2')).toContainText('NaN');
  expect(stateOf(page.url()).subtract_maximum).toBe(false);
});

test('masks before and after softmax, and what hidden scores become', async ({ page, playground }) => {
  await playground.open({ version: 1, mechanism: 'masked', tokens });
  await unfold(page);
  for (const choice of ['large', 'zero', 'own', 'none']) {
    await page.locator('[data-control="edge-fill"]').selectOption(choice);
    await expect
      .poll(() => (stateOf(page.url()).mask as { fill?: number } | undefined)?.fill ?? null)
      .toBe({ large: -1e9, zero: 0, own: -5, none: null }[choice] ?? null);
    // The other numbers are there to be read; only −∞ is nothing.
    const score = playground.cell('masked_scores', 0, 3);
    await expect(score).toHaveText({ large: '−1e9', zero: '0', own: '−5.00', none: '−∞' }[choice] ?? '');
    await expect(score).toHaveAttribute('aria-label', choice === 'none' ? /hidden$/ : /\d$/);
    await expect(() => compare(page)).toPass({ timeout: 10_000 });
  }
  for (const choice of ['after', 'renormalized', 'before']) {
    await page.locator('[data-control="edge-time"]').selectOption(choice);
    await expect(page.locator('[data-control="edge-fill"]')).toHaveCount(choice === 'before' ? 1 : 0);
    await expect(() => compare(page)).toPass({ timeout: 10_000 });
  }
});

test('weights that are masked and shared anew are followed to the scores', async ({ page, playground }) => {
  await playground.open({ version: 1, mechanism: 'masked', tokens, mask: { causal: true, after: true, renormalized: true } });
  const title = page.locator('attention-arithmetic h2');
  const factors = page.locator('attention-arithmetic mn.factor.role-weights');
  await playground.cell('weights', 2, 1).click();
  await factors.first().click();
  await expect(title).toContainText('masked_weights');
  await expect(page.locator('attention-arithmetic')).toContainText('Score: query ran times key');
  await expect(page.locator('attention-arithmetic')).toContainText('Softmax: its share of the row');
});

test('a row that may see nothing, by three conventions', async ({ page, playground }) => {
  await playground.open({
    version: 1,
    mechanism: 'masked',
    tokens,
    mask: { causal: false, free: [0, 1, 2, 3].map(column => [1, column]) },
  });
  await unfold(page);
  const notice = page.locator('[data-notice="empty-rows"]');
  await expect(notice).toContainText('exactly 0');
  for (const [choice, strange, words] of [
    ['nan', 4, '0/0'],
    ['uniform', 0, 'what is hidden'],
    ['zero', 0, 'exactly 0'],
  ] as const) {
    await page.locator('[data-control="mask.empty_rows"]').selectOption(choice);
    await expect(notice).toContainText(words);
    expect(await compare(page)).toBe(strange);
  }
});

test('attention switched off, in Chinese too, without faults of accessibility', async ({ page, playground }) => {
  await playground.open({ version: 1, mechanism: 'masked', tokens });
  await unfold(page);
  await page.locator('[data-control="edge-off"]').selectOption('off');
  await expect(page.locator('attention-formula math')).toContainText('uniform');
  await compare(page);
  await playground.cell('weights', 3, 0).click();
  await expect(page.locator('attention-arithmetic')).toContainText('0.25');
  await page.locator('[data-control="language"]').click();
  await expect(page.locator('[data-view="edges"] summary')).toHaveText('边界情形');
  expect(await axeFaults(page)).toEqual([]);
});
