// What cannot be computed: a sentence beside the control, in the reader's language; the last figure and the typed text stay.

import type { Locator } from '@playwright/test';
import { compare, reportOf } from './command';
import { linkOf, readMatrices, stateOf } from './playground';
import { type Scenario, scenario } from './scenario';
import { expect, test } from './test';

interface Mistake {
  readonly control: string;
  readonly typed: string;
  /** The field that is to blame, where it is not the control's own. */
  readonly says: readonly (string | RegExp)[];
  readonly sagt: readonly (string | RegExp)[];
  readonly given?: Partial<Scenario>;
}

const words = ['the', 'dog', 'ran'];
const range = (control: string, typed: string, from: string, to: string, given?: Partial<Scenario>): Mistake => ({
  ...{ control, typed, says: [from, to, /must be between/], sagt: [from, to, /应在/] },
  ...(given ? { given } : {}),
});
const window = { ...scenario('masked', words).mask, causal: false, window: { left: 1, right: 1 } };

const ofOneHead: readonly Mistake[] = [
  range('temperature', '0', '0.001', '1000'),
  range('temperature', '-1', '0.001', '1000'),
  range('temperature', '1001', '0.001', '1000'),
  { control: 'temperature', typed: 'warm', says: [/Temperature τ must be a number/], sagt: [/温度 τ应当是数/] },
  { control: 'temperature', typed: '', says: [/Temperature τ must be a number/], sagt: [/温度 τ应当是数/] },
  range('seed', '-1', '0', '4294967295'),
  range('seed', '4294967296', '0', '4294967295'),
  range('width', '0', '1', '512'),
  range('width', '513', '1', '512'),
  { control: 'width', typed: '2.5', says: [/Width must be a whole number/], sagt: [/宽度应当是整数/] },
  range('key_width', '0', '1', '512'),
  range('value_width', '9999', '1', '512'),
  range('hidden_width', '0', '1', '512', { score: 'additive' }),
  range('beta', '2000', '−1000', '1000', { score: 'cosine' }),
  range('scale', '-1e9', '−1000', '1000', { scale: 1 }),
  range('mask.window.left', '-1', '0', '4096', { mask: window }),
  {
    control: 'mask.window.right',
    typed: 'x',
    says: [/right must be a whole number/],
    sagt: [/窗口右侧的宽度应当是整数/],
    given: { mask: window },
  },
];

const ofHeads: readonly Mistake[] = [
  { control: 'heads', typed: '3', says: [/width 16 .* 3/], sagt: [/宽度 16 .* 3/] },
  range('heads', '0', '1', '64'),
  { control: 'heads', typed: 'four', says: [/Heads must be a whole number/], sagt: [/头数应当是整数/] },
  { control: 'width', typed: '15', says: [/15/, /4/], sagt: [/15/, /4/] },
];

/** How far apart two boxes are, the gap between their nearest edges. */
async function distance(one: Locator, other: Locator): Promise<number> {
  const [a, b] = [await one.boundingBox(), await other.boundingBox()];
  if (!a || !b) return Number.POSITIVE_INFINITY;
  const apart = (from: number, size: number, to: number, otherSize: number): number =>
    Math.max(0, to - from - size, from - to - otherSize);
  return Math.hypot(apart(a.x, a.width, b.x, b.width), apart(a.y, a.height, b.y, b.height));
}

for (const language of ['en', 'zh'] as const) {
  for (const mechanism of ['key_value', 'multi_head'] as const) {
    test(`${mechanism}, ${language}: a bad input is explained beside it, and nothing is lost`, async ({ playground, page }) => {
      let open: Scenario | null = null;
      for (const { control, typed, says, sagt, given = {} } of mechanism === 'key_value' ? ofOneHead : ofHeads) {
        await test.step(`${control}: ${typed}`, async () => {
          const now = scenario(mechanism, words, given);
          if (JSON.stringify(now) !== JSON.stringify(open)) await playground.open({ ...now, view: { language } });
          open = now;
          await playground.expectFigure(now);
          const box = playground.control(control);
          const before = await box.inputValue();
          await box.fill(typed);

          const error = page.locator('[data-error-for]');
          for (const part of language === 'en' ? says : sagt) await expect(error).toContainText(part);
          await expect(error).toHaveCount(1);
          await expect(playground.control(control)).toHaveAttribute('aria-describedby', (await error.getAttribute('id')) ?? '');
          expect(await distance(error, playground.control(control)), 'from the control to its sentence').toBeLessThan(24);
          await expect(playground.control(control)).toHaveAttribute('aria-invalid', 'true');
          await expect(box).toHaveValue(typed);
          await playground.expectFigure(now);

          await box.fill(before);
          await expect(error).toHaveCount(0);
          await playground.expectFigure(now);
        });
      }
    });
  }
}

