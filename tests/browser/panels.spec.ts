// The further ways to look at a figure: what they draw and say is computed anew from the command's numbers.

import { execFileSync } from 'node:child_process';
import { env } from 'node:process';
import type { Page } from '@playwright/test';
import { axeFaults } from './axe';
import { mechanismsOfCommand, reportOf } from './command';
import { examine } from './examine';
import { show } from './panel';
import { hashOf, stateOf } from './playground';
import { expect, test } from './test';

/** "head row column width" of every line, from weights that the command gives for the link. */
function expectedLines(page: Page, heads: readonly number[], share = 1): string[] {
  const weights = reportOf(page.url()).filter(({ name }) => name === 'weights');
  return heads.flatMap(head => {
    const { numbers } = weights.find(matrix => (matrix.head ?? 0) === head + 1) ?? { numbers: [] };
    return numbers.flatMap((row, i) => {
      const sorted = row.map((weight, j) => ({ weight: weight ?? 0, j })).sort((one, other) => other.weight - one.weight);
      let before = 0;
      const shown = sorted.filter(({ weight }) => {
        const within = before < share;
        before += weight;
        return within && weight >= 0.02;
      });
      return shown.map(({ weight, j }) => `${head} ${i} ${j} ${Math.max(1, 12 * weight).toFixed(3)}`);
    });
  });
}

function drawnLines(page: Page): Promise<string[]> {
  return page.locator('path.line').evaluateAll(paths =>
    paths.map(path => {
      const { head, row, column } = (path as SVGElement).dataset;
      return `${head} ${row} ${column} ${Number(path.getAttribute('stroke-width')).toFixed(3)}`;
    }),
  );
}

async function linesAgree(page: Page, heads: readonly number[], share?: number): Promise<void> {
  await expect.poll(async () => (await drawnLines(page)).sort()).toEqual(expectedLines(page, heads, share).sort());
}

test('lines are as thick as their weights, of the heads and the share that were chosen', { tag: '@every-engine' }, async ({
  page,
  playground,
}) => {
  await playground.open();
  await show(page, 'lines');
  expect(stateOf(page.url()).view).toMatchObject({ panel: 'lines' });
  const shown = Number(await page.locator('.head[aria-pressed="true"]').getAttribute('data-head'));
  await linesAgree(page, [shown]);
  const other = (shown + 1) % 4;
  await page.locator(`[data-line-head="${other}"]`).click();
  await linesAgree(page, [shown, other]);
  await page.locator(`[data-line-head="${shown}"]`).click();
  await linesAgree(page, [other]);
  await page.locator(`[data-line-head="${shown}"]`).dispatchEvent('dblclick');
  await linesAgree(page, [shown]);
  await page.locator('[data-control="line-share"]').fill('50');
  await linesAgree(page, [shown], 0.5);
});

test('a line is looked at, locked and let go; a token shows its own lines alone', { tag: '@every-engine' }, async ({
  page,
  playground,
}) => {
  await playground.open();
  await show(page, 'lines');
  const line = page.locator('path.line[data-row="5"][data-column="0"]');
  await line.dispatchEvent('pointerenter');
  await expect(page.locator('attention-arithmetic h2')).toContainText('was');
  await line.dispatchEvent('click');
  await expect.poll(() => stateOf(page.url()).view).toMatchObject({ locked: { stage: 'weights', row: 5, column: 0 } });
  await page.keyboard.press('Escape');
  await page.locator('.lines .key-label').first().hover();
  await expect(page.locator('path.line:not(.faint)')).toHaveCount(await page.locator('path.line[data-column="0"]').count());
});

test('translations and Chinese run down, other sentences across', async ({ page, playground }) => {
  await playground.open();
  await show(page, 'lines');
  await expect(page.locator('.line-end')).toHaveCount(0);
  await playground.control('tokens').fill('我们 昨天 在');
  await expect(page.locator('.line-end')).toHaveCount(6);
  await playground.choose('bahdanau');
  await expect(page.locator('.line-end.query-label').first()).toBeVisible();
  await linesAgree(page, [-1]);
});

