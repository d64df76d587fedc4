// Cells in which nothing is written are painted row by row: what is on screen, pixel by pixel, beside the numbers it stands for.

import type { Locator, Page } from '@playwright/test';
import { compute } from './reference';
import { scenario } from './scenario';
import { expect, test } from './test';

type Colour = readonly [number, number, number];

/** The colours in the middle of every cell, as they are on screen. */
async function paintedCells(page: Page, matrix: Locator, rows: number, columns: number): Promise<Colour[][]> {
  const picture = (await matrix.screenshot({ scale: 'css' })).toString('base64');
  return page.evaluate(
    async ([data, height, width]) => {
      const bytes = Uint8Array.from(atob(data), letter => letter.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
      context?.drawImage(image, 0, 0);
      return Array.from({ length: height }, (_, row) =>
        Array.from({ length: width }, (_, column): Colour => {
          const at = [((column + 0.5) * image.width) / width, ((row + 0.5) * image.height) / height].map(Math.floor);
          const [r = 0, g = 0, b = 0] = context?.getImageData(at[0] ?? 0, at[1] ?? 0, 1, 1).data ?? [];
          return [r, g, b];
        }),
      );
    },
    [picture, rows, columns] as const,
  );
}

const brightness = ([r, g, b]: Colour): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;

const tokens = 'the dog ran until it was tired and then a cat came by with some bread so they ate it'.split(' ');
const given = scenario('masked', tokens, { width: 8, key_width: 12 });

test('the larger a weight, the darker its cell; what is negative is red, what is positive is blue', {
  tag: '@every-engine',
}, async ({ page, playground, failures }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await playground.open(given);
  await page.mouse.move(0, 0);
  const { stages } = compute(given);
  const weights = stages.get('weights') ?? [];
  const n = tokens.length;
  await expect(playground.matrix('weights').locator('.bands > div')).toHaveCount(n);
  const shown = (await paintedCells(page, playground.matrix('weights'), n, n)).flatMap((row, r) =>
    row.flatMap((colour, c) => (c <= r ? [{ weight: weights[r]?.[c] ?? Number.NaN, brightness: brightness(colour) }] : [])),
  );
  expect(shown).toHaveLength((n * (n + 1)) / 2);
  shown.sort((one, other) => one.weight - other.weight);
  for (const [index, cell] of shown.entries()) {
    const before = shown[index - 1];
    // Of 255 shades, neighbours may look alike.
    if (before) expect(cell.brightness, `${before.weight} and ${cell.weight}`).toBeLessThanOrEqual(before.brightness + 0.5);
  }
  expect((shown[0]?.brightness ?? 0) - (shown.at(-1)?.brightness ?? 0)).toBeGreaterThan(100);
  const queries = stages.get('queries') ?? [];
  const signs = await paintedCells(page, playground.matrix('queries'), n, 12);
  queries.forEach((row, r) => {
    row.forEach((value, c) => {
      const [red = 0, , blue = 0] = signs[r]?.[c] ?? [];
      if (Math.abs(value) > 0.3) expect(Math.sign(blue - red), `query ${r}, ${c}: ${value}`).toBe(Math.sign(value));
    });
  });
  // Pictures are taken with styles of Playwright's own, which the policy does not allow without a complaint.
  failures.length = 0;
});

test('what is typed is painted, what is hidden stays hatched, and a cell is reached with the keyboard', {
  tag: '@every-engine',
}, async ({ page, playground }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await playground.open(given);
  const bands = playground.matrix('weights').locator('.bands > div');
  const band = (row: number): Promise<string> => bands.nth(row).evaluate(element => element.style.background);
  const [first, last] = [await band(0), await band(tokens.length - 1)];
  expect(first).toContain('repeating-linear-gradient');
  expect(last).not.toContain('repeating-linear-gradient');
  await page.locator('[data-control="tokens"]').press('End');
  await page.keyboard.type('s');
  await expect.poll(() => band(tokens.length - 1)).not.toBe(last);
  expect(await band(0)).toBe(first);
  // Its neighbours do not change what is painted; the cell itself is outlined.
  await playground.cell('weights', 3, 1).focus();
  await page.keyboard.press('ArrowRight');
  const cell = playground.cell('weights', 3, 2);
  await expect(cell).toBeFocused();
  await expect(cell).toHaveCSS('outline-style', 'solid');
  await expect(playground.matrix('weights').locator('.cells')).toHaveCSS('opacity', '1');
});

test('each pair that was painted has its corner, also among hidden ones', { tag: '@every-engine' }, async ({
  page,
  playground,
}) => {
  const corners = (): Promise<number[]> =>
    playground
      .matrix('mask')
      .locator('.bands > div')
      .evaluateAll(rows => rows.map(row => (row as HTMLElement).style.background.match(/225deg/g)?.length ?? 0));
  await playground.open({
    ...given,
    mask: {
      ...given.mask,
      free: [
        [5, 1],
        [5, 2],
        [5, 3],
        [2, 9],
      ],
    },
  });
  await expect.poll(corners).toEqual(tokens.map((_, row) => (row === 5 ? 3 : row === 2 ? 1 : 0)));
  await page.locator('[data-control="tokens"]').press('End');
  await page.keyboard.type('s');
  await expect.poll(corners).toEqual(tokens.map((_, row) => (row === 5 ? 3 : row === 2 ? 1 : 0)));
});

test('played, the hatch of a mask sweeps out row by row', async ({ page, playground }) => {
  await playground.open(given);
  await page.locator('.stop[data-stop="masked_scores"]').click();
  await page.locator('[data-control="play"]').first().click();
  const sweeping = (): Promise<number> =>
    page.evaluate(() => {
      const targets = document.getAnimations().map(({ effect }) => (effect instanceof KeyframeEffect ? effect.target : null));
      return targets.filter(target => target?.parentElement?.matches('.bands')).length;
    });
  await expect.poll(sweeping, { intervals: [30], timeout: 20_000 }).toBeGreaterThan(10);
  await expect.poll(sweeping, { timeout: 20_000 }).toBe(0);
});

test('many more cells are a picture, a few in which numbers fit are cells again', { tag: '@every-engine' }, async ({
  page,
  playground,
}) => {
  await playground.open(given);
  await expect(playground.matrix('weights').locator('.bands')).toHaveCount(1);
  await page.locator('[data-control="tokens"]').fill(Array(40).fill('dog').join(' '));
  await expect(playground.matrix('weights').locator('canvas')).toBeVisible();
  await expect(playground.matrix('weights').locator('.bands')).toHaveCount(0);
  await page.locator('[data-control="tokens"]').fill(tokens.join(' '));
  await expect(playground.matrix('weights').locator('.bands')).toHaveCount(1);
  await page.locator('[data-control="tokens"]').fill('the dog ran');
  await expect(playground.cell('weights', 2, 0)).toHaveText(/^0\.\d\d$/);
  await expect(playground.matrix('weights').locator('.bands')).toHaveCount(0);
  await expect(playground.matrix('weights').locator('.cells')).toHaveCSS('opacity', '1');
  await expect(playground.cell('weights', 2, 0)).toHaveCSS('background-color', /^rgb\(/);
});
