// On paper: heading, formula, figure and arithmetic, in light, none cut and none over another.

import { scenario } from './scenario';
import { expect, test } from './test';

/** Before it prints, a browser says so: what is on paper is made then. */
const printing = (): boolean => window.dispatchEvent(new Event('beforeprint'));

const states = [
  { ...scenario('multi_head', ['the', 'dog', 'ran', 'until', 'it']), view: { theme: 'dark' } },
  { version: 1, mechanism: 'decoder', tokens: ['the', 'dog'], view: { theme: 'dark' } },
  { ...scenario('masked', ['the', 'dog']), view: { panel: 'heads', language: 'zh' } },
];

test('what is printed fits the sheet, and the page is there again after it', async ({ page, playground, browserName }) => {
  test.skip(browserName === 'firefox', 'media cannot be emulated there');
  for (const state of states) {
    await page.setViewportSize({ width: 1440, height: 900 });
    await playground.open(state);
    await page.keyboard.press('Control'); // as who prints does: what draws for the sheet is fetched at the first sign of a reader
    await expect
      .poll(
        async () => {
          await page.evaluate(printing);
          return page.locator('.on-paper svg').count();
        },
        { timeout: 20_000 },
      )
      .toBeGreaterThanOrEqual(2);
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 703, height: 1000 }); // A4 between its margins
    const paper = await page.evaluate(() => {
      const boxes = [...document.querySelectorAll('.on-paper > *')].map(element => element.getBoundingClientRect());
      const { scrollWidth, clientWidth } = document.documentElement;
      return {
        wide: scrollWidth - clientWidth,
        over: boxes.filter((box, index) => index > 0 && box.top < (boxes[index - 1]?.bottom ?? 0)).length,
        cut: boxes.filter(({ right, left }) => right > clientWidth + 1 || left < -5).length,
        controls: [...document.querySelectorAll('button, input, select, a')].filter(element => element.checkVisibility()).length,
        ground: getComputedStyle(document.documentElement).backgroundColor,
      };
    });
    expect(paper).toEqual({ wide: 0, over: 0, cut: 0, controls: 0, ground: 'rgb(255, 255, 255)' });
    await page.emulateMedia({ media: null });
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    await expect(page.locator('.on-paper')).toHaveCount(0);
    await expect(playground.control('export')).toBeVisible();
    expect((await page.pdf()).toString('latin1')).toMatch(/^%PDF-/);
    await expect(page.locator('.on-paper')).toHaveCount(0);
  }
});

test('it is made of the figure, its formula and its arithmetic', async ({ page, playground }) => {
  await playground.open(scenario('masked', ['the', 'dog', 'ran']));
  await playground.cell('weights', 2, 1).click();
  await page.keyboard.press('Control');
  await expect
    .poll(
      async () => {
        await page.evaluate(printing);
        return page.locator('.on-paper svg').count();
      },
      { timeout: 20_000 },
    )
    .toBe(3);
  await expect(page.locator('.on-paper h1')).toHaveText('Masked self-attention, causal');
  const [formula = '', figure = '', arithmetic = ''] = await page.locator('.on-paper svg').allTextContents();
  expect(formula).toContain('softmax');
  expect(figure).toContain(await playground.cell('weights', 2, 1).innerText());
  expect(arithmetic).toContain('Why does ran give dog a weight of');
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
});

test('code is whole on paper', async ({ page, playground }) => {
  await playground.open({ ...scenario('masked', ['the', 'dog', 'ran']), view: { panel: 'code' } });
  await page.keyboard.press('Control');
  await expect
    .poll(
      async () => {
        await page.evaluate(printing);
        return page.locator('.on-paper pre').count();
      },
      { timeout: 20_000 },
    )
    .toBe(1);
  await expect(page.locator('.on-paper pre')).toHaveText(await page.locator('textarea.code').inputValue());
});

test('who prints before the page knows of anybody gets the page without its controls', async ({
  page,
  playground,
  browserName,
}) => {
  test.skip(browserName === 'firefox', 'media cannot be emulated there');
  await playground.open({ ...scenario('multi_head', ['the', 'dog']), view: { theme: 'dark' } });
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 703, height: 1000 });
  for (const gone of ['attention-topbar', 'attention-rail', 'attention-controls', '.inputs', 'attention-panels'])
    await expect(page.locator(gone).first(), gone).toBeHidden();
  await expect(playground.matrix('weights').first()).toBeVisible();
  const { x, width } = (await page.locator('attention-flow .flow').boundingBox()) ?? { x: 0, width: 9999 };
  expect(x + width).toBeLessThanOrEqual(703);
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe('rgb(255, 255, 255)');
});
