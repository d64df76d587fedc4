// Two settings beside one another: A, B and B − A against the reference and the command, and the cells that go together.

import type { Locator, Page } from '@playwright/test';
import { reportOf } from './command';
import { hashOf, stateOf } from './playground';
import { compute, type Matrix } from './reference';
import { noMask, scenario } from './scenario';
import { agrees, saidOf } from './shown';
import { expect, test } from './test';

const words = ['the', 'dog', 'ran', 'home'];
const causal = { ...noMask, causal: true };

type Side = 'a' | 'b' | 'difference';
type Numbers = readonly (readonly (number | null)[])[];

const matrixOf = (page: Page, side: Side): Locator => page.locator(`[data-compare="${side}"] attention-matrix`);
const cellOf = (page: Page, side: Side, row: number, column: number): Locator =>
  matrixOf(page, side).locator(`[data-row="${row}"][data-column="${column}"]`);
const state = (page: Page): Record<string, unknown> => (page.url().includes('#1.') ? stateOf(page.url()) : {});
const viewOf = (page: Page): Record<string, unknown> => (state(page).view ?? {}) as Record<string, unknown>;

/** What is otherwise on the screen; null stands for what is hidden, and where both are, so is the difference. */
async function wrongNumbers(page: Page, side: Side, expected: Numbers): Promise<string[]> {
  const cells = await matrixOf(page, side)
    .locator('[data-row][data-column]')
    .evaluateAll(all =>
      all.map(cell => {
        const { row, column } = (cell as HTMLElement).dataset;
        return { row: Number(row), column: Number(column), label: cell.getAttribute('aria-label') ?? '' };
      }),
    );
  const size = expected.length * (expected[0]?.length ?? 0);
  if (cells.length !== size) return [`${side} has ${cells.length} cells, not ${size}`];
  return cells.flatMap(({ row, column, label }) => {
    const value = expected[row]?.[column] ?? null;
    const said = saidOf(label).replace(/^(difference|差) /, '');
    const fits = value === null ? /hidden|被遮住/.test(said) : agrees(said, value) || (/hidden|被遮住/.test(said) && value === 0);
    return fits ? [] : [`${side}[${row}][${column}] is said to be "${label}", and is ${value}`];
  });
}

function subtract(b: Numbers, a: Numbers): Numbers {
  return b.map((row, i) =>
    row.map((value, j) => (value === null && a[i]?.[j] === null ? null : (value ?? 0) - (a[i]?.[j] ?? 0))),
  );
}

async function expectCompared(page: Page, a: Numbers, b: Numbers): Promise<void> {
  await expect.poll(() => wrongNumbers(page, 'a', a), { timeout: 20_000 }).toEqual([]);
  await expect.poll(() => wrongNumbers(page, 'b', b)).toEqual([]);
  await expect.poll(() => wrongNumbers(page, 'difference', subtract(b, a))).toEqual([]);
}

/** The command's numbers; it has the names that the page has. */
function reported(link: object, name: string, head?: number): Numbers {
  const found = reportOf(hashOf(link)).find(matrix => matrix.name === name && (matrix.head ?? 0) === (head ?? 0));
  if (!found) throw new Error(`the command has no ${name}`);
  return found.numbers;
}

const stage = (figure: ReturnType<typeof compute>, name: string): Matrix => {
  const matrix = figure.stages.get(name);
  if (!matrix) throw new Error(`the reference has no ${name}`);
  return matrix;
};

async function show(page: Page): Promise<void> {
  await page.locator('[data-panel="compare"]').click();
  await expect(page.locator('attention-compare-panel')).toBeVisible({ timeout: 20_000 });
}

