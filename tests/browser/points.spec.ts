// A pointer network's elements on a drawing: what is drawn is what the command computes for the link.

import type { Page } from '@playwright/test';
import { axeFaults } from './axe';
import { compare, reportOf } from './command';
import { examine } from './examine';
import { type Playground, readMatrices, stateOf } from './playground';
import { expect, test } from './test';

const tokens = ['-1.6,-1.2', '-0.8,1.2', '1.6,0.8', '0.4,-1.6'];

async function open(playground: Playground, more: object = {}): Promise<void> {
  await playground.open({
    version: 1,
    mechanism: 'pointer',
    elements: 'points',
    tokens,
    temperature: 0.2,
    view: { panel: 'points' },
    ...more,
  });
  await expect(playground.page.locator('attention-points .point').first()).toBeVisible({ timeout: 20_000 });
}

function weightsOf(page: Page): readonly (readonly (number | null)[])[] {
  return reportOf(page.url()).find(({ name }) => name === 'weights')?.numbers ?? [];
}

/** What each step chooses: the first of the largest weights. */
function orderOf(page: Page): number[] {
  return weightsOf(page).map(row => row.indexOf(Math.max(...row.map(weight => weight ?? 0))));
}

/** "element width" of the arrows of a step, as the command's weights make them. */
function expectedArrows(page: Page, step: number): string[] {
  const from = orderOf(page)[step - 1];
  return (weightsOf(page)[step] ?? []).flatMap((weight, element) =>
    (weight ?? 0) < 0.02 || element === from ? [] : [`${element} ${Math.max(1, 12 * (weight ?? 0)).toFixed(3)}`],
  );
}

function drawnArrows(page: Page): Promise<string[]> {
  return page
    .locator('path.pointing')
    .evaluateAll(paths =>
      paths.map(path => `${(path as SVGElement).dataset.element} ${Number(path.getAttribute('stroke-width')).toFixed(3)}`),
    );
}

async function agree(page: Page): Promise<void> {
  await expect.poll(async () => compare(await readMatrices(page.locator('body')), reportOf(page.url())).complaints).toEqual([]);
}

test('every step: arrows as thick as the weights, what is taken, and where the decoder stands', async ({ page, playground }) => {
  await open(playground);
  await agree(page);
  const order = orderOf(page);
  for (const step of order.keys()) {
    await page.locator(`[data-decoding-step="${step}"]`).click();
    await expect(page.locator('.decoding-step.now')).toHaveAttribute('data-decoding-step', String(step));
    await expect.poll(() => drawnArrows(page)).toEqual(expectedArrows(page, step));
    await expect(page.locator('.point.chosen')).toHaveAttribute('data-element', String(order[step]));
    const taken = await page
      .locator('.point:is(.taken, .here)')
      .evaluateAll(points => points.map(point => Number((point as HTMLElement).dataset.element)));
    expect(taken.sort()).toEqual(order.slice(0, step).sort());
    // Weights are not cut at the edge, where the outermost elements lie.
    const beyond = await page.locator('.points').evaluate(points => {
      const { left, right } = points.getBoundingClientRect();
      const boxes = [...points.querySelectorAll('.point-weight')].map(weight => weight.getBoundingClientRect());
      return boxes.filter(box => box.left < left || box.right > right).length;
    });
    expect(beyond).toBe(0);
    // What is chosen has its weight on the side where its arrow does not arrive.
    const [weight, chosen, stand] = await Promise.all(
      ['.point-weight.chosen', '.point.chosen', '.point.here, .point-start'].map(part => page.locator(part).boundingBox()),
    );
    const side = Math.sign((weight?.x ?? 0) - (chosen?.x ?? 0));
    expect(side * ((chosen?.x ?? 0) - (stand?.x ?? 0))).toBeGreaterThan(0);
  }
  const way = (await page.locator('.way:not(.to-come)').getAttribute('d')) ?? '';
  expect(way.split('M').length - 1, 'ways from one choice to the next').toBe(order.length - 2);
  await expect(page.locator('.way-tip')).toHaveCount(order.length - 2);
});

