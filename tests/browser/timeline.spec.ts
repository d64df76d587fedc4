// The stages as they are played and stepped through: what is still to come is an outline, what is there has the command's numbers.

import type { Page } from '@playwright/test';
import { axeFaults } from './axe';
import { compare, reportOf } from './command';
import { readMatrices } from './playground';
import { expect, test } from './test';

const given = { version: 1, mechanism: 'masked', tokens: ['the', 'dog', 'ran', 'home'] };
/** How many cells of each stage are there, and of how many; scores may be those before the mask. */
function shown(page: Page): Promise<Record<string, readonly [number, number]>> {
  return page.locator('attention-matrix').evaluateAll(matrices =>
    Object.fromEntries(
      matrices.map(matrix => {
        const stage = ((matrix as HTMLElement).dataset.stage ?? '').replace('masked_', '');
        const cells = [...matrix.querySelectorAll('.cell')];
        return [stage, [cells.filter(cell => !cell.classList.contains('pending')).length, cells.length] as const];
      }),
    ),
  );
}

async function expectShown(page: Page, wanted: Partial<Record<string, number>>): Promise<void> {
  await expect
    .poll(async () => {
      const all = await shown(page);
      return Object.fromEntries(Object.keys(wanted).map(stage => [stage, all[stage]?.[0]]));
    })
    .toEqual(wanted);
}

async function agree(page: Page): Promise<void> {
  expect(compare(await readMatrices(page.locator('body')), reportOf(page.url())).complaints).toEqual([]);
}

test('stage by stage: what comes later is outlined, scores come before their mask', async ({ page, playground }) => {
  await playground.open(given);
  await page.locator('.stop[data-stop="queries"]').click();
  await expectShown(page, { queries: 16, scores: 0, mask: 0, weights: 0, output: 0 });
  await playground.control('next-stage').click();
  await expectShown(page, { scores: 16, keys: 16, mask: 0, weights: 0 });
  await expect(playground.matrix('scores').locator('.hatched')).toHaveCount(0);
  await agree(page);
  await playground.control('next-stage').click();
  await expectShown(page, { mask: 16, weights: 0 });
  await expect(playground.matrix('masked_scores').locator('.hatched')).toHaveCount(6);
  await playground.control('previous-stage').click();
  await expectShown(page, { scores: 16, mask: 0 });
  for (let step = 0; step < 4; ++step) await playground.control('next-stage').click();
  await expect(page.locator('.cell.pending')).toHaveCount(0);
  await agree(page);
});

test('the scores of a decoder’s steps, too, come before their mask', async ({ page, playground }) => {
  const tokens = ['the', 'dog', 'ran', 'home', 'again'];
  await playground.open({ version: 1, mechanism: 'local', tokens, targets: ['a', 'b'], half_window: 1 });
  await page.locator('.stop[data-stop="masked_scores"]').click();
  await expectShown(page, { scores: 10, mask: 0, weights: 0 });
  await expect(playground.matrix('scores').locator('.hatched')).toHaveCount(0);
  const scores = (await readMatrices(page.locator('body'))).filter(({ name }) => name === 'scores');
  expect(compare(scores, reportOf(page.url()))).toEqual({ compared: 10, complaints: [] });
  await page.locator('.stop[data-stop="mask"]').click();
  await expect(playground.matrix('masked_scores').locator('.hatched').first()).toBeVisible();
  await agree(page);
});

test('row by row and number by number, back and on; the number is pointed at', async ({ page, playground }) => {
  await playground.open(given);
  await page.locator('.stop[data-stop="mask"]').click();
  await playground.control('pace').selectOption('number');
  await playground.control('next-stage').click();
  await expectShown(page, { mask: 16, weights: 1, output: 0 });
  await playground.control('next-stage').click();
  await expectShown(page, { weights: 2 });
  await expect(page.locator('.arithmetic h2')).toContainText('dog');
  await playground.control('pace').selectOption('row');
  await playground.control('next-stage').click();
  await expectShown(page, { weights: 4 });
  await playground.control('next-stage').click();
  await expectShown(page, { weights: 8 });
  await playground.control('previous-stage').click();
  await expectShown(page, { weights: 4 });
  await playground.control('pace').selectOption('number');
  await playground.control('previous-stage').click();
  await expectShown(page, { weights: 3 });
});

test('the bar is scrubbed', async ({ page, playground }) => {
  await playground.open(given);
  const [from, to] = await Promise.all(
    ['queries', 'masked_scores'].map(stage => page.locator(`.stop[data-stop="${stage}"] .dot`).boundingBox()),
  );
  if (!from || !to) throw new Error('the stops are not on the screen');
  const y = from.y + from.height / 2;
  const [left, right] = [from.x + from.width / 2, to.x + to.width / 2];
  await page.mouse.move(left + 0.4 * (right - left), y);
  await page.mouse.down();
  await expectShown(page, { queries: 16, scores: 8, weights: 0 });
  await page.mouse.move(left + 0.7 * (right - left), y);
  await expectShown(page, { scores: 12 });
  await page.mouse.move(1270, y);
  await page.mouse.up();
  await expect(page.locator('.cell.pending')).toHaveCount(0);
});

