// A hand on the cells of a figure.

import { expect, type Locator, type Page } from '@playwright/test';
import { compare, reportOf } from './command';
import { type Playground, readMatrices } from './playground';

export const scenario = { version: 1, mechanism: 'masked', tokens: ['the', 'dog', 'ran'] };

/** What answers the hand is fetched when it comes near. */
export async function near(page: Page): Promise<void> {
  await page.locator('h1').hover();
  await page.locator('h1').dispatchEvent('pointerover', { bubbles: true });
  await expect(page.locator('attention-editing')).toBeAttached();
}

export async function complaints(page: Page): Promise<readonly string[]> {
  return compare(await readMatrices(page.locator('body')), reportOf(page.url())).complaints;
}

export async function middle(cell: Locator): Promise<{ x: number; y: number }> {
  await cell.scrollIntoViewIfNeeded();
  const box = await cell.boundingBox();
  if (!box) throw new Error('the cell is not on the screen');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

export async function drag(page: Page, cell: Locator, up: number): Promise<void> {
  const { x, y } = await middle(cell);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y - up / 2, { steps: 4 });
  await page.mouse.move(x, y - up, { steps: 4 });
  await page.mouse.up();
}

export const edited = (page: Page): Locator => page.locator('.cell.edited');
export const shownValue = async (playground: Playground, row: number, column: number): Promise<number> => {
  const label = (await playground.cell('embeddings', row, column).getAttribute('aria-label')) ?? '';
  return Number(/([−\d.]+)$/.exec(label)?.[1]?.replace('−', '-'));
};

/** Opens the field of a cell by its key. */
export async function openField(page: Page, playground: Playground, row: number, column: number): Promise<Locator> {
  await near(page);
  await playground.cell('embeddings', row, column).focus();
  await page.keyboard.press('F2');
  return page.locator('[data-control="cell"]');
}
