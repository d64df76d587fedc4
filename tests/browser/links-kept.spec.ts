// Links keep everything, stay short, and open for ever; the command prints the numbers of every one of them.

import { env } from 'node:process';
import { compare, mechanismsOfCommand, reportOf } from './command';
import { keptLinks } from './kept-links';
import { show } from './panel';
import { hashOf, linkOf, readMatrices, stateOf } from './playground';
import { saidOf } from './shown';
import { expect, test } from './test';

const longest = 2000;

test('links once given away open', async ({ page, playground }) => {
  await playground.visit();
  for (const { name, hash, holds, shows, cells } of keptLinks)
    await test.step(name, async () => {
      await page.evaluate(next => {
        location.hash = next;
      }, hash);
      // A language is lent to who arrives by the link.
      if (shows?.startsWith('html')) {
        await page.reload();
        await playground.ready();
      }
      await expect.poll(async () => stateOf(await linkOf(page)), name).toMatchObject(holds);
      await expect(page.locator('[data-notice="brokenLink"]')).toHaveCount(0);
      if (shows) await expect(page.locator(shows)).toBeAttached();
      for (const [stage, row, column, value] of cells) {
        const cell = page
          .locator(`attention-matrix:is([data-stage="${stage}"]) [data-row="${row}"][data-column="${column}"]`)
          .first();
        const far = async (): Promise<number> =>
          Math.abs(Number(saidOf((await cell.getAttribute('aria-label')) ?? '').replace('−', '-')) - value);
        await expect.poll(far, `${name}: ${stage}[${row}][${column}] was ${value}`).toBeLessThan(0.0051);
      }
      // It is given away again, and the command reads both.
      expect(reportOf(hash)).toEqual(reportOf(await linkOf(page)));
    });
});

test('mechanisms, as a sweep all: a short link, the same figure after a reload, the numbers of the command', async ({
  page,
  playground,
}) => {
  test.setTimeout(150_000);
  await playground.open();
  const some = ['masked', 'bahdanau', 'encoder_decoder', 'encoder'];
  for (const mechanism of env.ATTENTION_SWEEPS ? mechanismsOfCommand() : some) {
    await test.step(mechanism, async () => {
      await playground.choose(mechanism);
      // One mechanism attends to nothing.
      const stage = mechanism === 'encoder_decoder' ? 'states' : 'weights';
      await page.locator(`attention-matrix[data-stage="${stage}"] [data-row="0"][data-column="0"]`).first().click();
      await show(page, 'table');
      // The controls come anew with the flow.
      await page.locator('[data-panel="flow"]').click();
      await expect(page.locator('attention-flow')).toBeVisible();
      await playground.control('seed').fill('12');
      await expect
        .poll(async () => stateOf(await linkOf(page)))
        .toMatchObject({ mechanism, seed: 12, view: { locked: { row: 0 } } });
      const link = await linkOf(page);
      expect(link.length).toBeLessThan(longest);
      await expect.poll(() => new URL(page.url()).hash).toBe(link);
      const before = await readMatrices(page.locator('main'));
      const { compared, complaints } = compare(before, reportOf(link));
      expect(complaints).toEqual([]);
      expect(compared).toBeGreaterThan(0);
      await page.reload();
      await playground.ready();
      await expect.poll(() => readMatrices(page.locator('main'))).toEqual(before);
      expect(await linkOf(page)).toBe(link);
    });
  }
});

test('every figure of every lesson has a short link', async ({ page, playground }) => {
  test.setTimeout(300_000);
  await playground.open();
  let figures = 0;
  for (let lesson = 1; lesson <= 15; ++lesson) {
    await page.evaluate(hash => {
      location.hash = hash;
    }, `#lesson-${lesson}`);
    await expect
      .poll(async () => (stateOf(await linkOf(page)).view as { lesson?: { lesson: number } } | undefined)?.lesson?.lesson)
      .toBe(lesson);
    const presets = await page
      .locator('[data-preset]')
      .evaluateAll(list => list.map(({ dataset }) => (dataset as DOMStringMap).preset ?? ''));
    for (const preset of presets.length > 0 ? presets : ['']) {
      if (preset) {
        await page.locator(`[data-preset="${preset}"]`).click();
        await expect(page.locator(`[data-preset="${preset}"]`)).toHaveAttribute('aria-pressed', 'true');
      }
      // The heads follow the figure by a frame.
      for (let frame = 0; frame < 4; ++frame) await page.evaluate(() => new Promise(requestAnimationFrame));
      for (const head of await page.locator('button[data-head]').all()) await head.click();
      const cell = page.locator('attention-matrix[data-stage="weights"] [data-row="0"][data-column="0"]').first();
      if (await cell.isVisible()) await cell.click();
      expect((await linkOf(page)).length, `lesson ${lesson}, ${preset}`).toBeLessThan(longest);
      ++figures;
    }
  }
  expect(figures).toBeGreaterThan(24);
});