test('the value that the figure still shows is named', { tag: '@every-engine' }, async ({ playground }) => {
  await playground.open(scenario('masked', words, { temperature: 0.5 }));
  await playground.control('temperature').fill('0');
  await expect(playground.error('temperature')).toContainText('Kept at 0.5');
});

test('other controls work while one is wrong', { tag: '@every-engine' }, async ({ playground }) => {
  const given = scenario('masked', words);
  await playground.open(given);
  await playground.control('temperature').fill('0');
  await expect(playground.error('temperature')).toBeVisible();
  await playground.control('seed').fill('5');
  await expect(playground.control('temperature')).toHaveValue('0');
  await expect(playground.error('temperature')).toBeVisible();
  await playground.expectFigure({ ...given, seed: 5 });
  await playground.control('temperature').fill('2');
  await playground.expectFigure({ ...given, seed: 5, temperature: 2 });
});

test('a number that is refused holds up no other change', { tag: '@every-engine' }, async ({ page, playground }) => {
  await playground.open({ version: 1, mechanism: 'self_attention', tokens: ['the', 'dog', 'ran', 'until', 'it'] });
  await playground.control('width').fill('999');
  await expect(playground.error('width')).toBeVisible();
  await playground.type('tokens', 'the dog ran');
  await playground.control('seed').fill('7');
  await expect(playground.matrix('weights').locator('.cell')).toHaveCount(9);
  await expect.poll(() => stateOf(page.url())).toMatchObject({ tokens: ['the', 'dog', 'ran'], seed: 7 });
  await expect(playground.error('width')).toBeVisible();
  await expect(playground.control('width')).toHaveValue('999');
  expect(compare(await readMatrices(page.locator('body')), reportOf(page.url())).complaints).toEqual([]);
  // What it is mended to comes with the rest.
  await playground.control('width').fill('8');
  await expect(playground.error('width')).toHaveCount(0);
  await expect.poll(() => stateOf(page.url())).toMatchObject({ tokens: ['the', 'dog', 'ran'], seed: 7, width: 8 });
});

test('each of several numbers that are refused has its sentence', { tag: '@every-engine' }, async ({ playground }) => {
  const given = scenario('masked', words);
  await playground.open(given);
  await playground.control('width').fill('999');
  await playground.control('key_width').fill('x');
  await playground.control('temperature').fill('0');
  await playground.control('seed').fill('7');
  await playground.expectFigure({ ...given, seed: 7 });
  for (const control of ['width', 'key_width', 'temperature'])
    await expect(playground.control(control)).toHaveAttribute('aria-describedby', `error-${control}`);
  await expect(playground.error('width')).toContainText('between 1 and 512');
  await expect(playground.error('key_width')).toContainText('must be a whole number');
  await expect(playground.error('temperature')).toContainText('Kept at 1');
  await playground.control('key_width').fill('2');
  await expect(playground.error('key_width')).toHaveCount(0);
  await expect(playground.error('width')).toBeVisible();
  await playground.expectFigure({ ...given, seed: 7, key_width: 2 });
});

