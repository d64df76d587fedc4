// Tokens in their chips: written, moved, added and removed, each with what belongs to it.

import type { Locator, Page } from '@playwright/test';
import { axeFaults } from './axe';
import { compare, numberOf, reportOf } from './command';
import { linkOf, readMatrices, stateOf } from './playground';
import { expect, test } from './test';

const scenario = { version: 1, mechanism: 'masked', tokens: ['the', 'dog', 'ran', 'home'], mask: { causal: false } };

async function near(page: Page): Promise<void> {
  await page.locator('h1').hover();
  await page.locator('h1').dispatchEvent('pointerover', { bubbles: true });
  await expect(page.locator('attention-editing')).toBeAttached();
}

async function complaints(page: Page): Promise<readonly string[]> {
  return compare(await readMatrices(page.locator('body')), reportOf(page.url())).complaints;
}

const chip = (page: Page, index: number): Locator => page.locator('[data-chips="tokens"] button').nth(index);
const said = (page: Page): Locator => page.locator('attention-editing [role="status"]');
const free = (page: Page): unknown => (stateOf(page.url()).mask as { free?: unknown } | undefined)?.free ?? [];

test('a chip is written over, and several words make several tokens', async ({ page, playground }) => {
  await playground.open(scenario);
  await near(page);
  await chip(page, 1).click();
  const field = page.locator('[data-control="token"]');
  await expect(field).toBeFocused();
  await field.fill('cat');
  // At once, while it is being written.
  await expect.poll(() => playground.chips('tokens')).toEqual(['the', 'cat', 'ran', 'home']);
  await expect(playground.control('tokens')).toHaveValue('the cat ran home');
  await field.fill('big old cat');
  await field.press('Enter');
  await expect.poll(() => playground.chips('tokens')).toEqual(['the', 'big', 'old', 'cat', 'ran', 'home']);
  await expect(chip(page, 1)).toBeFocused();
  await expect.poll(() => complaints(page)).toEqual([]);
  await playground.control('undo').click();
  await expect.poll(() => playground.chips('tokens')).toEqual(scenario.tokens);
  await expect(playground.control('undo')).toBeDisabled();
});

test('what is typed before all is there that carries it is done in its order', async ({ page, playground }) => {
  // Each part of it comes late, the later ones first: what they are asked for together is there in any order.
  let late = 900;
  await page.route(/\/assets\/(carrying|compared)-[^/]*\.js$/, async route => {
    late -= 300;
    await new Promise(done => setTimeout(done, late));
    await route.continue();
  });
  await page.goto('./');
  await playground.ready();
  await expect(playground.control('tokens')).toHaveValue('red apple green pear');
  await chip(page, 1).click();
  const field = page.locator('[data-control="token"]');
  await expect(field).toBeFocused();
  await field.press('ControlOrMeta+a');
  await page.keyboard.type('pearl', { delay: 30 });
  await page.keyboard.press('Enter');
  await expect.poll(() => playground.chips('tokens')).toEqual(['red', 'pearl', 'green', 'pear']);
  await page.waitForTimeout(1200);
  expect(await playground.chips('tokens')).toEqual(['red', 'pearl', 'green', 'pear']);
  await expect(playground.control('tokens')).toHaveValue('red pearl green pear');
});

test('chips, and the field of one, have no faults of accessibility', async ({ page, playground }) => {
  await playground.open(scenario);
  await near(page);
  await chip(page, 1).click();
  await expect(page.locator('[data-control="token"]')).toBeFocused();
  expect(await axeFaults(page)).toEqual([]);
});

test('Escape gives a token back; one written empty goes', async ({ page, playground }) => {
  await playground.open(scenario);
  await near(page);
  await chip(page, 2).click();
  const field = page.locator('[data-control="token"]');
  await field.fill('walks');
  await field.press('Escape');
  await expect.poll(() => playground.chips('tokens')).toEqual(scenario.tokens);
  await chip(page, 2).focus();
  await page.keyboard.press('F2');
  await field.fill('');
  await field.press('Enter');
  await expect.poll(() => playground.chips('tokens')).toEqual(['the', 'dog', 'home']);
  await expect.poll(() => complaints(page)).toEqual([]);
});

