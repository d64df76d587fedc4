// Numbers that the computation starts from, set by hand.

import { compare, reportOf } from './command';
import { readMatrices, stateOf } from './playground';
import { expect, test } from './test';

test('an embedding is set, moved by keys, marked, and released', async ({ page, playground }) => {
  await playground.open({ version: 1, mechanism: 'masked', tokens: ['the', 'dog', 'ran'] });
  const agreement = async (): Promise<string[]> => [
    ...compare(await readMatrices(page.locator('body')), reportOf(page.url())).complaints,
  ];
  await playground.cell('embeddings', 1, 2).click();
  const box = playground.control('edit');
  await box.fill('2.5');
  await expect
    .poll(() => stateOf(page.url()))
    .toMatchObject({ edits: [{ matrix: 'embeddings', row: 1, column: 2, value: 2.5 }] });
  await expect.poll(agreement).toEqual([]);
  await expect(playground.cell('embeddings', 1, 2)).toHaveAttribute('aria-label', /2\.50$/);
  await expect(page.locator('.cell.edited')).toHaveCount(1);
  await box.press('ArrowUp');
  await box.press('Shift+ArrowDown');
  await expect.poll(() => stateOf(page.url())).toMatchObject({ edits: [{ value: 1.6 }] });
  await expect.poll(agreement).toEqual([]);
  await page.reload();
  await playground.ready();
  await expect(box).toHaveValue('1.6');

  await box.fill('much');
  await expect(page.locator('[data-error-for="edits"]')).toContainText('number');
  await expect(playground.cell('embeddings', 1, 2)).toHaveAttribute('aria-label', /1\.60$/);
  await box.fill('-1');
  await expect(page.locator('[data-error-for="edits"]')).toHaveCount(0);
  await playground.control('release-edit').click();
  await expect.poll(() => stateOf(page.url())).not.toHaveProperty('edits');
  await expect(page.locator('.cell.edited')).toHaveCount(0);
  await expect(box).toBeFocused();
  await playground.control('undo').click();
  await expect(page.locator('.cell.edited')).toHaveCount(1);
});

test('a weight is reached through the arithmetic and set there; computed numbers cannot be', async ({ page, playground }) => {
  await playground.open({ version: 1, mechanism: 'masked', tokens: ['the', 'dog', 'ran'] });
  await playground.cell('queries', 2, 1).click();
  await expect(playground.control('edit')).toHaveCount(0);
  await page.locator('attention-arithmetic .factor[aria-label*="W_q"]').first().click();
  await playground.control('edit').fill('0');
  await expect.poll(() => stateOf(page.url())).toMatchObject({ edits: [{ matrix: 'W_q', value: 0 }] });
  const shown = async (): Promise<string[]> => [
    ...compare(await readMatrices(page.locator('body')), reportOf(page.url())).complaints,
  ];
  await expect.poll(shown).toEqual([]);
});

test('a number set by hand goes with its word, comes back with it, and all are released at once', async ({
  page,
  playground,
}) => {
  const edits = [
    { matrix: 'embeddings', row: 2, column: 0, value: 1 },
    { matrix: 'W_q', row: 0, column: 0, value: 2 },
  ];
  await playground.open({ version: 1, mechanism: 'masked', tokens: ['the', 'dog', 'ran'], edits });
  await expect(page.locator('[data-notice="edits"]')).toContainText('2');
  await playground.type('tokens', 'the dog');
  await expect(page.locator('[data-notice="edits"]')).toContainText('1');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await playground.type('tokens', 'the dog sleeps');
  await expect(page.locator('.cell.edited')).toHaveCount(1);
  await expect(page.locator('[data-notice="edits"]')).toContainText('2');
  await playground.control('release-all').click();
  await expect(page.locator('[data-notice="edits"]')).toHaveCount(0);
  await expect.poll(() => stateOf(page.url())).not.toHaveProperty('edits');
});
