// The arithmetic beneath the figure: what is printed is the cell's number, and adds up; numbers lead to where they come from.

import type { Locator, Page } from '@playwright/test';
import { equationOf, overlap, readFormulas, sum } from './mathml';
import type { Playground } from './playground';
import { noMask, type Scenario, type Score, scenario } from './scenario';
import { intervalOf, saidOf } from './shown';
import { expect, test } from './test';

const words = ['the', 'dog', 'ran'];
const panel = (page: Page): Locator => page.locator('attention-arithmetic');
const number = /−?\d+(?:\.\d+)?(?:e\d+)?|−∞/;

/** Opens what is folded, and finds every printed equation true within the digits printed. */
async function expectSums(page: Page, least = 1): Promise<void> {
  const folds = panel(page).locator('.fold[aria-expanded="false"]');
  for (let left = await folds.count(); left > 0; --left) {
    await folds.first().click();
    await expect(folds).toHaveCount(left - 1);
  }
  const equations = (await readFormulas(panel(page).locator('section'))).map(equationOf).filter(({ sides }) => sides.length > 1);
  for (const { sides, result } of equations) {
    for (const side of sides) expect(overlap(side, result), JSON.stringify({ side, result })).toBe(true);
  }
  expect(equations.length, 'equations on the screen').toBeGreaterThanOrEqual(least);
}

/** The number that the question at the top names. */
async function asked(page: Page): Promise<string> {
  return (
    (await panel(page).locator('h2 b').allTextContents()).find(text => number.test(text) && number.exec(text)?.[0] === text) ?? ''
  );
}

async function point(playground: Playground, stage: string, row: number, column: number): Promise<string> {
  const cell = playground.cell(stage, row, column);
  await cell.hover();
  const label = (await cell.getAttribute('aria-label')) ?? '';
  return saidOf(label);
}

const cases: readonly { readonly name: string; readonly given: Scenario; readonly stages: readonly string[] }[] = [
  ...(['additive', 'dot', 'scaled_dot', 'bilinear', 'cosine'] as const).map((score: Score) => ({
    name: score,
    given: scenario('key_value', words, { score, temperature: 0.7 }),
    stages: ['queries', 'keys', 'values', 'scores', 'weights', 'output', ...(score === 'additive' ? ['projected_keys'] : [])],
  })),
  { name: 'masked', given: scenario('masked', words), stages: ['masked_scores', 'weights', 'output'] },
  {
    name: 'multi-head with biases',
    given: scenario('multi_head', words, { bias: true, width: 8, heads: 2 }),
    stages: ['queries', 'scores', 'weights', 'output', 'heads', 'result'],
  },
  { name: 'scale of its own', given: scenario('masked', words, { scale: 0.3, mask: noMask }), stages: ['scores'] },
  {
    name: 'pointer, GRU',
    given: scenario('pointer', words, { width: 4 }),
    stages: ['projected_queries', 'masked_scores', 'weights'],
  },
  {
    name: 'pointer, LSTM',
    given: scenario('pointer', words, { width: 4, cell: 'lstm', visited: false }),
    stages: ['states', 'encodings', 'scores', 'weights'],
  },
];

for (const { name, given, stages } of cases) {
  test(`${name}: the printed arithmetic gives the cell's number`, async ({ playground, page }) => {
    await playground.open(given);
    await playground.expectFigure(given);
    for (const stage of stages) {
      for (const [row, column] of [
        [2, 0],
        [1, 1],
      ] as const) {
        await test.step(`${stage}[${row}][${column}]`, async () => {
          const shown = await point(playground, stage, row, column);
          if (shown === 'hidden') {
            await expect(panel(page)).toContainText(/Its score becomes −∞/);
            return;
          }
          await expect.poll(() => asked(page)).toBe(shown);
          const results = await panel(page).locator('.equation').last().locator('mn').last().textContent();
          // Locked, so that the way to a button crosses no other cell.
          await playground.cell(stage, row, column).click();
          if (stage !== 'weights') expect(results).toBe(shown);
          else await expect(panel(page).locator('[data-step="softmax"] .equation mn.result')).toHaveText(shown);
          await expectSums(page);
          await page.keyboard.press('Escape');
        });
      }
    }
  });
}

test('folded terms, opened, add up to the number', async ({ playground, page }) => {
  const given = scenario('key_value', words, { width: 12 });
  await playground.open(given);
  const shown = await point(playground, 'queries', 1, 2);
  await playground.cell('queries', 1, 2).click();
  await expect.poll(() => asked(page)).toBe(shown);
  await expect(panel(page).locator('.terms')).toHaveCount(0);
  await panel(page).locator('.fold').click();
  const terms = (await readFormulas(panel(page).locator('.terms'))).map(equationOf);
  expect(terms).toHaveLength(12);
  for (const { sides, result } of terms) expect(overlap(sides[0] ?? result, result)).toBe(true);
  expect(overlap(sum(terms.map(({ result }) => result)), intervalOf(shown))).toBe(true);
  expect(overlap(sum(terms.map(({ sides }) => sides[0] ?? intervalOf('0'))), intervalOf(shown))).toBe(true);
  await panel(page).locator('.fold').click();
  await expect(panel(page).locator('.terms')).toHaveCount(0);
});