test('space plays and stops, arrows step, and neither takes a field’s keys', async ({ page, playground }) => {
  await playground.open(given);
  await page.locator('h1').click();
  await page.keyboard.press('Space');
  await expect(playground.control('play')).toHaveAttribute('aria-label', 'Pause');
  await expect(page.locator('.cell.pending').first()).toBeVisible();
  await page.keyboard.press('Space');
  await expect(playground.control('play')).toHaveAttribute('aria-label', 'Play');
  await page.locator('.stop[data-stop="queries"]').click();
  await page.locator('h1').click();
  await page.keyboard.press('ArrowRight');
  await expectShown(page, { scores: 16, mask: 0 });
  await page.keyboard.press('ArrowLeft');
  await expectShown(page, { queries: 16, scores: 0 });
  await playground.control('tokens').focus();
  await page.keyboard.press('End');
  await page.keyboard.type(' and');
  await expect(playground.control('tokens')).toHaveValue('the dog ran home and');
  await page.keyboard.press('ArrowLeft');
  await expect(page.locator('.stop.now')).toHaveAttribute('data-stop', 'queries');
});

test('played to its end everything is there again; typing while it plays loses nothing', async ({ page, playground }) => {
  test.slow();
  await playground.open({ ...given, tokens: ['the', 'dog'] });
  await playground.control('play').click();
  await expect(page.locator('.cell.pending').first()).toBeVisible();
  await playground.type('tokens', 'the dog ran');
  await expect(playground.matrix('queries').locator('.cell')).toHaveCount(12);
  await expect(page.locator('.cell.pending')).toHaveCount(0, { timeout: 60_000 });
  await agree(page);
});

test('with other shapes the stage is whole, at another step of a tour all of them are there', async ({ page, playground }) => {
  const pending = page.locator('.cell.pending');
  await playground.open({ version: 1, mechanism: 'multi_head', tokens: ['the', 'dog'], width: 8, heads: 2 });
  await playground.control('next-stage').click();
  await playground.control('previous-stage').click();
  await expect(pending.first()).toBeAttached();
  await playground.control('heads').fill('1');
  await expect(playground.matrix('queries').locator('.cell')).toHaveCount(16);
  await expect(page.locator('.stop.now')).toHaveAttribute('data-stop', 'weights');
  await expect(playground.matrix('weights').locator('.cell.pending')).toHaveCount(0);
  await expect(playground.matrix('output').locator('.cell.pending')).toHaveCount(16);
  // Where the shown stage itself grows, too.
  await playground.type('tokens', 'the dog ran');
  await expect(playground.matrix('weights').locator('.cell')).toHaveCount(9);
  await expect(playground.matrix('weights').locator('.cell.pending')).toHaveCount(0);
  await page.goto('./#lesson-5-tour');
  await playground.ready();
  await playground.control('previous-stage').click();
  await playground.control('previous-stage').click();
  await expect(pending.first()).toBeAttached();
  await page.locator('[data-control="tour-next"]').click();
  await expect(pending).toHaveCount(0);
});

test('who wants less motion gets cuts', async ({ page, playground, browserName }) => {
  test.skip(browserName === 'firefox', 'its driver cannot ask for less motion');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await playground.open(given);
  await playground.control('play').click();
  await expectShown(page, { embeddings: 64, queries: 0 });
  await expect(page.locator('.ghost')).toHaveCount(0);
  await expectShown(page, { queries: 16, scores: 0 });
});

test('without a fault while it is played', async ({ page, playground }) => {
  await playground.open(given);
  await page.locator('.stop[data-stop="masked_scores"]').click();
  expect(await axeFaults(page)).toEqual([]);
});

test('where there is room for one stage only, it is played in the same way, beside what it is made of', async ({
  page,
  playground,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await playground.open(given);
  await page.locator('.stop[data-stop="mask"]').click();
  await playground.control('pace').selectOption('number');
  await playground.control('next-stage').click();
  await expectShown(page, { weights: 1 });
  await expect(playground.matrix('weights').locator('.ring.hovered')).toBeVisible();
  await playground.control('next-stage').click();
  await playground.control('pace').selectOption('row');
  await playground.control('next-stage').click();
  await expectShown(page, { weights: 4 });
  await playground.control('previous-stage').click();
  await playground.control('pace').selectOption('stage');
  await playground.control('next-stage').click();
  await expectShown(page, { weights: 16 });
  // It plays to the last stage, where all is there.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.locator('.stop[data-stop="values"]').click();
  await playground.control('play').click();
  await expect(page.locator('.stop[data-stop="embeddings"]')).toHaveAttribute('aria-current', 'step');
  await expect(page.locator('.stop[data-stop="output"]')).toHaveAttribute('aria-current', 'step', { timeout: 20_000 });
  await expect(page.locator('.cell.pending')).toHaveCount(0);

  await page.setViewportSize({ width: 720, height: 900 });
  await page.locator('.stop[data-stop="output"]').click();
  await expect(page.locator('.operand attention-matrix')).toHaveCount(2);
  await expectShown(page, { weights: 16, values: 16, output: 16 });
  await expect(page.locator('.operand').first().locator('attention-matrix')).toHaveAttribute('data-stage', 'weights');
  await agree(page);
  await page.locator('.stop[data-stop="scores"], .stop[data-stop="masked_scores"]').click();
  await expect(page.locator('.operand attention-matrix')).toHaveCount(3);
  await expect(page.locator('.play-bar').getByText('4 of 8')).toBeVisible();
});
