// Every exercise can be solved on the page by its example solution, and says before how far off one is.

import type { Page } from '@playwright/test';
import { choose, edit, editParameter } from './lesson-actions';
import { expect, test } from './test';

/** Exchanged halves, row by row: what each number of the matrix becomes. */
async function exchange(
  page: Page,
  stage: 'queries' | 'keys',
  name: string,
  rows: readonly (readonly number[])[],
): Promise<void> {
  for (const [row, numbers] of rows.entries()) {
    await page.locator(`.head[data-head="${Math.floor(row / 2)}"]`).click();
    for (const [column, value] of numbers.entries()) {
      await editParameter(page, { stage, row: 0, column: row % 2 }, `${name}, ${row + 1}, ${column + 1}`, value);
    }
  }
}

const solutions: Readonly<Record<number, (page: Page) => Promise<void>>> = {
  1: async page => {
    for (const [column, value] of [0, 4, 0, 0].entries()) await edit(page, { stage: 'queries', column }, value);
  },
  2: async page => {
    for (const column of [0, 1, 2, 3]) await edit(page, { stage: 'embeddings', row: 0, column }, 1.6);
  },
  3: page => edit(page, { stage: 'queries', row: 1, column: 1 }, 4),
  4: page => editParameter(page, { stage: 'queries', row: ['its', '它的'], column: 2 }, 'W_q, 3, pronoun', 0),
  5: async page => {
    await exchange(page, 'queries', 'q_proj_weight', [
      [4, -4, 0, 0],
      [0, 0, 4, -4],
      [-4, 0, 4, 0],
      [0, -4, 0, 4],
    ]);
    await exchange(page, 'keys', 'k_proj_weight', [
      [-1, 1, 0, 0],
      [0, 0, -1, 1],
      [1, 0, -1, 0],
      [0, 1, 0, -1],
    ]);
  },
  6: async page => {
    await page.locator('[data-control="mask"]').selectOption('causal');
    await page.locator('[data-control="paint"]').click();
    await page.locator('main attention-matrix[data-stage="mask"] [data-row="2"][data-column="0"]').click();
  },
  7: page => choose(page, 'position_slope', 1.62),
  8: page => edit(page, { stage: 'queries', row: 0, column: 2 }, 2),
  9: async page => {
    await editParameter(page, { stage: 'projected_queries', row: 0, column: 0 }, 's_0, ', -1);
    await editParameter(page, { stage: 'projected_queries', row: 0, column: 2 }, 's_0, 1, 3', 1);
  },
  10: page => edit(page, { stage: 'states', row: 0, column: 0 }, 0.28),
  11: async page => {
    for (const [column, value] of [0, 0, 4].entries()) await edit(page, { stage: 'parameter', name: 'word.u', column }, value);
  },
  12: page => editParameter(page, { stage: 'masked_scores', row: 0, column: 0 }, 'v, ', 6),
  13: async page => {
    await choose(page, 'norm_first', true);
    for (const row of [0, 1]) {
      for (const column of [0, 1]) {
        const name = `${row + 1}, ${column + 1}`;
        await editParameter(page, { stage: 'result', column: row }, `layers.0.self_attn.out_proj.weight, ${name}`, 0);
        await editParameter(page, { stage: 'feed_forward', column: row }, `layers.0.linear2.weight, ${name}`, 0);
      }
    }
  },
  14: page => page.locator('[data-control="cost-length"]').fill('64'),
  15: page => choose(page, 'temperature', 1.64),
};

for (const [number, solve] of Object.entries(solutions)) {
  test(`exercise ${number}`, async ({ page, playground }) => {
    test.slow();
    await playground.prefer('language', 'en');
    await page.goto(`./#lesson-${number}-exercise`);
    await playground.ready();
    const open = page.locator('.findings li:not(.good)');
    expect(await open.count()).toBeGreaterThan(0);
    await expect(open.first()).toContainText(/\d|must be/);
    await expect(page.locator('.exercise-state')).toHaveText('');
    await solve(page);
    await expect(page.locator('.exercise-state')).toHaveText('Solved.');
    await expect(open).toHaveCount(0);
    // What was solved is remembered, and what was changed undone by one's own hand.
    await page.locator('[data-control="restart"]').click();
    await expect(page.locator('.exercise-state')).toHaveText('');
    await page.locator('[data-control="lesson-list"]').click();
    await expect(page.locator(`[data-lesson="${number}"] .lesson-solved`)).toBeVisible();
  });
}

test('how far off one is, to as many digits as it takes', { tag: '@every-engine' }, async ({ page, playground }) => {
  await playground.prefer('language', 'en');
  await page.goto('./#lesson-4-exercise');
  await playground.ready();
  await expect(page.locator('.findings li').first()).toHaveText(/its → Law has 0\.56, needs at least 0\.80/);
  await page.locator('[data-control="language"]').click();
  await expect(page.locator('.findings li').first()).toHaveText(/它的 → 法律 是 0\.58，至少要 0\.80/);
});

test('of several heads it is said which one is meant', async ({ page, playground }) => {
  for (const [language, says] of [
    ['en', ['Head 1 · red → apple has 0.05', 'Head 2 · red → green has 0.05']],
    ['zh', ['头 1 · 红 → 苹果 是 0.05', '头 2 · 红 → 青 是 0.05']],
  ] as const) {
    await playground.prefer('language', language);
    await page.goto('about:blank');
    await page.goto('./#lesson-5-exercise');
    await playground.ready();
    for (const [index, sentence] of says.entries()) await expect(page.locator('.findings li').nth(index)).toContainText(sentence);
  }
});