test('a hidden pair says why', { tag: '@every-engine' }, async ({ playground, page }) => {
  const reasons = [
    ['masked', {}, 0, 2, 'ran comes after the'],
    ['key_value', { mask: { ...noMask, window: { left: 0, right: 0 } } }, 2, 0, 'the lies outside the window of ran'],
    ['key_value', { mask: { ...noMask, padding: 2 } }, 0, 2, 'ran is padding'],
    ['key_value', { mask: { ...noMask, free: [[1, 1]] } }, 1, 1, 'hidden by hand'],
  ] as const;
  for (const [mechanism, change, row, column, sentence] of reasons) {
    await playground.open(scenario(mechanism, words, change as Partial<Scenario>));
    await playground.cell('weights', row, column).hover();
    await expect(panel(page)).toContainText(sentence);
    await expect(panel(page).locator('h2')).toContainText('no weight');
  }
});

/** Follows the first number that leads on, until one was given; every step is the number that was clicked. */
async function walkDown(page: Page, choose: (factors: Locator) => Locator): Promise<string[]> {
  const trail: string[] = [];
  for (let depth = 0; depth < 80; ++depth) {
    const factors = panel(page).locator('.factor');
    if ((await factors.count()) === 0) return trail;
    const factor = choose(factors);
    const name = (await factor.getAttribute('title')) ?? '';
    const text = (await factor.textContent()) ?? '';
    await factor.click();
    await expect.poll(() => asked(page), { message: name }).toBe(text);
    await expectSums(page, 0);
    trail.push(name);
  }
  throw new Error(`no end of the trail: ${trail.slice(-3).join(' <- ')}`);
}

test('numbers lead from a weight down to an embedding, and Back leads up again', { tag: '@every-engine' }, async ({
  playground,
  page,
}) => {
  for (const given of [
    scenario('key_value', words, { keys: ['a', 'b'] }),
    scenario('multi_head', words),
    scenario('masked', words, { score: 'additive' }),
  ]) {
    await playground.open(given);
    await playground.cell('weights', 2, 1).click();
    const question = await panel(page).locator('h2').textContent();
    // Parameters end the walk at once; everything else leads on.
    const trail = await walkDown(page, factors =>
      factors.and(page.locator(':not([title*="W_"], [title*="weight"], [title*="score."])')).first(),
    );
    expect(trail.length).toBeGreaterThanOrEqual(2);
    await expect(panel(page)).toContainText(/Drawn from seed 42 and the text (ran|dog|b):/);
    for (const _ of trail) await playground.control('back').click();
    await expect(panel(page).locator('h2')).toHaveText(question ?? '');
    await expect(playground.control('back')).toHaveCount(0);
  }
});

test('the way that was walked is written down, and any part of it can be gone back to', async ({ playground, page }) => {
  await playground.open(scenario('masked', words));
  await playground.cell('weights', 2, 1).click();
  await expect(page.locator('.crumbs')).toHaveCount(0);
  for (let step = 0; step < 2; ++step) await panel(page).locator('.factor').first().click();
  const crumbs = page.locator('.crumbs li');
  await expect(crumbs).toHaveCount(3);
  await expect(crumbs.first()).toHaveText('A[ran, dog]');
  await expect(crumbs.last()).toHaveAttribute('aria-current', 'location');
  const second = (await crumbs.nth(1).textContent()) ?? '';
  await crumbs.nth(1).locator('button').click();
  await expect(crumbs).toHaveCount(2);
  await expect(crumbs.last()).toHaveText(second);
  await page.keyboard.press('Escape');
  await expect(page.locator('.crumbs')).toHaveCount(0);
});

test('an exponential leads to the score that it is made of', async ({ playground, page }) => {
  await playground.open(scenario('masked', words));
  await playground.cell('weights', 2, 1).click();
  await panel(page).locator('[data-step="softmax"] .factor').last().click();
  await expect(panel(page).locator('h2')).toContainText('score of ran and ran');
  await expect.poll(() => asked(page)).toBe(await playground.cell('masked_scores', 2, 2).textContent());
});

test('numbers lead from a parameter to the seed', async ({ playground, page }) => {
  await playground.open(scenario('key_value', words));
  await playground.cell('queries', 1, 2).click();
  await panel(page).locator('.factor').nth(1).click();
  await expect(panel(page).locator('h2')).toContainText('W_q');
  await expect(panel(page)).toContainText('A random weight, drawn from seed 42');
});

