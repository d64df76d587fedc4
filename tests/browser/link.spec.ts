// The state is in the link: reload, Back, Forward, and the same link given to the command.

import type { Page } from '@playwright/test';
import { compare, reportOf } from './command';
import { hashOf, readMatrices, stateOf } from './playground';
import { noMask, type Scenario, scenario } from './scenario';
import { expect, test } from './test';

const words = ['the', 'dog', 'ran'];

/** The address changes a moment after the figure, because browsers limit how often it may. */
async function expectLink(page: Page, holds: Record<string, unknown>): Promise<void> {
  await expect.poll(() => (page.url().includes('#1.') ? stateOf(page.url()) : {})).toMatchObject(holds);
}

test('every change is in the link, and a reload keeps it', async ({ playground, page }) => {
  await playground.open(scenario('masked', words));
  await playground.type('tokens', 'she saw 它 👍');
  await playground.control('score').selectOption('additive');
  await playground.control('seed').fill('7');
  await playground.control('temperature').fill('0.5');
  await playground.control('mask').selectOption('causal+window');
  const mask = { ...noMask, causal: true, window: { left: 1, right: 1 } };
  const now = scenario('masked', ['she', 'saw', '它', '👍'], { score: 'additive', seed: 7, temperature: 0.5, mask });
  await playground.expectFigure(now);
  await expectLink(page, {
    version: 1,
    mechanism: 'masked',
    tokens: now.tokens,
    score: 'additive',
    seed: 7,
    temperature: 0.5,
    mask,
  });
  await page.reload();
  await playground.ready();
  await playground.expectFigure(now);
  await expect(playground.control('tokens')).toHaveValue('she saw 它 👍');
});

test('a reload keeps the head, the locked cell and the splitting of Chinese', async ({ playground, page }) => {
  await playground.open(scenario('multi_head', words));
  await playground.type('tokens', '我们在北京');
  await playground.control('segment-characters').click();
  await page.locator('button[data-head="2"]').click();
  await playground.cell('weights', 4, 1).click();
  const now = scenario('multi_head', ['我', '们', '在', '北', '京']);
  await playground.expectFigure(now, 2);
  const question = (await page.locator('attention-arithmetic h2').textContent()) ?? '';
  await expectLink(page, { view: { head: 2, segmentation: 'characters', locked: { row: 4, column: 1 } } });
  await page.reload();
  await playground.ready();
  await playground.expectFigure(now, 2);
  await expect(page.locator('attention-arithmetic h2')).toHaveText(question);
  await expect(playground.control('release')).toBeVisible();
  await playground.type('tokens', '北京');
  await playground.expectFigure(scenario('multi_head', ['北', '京']), 2);
});

test('Back and Forward', async ({ playground, page }) => {
  const first = scenario('masked', words);
  await playground.open(first);
  await playground.expectFigure(first);
  await playground.control('score').selectOption('cosine');
  const second: Scenario = { ...first, score: 'cosine' };
  await playground.expectFigure(second);
  await playground.choose('pointer');
  const third = scenario('pointer', words);
  await playground.expectFigure(third);

  await page.goBack();
  await playground.expectFigure(second);
  await expect(playground.control('score')).toHaveValue('cosine');
  await page.goBack();
  await playground.expectFigure(first);
  await page.goForward();
  await playground.expectFigure(second);
  await page.goForward();
  await playground.expectFigure(third);
});

test('what was typed before a choice is there again after Back', async ({ playground, page }) => {
  const first = scenario('masked', words);
  await playground.open(first);
  await playground.type('tokens', 'the dog sat down');
  await playground.expectFigure({ ...first, tokens: ['the', 'dog', 'sat', 'down'] });
  await playground.control('score').selectOption('dot');
  await playground.expectFigure({ ...first, tokens: ['the', 'dog', 'sat', 'down'], score: 'dot' });
  await page.goBack();
  await playground.expectFigure({ ...first, tokens: ['the', 'dog', 'sat', 'down'] });
  await expect(playground.control('tokens')).toHaveValue('the dog sat down');
});

test('a link written by hand may hold a text and leave everything else out', async ({ playground }) => {
  await playground.open({ version: 1, mechanism: 'key_value', tokens: 'the dog', keys: '红 apple' });
  await playground.expectFigure(scenario('key_value', ['the', 'dog'], { keys: ['红', 'apple'] }));
});

test('Share gives the link to what is on the screen', async ({ playground, page }) => {
  await playground.open(scenario('masked', words));
  await playground.control('seed').fill('9');
  await playground.expectFigure(scenario('masked', words, { seed: 9 }));
  // Without the permission to write to the clipboard the link is shown for copying by hand.
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('refused'));
  });
  await playground.control('share').click();
  const link = await playground.control('share-link').inputValue();
  expect(stateOf(link)).toMatchObject({ mechanism: 'masked', tokens: words, seed: 9 });
  await page.goto('about:blank');
  await page.goto(link);
  await playground.expectFigure(scenario('masked', words, { seed: 9 }));
});

