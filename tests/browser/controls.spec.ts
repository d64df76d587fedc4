// Every control changes the figure to what the reference says, and nothing else does.

import type { Playground } from './playground';
import { noMask, type Scenario, type Score, scenario } from './scenario';
import { expect, test } from './test';

const words = ['the', 'dog', 'ran', 'home'];

/** Does one thing after another, and after each compares the whole figure. */
async function follow(
  playground: Playground,
  start: Scenario,
  steps: readonly (readonly [name: string, act: () => Promise<unknown>, change: Partial<Scenario>])[],
): Promise<Scenario> {
  let now = start;
  await playground.open(start);
  await playground.expectFigure(now);
  for (const [name, act, change] of steps) {
    await test.step(name, async () => {
      await act();
      now = { ...now, ...change };
      await playground.expectFigure(now);
    });
  }
  return now;
}

test('mechanism', { tag: '@every-engine' }, async ({ playground, page }) => {
  await playground.open(scenario('key_value', words));
  await playground.expectFigure(scenario('key_value', words));
  await playground.choose('masked');
  await playground.expectFigure(scenario('masked', words));
  await playground.choose('pointer');
  await playground.expectFigure(scenario('pointer', words));
  await expect(page.locator('.chosen li b')).toHaveCount(words.length);
  await playground.choose('key_value');
  await playground.expectFigure(scenario('key_value', words));
  await expect(playground.control('tokens')).toHaveValue(words.join(' '));
});

test('the order that a pointer network chose', async ({ playground, page }) => {
  const { compute } = await import('./reference');
  for (const cell of ['gru', 'lstm'] as const) {
    const given = scenario('pointer', ['7', '2', '9', '4', '1'], { cell });
    await playground.open(given);
    await playground.expectFigure(given);
    const names = compute(given).order.map(element => given.tokens[element] ?? '');
    await expect(page.locator('.chosen li b')).toHaveText(names);
  }
});

for (const mechanism of ['key_value', 'masked'] as const) {
  test(`${mechanism}: the five scoring functions and their numbers`, async ({ playground }) => {
    const score = (name: Score) => [name, () => playground.control('score').selectOption(name), { score: name }] as const;
    await follow(playground, scenario(mechanism, words), [
      score('dot'),
      score('additive'),
      ['hidden width', () => playground.control('hidden_width').fill('5'), { hidden_width: 5 }],
      score('bilinear'),
      score('cosine'),
      ['beta', () => playground.control('beta').fill('-2.5'), { beta: -2.5 }],
      score('scaled_dot'),
      ['a scale of its own', () => playground.control('scale-kind').selectOption('own'), { scale: 1 }],
      ['the scale', () => playground.control('scale').fill('0.25'), { scale: 0.25 }],
      ['1/√d again', () => playground.control('scale-kind').selectOption('automatic'), { scale: null }],
      ['width', () => playground.control('width').fill('7'), { width: 7 }],
      ['key width', () => playground.control('key_width').fill('3'), { key_width: 3 }],
      ['value width', () => playground.control('value_width').fill('6'), { value_width: 6 }],
    ]);
  });
}

test('seed and temperature', async ({ playground }) => {
  const slider = playground.control('temperature-slider');
  await follow(playground, scenario('masked', words), [
    ['seed 7', () => playground.control('seed').fill('7'), { seed: 7 }],
    ['the largest seed', () => playground.control('seed').fill('4294967295'), { seed: 4294967295 }],
    ['seed 0', () => playground.control('seed').fill('0'), { seed: 0 }],
    ['full-width digits', () => playground.control('seed').fill('１２'), { seed: 12 }],
    ['cold', () => playground.control('temperature').fill('0.05'), { temperature: 0.05 }],
    ['hot', () => playground.control('temperature').fill('30'), { temperature: 30 }],
    ['the slider', () => slider.fill('0.3'), { temperature: 2 }],
    ['the slider at its end', () => slider.press('End'), { temperature: 10 }],
  ]);
  await expect(playground.control('temperature')).toHaveValue('10');
});

test('a new seed by the dice', async ({ playground }) => {
  await playground.open(scenario('masked', words));
  await playground.control('dice').click();
  await expect(playground.control('seed')).not.toHaveValue('42');
  await playground.expectFigure(scenario('masked', words, { seed: Number(await playground.control('seed').inputValue()) }));
});

test('heads and bias', async ({ playground, page }) => {
  const start = scenario('multi_head', words);
  await follow(playground, start, [
    ['bias', () => playground.control('bias').click(), { bias: true }],
    ['more heads', () => playground.control('heads-more').click(), { heads: 8 }],
    ['fewer heads', () => playground.control('heads-less').click(), { heads: 4 }],
    ['as many heads as numbers', () => playground.control('heads').fill('16'), { heads: 16 }],
    ['one head', () => playground.control('heads').fill('1'), { heads: 1 }],
    ['two heads', () => playground.control('heads').fill('2'), { heads: 2 }],
    ['without bias', () => playground.control('bias').click(), { bias: false }],
  ]);
  await page.locator('[data-head="1"]').first().click();
  await playground.expectFigure({ ...start, heads: 2 }, 1);
  await playground.control('heads').fill('4');
  await page.locator('button[data-head="3"]').click();
  await playground.expectFigure(start, 3);
  await playground.control('heads').fill('1');
  await playground.expectFigure({ ...start, heads: 1 }, 0);
});

