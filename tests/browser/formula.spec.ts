// The formula and the figure point at one another; printed digits that do not add up say that they were rounded.

import type { Page } from '@playwright/test';
import { stateOf } from './playground';
import { expect, test } from './test';

function litSymbols(page: Page): Promise<string[]> {
  return page.locator('.formula .ink.lit').evaluateAll(symbols => symbols.map(symbol => symbol.textContent?.trim() ?? ''));
}

function askedStages(page: Page): Promise<string[]> {
  return page
    .locator('attention-matrix.asked')
    .evaluateAll(matrices => matrices.map(matrix => (matrix as HTMLElement).dataset.stage ?? ''));
}

test('a cell lights its symbol, and a symbol its matrix', async ({ page, playground }) => {
  await playground.open({ version: 1, mechanism: 'masked', tokens: ['the', 'dog', 'ran'] });
  for (const [stage, symbol] of [
    ['queries', 'Q'],
    ['keys', 'K'],
    ['weights', 'softmax'],
    ['values', 'V'],
    ['output', 'O'],
    ['mask', 'M'],
  ] as const) {
    await playground.cell(stage, 1, 0).hover();
    await expect.poll(() => litSymbols(page), { message: stage }).toContain(symbol);
    await page.evaluate(() => scrollTo(0, 0));
    const box = await page
      .locator('.formula .ink', { hasText: new RegExp(`^${symbol}$`) })
      .first()
      .boundingBox();
    if (!box) throw new Error(`${symbol} is not on the screen`);
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await expect.poll(() => askedStages(page), { message: symbol }).toEqual([stage]);
  }
  await page.locator('h1').hover();
  await expect.poll(() => askedStages(page)).toEqual([]);
});

test('a decoder’s formula is lit too', async ({ page, playground }) => {
  await playground.open({ version: 1, mechanism: 'pointer', tokens: ['7', '2', '9'] });
  await playground.cell('weights', 1, 0).hover();
  await expect.poll(() => litSymbols(page)).toContain('softmax');
});

/** The numbers of a sum as they are printed, and its printed result. */
async function digitsOf(page: Page): Promise<{ readonly sum: number; readonly shown: number }> {
  const text = (await page.locator('.step .equation').first().textContent()) ?? '';
  const plain = text.replaceAll('−', '-').replace(/\s/g, '');
  const [left = '', right = ''] = plain.split('=');
  const sum = left.split('+').reduce((total, product) => {
    const factors = product.replace(/[()]/g, '').split('·').map(Number);
    return total + factors.reduce((result, factor) => result * factor, 1);
  }, 0);
  return { sum, shown: Number(right) };
}

test('a sum whose printed digits give another number says that they are rounded', async ({ page, playground }) => {
  let said = 0;
  let silent = 0;
  for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
    await playground.open({ version: 1, mechanism: 'masked', tokens: ['the', 'dog'], width: 2, seed, score: 'dot' });
    await playground.cell('queries', 1, 0).click();
    expect(stateOf(page.url()).seed ?? 42).toBe(seed);
    const { sum, shown } = await digitsOf(page);
    const off = sum.toFixed(2) !== shown.toFixed(2);
    await expect(page.locator('.rounding', { hasText: 'rounded' })).toHaveCount(off ? 1 : 0);
    if (off) said += 1;
    else silent += 1;
  }
  expect(said).toBeGreaterThan(0);
  expect(silent).toBeGreaterThan(0);
});