test('B begins as a copy; what is changed in it is compared, number by number', { tag: '@every-engine' }, async ({
  page,
  playground,
}) => {
  const a = scenario('multi_head', words);
  await playground.open(a);
  await show(page);
  const weights = stage(compute(a), 'weights 0');
  await expectCompared(page, weights, weights);
  await expect(page.locator('.compare-largest')).toHaveText('No number of this matrix differs.');
  await playground.control('temperature').fill('0.5');
  await playground.control('mask').selectOption('causal');
  const b = { ...a, temperature: 0.5, mask: causal };
  const changed = stage(compute(b), 'weights 0');
  await expectCompared(page, weights, changed);
  await expect(page.locator('[data-changes="2"]')).toContainText('Temperature τ: 1 → 0.5');
  await expect(page.locator('[data-changes="2"]')).toContainText('Mask: None → Causal');
  // A is as it was.
  await expect.poll(() => state(page)).not.toHaveProperty('temperature');
  await expect.poll(() => viewOf(page)).toMatchObject({ compared: { b: { temperature: 0.5, mask: { causal: true } } } });
  // The largest difference is named.
  const differences = subtract(changed, weights).flatMap((row, i) => row.map((value, j) => ({ value: value ?? 0, i, j })));
  const largest = differences.sort((one, other) => Math.abs(other.value) - Math.abs(one.value))[0];
  const told = page.locator('.compare-largest');
  await expect(told).toContainText(`weights of ${words[largest?.i ?? 0]} and ${words[largest?.j ?? 0]}`);
  expect(Number(await told.locator('[data-largest]').getAttribute('data-largest'))).toBeCloseTo(largest?.value ?? 0, 4);
});

const links: readonly (readonly [name: string, a: object, b: Record<string, unknown>, matrix: string, head?: number])[] = [
  ['normaliser and seed', scenario('masked', words), { normalizer: 'sparsemax', seed: 7 }, 'weights'],
  ['score', scenario('key_value', words, { keys: ['a', 'b', 'c'] }), { score: 'additive' }, 'scores'],
  ['position', scenario('multi_head', words), { position: 'rotary' }, 'output', 2],
  ['weights', scenario('masked', words), { weights: { W_v: 'I' }, value_width: 16 }, 'weights'],
  ['numbers set by hand', scenario('masked', words), { edits: [{ matrix: 'W_q', row: 0, column: 0, value: 3 }] }, 'weights'],
  ['average of heads', scenario('multi_head', words), { heads: 2 }, 'mean_weights'],
];

for (const [name, a, b, matrix, head] of links) {
  test(`the command has the numbers of both: ${name}`, async ({ page, playground }) => {
    const chosen = matrix === 'weights' ? {} : { matrix };
    await playground.open({
      ...a,
      view: { panel: 'compare', head: head === undefined ? 0 : head - 1, compared: { b, ...chosen } },
    });
    await expectCompared(page, reported(a, matrix, head), reported({ ...a, ...b }, matrix, head));
  });
}

test('another mechanism: what both have is compared, head by head or with the average', async ({ page, playground }) => {
  const a = scenario('multi_head', words, { mask: causal });
  await playground.open(a);
  await show(page);
  await playground.control('compare-mechanism').selectOption('masked');
  const b = scenario('masked', words);
  const own = stage(compute(b), 'weights');
  const figure = compute(a);
  await expectCompared(page, stage(figure, 'weights 0'), own);
  await playground.control('compare-head').selectOption({ value: '2' });
  await expectCompared(page, stage(figure, 'weights 2'), own);
  await playground.control('compare-matrix').selectOption('average');
  await expectCompared(page, stage(figure, 'mean_weights'), own);
  await expect.poll(() => viewOf(page)).toMatchObject({ compared: { b: { mechanism: 'masked' }, matrix: 'average' } });
});

test('shapes that differ are said to, and what can be compared is offered', async ({ page, playground }) => {
  const a = scenario('masked', words);
  await playground.open({ ...a, view: { panel: 'compare', compared: { b: { value_width: 6 }, matrix: 'output' } } });
  const notice = page.locator('[data-notice="compare-shapes"]');
  await expect(notice).toContainText('output: 4 × 4 in A, 4 × 6 in B.');
  await expect(matrixOf(page, 'a')).toBeVisible();
  await expect(matrixOf(page, 'b')).toBeVisible();
  await expect(matrixOf(page, 'difference')).toHaveCount(0);
  await notice.locator('[data-offer="weights"]').click();
  const weights = stage(compute(a), 'weights');
  await expectCompared(page, weights, weights);
});