test('by keys a token is moved, removed and added, and it is said', async ({ page, playground }) => {
  await playground.open(scenario);
  await near(page);
  await chip(page, 0).focus();
  await page.keyboard.press('ArrowRight');
  await expect(chip(page, 1)).toBeFocused();
  await page.keyboard.press('Alt+ArrowRight');
  await expect(said(page)).toHaveText('dog, now 3 of 4');
  await expect.poll(() => playground.chips('tokens')).toEqual(['the', 'ran', 'dog', 'home']);
  await expect(chip(page, 2)).toBeFocused();
  await page.keyboard.press('Alt+End');
  await expect.poll(() => playground.chips('tokens')).toEqual(['the', 'ran', 'home', 'dog']);
  await page.keyboard.press('Home');
  await expect(chip(page, 0)).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(said(page)).toHaveText('the removed, 3 left');
  await expect.poll(() => playground.chips('tokens')).toEqual(['ran', 'home', 'dog']);
  await expect.poll(() => complaints(page)).toEqual([]);
  await page.locator('[data-add="tokens"]').click();
  await page.locator('[data-control="token"]').fill('fast');
  await page.keyboard.press('Enter');
  await expect.poll(() => playground.chips('tokens')).toEqual(['ran', 'home', 'dog', 'fast']);
  await expect.poll(() => complaints(page)).toEqual([]);
  // What was added and written is one step.
  await playground.control('undo').click();
  await expect.poll(() => playground.chips('tokens')).toEqual(['ran', 'home', 'dog']);
});

test('a token is dragged elsewhere, with its hidden pairs, its numbers and its row of what is given', async ({
  page,
  playground,
}) => {
  const rows = [1, 2, 3, 4].map(number => [number, -number]);
  await playground.open({
    ...scenario,
    width: 2,
    mask: { causal: false, free: [[1, 3]] },
    weights: { embeddings: rows },
    edits: [{ matrix: 'embeddings', row: 1, column: 0, value: 9 }],
  });
  await near(page);
  const [from, to] = [await chip(page, 1).boundingBox(), await chip(page, 3).boundingBox()];
  if (!from || !to) throw new Error('the chips are not on the screen');
  await page.mouse.move(from.x + 10, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width - 4, to.y + 12, { steps: 6 });
  await expect(page.locator('.drop-after')).toHaveText('home');
  await page.mouse.up();
  await expect.poll(() => playground.chips('tokens')).toEqual(['the', 'ran', 'home', 'dog']);
  await expect(page.locator('[data-control="token"]')).toHaveCount(0);
  await expect
    .poll(() => stateOf(page.url()))
    .toMatchObject({
      weights: {
        embeddings: [
          [1, -1],
          [3, -3],
          [4, -4],
          [2, -2],
        ],
      },
      edits: [{ matrix: 'embeddings', row: 3, column: 0, value: 9 }],
    });
  expect(free(page)).toEqual([[3, 2]]);
  await expect.poll(() => complaints(page)).toEqual([]);
  await expect(playground.cell('embeddings', 3, 0)).toHaveAttribute('aria-label', /^dog.* 9\.00$/);
});

test('in the sentence too what belongs to a token follows it, and comes back with it', async ({ page, playground }) => {
  const edits = [{ matrix: 'embeddings', row: 2, column: 0, value: 1 }];
  await playground.open({ ...scenario, edits, mask: { causal: false, free: [[2, 0]] } });
  await playground.type('tokens', 'the big dog ran home');
  await expect.poll(() => stateOf(page.url()).edits).toMatchObject([{ row: 3 }]);
  await expect.poll(() => free(page)).toEqual([[3, 0]]);
  await expect.poll(() => complaints(page)).toEqual([]);
  await playground.type('tokens', 'the big dog home');
  await expect(page.locator('.cell.edited')).toHaveCount(0);
  await expect.poll(() => free(page)).toEqual([]);
  await playground.type('tokens', 'dog ran home');
  await expect.poll(() => stateOf(page.url()).edits).toMatchObject([{ row: 1, value: 1 }]);
  // Its key went with its token.
  await expect.poll(() => free(page)).toEqual([]);
  // A word in the place of another takes over what was that one's.
  await playground.type('tokens', 'the dog walked home');
  await expect.poll(() => stateOf(page.url()).edits).toMatchObject([{ row: 2, value: 1 }]);
  await expect.poll(() => free(page)).toEqual([[2, 0]]);
  await expect.poll(() => complaints(page)).toEqual([]);
});

