// The numbers on the screen, for tokens that a reader may type, against an independent computation.

import { compute } from './reference';
import { type Mechanism, noMask, scenario } from './scenario';
import { agrees, saidOf } from './shown';
import { expect, test } from './test';

const mechanisms: readonly Mechanism[] = ['key_value', 'masked', 'multi_head', 'pointer'];
const empty = (mechanism: Mechanism): object => scenario(mechanism, ['one', 'two', 'three']);

const typed: readonly { readonly name: string; readonly text: string; readonly tokens: readonly string[] }[] = [
  { name: 'English', text: "The dog didn't run.", tokens: ['The', 'dog', "didn't", 'run', '.'] },
  { name: 'Chinese words', text: '我们在北京', tokens: ['我们', '在', '北京'] },
  { name: 'emoji', text: '👩‍👩‍👧 likes 🇨🇳 👍🏽', tokens: ['👩‍👩‍👧', 'likes', '🇨🇳', '👍🏽'] },
  {
    name: 'markup',
    text: '<img src=x onerror="hit=1">',
    tokens: ['<', 'img', 'src', '=', 'x', 'onerror', '=', '"', 'hit', '=', '1', '"', '>'],
  },
  { name: 'one token', text: 'alone', tokens: ['alone'] },
  { name: 'the same token twice', text: 'no no', tokens: ['no', 'no'] },
];

for (const mechanism of mechanisms) {
  test(`${mechanism}: typed tokens`, async ({ playground }) => {
    await playground.open(empty(mechanism));
    for (const { name, text, tokens } of typed) {
      await test.step(name, async () => {
        await playground.type('tokens', text);
        await playground.expectFigure(scenario(mechanism, [...tokens]));
        expect(await playground.chips('tokens')).toEqual(tokens);
        await expect(playground.control('tokens')).toHaveValue(text);
      });
    }
  });

  test(`${mechanism}: 200 tokens`, async ({ playground }) => {
    const tokens = Array.from({ length: 200 }, (_, index) => `w${index}`);
    const given = scenario(mechanism, tokens, { width: 8 });
    await playground.open({ ...given, tokens: ['w0'] });
    await playground.type('tokens', tokens.join(' '));
    await playground.expectFigure(given);
    expect(await playground.chips('tokens')).toEqual(tokens);

    const { stages, hidden } = compute(given);
    const head = mechanism === 'multi_head' ? ' 0' : '';
    for (const stage of ['weights', hidden ? 'masked_scores' : 'scores']) {
      for (const [row, column] of [
        [0, 0],
        [199, 0],
        [199, 198],
        [120, 57],
      ] as const) {
        const rowName = mechanism === 'pointer' ? `step ${row + 1}` : `w${row}`;
        const exact = stages.get(`${stage}${head}`)?.[row]?.[column] ?? Number.NaN;
        const said = (): Promise<string> => playground.pointAt(stage, [200, 200], row, column);
        const place = `${rowName} to w${column}, `;
        await expect.poll(said, { message: `${stage}[${row}][${column}]` }).toContain(place);
        const value = saidOf(await said());
        if (hidden?.[row]?.[column]) expect(value).toBe('hidden');
        else expect(agrees(value, exact), `${stage}[${row}][${column}] says ${value}, and is ${exact}`).toBe(true);
      }
    }
  });
}

test('key by key: what is typed shows at once', { tag: '@every-engine' }, async ({ playground, page }) => {
  await playground.open(scenario('key_value', ['a']));
  await playground.control('tokens').focus();
  await page.keyboard.press('End');
  const letters = ' b cd';
  for (const [index, letter] of [...letters].entries()) {
    await page.keyboard.type(letter);
    const tokens = `a${letters.slice(0, index + 1)}`.split(' ').filter(token => token !== '');
    await playground.expectFigure(scenario('key_value', tokens));
  }
});

test('Chinese characters instead of words', async ({ playground }) => {
  await playground.open(scenario('multi_head', ['x']));
  await playground.type('tokens', '我们在北京');
  await playground.expectFigure(scenario('multi_head', ['我们', '在', '北京']));
  await playground.control('segment-characters').click();
  await playground.expectFigure(scenario('multi_head', ['我', '们', '在', '北', '京']));
  await playground.control('segment-words').click();
  await playground.expectFigure(scenario('multi_head', ['我们', '在', '北京']));
});