test('the kinds of mask', async ({ playground }) => {
  const choose = (kind: string) => () => playground.control('mask').selectOption(kind);
  const mask = (change: object) => ({ mask: { ...noMask, ...change } });
  await follow(playground, scenario('multi_head', words), [
    ['causal', choose('causal'), mask({ causal: true })],
    ['window', choose('window'), mask({ window: { left: 1, right: 1 } })],
    ['left', () => playground.control('mask.window.left').fill('2'), mask({ window: { left: 2, right: 1 } })],
    ['right', () => playground.control('mask.window.right').fill('0'), mask({ window: { left: 2, right: 0 } })],
    ['causal window', choose('causal+window'), mask({ causal: true, window: { left: 2, right: 0 } })],
    ['padding', choose('padding'), mask({ padding: 2 })],
    ['one real token', () => playground.control('mask.padding').fill('1'), mask({ padding: 1 })],
    ['causal padding', choose('causal+padding'), mask({ causal: true, padding: 1 })],
    ['none', choose('none'), mask({})],
  ]);
  // The longest name is not cut.
  await choose('causal+window')();
  const room = await playground.control('mask').evaluate((select: HTMLSelectElement) => {
    const { font, paddingLeft, paddingRight } = getComputedStyle(select);
    const context = document.createElement('canvas').getContext('2d');
    if (!context) throw new Error('nothing to measure with');
    context.font = font;
    const text = context.measureText(select.selectedOptions[0]?.text ?? '').width;
    return select.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight) - text;
  });
  expect(room).toBeGreaterThanOrEqual(-1);
});

test('keys that precede the first query', async ({ playground }) => {
  const start = scenario('multi_head', ['d', 'e'], { keys: ['a', 'b', 'c', 'd', 'e'], mask: { ...noMask, causal: true } });
  await follow(playground, start, [
    ['past', () => playground.control('mask.past').fill('3'), { mask: { ...noMask, causal: true, past: 3 } }],
    ['no past', () => playground.control('mask.past').fill('0'), { mask: { ...noMask, causal: true } }],
  ]);
});

test('a mask painted with the pointer and with the keyboard', { tag: '@every-engine' }, async ({ playground, page }) => {
  const start = scenario('key_value', words);
  const free = (...pairs: [number, number][]) => ({ mask: { ...noMask, free: pairs } });
  const drag = async (): Promise<void> => {
    await playground.cell('mask', 1, 1).hover();
    await page.mouse.down();
    await playground.cell('mask', 1, 2).hover();
    await playground.cell('mask', 1, 3).hover();
    await page.mouse.up();
  };
  // While one paints there is a mask, even if it hides nothing yet: here written as a window as wide as everything.
  const blank = { mask: { ...noMask, window: { left: 4, right: 4 } } };
  await follow(playground, start, [
    ['a mask to paint in', () => playground.control('mask').selectOption('free'), blank],
    ['a click hides', () => playground.cell('mask', 2, 0).click(), free([2, 0])],
    ['another', () => playground.cell('mask', 0, 3).click(), free([2, 0], [0, 3])],
    ['a click shows', () => playground.cell('mask', 2, 0).click(), free([0, 3])],
    ['dragging hides', drag, free([0, 3], [1, 1], [1, 2], [1, 3])],
    ['a key hides', () => playground.cell('mask', 3, 3).press('Enter'), free([0, 3], [1, 1], [1, 2], [1, 3], [3, 3])],
    ['cleared', () => playground.control('clear-paint').click(), blank],
    ['the brush put away', () => playground.control('paint').click(), free()],
  ]);
});

test('a pair that was painted is marked, hidden already or not', { tag: '@every-engine' }, async ({ playground }) => {
  await playground.open(scenario('masked', words));
  await playground.control('paint').click();
  for (const [row, column] of [
    [0, 2],
    [2, 1],
  ] as const) {
    const cell = playground.cell('mask', row, column);
    await expect(cell).not.toHaveClass(/edited/);
    await cell.click();
    await expect(cell).toHaveClass(/hatched edited/);
    await cell.click();
    await expect(cell).not.toHaveClass(/edited/);
  }
});

test('the cell, the steps and the visited elements of a pointer network', async ({ playground }) => {
  const start = scenario('pointer', ['7', '2', '9', '4', '1']);
  await follow(playground, start, [
    ['LSTM', () => playground.control('cell').selectOption('lstm'), { cell: 'lstm' }],
    ['visited elements stay', () => playground.control('visited').click(), { visited: false }],
    ['hidden width', () => playground.control('hidden_width').fill('3'), { hidden_width: 3 }],
    ['width', () => playground.control('width').fill('5'), { width: 5 }],
    ['GRU', () => playground.control('cell').selectOption('gru'), { cell: 'gru' }],
    ['temperature', () => playground.control('temperature').fill('0.2'), { temperature: 0.2 }],
    ['visited elements are hidden', () => playground.control('visited').click(), { visited: true }],
  ]);
  await playground.control('step').fill('2');
  await expect(playground.cell('weights', 1, 0)).toHaveText(/\d/);
  await expect(playground.cell('weights', 2, 0)).toHaveText('');
});