test('an empty sentence holds up no other change, and what belongs to its words waits for the next', {
  tag: '@every-engine',
}, async ({ page, playground }) => {
  const edits = [{ matrix: 'embeddings', row: 1, column: 0, value: 2 }];
  const complaints = async (): Promise<readonly string[]> =>
    compare(await readMatrices(page.locator('body')), reportOf(page.url())).complaints;
  await playground.open({ version: 1, mechanism: 'self_attention', tokens: words, edits });
  await playground.control('tokens').fill('');
  await expect(playground.error('tokens')).toHaveText('Type at least one token.');
  await playground.control('width').fill('x');
  await playground.control('temperature').fill('0.5');
  await expect(playground.error('width')).toContainText('must be a whole number');
  await expect(playground.error('tokens')).toBeVisible();
  // The link holds what is shown.
  await expect.poll(() => stateOf(page.url())).toMatchObject({ tokens: words, temperature: 0.5, edits });
  await expect.poll(complaints).toEqual([]);
  await playground.control('width').fill('4');
  await expect(playground.error('width')).toHaveCount(0);
  await playground.type('tokens', 'dog ran home');
  await expect(playground.error('tokens')).toHaveCount(0);
  const moved = { tokens: ['dog', 'ran', 'home'], temperature: 0.5, edits: [{ ...edits[0], row: 0 }] };
  await expect.poll(() => stateOf(page.url())).toMatchObject(moved);
  await expect.poll(complaints).toEqual([]);
});

test('too many tokens hold up no other change', { tag: '@every-engine' }, async ({ page, playground }) => {
  await playground.open({ version: 1, mechanism: 'encoder', tokens: words });
  await playground.control('tokens').fill('dog '.repeat(600));
  await expect(playground.error('tokens')).toContainText('600 tokens are too many');
  await playground.control('temperature').fill('0');
  await expect(playground.error('temperature')).toContainText('Kept at 1');
  await expect(playground.error('tokens')).toBeVisible();
  await playground.control('seed').fill('5');
  await expect.poll(() => stateOf(page.url())).toMatchObject({ tokens: words, seed: 5 });
});

test('a number set by hand that has no place in a smaller figure waits, and it is said', { tag: '@every-engine' }, async ({
  page,
  playground,
}) => {
  const edits = [{ matrix: 'embeddings', row: 0, column: 5, value: 3.5 }];
  const says = {
    en: 'embeddings [1, 6], set by hand, has no place in this figure: it waits, and is not in the link.',
    zh: '手动设定的 embeddings [1, 6] 在这张图里没有位置：先留着，不写进链接。',
  };
  for (const language of ['en', 'zh'] as const) {
    await playground.open({ version: 1, mechanism: 'self_attention', tokens: words, edits, view: { language } });
    await playground.control('width').fill('3');
    await expect(page.locator('[data-error-for^="edits"]')).toHaveText(says[language]);
    await expect.poll(() => stateOf(page.url())).toMatchObject({ width: 3 });
    expect(stateOf(page.url())).not.toHaveProperty('edits');
    await playground.control('width').fill('16');
    await expect(page.locator('[data-error-for]')).toHaveCount(0);
    await expect.poll(() => stateOf(page.url())).toMatchObject({ edits });
  }
});

test('a matrix that was given and has no place in a figure of another size waits, and holds up no other change', {
  tag: '@every-engine',
}, async ({ page, playground }) => {
  // What the page opens with has numbers that were given.
  await playground.visit();
  const given = stateOf(await linkOf(page));
  const expectRight = (): Promise<unknown> =>
    expect
      .poll(async () => compare(await readMatrices(page.locator('body')), reportOf(await linkOf(page))).complaints)
      .toEqual([]);
  await playground.control('width').fill('8');
  await expect(page.locator('[data-error-for="weights.in_proj_weight"]')).toHaveText(
    'in_proj_weight was given as 12 × 4, and this figure needs 24 × 8: its numbers are drawn; what was given waits, and is not in the link.',
  );
  await expect.poll(async () => stateOf(await linkOf(page))).toMatchObject({ width: 8 });
  await expectRight();
  await playground.type('tokens', 'other words');
  await expect.poll(() => playground.chips('tokens')).toEqual(['other', 'words']);
  await expectRight();
  await playground.type('tokens', 'red apple green pear');
  await playground.control('width').fill('4');
  await expect(page.locator('[data-error-for]')).toHaveCount(0);
  await expect.poll(async () => stateOf(await linkOf(page))).toMatchObject({ weights: given.weights });
});