test('a cell that is pointed at is pointed out in all three, with its three numbers and their arithmetic', {
  tag: '@every-engine',
}, async ({ page, playground }) => {
  const a = scenario('masked', words);
  await playground.open({ ...a, view: { panel: 'compare', compared: { b: { temperature: 0.5 } } } });
  const [one, other] = [stage(compute(a), 'weights'), stage(compute({ ...a, temperature: 0.5 }), 'weights')];
  const expectAt = async (row: number, column: number): Promise<void> => {
    const [left, right] = [one[row]?.[column] ?? 0, other[row]?.[column] ?? 0];
    for (const side of ['a', 'b', 'difference'] as const) {
      const box = await cellOf(page, side, row, column).boundingBox();
      const ring = await matrixOf(page, side).locator('.ring.hovered, .ring.locked').boundingBox();
      expect(Math.abs((ring?.x ?? 0) - (box?.x ?? -99))).toBeLessThan(2);
      expect(Math.abs((ring?.y ?? 0) - (box?.y ?? -99))).toBeLessThan(2);
    }
    const number = async (name: string): Promise<string> => (await page.locator(`[data-number="${name}"]`).textContent()) ?? '';
    expect(agrees(await number('a'), left)).toBe(true);
    expect(agrees(await number('b'), right)).toBe(true);
    expect(agrees(await number('difference'), right - left)).toBe(true);
    await expect(page.locator('.compare-arithmetic h2')).toContainText(`weights of ${words[row]} and ${words[column]}`);
  };
  await cellOf(page, 'difference', 2, 1).hover();
  await expectAt(2, 1);
  await cellOf(page, 'b', 3, 0).hover();
  await expectAt(3, 0);
  for (const side of ['a', 'b']) {
    const steps = page.locator(`.compare-step[data-side="${side}"]`);
    await expect(steps.filter({ hasText: 'Softmax' }).locator('math')).not.toHaveCount(0);
  }
  // The keyboard walks, and the others follow.
  await cellOf(page, 'b', 3, 0).click();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(cellOf(page, 'b', 2, 1)).toBeFocused();
  await expectAt(2, 1);
  await expect.poll(() => viewOf(page)).toMatchObject({ locked: { stage: 'weights', row: 2, column: 1 } });
  await page.keyboard.press('Escape');
  await expect.poll(() => viewOf(page)).not.toHaveProperty('locked');
});

test('from a number of the arithmetic to its matrix, in both', async ({ page, playground }) => {
  const a = scenario('masked', words);
  await playground.open({ ...a, view: { panel: 'compare', compared: { b: { seed: 7 } } } });
  await cellOf(page, 'a', 2, 1).click();
  await page.locator('.compare-step[data-side="b"][data-step="score"] .factor.role-query').first().click();
  await expect(playground.control('compare-matrix')).toHaveValue('queries');
  await expectCompared(page, stage(compute(a), 'queries'), stage(compute({ ...a, seed: 7 }), 'queries'));
  await expect.poll(() => viewOf(page)).toMatchObject({ locked: { stage: 'queries', row: 2 } });
});

test('a number of B is set by hand, and A keeps its own', async ({ page, playground }) => {
  const a = scenario('masked', words);
  await playground.open({ ...a, view: { panel: 'compare', compared: { b: {}, matrix: 'W_k' } } });
  await cellOf(page, 'a', 1, 2).click();
  await page.locator('.compare-step[data-side="b"] [data-control="edit"]').fill('2.5');
  const edits = [{ matrix: 'W_k', row: 1, column: 2, value: 2.5 }];
  await expect.poll(() => viewOf(page)).toMatchObject({ compared: { b: { edits }, matrix: 'W_k' } });
  await expect.poll(() => saidOf2(page)).toBe('2.50');
  await playground.control('compare-matrix').selectOption('weights');
  await expectCompared(page, reported(a, 'weights'), reported({ ...a, edits }, 'weights'));
});