test('a matrix that is given gets the row of a new token: of the same word, or as it would be drawn', async ({
  page,
  playground,
}) => {
  const bare = { version: 1, mechanism: 'key_value', width: 3, tokens: ['a', 'b'], keys: ['c', 'd'] };
  const weights = {
    embeddings: [
      [1, 2, 3],
      [4, 5, 6],
    ],
    key_embeddings: [
      [7, 8, 9],
      [1, 0, 1],
    ],
  };
  await playground.open({ ...bare, keys: ['c', 'x', 'd', 'c'] });
  const drawn = [0, 1, 2].map(column => numberOf(page.url(), 'key_embeddings', 1, column));
  await playground.open({ ...bare, weights });
  await playground.type('keys', 'c x d c');
  await expect.poll(() => playground.chips('keys')).toEqual(['c', 'x', 'd', 'c']);
  await expect
    .poll(() => (stateOf(page.url()).weights as typeof weights).key_embeddings)
    .toEqual([[7, 8, 9], drawn.map(number => expect.closeTo(number, 6)), [1, 0, 1], [7, 8, 9]]);
  expect(stateOf(page.url()).weights).toMatchObject({ embeddings: weights.embeddings });
  await expect.poll(() => complaints(page)).toEqual([]);
});

test('the words that a decoder chooses from keep their rows', async ({ page, playground }) => {
  const edits = [
    { matrix: 'W_o', row: 1, column: 0, value: 5 },
    { matrix: 'target_embeddings', row: 2, column: 1, value: -5 },
    { matrix: 'b_o', row: 0, column: 2, value: 3 },
  ];
  await playground.open({ version: 1, mechanism: 'luong', bias: true, tokens: ['x', 'y'], targets: ['a', 'b', 'a', 'c'], edits });
  await near(page);
  const first = page.locator('[data-chips="targets"] button').first();
  await first.focus();
  await page.keyboard.press('Alt+End');
  await expect.poll(() => stateOf(page.url()).targets).toEqual(['b', 'a', 'c', 'a']);
  expect(stateOf(page.url()).edits).toEqual([
    { matrix: 'W_o', row: 0, column: 0, value: 5 },
    { matrix: 'target_embeddings', row: 2, column: 1, value: -5 },
    { matrix: 'b_o', row: 0, column: 2, value: 3 },
  ]);
  await expect.poll(() => complaints(page)).toEqual([]);
});

for (const elements of ['numbers', 'points'] as const) {
  test(`elements are moved and written as well: ${elements}`, async ({ page, playground }) => {
    const tokens = elements === 'numbers' ? ['3', '1', '2'] : ['0.5,0.1', '-0.2,0.3', '0.4,-0.6'];
    await playground.open({ version: 1, mechanism: 'pointer', elements, tokens });
    await near(page);
    await chip(page, 0).focus();
    await page.keyboard.press('Alt+ArrowRight');
    await expect.poll(() => stateOf(page.url()).tokens).toEqual([tokens[1], tokens[0], tokens[2]]);
    await page.keyboard.press('F2');
    const field = page.locator('[data-control="token"]');
    const written = elements === 'numbers' ? '7' : '0.25,0.75';
    await field.fill(elements === 'numbers' ? 'seven' : '0.25');
    await expect(playground.error('tokens')).toBeVisible();
    await field.fill(written);
    await field.press('Enter');
    await expect.poll(() => stateOf(page.url()).tokens).toEqual([tokens[1], written, tokens[2]]);
    await expect(playground.error('tokens')).toHaveCount(0);
    await expect.poll(() => complaints(page)).toEqual([]);
  });
}

test('what the figure beside has otherwise for a token goes with the token too', async ({ page, playground }) => {
  const rows = [
    [1, 0],
    [0, 1],
    [2, 2],
  ];
  const b = { weights: { embeddings: rows }, edits: [{ matrix: 'embeddings', row: 2, column: 0, value: 5 }] };
  const view = { panel: 'compare', compared: { b } };
  await playground.open({ version: 1, mechanism: 'masked', tokens: ['the', 'dog', 'ran'], width: 2, view });
  const beside = async (): Promise<unknown> => (stateOf(await linkOf(page)).view as { compared?: { b: unknown } }).compared?.b;
  await playground.type('tokens', 'dog ran');
  await expect
    .poll(beside)
    .toMatchObject({ weights: { embeddings: rows.slice(1) }, edits: [{ matrix: 'embeddings', row: 1, column: 0, value: 5 }] });
  // What is typed again has what it had.
  await playground.type('tokens', 'the dog ran');
  await expect.poll(beside).toEqual(b);
  await playground.type('tokens', 'the dog ran home');
  await expect
    .poll(async () => ((await beside()) as typeof b).weights.embeddings)
    .toEqual([...rows, [expect.any(Number), expect.any(Number)]]);
});