test('a sentence of twelve words, painted all over, with edits, is a short link', async ({ page, playground }) => {
  const tokens = 'the dog ran until it was tired and then it lay down'.split(' ');
  const free = tokens.flatMap((_, row) =>
    tokens.flatMap((__, column): [number, number][] => (column % 2 === row % 2 ? [[row, column]] : [])),
  );
  const edits = [0, 1, 2, 3, 4].map(column => ({ matrix: 'embeddings', row: column, column, value: 0.25 * column }));
  const mask = { causal: false, past: 0, window: null, padding: null, free };
  await playground.open({ version: 1, mechanism: 'multi_head', tokens, mask, edits, temperature: 0.7 });
  await page.locator('button[data-head="3"]').click();
  await page.locator('attention-matrix[data-stage="weights"] [data-row="3"][data-column="4"]').click();
  const link = await linkOf(page);
  expect(link.length).toBeLessThan(longest);
  expect(stateOf(link)).toMatchObject({ edits, view: { head: 3, locked: { row: 3, column: 4 } } });
});

test('what was painted beyond the last word waits, in the link as well', async ({ page, playground }) => {
  const mask = {
    causal: false,
    past: 0,
    window: null,
    padding: null,
    free: [
      [0, 1],
      [2, 2],
    ],
  };
  await playground.open({ version: 1, mechanism: 'masked', tokens: ['a', 'b', 'c'], mask });
  await playground.type('tokens', 'a b');
  await expect.poll(async () => stateOf(await linkOf(page))).toMatchObject({ tokens: ['a', 'b'] });
  const link = await linkOf(page);
  const { complaints, compared } = compare(await readMatrices(page.locator('main')), reportOf(link));
  expect(complaints).toEqual([]);
  expect(compared).toBeGreaterThan(0);
});

test('panel, step, head and lesson go Back and Forward', { tag: '@every-engine' }, async ({ page, playground }) => {
  await playground.open({ version: 1, mechanism: 'multi_head', tokens: ['a', 'b', 'c'] });
  const visited: string[] = [await linkOf(page)];
  for (const [click, holds] of [
    ['button[data-head="2"]', { view: { head: 2 } }],
    ['[data-panel="lines"]', { view: { panel: 'lines' } }],
    ['[data-panel="cost"]', { view: { panel: 'cost' } }],
    ['[data-control="lessons"]', { view: { lesson: { lesson: 0 } } }],
    ['[data-lesson="2"] a', { mechanism: 'soft', view: { lesson: { lesson: 2, part: 'read' } } }],
    ['[data-control="start-tour"]', { view: { lesson: { lesson: 2, part: 'tour', step: 0 } } }],
  ] as const) {
    await page.locator(click).click();
    await expect.poll(async () => stateOf(await linkOf(page)), click).toMatchObject(holds);
    visited.push(await linkOf(page));
  }
  for (const link of visited.slice(0, -1).reverse()) {
    await page.goBack();
    await expect.poll(() => linkOf(page)).toBe(link);
  }
  for (const link of visited.slice(1)) {
    await page.goForward();
    await expect.poll(() => linkOf(page)).toBe(link);
  }
});

test('a browser that lets the address change no more keeps the page alive', async ({ page, playground }) => {
  // Firefox allows 200 changes in ten seconds, Safari 100 in thirty; a key that is held down is faster.
  await page.addInitScript(() => {
    const refuse = (): never => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    const { pushState, replaceState } = history;
    const limit = (refused: boolean): void => {
      history.pushState = refused ? refuse : pushState;
      history.replaceState = refused ? refuse : replaceState;
    };
    Object.assign(window, { limit });
  });
  const limit = (refused: boolean): Promise<unknown> => page.evaluate(`window.limit(${refused})`);
  await playground.open({ version: 1, mechanism: 'masked', tokens: ['a', 'b', 'c'] });
  await limit(true);
  await playground.control('score').selectOption('cosine');
  await playground.control('seed').fill('3');
  await page.locator('[data-panel="table"]').click();
  await expect(page.locator('attention-table-panel')).toBeVisible();
  await playground.control('undo').click();
  await expect(page.locator('attention-table-panel')).toHaveCount(0);
  await limit(false);
  await expect.poll(() => stateOf(page.url()), { timeout: 10_000 }).toMatchObject({ score: 'cosine', seed: 3 });
  expect(new URL(page.url()).hash).toBe(await linkOf(page));
  expect(hashOf(stateOf(page.url()))).toBe(new URL(page.url()).hash);
});

test('a figure that is opened by its address is not painted on until the brush is taken up again', async ({
  page,
  playground,
}) => {
  await playground.open({ version: 1, mechanism: 'self_attention', tokens: ['a', 'b', 'c'] });
  await playground.control('paint').click();
  await expect(playground.matrix('mask')).toBeVisible();
  await page.evaluate(
    hash => {
      location.hash = hash;
    },
    hashOf({ version: 1, mechanism: 'self_attention', tokens: ['d', 'e'] }),
  );
  await expect.poll(() => playground.chips('tokens')).toEqual(['d', 'e']);
  await expect(playground.control('paint')).toHaveAttribute('aria-pressed', 'false');
  await expect(playground.control('mask')).toHaveValue('none');
  await expect(page.locator('attention-matrix[data-stage="mask"]')).toHaveCount(0);
});