test('the step of a decoder that is looked at: scores, weights and the words it may write', { tag: '@every-engine' }, async ({
  page,
  playground,
}) => {
  await playground.open({ version: 1, mechanism: 'luong', tokens: ['the', 'cat', 'drinks'], targets: ['猫', '喝'] });
  await show(page, 'lines');
  await playground.cell('weights', 1, 0).click();
  const row = (name: string): string[] =>
    (reportOf(page.url()).find(matrix => matrix.name === name)?.numbers[1] ?? []).map(value =>
      (value ?? 0).toFixed(2).replace('-', '−'),
    );
  const detail = page.locator('.step-detail');
  await expect(detail.locator('h3')).toContainText('喝');
  await expect(detail.locator('.step-grid attention-number')).toHaveText(row('scores'));
  await expect(detail.locator('[data-step-weight]')).toHaveText(row('weights'));
  await expect(detail.locator('.step-words li span:last-child')).toHaveText([...row('distribution')].sort().reverse());
  await detail.locator('[data-step-weight="2"]').click();
  await expect(page.locator('attention-arithmetic h2')).toContainText('drinks');
});

test('heads: how widely each looks', { tag: '@every-engine' }, async ({ page, playground }) => {
  await playground.open();
  await show(page, 'heads');
  const weights = reportOf(page.url()).filter(({ name }) => name === 'weights' || name === 'mean_weights');
  expect(weights).toHaveLength(5);
  for (const [index, { numbers }] of weights.entries()) {
    let entropy = 0;
    let distance = 0;
    numbers.forEach((row, i) => {
      row.forEach((weight, j) => {
        const a = weight ?? 0;
        if (a > 0) entropy -= (a * Math.log2(a)) / numbers.length;
        distance += (a * Math.abs(i - j)) / numbers.length;
      });
    });
    const panel = page.locator('.head-panel').nth(index);
    await expect(panel.locator('[data-spread="entropy"]')).toContainText(entropy.toFixed(2));
    await expect(panel.locator('[data-spread="distance"]')).toContainText(distance.toFixed(2));
  }
  await page.locator('[data-head-panel="3"]').click();
  await expect(page.locator('.head[aria-pressed="true"]')).toHaveAttribute('data-head', '3');
});

test('a table of any matrix, and its copy', { tag: '@every-engine' }, async ({ page, playground, context, browserName }) => {
  await playground.open({ version: 1, mechanism: 'masked', tokens: ['the', '=1+1', 'a"b'] });
  await show(page, 'table');
  const cells = (): Promise<string[]> => page.locator('.table-number').allTextContents();
  const written = (numbers: readonly (readonly (number | null)[])[]): string[] =>
    numbers.flat().map(value => (value === 0 || value === 1 ? String(value) : (value ?? 0).toFixed(4).replace('-', '−')));
  const numbersOf = (name: string): readonly (readonly (number | null)[])[] =>
    reportOf(page.url()).find(matrix => matrix.name === name)?.numbers ?? [];
  const isHidden = (index: number): boolean => index % 3 > Math.floor(index / 3);
  expect(await cells()).toEqual(written(numbersOf('weights')).map((text, index) => (isHidden(index) ? 'hidden' : text)));
  await page.locator('.table-number[data-row="2"][data-column="0"]').click();
  await expect(page.locator('attention-arithmetic h2')).toContainText('a"b');
  const choice = page.locator('[data-control="table"]');
  const scores = await choice
    .locator('option')
    .filter({ hasText: /^scores/ })
    .first()
    .getAttribute('value');
  await choice.selectOption(scores);
  expect(await cells()).toEqual(written(numbersOf('scores')));

  if (browserName === 'chromium') await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.locator('[data-control="copy-table"]').click();
  const byHand = page.locator('.table-text textarea');
  await expect(byHand.or(page.locator('[data-control="copy-table"]', { hasText: 'Copied' })).first()).toBeVisible();
  const copy = (await byHand.count()) > 0 ? await byHand.inputValue() : await page.evaluate(() => navigator.clipboard.readText());
  const [heading = '', ...rows] = copy.split(/\r?\n/);
  expect(heading).toBe(`,the,'=1+1,"a""b"`);
  const read = rows.slice(0, 3).map(row => row.split(',').slice(-3).map(Number));
  read.flat().forEach((value, index) => {
    expect(value).toBeCloseTo(numbersOf('scores').flat()[index] ?? 0, 6);
  });
});