test('a point is dragged, added and deleted, with the pointer and by keys', async ({ page, playground }) => {
  await open(playground);
  const point = page.locator('.point[data-element="2"]');
  const box = await point.boundingBox();
  if (!box) throw new Error('the point is not on the screen');
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.down();
  await page.mouse.move(middle.x - 60, middle.y + 40, { steps: 4 });
  await page.mouse.up();
  const moved = async (): Promise<string> => (stateOf(page.url()).tokens as string[])[2] ?? '';
  await expect.poll(moved).not.toBe(tokens[2]);
  const [x = 1, y = 1] = (await moved()).split(',').map(Number);
  expect(x).toBeLessThan(1.6);
  expect(y).toBeLessThan(0.8);
  await agree(page);
  // Where it was let go it stays.
  const after = await point.boundingBox();
  expect(Math.abs((after?.x ?? 0) - box.x + 60)).toBeLessThan(3);
  await playground.control('undo').click();
  await expect.poll(moved).toBe(tokens[2]);

  await point.focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(moved).not.toBe(tokens[2]);
  await expect(point).toBeFocused();
  await page.keyboard.press('Delete');
  await expect.poll(() => stateOf(page.url()).tokens).toHaveLength(3);
  await expect(page.locator('.point[data-element="2"]')).toBeFocused();
  await agree(page);
  // Each that is deleted comes back by itself, however fast they went.
  await page.keyboard.press('Delete');
  await expect.poll(() => stateOf(page.url()).tokens).toHaveLength(2);
  await playground.control('undo').click();
  await expect.poll(() => stateOf(page.url()).tokens).toHaveLength(3);

  // Not every driver makes double clicks.
  const drawing = await page.locator('.points').boundingBox();
  await page
    .locator('.points')
    .dispatchEvent('dblclick', { clientX: (drawing?.x ?? 0) + 30, clientY: (drawing?.y ?? 0) + 100, bubbles: true });
  await expect.poll(() => stateOf(page.url()).tokens).toHaveLength(4);
  await playground.control('add-element').click();
  await expect.poll(() => stateOf(page.url()).tokens).toHaveLength(5);
  await playground.control('remove-element').click();
  await expect.poll(() => stateOf(page.url()).tokens).toHaveLength(4);
  await agree(page);
});

test('words, numbers and points; what is none is refused beside the field', async ({ page, playground }) => {
  await open(playground);
  for (const kind of ['numbers', 'words', 'points'] as const) {
    await page.locator(`[data-elements="${kind}"]`).first().click();
    await expect(page.locator(`.points[data-elements="${kind}"]`)).toBeVisible();
    await agree(page);
    await expect(page.locator('.point')).toHaveCount((stateOf(page.url()).tokens as string[]).length);
  }
  await playground.type('tokens', '0.1,0.2 here');
  await expect(playground.error('tokens')).toContainText('x,y');
  await expect(page.locator('.point')).toHaveCount(8);
  await playground.type('tokens', '0.1,0.2 −1.5,3');
  await expect(page.locator('.point')).toHaveCount(2);
  await agree(page);
});

test('an element is looked at and locked, and linked with the matrix beside', async ({ page, playground }) => {
  await open(playground);
  await page.locator('[data-decoding-step="1"]').click();
  const [, chosen = 0] = orderOf(page);
  await page.locator(`.point[data-element="${chosen}"]`).click();
  await expect.poll(() => stateOf(page.url()).view).toMatchObject({ locked: { row: 1, column: chosen } });
  await expect(playground.matrix('weights').locator('.ring.locked')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect.poll(() => stateOf(page.url()).view).not.toHaveProperty('locked');
  await playground.cell('weights', 2, 0).hover();
  await expect(page.locator('.decoding-step.now')).toHaveAttribute('data-decoding-step', '2');
});

test('a stroke that is over has no end any more', async ({ page, playground }) => {
  await open(playground);
  await page.locator('attention-points .point').first().click();
  await expect(playground.matrix('weights').locator('.ring.locked')).toBeVisible();
  // As when a finger that scrolls the page later is taken over by it.
  await page.evaluate(() => window.dispatchEvent(new PointerEvent('pointercancel')));
  await page.evaluate(() => new Promise(done => requestAnimationFrame(() => setTimeout(done))));
  await expect(playground.matrix('weights').locator('.ring.locked')).toBeVisible();
});

test('decoding plays step by step, and everything stays in the end', async ({ page, playground }) => {
  await open(playground);
  await playground.control('play-decoding').click();
  await expect(page.locator('.decoding-step.now')).toHaveAttribute('data-decoding-step', '0');
  await expect(page.locator('.decoding-step.now')).toHaveAttribute('data-decoding-step', '3', { timeout: 15_000 });
  await expect.poll(() => stateOf(page.url()).view).not.toHaveProperty('step');
});

test('a sentence of one’s own is words, and points are no sentence', async ({ page, playground }) => {
  await playground.open({ version: 1, mechanism: 'masked', tokens: ['my', 'own', 'words'] });
  await playground.choose('pointer');
  await expect.poll(() => stateOf(page.url())).toMatchObject({ mechanism: 'pointer', tokens: ['my', 'own', 'words'] });
  expect(stateOf(page.url())).not.toHaveProperty('elements');
  await open(playground);
  await playground.choose('masked');
  await expect.poll(() => (stateOf(page.url()).tokens as string[]).some(token => token.includes(','))).toBe(false);
});

for (const [width, language] of [
  [1440, 'en'],
  [390, 'zh'],
] as const) {
  test(`${width} px, ${language}: points without a fault`, async ({ page, playground }) => {
    await playground.prefer('language', language);
    await page.setViewportSize({ width, height: 900 });
    for (const elements of ['points', 'numbers', 'words']) {
      await open(playground, elements === 'points' ? {} : { elements, tokens: ['6', '3', '9', '0'] });
      expect(await examine(page, { touch: width < 600 })).toEqual([]);
      expect(await axeFaults(page)).toEqual([]);
    }
  });
}