test("a sentence of one's own goes along to another mechanism, split as it was; one that is refused does not", async ({
  playground,
}) => {
  await playground.open(scenario('multi_head', ['x']));
  await playground.type('tokens', '我们在北京');
  await playground.control('segment-characters').click();
  await playground.choose('pointer');
  await playground.expectFigure(scenario('pointer', ['我', '们', '在', '北', '京']));
  await playground.type('tokens', '我们去');
  await playground.expectFigure(scenario('pointer', ['我', '们', '去']));
  await playground.type('tokens', '');
  await expect(playground.error('tokens')).toBeVisible();
  await playground.choose('multi_head');
  await playground.expectFigure(scenario('multi_head', ['我', '们', '去']));
  await expect(playground.error('tokens')).toHaveCount(0);
});

test('queries and keys of their own', async ({ playground }) => {
  for (const mechanism of ['key_value', 'multi_head'] as const) {
    await playground.open(scenario(mechanism, ['who', '?'], { keys: ['a'] }));
    await playground.type('keys', 'red 苹果 pie');
    await playground.expectFigure(scenario(mechanism, ['who', '?'], { keys: ['red', '苹果', 'pie'] }));
    await playground.type('tokens', '谁');
    await playground.expectFigure(scenario(mechanism, ['谁'], { keys: ['red', '苹果', 'pie'] }));
  }
});

test('markup in a token stays text everywhere', { tag: '@every-engine' }, async ({ playground, page }) => {
  const tokens = ['<img src=x onerror=hit=1>', '<script>hit=1</script>', '&lt;b&gt;', '"><svg onload=hit=1>'];
  for (const mechanism of mechanisms) {
    await playground.open(scenario(mechanism, tokens));
    await playground.expectFigure(scenario(mechanism, tokens));
    expect(await playground.chips('tokens')).toEqual(tokens);
    await playground.cell('weights', mechanism === 'pointer' ? 0 : 2, 1).click();
    await expect(page.locator('attention-arithmetic h2')).toContainText('<script>hit=1</script>');
    expect(await page.evaluate(() => 'hit' in window)).toBe(false);
    await expect(page.locator('body :is(img:not([src="./icon.svg"]), script, [onload], [onerror])')).toHaveCount(0);
  }
});

for (const mechanism of mechanisms) {
  test(`${mechanism}: without tokens the last figure stays`, async ({ playground }) => {
    const given = scenario(mechanism, ['the', 'dog', 'ran']);
    await playground.open(given);
    await playground.expectFigure(given);
    for (const text of ['', '   ']) {
      await playground.type('tokens', text);
      await expect(playground.error('tokens')).toContainText('at least one token');
      await playground.expectFigure(given);
      await expect(playground.control('tokens')).toHaveValue(text);
    }
    await playground.type('tokens', 'dog');
    await playground.expectFigure(scenario(mechanism, ['dog']));
    await expect(playground.error('tokens')).toHaveCount(0);
  });
}

test('too many tokens are refused beside the field', async ({ playground }) => {
  const given = scenario('masked', ['the', 'dog']);
  await playground.open(given);
  await playground.type('tokens', 'a '.repeat(4097));
  await expect(playground.error('tokens')).toContainText('4096');
  await playground.expectFigure(given);
});

test('hidden cells are hatched, and have no number but minus infinity', { tag: '@every-engine' }, async ({ playground }) => {
  const given = scenario('masked', ['the', 'dog', 'ran']);
  await playground.open(given);
  await playground.expectFigure(given);
  for (const [row, column] of [
    [0, 1],
    [0, 2],
    [1, 2],
  ] as const) {
    await expect(playground.cell('weights', row, column)).toHaveText('');
    await expect(playground.cell('weights', row, column)).toHaveCSS('background-image', /gradient/);
    await expect(playground.cell('masked_scores', row, column)).toHaveText('−∞');
  }
  await expect(playground.cell('weights', 0, 0)).toHaveText('1');
  await expect(playground.cell('weights', 2, 0)).toHaveText(/^0\.\d\d$/);
  await expect(playground.cell('weights', 2, 0)).toHaveCSS('background-image', 'none');
});

test('a row from which everything is hidden has weights and output 0, and a sentence says so', async ({ playground, page }) => {
  const free: [number, number][] = [0, 1, 2].map(column => [1, column]);
  for (const mechanism of ['key_value', 'multi_head'] as const) {
    const given = scenario(mechanism, ['the', 'dog', 'ran'], { mask: { ...noMask, free } });
    await playground.open(given);
    await playground.expectFigure(given);
    for (let column = 0; column < 4; ++column)
      await expect(playground.cell('output', 1, column)).toHaveAttribute('aria-label', /, 0$/);
    for (let column = 0; column < 3; ++column) await expect(playground.cell('weights', 1, column)).toHaveText('');
    await expect(page.locator('[data-notice="empty-rows"]')).toContainText('dog');
    await expect(page.locator('[data-notice="empty-rows"]')).not.toContainText('ran');
  }
});