test('the script of every mechanism is that of the command, line by line', async ({ page, playground }) => {
  test.slow();
  const tokens = ['the', 'dog.', 'it', 'ran'];
  const states: object[] = mechanismsOfCommand().map(mechanism => ({ mechanism }));
  for (const mechanism of ['bahdanau', 'luong', 'pointer', 'hierarchical', 'encoder_decoder'])
    states.push({ mechanism, cell: 'lstm' });
  states.push({ mechanism: 'bahdanau', cell: 'gated' }, { mechanism: 'multi_head', heads: 2, normalizer: 'entmax' });
  for (const state of states) {
    const link = hashOf({ version: 1, tokens, ...state, view: { panel: 'code' } });
    await playground.open({ version: 1, tokens, ...state, view: { panel: 'code' } });
    const script = execFileSync(env.ATTENTION_COMMAND ?? 'attention', ['python', link], { encoding: 'utf8' });
    await expect(page.locator('textarea.code')).toBeVisible();
    const all = page.locator('[data-control="show-all"]');
    if (script.length > 100_000) await all.click();
    await expect(page.locator('textarea.code'), JSON.stringify(state)).toHaveValue(script);
    await expect(all).toHaveCount(0);
  }
});

test('the figure as a script, as a scenario and as a command', async ({ page, playground }) => {
  await playground.open({ version: 1, mechanism: 'masked', tokens: ['the', '牛奶', '"\'\\'], seed: 7 });
  await show(page, 'code');
  const attention = (words: readonly string[], input?: string): string =>
    execFileSync(env.ATTENTION_COMMAND ?? 'attention', words, { encoding: 'utf8', input });
  const text = (): Promise<string> => page.locator('textarea.code').inputValue();
  expect(await text()).toBe(attention(['python', page.url()]));
  await page.locator('[data-code="json"]').click();
  const printed = attention(['run', page.url(), '--json']);
  expect(attention(['run', '-', '--json'], await text())).toBe(printed);
  await page.locator('[data-code="command"]').click();
  const [, link = ''] = /^attention run '(.*)'\n$/.exec(await text()) ?? [];
  expect(attention(['run', link, '--json'])).toBe(printed);
  const downloading = page.waitForEvent('download');
  await page.locator('[data-control="download-code"]').click();
  expect((await downloading).suggestedFilename()).toBe('attention.sh');
});

for (const [width, language] of [
  [1440, 'zh'],
  [720, 'en'],
  [390, 'zh'],
] as const) {
  const tag = width < 1440 ? '@sweep' : [];
  test(`${width} px, ${language}: every way to look at every mechanism`, { tag }, async ({ page, playground, browserName }) => {
    test.slow();
    await page.setViewportSize({ width, height: 900 });
    await playground.prefer('language', language);
    await playground.open();
    const mechanisms = await playground.mechanisms();
    for (const mechanism of mechanisms) {
      await playground.choose(mechanism);
      for (const panel of ['lines', 'heads', 'table', 'cost', 'code']) {
        if ((await page.locator(`[data-panel="${panel}"]`).count()) === 0) continue;
        await test.step(`${mechanism}: ${panel}`, async () => {
          await show(page, panel);
          expect(await page.locator('main').innerText()).not.toMatch(/undefined|\{\w+\}|NaN/);
          expect(await examine(page, { touch: width < 600 })).toEqual([]);
          const usual = ['multi_head', 'bahdanau'].includes(mechanism) && browserName === 'chromium';
          if (usual) expect(await axeFaults(page, 'attention-matrix')).toEqual([]);
        });
      }
    }
  });
}

test('a link opens the way it was looked at, and Back leads to the way before', async ({ page, playground }) => {
  await playground.open();
  await show(page, 'heads');
  await show(page, 'cost');
  const link = page.url();
  await page.goBack();
  await expect(page.locator('attention-heads-panel')).toBeVisible();
  await page.goto('about:blank');
  await page.goto(link);
  await expect(page.locator('attention-cost-panel')).toBeVisible();
  await expect(page.locator('tr[data-layer]')).toHaveCount(7);
});
