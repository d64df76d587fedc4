// Names of rows, columns and cells: of the figure as it is now, and in sight.

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

test('names of rows stay in sight while a matrix wider than a phone scrolls', async ({ page, playground }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const tokens = 'The Law will never be perfect but its application should be just'.split(' ');
  await playground.open({ version: 1, mechanism: 'masked', tokens });
  await page.locator('.stage-line [data-stop="weights"]').click();
  const scroll = page.locator('.labelled-scroll');
  await expect.poll(() => scroll.evaluate(element => element.scrollWidth - element.clientWidth)).toBeGreaterThan(20);
  for (const left of [0, 1000]) {
    await scroll.evaluate((element, left) => element.scrollTo({ left }), left);
    const label = page.locator('.row-label', { hasText: 'application' });
    await label.scrollIntoViewIfNeeded();
    const box = await label.boundingBox();
    expect(box?.x, `scrolled to ${left}`).toBeGreaterThanOrEqual(0);
    const isOnTop = (element: Element): boolean => {
      const { right, top, height } = element.getBoundingClientRect();
      return document.elementFromPoint(right - 4, top + height / 2) === element;
    };
    expect(await label.evaluate(isOnTop), `scrolled to ${left}`).toBe(true);
  }
});

test('columns of weight matrices have the names of the features that they take', async ({ page, playground }) => {
  await playground.visit('./#lesson-4-exercise');
  await page.locator('[data-view="parameters"] > summary').click();
  const names = page.locator('[data-parameter="W_q"] .column-label');
  await expect(names).toHaveText(['entity', 'pronoun', 'act', 'quality']);
  await playground.control('language').click();
  await expect(page.locator('[data-parameter="W_q"] .column-label')).toHaveCount(4);
});
