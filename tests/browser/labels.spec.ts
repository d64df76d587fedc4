// What is said of a cell is said of the figure as it is now.

import { linkOf } from './playground';
import { expect, test } from './test';

test('a weight’s rank is told anew when another weight of its row overtakes it', async ({ page, playground }) => {
  // Of sigmoids the others stay as they are.
  const tokens = ['a', 'b', 'c', 'd'];
  await playground.open({ version: 1, mechanism: 'self_attention', tokens, tied: true, width: 4, normalizer: 'sigmoid' });
  const labels = (): Promise<(string | null)[]> =>
    playground
      .matrix('weights')
      .locator('[data-row]')
      .evaluateAll(cells => cells.map(cell => cell.getAttribute('aria-label')));
  await playground.cell('embeddings', 3, 0).click();
  for (const number of ['9', '-9', '4', '-4']) {
    await playground.control('edit').fill(number);
    await expect(playground.cell('embeddings', 3, 0)).toHaveAttribute('aria-label', new RegExp(number.replace('-', '−')));
    await expect.poll(() => new URL(page.url()).hash).toBe(await linkOf(page));
    const told = await labels();
    await page.reload();
    await playground.ready();
    expect(told).toEqual(await labels());
  }
});
