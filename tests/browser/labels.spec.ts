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

test('where names have no room for all, the one that is pointed out is written in the place of its neighbours', async ({
  page,
  playground,
}) => {
  const tokens = Array.from({ length: 24 }, (_, index) => `word${index}`);
  await playground.open({ version: 1, mechanism: 'multi_head', tokens, width: 8, heads: 2 });
  const names = page.locator('.flow .column-labels[data-of="weights"] .column-label span:visible');
  const lit = page.locator('.flow .column-labels[data-of="weights"] .column-label.lit span:visible');
  const rows = page.locator('.flow .row-label.lit:visible').first();
  await playground.cell('weights', 0, 0).dispatchEvent('click');
  const written = await names.allTextContents();
  expect(written.length, 'every so many-th is written').toBeLessThan(24);
  expect(written[0]).toBe('word0');
  const places = async (): Promise<number[]> =>
    (await names.evaluateAll(all => all.map(name => name.getBoundingClientRect().left))).sort((a, b) => a - b);
  const apart = (all: readonly number[]): number => Math.min(...all.slice(1).map((place, index) => place - (all[index] ?? 0)));
  const usual = apart(await places());
  for (const [row, column] of [
    [5, 3],
    [20, 23],
    [7, 4],
    [0, 0],
    [11, 1],
  ] as const) {
    await playground.cell('weights', row, column).dispatchEvent('click');
    await expect(lit).toHaveText([`word${column}`]);
    await expect(rows).toHaveText(`word${row}`);
    // It begins at the middle of its column: a line of 16 px, turned by 45 degrees around its lower left corner.
    const box = await playground.cell('weights', row, column).boundingBox();
    const label = await lit.boundingBox();
    expect((label?.x ?? 0) + 16 * Math.SQRT1_2 - (box?.x ?? 0)).toBeCloseTo((box?.width ?? 0) / 2, 0);
    // What is written does not run into one another.
    expect(apart(await places())).toBeGreaterThan(usual - 1);
  }
  await playground.cell('weights', 0, 0).dispatchEvent('click');
  await expect(names).toHaveText(written);
});
