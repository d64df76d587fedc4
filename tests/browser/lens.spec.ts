// Large relations: a picture with a lens, of which a part can be looked at, its numbers compared with the `attention` command.

import type { Locator, Page } from '@playwright/test';
import { numberOf } from './command';
import { hashOf, linkOf, type Playground, stateOf } from './playground';
import { type Mechanism, scenario } from './scenario';
import { agrees, saidOf } from './shown';
import { expect, test } from './test';

const sentence = 'the dog ran until it was tired and then a cat came by with some bread so they ate'.split(' ');
const tokens = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${sentence[(index * 7) % sentence.length]}${index}`);
const large = (mechanism: Mechanism, count: number): ReturnType<typeof scenario> =>
  scenario(mechanism, tokens(count), mechanism === 'multi_head' ? { heads: 4, width: 16 } : {});

const region = (page: Page): Locator => page.locator('[data-region]');
const lens = (page: Page): Locator => page.locator('.tooltip .lens');

/** Points at a cell of a matrix whose whole is shown. */
async function pointAt(playground: Playground, count: number, row: number, column: number): Promise<void> {
  await playground.pointAt('weights', [count, count], row, column);
  await expect(lens(playground.page)).toBeVisible();
}

test('512 tokens and 4 heads: the lens shows the numbers of the command', { tag: '@every-engine' }, async ({
  playground,
  page,
}) => {
  const count = 512;
  const given = large('multi_head', count);
  await playground.open(given);
  const names = given.tokens;
  for (const [row, column] of [
    [300, 120],
    [500, 8],
    [8, 500],
  ] as const) {
    await pointAt(playground, count, row, column);
    // A mouse stands on whole pixels, which are fewer than the cells.
    const said = (await page.locator('.tooltip-text').textContent()) ?? '';
    const [atRow, atColumn] = [Number(/(\d+) to /.exec(said)?.[1]), Number(/ to [a-z]+(\d+), /.exec(said)?.[1])];
    expect(Math.max(Math.abs(atRow - row), Math.abs(atColumn - column)), said).toBeLessThanOrEqual(2);
    expect(agrees(saidOf(said), numberOf(hashOf(given), 'weights', atRow, atColumn, 0)), said).toBe(true);
    await expect(lens(page).locator('.lens-rows .lit')).toHaveText(names[atRow] ?? '');
    await expect(lens(page).locator('.lens-columns .lit')).toHaveText(names[atColumn] ?? '');
    await expect(lens(page).locator('.cell')).toHaveCount(81);
    // The neighbour at the corner of the lens.
    const corner = lens(page).locator('.cell').first();
    const [up, left] = [Number(await corner.getAttribute('data-row')), Number(await corner.getAttribute('data-column'))];
    expect(atRow - up).toBeLessThan(9);
    expect(agrees((await corner.textContent()) ?? '', numberOf(hashOf(given), 'weights', up, left, 0))).toBe(true);
  }
  expect(await page.locator('*').count(), 'elements of the page').toBeLessThan(3000);
});

test('what is looked at can be chosen with buttons, keys, wheel and drag, and labels follow', { tag: '@every-engine' }, async ({
  playground,
  page,
  browserName,
}) => {
  const count = 200;
  const given = large('masked', count);
  await playground.open(given);
  await expect(region(page)).toContainText('rows 1–200 of 200, columns 1–200 of 200');
  await expect(playground.control('zoom-out')).toBeDisabled();
  await playground.control('zoom-in').click();
  await expect(region(page)).toContainText('rows 51–150 of 200, columns 51–150 of 200');
  await expect(page.locator('.row-labels .row-label').first()).toHaveText(given.tokens[50] ?? '');
  await expect(page.locator('.column-labels .column-label').first()).toHaveText(given.tokens[50] ?? '');

  const weights = playground.matrix('weights');
  await weights.scrollIntoViewIfNeeded();
  const box = await weights.boundingBox();
  if (!box) throw new Error('no weights');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 - box.width / 10, box.y + box.height / 2 - box.height / 5, { steps: 4 });
  await page.mouse.up();
  await expect(region(page)).toContainText('rows 71–170 of 200, columns 61–160 of 200');
  await expect(page.locator('attention-arithmetic')).not.toContainText('Press Esc');

  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -2000);
  await page.keyboard.up('Control');
  await expect(playground.control('zoom-in')).toBeDisabled();
  // Cells of a small part are cells as in any small figure, with the numbers of the whole.
  const cell = weights.locator('[data-row]').first();
  const [row, column] = [Number(await cell.getAttribute('data-row')), Number(await cell.getAttribute('data-column'))];
  expect(row).toBeGreaterThan(70);
  expect(agrees((await cell.textContent()) ?? '', numberOf(hashOf(given), 'weights', row, column))).toBe(true);
  await cell.click();
  await expect(page.locator('attention-arithmetic h2')).toContainText(given.tokens[row] ?? '');

  await playground.control('zoom-all').click();
  await expect(region(page)).toContainText('rows 1–200 of 200');
  await weights.locator('[tabindex="0"]').focus();
  for (const [key, shown] of [
    ['+', '1–100 of 200'],
    ['-', '1–200 of 200'],
    ['+', '1–100 of 200'],
    ['0', '1–200 of 200'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(region(page)).toContainText(`rows ${shown}`);
  }
  // The stock Firefox is not told that two clicks are a double one.
  if (browserName === 'firefox') return;
  await weights.dblclick({ position: { x: 6, y: 6 } });
  await expect(region(page)).toContainText(/rows [1-4]–10[0-3] of 200/);
});

test('the keyboard walks a picture, and what it says has the value and its rank', async ({ playground, page }) => {
  const given = large('masked', 100);
  await playground.open(given);
  const weights = playground.matrix('weights');
  await expect(weights.locator('canvas')).toHaveCount(1);
  await expect(weights.getByRole('grid')).toHaveAttribute('aria-rowcount', '100');
  await weights.locator('[tabindex="0"]').focus();
  const focused = page.locator('[data-stage="weights"] :focus');
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight']) await page.keyboard.press(key);
  const names = given.tokens;
  await expect(focused).toHaveAttribute('aria-label', new RegExp(`^${names[2]} to ${names[1]}, `));
  await expect(focused).toHaveAttribute('aria-colindex', '2');
  await expect(focused.locator('..')).toHaveAttribute('aria-rowindex', '3');
  const row = [0, 1, 2].map(column => numberOf(hashOf(given), 'weights', 2, column));
  const rank = 1 + row.filter(value => value > (row[1] ?? 0)).length;
  const label = (await focused.getAttribute('aria-label')) ?? '';
  expect(agrees(saidOf(label), row[1] ?? Number.NaN)).toBe(true);
  expect(label).toContain(rank === 1 ? 'highest of 3' : `number ${rank} of 3`);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(focused).toHaveAttribute('aria-label', `${names[2]} to ${names[3]}, hidden`);
  await expect(lens(page)).toBeVisible();

  // Over the edge of the part that is shown.
  for (let press = 0; press < 3; ++press) await page.keyboard.press('+');
  await expect(region(page)).toContainText('columns 4–16 of 100');
  for (let press = 0; press < 13; ++press) await page.keyboard.press('ArrowRight');
  await expect(focused).toHaveAttribute('aria-label', `${names[2]} to ${names[16]}, hidden`);
  await expect(region(page)).toContainText('columns 5–17 of 100');
});

test('a number of a picture is set where the focus is', async ({ playground, page }) => {
  await playground.open(large('masked', 100));
  const matrix = playground.matrix('embeddings');
  await expect(matrix.locator('canvas')).toHaveCount(1);
  await matrix.locator('[tabindex="0"]').focus();
  for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight', 'F2']) await page.keyboard.press(key);
  const field = playground.control('cell');
  await field.fill('0.5');
  await field.press('Enter');
  await expect
    .poll(() => linkOf(page).then(link => stateOf(link).edits))
    .toMatchObject([{ matrix: 'embeddings', row: 1, column: 2, value: 0.5 }]);
  await expect(matrix.locator(':focus')).toHaveAttribute('aria-label', /0\.5/);
  await page.keyboard.press('Delete');
  await expect.poll(() => linkOf(page).then(link => stateOf(link).edits)).toBeUndefined();

  // What is computed says so.
  await playground.matrix('weights').locator('[tabindex="0"]').focus();
  await page.keyboard.press('7');
  await expect(field).toHaveCount(0);
});

test('who comes by keyboard is told the number as well', async ({ page, playground }) => {
  await playground.open({ version: 1, mechanism: 'masked', tokens: ['the', 'dog', 'ran'] });
  const tooltip = page.locator('attention-tooltip');
  await expect(tooltip).toBeAttached();
  await playground.matrix('embeddings').locator('[tabindex="0"]').press('ArrowRight');
  await expect(tooltip).toContainText('number 2');
  await expect(tooltip).toBeVisible();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  await expect(tooltip).toBeVisible();
});

test('on a phone a tap shows the lens, and the part can be chosen', async ({ browser, browserName }) => {
  test.skip(browserName === 'firefox', 'the stock Firefox has no touch to drive');
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, locale: 'en-GB' });
  const page = await context.newPage();
  const given = large('masked', 150);
  await page.goto(`./${hashOf(given)}`);
  await page.waitForSelector('html[data-ready]');
  const weights = page.locator('attention-matrix[data-stage="weights"]');
  await weights.tap({ position: { x: 60, y: 200 } });
  await expect(lens(page)).toBeVisible();
  await expect(page.locator('.arithmetic-sheet')).toBeVisible();
  const box = await lens(page).boundingBox();
  expect(box && box.x >= 0 && box.x + box.width <= 390).toBe(true);
  await page.locator('[data-control="zoom-in"]').tap();
  await expect(region(page)).toContainText('rows 39–113 of 150');
  await context.close();
});