async function saidOf2(page: Page): Promise<string> {
  return saidOf((await cellOf(page, 'b', 1, 2).getAttribute('aria-label')) ?? '');
}

test('what is wrong in B is said beside its control, and B stays as it was last', { tag: '@every-engine' }, async ({
  page,
  playground,
}) => {
  const a = scenario('multi_head', words);
  await playground.open({ ...a, view: { panel: 'compare', compared: { b: { temperature: 0.5 } } } });
  const [one, other] = [stage(compute(a), 'weights 0'), stage(compute({ ...a, temperature: 0.5 }), 'weights 0')];
  await expectCompared(page, one, other);
  await playground.control('temperature').fill('-3');
  await expect(playground.error('temperature')).toContainText('must be between');
  await expectCompared(page, one, other);
  await playground.control('temperature').fill('2');
  await expect(playground.error('temperature')).toHaveCount(0);
  await expectCompared(page, one, stage(compute({ ...a, temperature: 2 }), 'weights 0'));
  // A's settings are behind the other half of the switch.
  await page.locator('[data-control="compare-side"] [data-side="a"]').click();
  await expect(playground.control('temperature')).toHaveValue('1');
  await playground.control('seed').fill('9');
  await expectCompared(
    page,
    stage(compute({ ...a, seed: 9 }), 'weights 0'),
    stage(compute({ ...a, seed: 9, temperature: 2 }), 'weights 0'),
  );
});

test('swap, take B, close; and each can be undone', { tag: '@every-engine' }, async ({ page, playground }) => {
  const a = scenario('multi_head', words);
  const b = { ...a, temperature: 0.5, mask: causal };
  const [one, other] = [stage(compute(a), 'weights 0'), stage(compute(b), 'weights 0')];
  await playground.open({ ...a, view: { panel: 'compare', compared: { b: { temperature: 0.5, mask: { causal: true } } } } });
  await expectCompared(page, one, other);
  await playground.control('compare-swap').click();
  await expectCompared(page, other, one);
  await expect.poll(() => state(page)).toMatchObject({ temperature: 0.5, mask: { causal: true } });
  await playground.control('undo').click();
  await expectCompared(page, one, other);
  await playground.control('redo').click();
  await expectCompared(page, other, one);
  await playground.control('compare-swap').click();
  await expectCompared(page, one, other);
  await playground.control('compare-take').click();
  await expect(page.locator('attention-compare-panel')).toHaveCount(0);
  await expect(page.locator('[data-panel="flow"]')).toBeFocused();
  await playground.expectFigure(b);
  await expect.poll(() => viewOf(page)).not.toHaveProperty('compared');
  await page.goBack();
  await expectCompared(page, one, other);
  await playground.control('compare-close').click();
  // What was pressed is gone; who goes on by keyboard is at the views.
  await expect(page.locator('[data-panel="flow"]')).toBeFocused();
  await playground.expectFigure(a);
  await playground.control('undo').click();
  await expectCompared(page, one, other);
});

test('another mechanism comes with the mask that belongs to it, unless one was painted or chosen', async ({
  page,
  playground,
}) => {
  await playground.open({ version: 1, mechanism: 'self_attention', tokens: words, view: { panel: 'compare' } });
  const mechanism = playground.control('compare-mechanism');
  await mechanism.selectOption('masked');
  await expect.poll(() => viewOf(page)).toMatchObject({ compared: { b: { mechanism: 'masked', mask: { causal: true } } } });
  await expect(page.locator('[data-largest]')).not.toHaveAttribute('data-largest', '0');
  await mechanism.selectOption('multi_head');
  await expect.poll(() => viewOf(page).compared).toEqual({ b: { mechanism: 'multi_head' } });
  const a = { ...causal, window: { left: 1, right: 0 }, causal: false };
  await playground.open({ version: 1, mechanism: 'self_attention', tokens: words, mask: a, view: { panel: 'compare' } });
  await mechanism.selectOption('masked');
  await expect.poll(() => viewOf(page).compared).toEqual({ b: { mechanism: 'masked', mask: { causal: true } } });
});