const good = hashOf(scenario('masked', words));
const broken: readonly (readonly [string, string])[] = [
  ['nothing but the prefix', '#1.'],
  ['another version of the form', good.replace('#1.', '#2.')],
  ['cut off', good.slice(0, -20)],
  ['not base64', `${good.slice(0, 20)}!%&`],
  ['not UTF-8', '#1._____w'],
  ['not a scenario', hashOf([1, 2, 3])],
  ['another version of the scenario', hashOf({ ...scenario('masked', words), version: 2 })],
  ['an unknown field', hashOf({ ...scenario('masked', words), hits: 1 })],
  ['an unknown mechanism', hashOf({ ...scenario('masked', words), mechanism: 'magic' })],
  ['a prototype for a mechanism', '#1.eyJ2ZXJzaW9uIjoxLCJtZWNoYW5pc20iOiJfX3Byb3RvX18iLCJ0b2tlbnMiOlsiYSJdfQ'],
  ['no tokens', hashOf({ version: 1, mechanism: 'masked', tokens: [] })],
  ['a mask of the wrong kind', hashOf({ ...scenario('masked', words), mask: 'causal' })],
  ['a mask that is a number', hashOf({ ...scenario('masked', words), mask: 5 })],
  ['half a pair of a free mask', hashOf({ ...scenario('masked', words), mask: { ...noMask, free: [[0]] } })],
  ['tokens of the wrong kind', hashOf({ version: 1, mechanism: 'masked', tokens: [1, 2] })],
  ['null', hashOf({ version: 1, mechanism: null, tokens: null })],
];

for (const [name, hash] of broken) {
  test(`a broken link says so, and the page lives: ${name}`, async ({ playground, page }) => {
    await page.goto(`./${hash}`);
    await playground.ready();
    await expect(page.locator('[data-notice="brokenLink"]')).toContainText('broken');
    await playground.type('tokens', 'the dog');
    await expect(page.locator('[data-notice="brokenLink"]')).toHaveCount(0);
    await expect.poll(() => playground.chips('tokens')).toEqual(['the', 'dog']);
  });
}

test('a link that asks for what cannot be computed says what that is', async ({ playground, page }) => {
  await playground.open({ ...scenario('masked', words), width: 100000 });
  await expect(page.locator('[data-notice="brokenLink"] [data-fault="width"]')).toContainText('Width must be between 1 and');
});

test('numbers that overflow are said to be no numbers, and the page lives', async ({ playground, page }) => {
  await playground.open({ ...scenario('masked', words), edits: [{ matrix: 'embeddings', row: 0, column: 0, value: 1e30 }] });
  await expect(page.locator('attention-matrix[data-stage="weights"]')).toBeVisible();
  await playground.type('tokens', 'the dog');
  await expect.poll(() => playground.chips('tokens')).toEqual(['the', 'dog']);
});

test('a sentence that is refused is not in the link', async ({ playground, page }) => {
  await playground.open(scenario('multi_head', words));
  await playground.type('tokens', '');
  await expect(playground.error('tokens')).toBeVisible();
  await page.locator('button.head[data-head="2"]').click();
  await expectLink(page, { tokens: words, view: { head: 2 } });
  await page.reload();
  await playground.ready();
  await expect(playground.control('tokens')).toHaveValue(words.join(' '));
  await playground.expectFigure(scenario('multi_head', words), 2);
});

test('keys of a mechanism that has none are left out', async ({ playground }) => {
  await playground.open({ ...scenario('masked', words), keys: ['a', 'b'] });
  await expect(playground.control('keys')).toHaveCount(0);
  await playground.expectFigure(scenario('masked', words));
});

test('settings of the view that make no sense are ignored', async ({ playground }) => {
  const view = { head: 99, locked: { stage: 'weights', row: -1 }, text: 7, language: 'xx', step: 'last', __proto__: null };
  await playground.open({ ...scenario('multi_head', words), view });
  await playground.expectFigure(scenario('multi_head', words), 3);
});

test('the command prints the numbers of the same link', async ({ playground, page }) => {
  const links = [
    scenario('key_value', ['谁', '?'], { keys: ['a', '苹果'], score: 'additive' }),
    scenario('masked', ['the', 'dog', '👍🏽'], { score: 'cosine', temperature: 0.3 }),
    scenario('multi_head', words, { bias: true, mask: { ...noMask, padding: 2 } }),
    scenario('pointer', ['7', '2', '9'], { cell: 'lstm' }),
  ];
  for (const link of links) {
    await playground.open(link);
    await playground.control('seed').fill('11');
    await playground.expectFigure({ ...link, seed: 11 });
    await expectLink(page, { seed: 11 });
    // Scores and weights at the least.
    const { compared, complaints } = compare(await readMatrices(page.locator('body')), reportOf(page.url()));
    expect(complaints).toEqual([]);
    expect(compared).toBeGreaterThanOrEqual(2 * link.tokens.length * (link.keys ?? link.tokens).length);
  }
});