for (const cell of ['gru', 'lstm'] as const) {
  test(`numbers lead through the steps of a ${cell.toUpperCase()}`, async ({ playground, page }) => {
    await playground.open(scenario('pointer', ['7', '2'], { width: 2, hidden_width: 2, cell }));
    await playground.cell('states', 1, 1).click();
    const trail = await walkDown(page, factors => factors.last());
    expect(trail.length).toBeGreaterThan(6);
    await expect(panel(page)).toContainText(/Given|Drawn from seed 42|drawn from seed 42/);
  });
}

test('a click locks, Escape and a second click let go', { tag: '@every-engine' }, async ({ playground, page }) => {
  await playground.open(scenario('masked', words));
  const heading = panel(page).locator('h2');
  const label = await point(playground, 'weights', 2, 1);
  await playground.cell('weights', 2, 1).click();
  await expect.poll(() => asked(page)).toBe(label);
  const locked = (await heading.textContent()) ?? '';
  await expect(panel(page)).toContainText('Press Esc to let go');
  await playground.cell('weights', 1, 0).hover();
  await expect(heading).toHaveText(locked);
  await page.keyboard.press('Escape');
  await expect(panel(page)).toContainText('Click a cell to lock it');
  await playground.cell('weights', 2, 0).hover();
  await expect(heading).not.toHaveText(locked);

  await playground.cell('weights', 2, 1).click();
  await expect(panel(page)).toContainText('Press Esc to let go');
  await playground.cell('weights', 2, 1).click();
  await expect(panel(page)).toContainText('Click a cell to lock it');
  await playground.cell('weights', 2, 1).click();
  await playground.control('release').click();
  await expect(panel(page)).toContainText('Click a cell to lock it');
});

test('a locked cell stays locked while the sentence changes', async ({ playground, page }) => {
  await playground.open(scenario('masked', words));
  await playground.cell('weights', 2, 1).click();
  await playground.type('tokens', 'the cat ran off');
  await playground.expectFigure(scenario('masked', ['the', 'cat', 'ran', 'off']));
  await expect(panel(page).locator('h2')).toContainText('cat');
  await expect.poll(() => asked(page)).toBe(await playground.cell('weights', 2, 1).textContent());
});

test('row and column of the cell are pointed out', { tag: '@every-engine' }, async ({ playground, page }) => {
  await playground.open(scenario('masked', words));
  await playground.cell('weights', 2, 1).hover();
  await expect(page.locator('.row-label.lit')).toHaveText('ran');
  await expect(page.locator('.column-label.lit').first()).toHaveText('dog');
  await expect(page.locator('.row-beam')).toBeVisible();
  const [beam, cell] = [await page.locator('.row-beam').boundingBox(), await playground.cell('weights', 2, 1).boundingBox()];
  expect(Math.abs((beam?.y ?? 0) - (cell?.y ?? 99))).toBeLessThan(3);
  await expect(page.locator('attention-matrix[data-stage="masked_scores"] .ring').first()).toBeVisible();
});

test('with the keyboard alone', { tag: '@every-engine' }, async ({ playground, page, browserName }) => {
  await playground.open(scenario('masked', words));
  const focused = page.locator(':focus');
  await page.keyboard.press('Tab');
  await expect(focused).toHaveText('Skip to the figure');
  await page.keyboard.press('Enter');
  await expect(focused).toHaveAttribute('role', 'gridcell');
  for (let stops = 0; stops < 8 && !(await page.locator('[data-stage="weights"] :focus').count()); ++stops)
    await page.keyboard.press('Tab');
  const cell = page.locator('[data-stage="weights"] :focus');
  await expect(cell).toHaveAttribute('aria-label', /^the to the, 1$/);
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight']) await page.keyboard.press(key);
  await expect(cell).toHaveAttribute('aria-label', /^ran to dog, /);
  await expect.poll(() => asked(page)).toBe(await cell.textContent());
  await page.keyboard.press('Enter');
  await expect(panel(page)).toContainText('Press Esc to let go');
  await page.keyboard.press('ArrowLeft');
  await expect(panel(page).locator('h2')).toContainText('dog');

  const formula = page.locator('.formula-line:focus');
  for (let stops = 0; stops < 40 && !(await formula.count()); ++stops) await page.keyboard.press('Tab');
  await expect(formula, `a formula in ${browserName}`).toHaveCount(1);
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft', 'ArrowRight']) await page.keyboard.press(key);
  const text = await formula.locator('.factor').nth(1).textContent();
  await expect(formula.locator('.factor.current')).toHaveText(text ?? '');
  await page.keyboard.press('Enter');
  await expect.poll(() => asked(page)).toBe(text);
  await page.keyboard.press('Escape');
  await expect(panel(page)).toContainText('Click a cell to lock it');
});