test('another mechanism is swapped there and back, its own sentence with it', async ({ page, playground }) => {
  const a = scenario('key_value', words, { keys: ['a', 'b', 'c', 'd'] });
  await playground.open({ ...a, view: { panel: 'compare', compared: { b: { mechanism: 'masked' }, matrix: 'queries' } } });
  await playground.control('compare-swap').click();
  await expect.poll(() => state(page)).toMatchObject({ mechanism: 'masked' });
  await playground.control('compare-swap').click();
  await expect.poll(() => state(page)).toMatchObject({ mechanism: 'key_value', keys: ['a', 'b', 'c', 'd'] });
});

test('B is in the link, as little as it takes; a reload and Back keep it', async ({ page, playground }) => {
  const a = scenario('multi_head', words);
  await playground.open(a);
  await show(page);
  await playground.control('seed').fill('7');
  const [one, other] = [stage(compute(a), 'weights 0'), stage(compute({ ...a, seed: 7 }), 'weights 0')];
  await expectCompared(page, one, other);
  await expect.poll(() => viewOf(page)).toEqual({ panel: 'compare', compared: { b: { seed: 7 } } });
  await page.reload();
  await playground.ready();
  await expectCompared(page, one, other);
  await playground.control('bias').click();
  await expect.poll(() => viewOf(page)).toMatchObject({ compared: { b: { seed: 7, bias: true } } });
  await page.goBack();
  await expectCompared(page, one, other);
  await expect(page.locator('[data-change="bias"]')).toHaveCount(0);
  // Tokens belong to both.
  await playground.type('tokens', 'she saw it');
  const saw = { ...a, tokens: ['she', 'saw', 'it'] };
  await expectCompared(page, stage(compute(saw), 'weights 0'), stage(compute({ ...saw, seed: 7 }), 'weights 0'));
  await page.locator('[data-change="seed"] button').click();
  await expect(page.locator('[data-changes="0"]')).toBeVisible();
});

const broken: readonly (readonly [name: string, compared: unknown, sentence: string])[] = [
  ['an unknown field', { b: { nonsense: 1 } }, 'The field nonsense is not known.'],
  ['a number for B', 5, 'compared must be an object.'],
  ['a list for B', { b: [1] }, 'must be an object.'],
  ['an unknown mechanism', { b: { mechanism: 'magic' } }, 'magic is not known.'],
  ['a mask that is none', { b: { mask: 7 } }, 'Mask must be an object.'],
  ['pairs that are none', { b: { mask: { free: [5] } } }, 'cannot be read'],
  ['a width that is too large', { b: { width: 100000 } }, 'Width must be between 1 and'],
  ['tokens of its own', { b: { tokens: ['a'] } }, 'The field tokens is not known.'],
  ['edits of a wrong kind', { b: { edits: 5 } }, 'must be a list.'],
];

test('a link whose B is broken says so, and shows A', async ({ page, playground }) => {
  const a = scenario('multi_head', words);
  for (const [name, compared, sentence] of broken) {
    await test.step(name, async () => {
      await playground.open({ ...a, view: { panel: 'compare', compared } });
      await expect(
        page.locator('attention-compare-panel .error, attention-compare-panel [data-error-for]').first(),
      ).toContainText(sentence);
      await expect.poll(() => wrongNumbers(page, 'a', stage(compute(a), 'weights 0'))).toEqual([]);
      await playground.control('compare-as-a').first().click();
      await expect(matrixOf(page, 'difference')).toBeVisible();
    });
  }
});
