// The further ways to look at a figure: what they draw and say is computed anew from the command's numbers.

import { execFileSync } from 'node:child_process';
import { env } from 'node:process';
import type { Page } from '@playwright/test';
import { axeFaults } from './axe';
import { reportOf } from './command';
import { examine } from './examine';
import { stateOf } from './playground';
import { expect, test } from './test';

async function show(page: Page, panel: string): Promise<void> {
  await page.locator(`[data-panel="${panel}"]`).click();
  // Its views, and for some the whole core, may have to be fetched first.
  await expect(page.locator(`[data-panel="${panel}"]`)).toHaveAttribute('aria-pressed', 'true', { timeout: 20_000 });
  await expect(page.locator(`attention-${panel}-panel`)).toBeVisible();
}

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

interface Costs {
  readonly counted: Readonly<Record<string, number>>;
  readonly layers: readonly Readonly<Record<string, string | number>>[];
}

test('sizes that do not fit the figure give way to its own', async ({ page, playground }) => {
  const link = { version: 1, mechanism: 'encoder', tokens: ['the', 'dog'], width: 12, heads: 4 };
  for (const costs of [{ heads: 8 }, { window: 1 }, { length: 1e300 }]) {
    await page.goto('about:blank');
    await playground.open({ ...link, view: { panel: 'cost', costs } });
    await expect(playground.control('cost-width')).toHaveValue('12');
    await expect(playground.control('cost-heads')).toHaveValue('4');
    await expect(playground.control('cost-length')).toHaveValue('2');
    await expect(page.locator('.cost-table tbody tr').first()).toBeVisible();
  }
});

test('costs are those of the command, and grow with what is typed', async ({ page, playground }) => {
  await playground.open();
  await show(page, 'cost');
  const words = ['cost', page.url(), '--json'];
  const costs = JSON.parse(execFileSync(env.ATTENTION_COMMAND ?? 'attention', words, { encoding: 'utf8' })) as Costs;
  const grouped = (value: unknown): string => Number(value).toLocaleString('en');
  const counted = page.locator('[data-cost="counted"]');
  for (const name of ['multiply_adds', 'operations', 'parameters', 'numbers'])
    await expect(counted).toContainText(grouped(costs.counted[name]));
  const columns = ['multiply_adds', 'parameters', 'sequential_steps', 'longest_path', 'memory'];
  for (const { layer, ...cost } of costs.layers) {
    const cells = page.locator(`tr[data-layer="${layer}"] td`);
    await expect(cells).toHaveText(columns.map(column => grouped(cost[column])));
  }
  // 4 n d^2 + 2 n^2 d
  await page.locator('[data-control="cost-length"]').fill('100');
  await page.keyboard.press('Tab');
  await expect(page.locator('tr[data-layer="self_attention"] td').first()).toHaveText(
    grouped(4 * 100 * 16 ** 2 + 2 * 100 ** 2 * 16),
  );
  await page.locator('[data-control="cost-heads"]').fill('3');
  await page.keyboard.press('Tab');
  await expect(page.locator('[data-error-for="heads"]')).toBeVisible();
  await expect(page.locator('tr[data-layer="self_attention"] td').first()).toHaveText(
    grouped(4 * 100 * 16 ** 2 + 2 * 100 ** 2 * 16),
  );
  await page.locator('[data-control="cost-heads"]').fill('2');
  await page.keyboard.press('Tab');
  await expect(page.locator('[data-error-for="heads"]')).toHaveCount(0);
  await page.locator('button[data-measure="longestPath"]').click();
  await expect(page.locator('.chart figcaption').first()).toContainText('Longest path');
  await expect(page.locator('.chart .chart-line')).toHaveCount(14);
  // Without hues the lines are told apart by their dashes, which are also in the table.
  const dashes = (within: string): Promise<string[]> =>
    page.locator(`${within} .chart-line`).evaluateAll(all => all.map(line => getComputedStyle(line).strokeDasharray));
  const drawn = await dashes('.chart:first-child');
  expect(new Set(drawn).size).toBe(7);
  expect(await dashes('.cost-table')).toEqual(drawn);
});

test('layers of every kind are timed in this browser, at the reader’s size and around it', async ({ page, playground }) => {
  test.slow();
  await playground.open({
    version: 1,
    mechanism: 'multi_head',
    tokens: ['the', 'dog', 'ran'],
    width: 8,
    heads: 2,
    view: { panel: 'cost' },
  });
  await expect(page.locator('tr[data-layer]')).toHaveCount(7);
  await expect(page.locator('td[data-measure="time"]')).toHaveCount(0);
  await playground.control('cost-time').click();
  await expect(playground.control('cost-stop')).toBeVisible();
  await expect(playground.control('cost-time')).toBeVisible({ timeout: 90_000 });
  for (const text of await page.locator('td[data-measure="time"]').allTextContents()) expect(text).toMatch(/^[\d.,]+ (µs|ms)$/);
  await expect(page.locator('button[data-measure="time"]')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('.chart .chart-line')).toHaveCount(14);
  // What grows with the square of the length takes longer in the end: the lines rise.
  const heights = await page
    .locator('.chart .chart-line')
    .first()
    .evaluate(line => {
      const numbers = (line.getAttribute('d') ?? '').match(/[\d.]+/g) ?? [];
      return [Number(numbers[1]), Number(numbers.at(-1))];
    });
  expect(heights[1]).toBeLessThan(heights[0] ?? 0);
  // Times of one size are none of another.
  await playground.control('cost-kernel').fill('5');
  await expect(page.locator('td[data-measure="time"]')).toHaveCount(0);
  await expect(page.locator('button[data-measure="multiplyAdds"]')).toHaveAttribute('aria-pressed', 'true');
});

for (const [width, language] of [
  [1440, 'zh'],
  [720, 'en'],
  [390, 'zh'],
] as const) {
  const tag = width < 600 ? '@sweep' : [];
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
