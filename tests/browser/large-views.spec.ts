// The further ways to look at figures of many tokens: they show a part, and of that part the right numbers.

import { execFileSync } from 'node:child_process';
import { env } from 'node:process';
import type { Page } from '@playwright/test';
import { mechanismsOfCommand, reportOf } from './command';
import { hashOf, linkOf, stateOf } from './playground';
import { scenario } from './scenario';
import { agrees } from './shown';
import { take, watchFiles } from './taken';
import { forgetTasks, printTasks, watchTasks } from './tasks';
import { expect, test } from './test';

const words = (count: number): string[] => Array.from({ length: count }, (_, index) => `w${index}`);
const small = scenario('masked', ['the', 'dog', 'ran']);

test('every view of every mechanism opens with 512 tokens', async ({ page, playground }) => {
  test.setTimeout(600_000);
  await watchTasks(page);
  await playground.open(small);
  const follow = (state: object): Promise<void> =>
    page.evaluate(next => void setTimeout(() => location.assign(next)), hashOf(state));
  for (const mechanism of mechanismsOfCommand()) {
    const tokens = words(512);
    await follow({ version: 1, mechanism, tokens });
    await expect.poll(async () => stateOf(await linkOf(page)), mechanism).toMatchObject({ mechanism, tokens });
    const panels = await page.locator('[data-panel]').evaluateAll(list => list.map(item => (item as HTMLElement).dataset.panel));
    for (const panel of panels.filter(name => name !== 'flow')) {
      await test.step(`${mechanism}: ${panel}`, async () => {
        await follow({ version: 1, mechanism: 'masked', tokens: ['a', 'b'] });
        await expect.poll(async () => stateOf(await linkOf(page))).toMatchObject({ tokens: ['a', 'b'] });
        await forgetTasks(page);
        await follow({ version: 1, mechanism, tokens, view: { panel } });
        await expect.poll(async () => stateOf(await linkOf(page))).toMatchObject({ mechanism, tokens, view: { panel } });
        await expect(page.locator(`attention-${panel}-panel`)).toBeVisible();
        // What shows that it is drawn, and not only there.
        const drawn = { table: 'td', code: 'textarea', cost: '.cost-table td', points: '.point' };
        const sign = drawn[panel as keyof typeof drawn] ?? 'attention-matrix :is(canvas, .cell)';
        await expect(page.locator(`attention-${panel}-panel`).locator(sign).first()).toBeVisible();
        await printTasks(page, `${mechanism}, ${panel}`);
        expect(await page.locator('*').count(), 'elements of the page').toBeLessThan(4000);
        const beyond = await page.evaluate(() => {
          const { scrollWidth, clientWidth } = document.documentElement;
          return scrollWidth - clientWidth;
        });
        expect(beyond, 'pixels beyond the edge of the window').toBe(0);
      });
    }
  }
});

const shownTable = (page: Page): Promise<string[][]> =>
  page
    .locator('.numbers-table tbody tr')
    .evaluateAll(rows => rows.map(row => [...row.querySelectorAll('td')].map(cell => cell.textContent ?? '')));

test('a large table is read page by page, and a link opens the page', async ({ page, playground }) => {
  await playground.open({ version: 1, mechanism: 'multi_head', tokens: words(70), view: { panel: 'table' } });
  const weights = reportOf(page.url()).find(({ name, head }) => name === 'weights' && head === 1)?.numbers ?? [];
  const expectPart = async (rows: readonly [number, number], columns: readonly [number, number]): Promise<void> => {
    await expect(page.locator('[data-shown="rows"]')).toHaveText(`Rows ${rows[0] + 1} to ${rows[1]} of 70`);
    await expect(page.locator('[data-shown="columns"]')).toHaveText(`Columns ${columns[0] + 1} to ${columns[1]} of 70`);
    const shown = await shownTable(page);
    expect(shown.length).toBe(rows[1] - rows[0]);
    shown.forEach((row, i) => {
      expect(row.length).toBe(columns[1] - columns[0]);
      row.forEach((text, j) => {
        const value = weights[rows[0] + i]?.[columns[0] + j] ?? Number.NaN;
        expect(agrees(text, value), `${rows[0] + i}, ${columns[0] + j}: ${text} is not ${value}`).toBe(true);
      });
    });
  };
  await expectPart([0, 32], [0, 24]);
  await expect(playground.control('previous-rows')).toBeDisabled();
  await playground.control('next-rows').click();
  await playground.control('next-rows').click();
  await playground.control('next-columns').click();
  await expectPart([64, 70], [24, 48]);
  await expect(playground.control('next-rows')).toBeDisabled();
  await page.locator('.table-number[data-row="69"][data-column="30"]').click();
  await expect(page.locator('attention-arithmetic h2')).toContainText('w69');
  await expect.poll(() => stateOf(page.url()).view).toMatchObject({ table: { row: 64, column: 24 } });
  await page.reload();
  await playground.ready();
  await expectPart([64, 70], [24, 48]);
});

test('a table of weights opens on the cell that is locked', async ({ page, playground }) => {
  await playground.open({
    ...{ version: 1, mechanism: 'masked', tokens: words(70) },
    view: {
      panel: 'table',
      locked: { stage: 'weights', name: 'weights', rows: 'query', head: -1, step: -1, nth: 0, row: 40, column: 30 },
    },
  });
  await expect(page.locator('.table-number[data-row="40"][data-column="30"]')).toBeVisible();
});

test('of what is made at every step, any one is shown', async ({ page, playground }) => {
  await watchFiles(page);
  await playground.open({ version: 1, mechanism: 'bahdanau', tokens: words(6), view: { panel: 'table' } });
  // The stack of all steps is one matrix of its own; each step's weights are another kind.
  const choice = playground.control('table');
  await choice.selectOption({ label: 'weights (1 × 6) × 6' });
  const which = playground.control('table-which');
  const stack = reportOf(page.url()).find(({ name }) => name === 'weights')?.numbers ?? [];
  const expectStep = async (step: number): Promise<void> => {
    await expect(which).toHaveValue(String(step));
    const [row = []] = await shownTable(page);
    expect(row.length).toBe(6);
    row.forEach((text, column) => {
      expect(agrees(text, stack[step - 1]?.[column] ?? Number.NaN), `step ${step}, ${column}: ${text}`).toBe(true);
    });
  };
  // With the keys that a reader has.
  const write = async (text: string): Promise<void> => {
    await which.press('ControlOrMeta+a');
    await which.press('Delete');
    await which.pressSequentially(text);
    await which.press('Enter');
  };
  await expectStep(1);
  await playground.control('next-which').click();
  await expectStep(2);
  await write('5');
  await expectStep(5);
  // What is beyond the last one is the last one; what is no number changes nothing.
  await write('99');
  await expectStep(6);
  await write('');
  await expectStep(6);
  await write('0');
  await expectStep(1);
  await expect(playground.control('previous-which')).toBeDisabled();
  await write('6');
  await expectStep(6);
  await expect.poll(() => stateOf(page.url()).view).toMatchObject({ table: { stage: 'weights', step: 5 } });
  const file = await take(page, () => playground.control('download-table').click());
  expect(file.name).toBe('weights-step-6.csv');
  // Of a shorter sentence the last one there is.
  await playground.type('tokens', 'w0 w1 w2');
  await expect(choice.locator('option:checked')).toHaveText('weights (1 × 3) × 3');
  await expect(which).toHaveValue('3');
});

test('of a long script the beginning is shown; copy and download have all of it', async ({ page, playground }) => {
  await watchFiles(page);
  await page.addInitScript(() => {
    const refused = { writeText: (text: string): Promise<void> => Promise.reject(Object.assign(window, { wanted: text })) };
    Object.defineProperty(navigator, 'clipboard', { value: refused });
  });
  await playground.open({ version: 1, mechanism: 'bahdanau', tokens: words(100), view: { panel: 'code' } });
  const script = execFileSync(env.ATTENTION_COMMAND ?? 'attention', ['python', page.url()], { encoding: 'utf8' });
  const shown = await page.locator('textarea.code').inputValue();
  expect(shown.length).toBeLessThanOrEqual(100_000);
  expect(shown.endsWith('\n')).toBe(true);
  expect(script.startsWith(shown)).toBe(true);
  await expect(page.locator('[data-note="beginning"]')).toBeVisible();
  const file = await take(page, () => playground.control('download-code').click());
  expect(file.name).toBe('attention.py');
  expect(file.text === script, 'the download is the script of the command').toBe(true);
  await playground.control('copy-code').click();
  await expect(page.locator('[data-note="by-hand"]')).toContainText('download it');
  expect(await page.evaluate(() => (window as unknown as { wanted: string }).wanted)).toHaveLength(script.length);
  await playground.control('show-all').click();
  await expect(page.locator('textarea.code')).toHaveValue(script);
  await expect(page.locator('[data-note="beginning"]')).toHaveCount(0);
  // What is short is whole.
  await page.locator('[data-code="command"]').click();
  await expect(page.locator('[data-note="beginning"]')).toHaveCount(0);
});

test('lines of many tokens lie on the rows of the matrix, and show the part that it shows', async ({ page, playground }) => {
  await page.setViewportSize({ width: 1440, height: 1000 });
  await playground.open({ version: 1, mechanism: 'masked', tokens: words(128), view: { panel: 'lines' } });
  const tops = (within: string): Promise<[string, number][]> =>
    page.locator(within).evaluateAll(list =>
      list.map(label => {
        const { top, height } = label.getBoundingClientRect();
        return [label.textContent ?? '', top + height / 2];
      }),
    );
  const expectAligned = async (first: string, last: string): Promise<void> => {
    await expect
      .poll(async () => {
        // The neighbours of the row that is pointed out make way for its name.
        const keys = await tops('attention-lines .row-label');
        const rows = new Map(await tops('attention-labelled .row-label:not([hidden], .spare)'));
        const written = keys.filter(([name]) => rows.has(name));
        if (keys.length < 4 || written.length < keys.length - 2) return `${keys.length} and ${written.length} names`;
        const [one, other] = [keys[0]?.[0], keys.at(-1)?.[0]];
        if (one !== first || other !== last) return `from ${one} to ${other}`;
        const apart = written.map(([name, top]) => Math.abs(top - (rows.get(name) ?? 0)));
        return Math.max(...apart) < 2 ? 'aligned' : `apart by ${Math.max(...apart)}`;
      })
      .toBe('aligned');
  };
  await expectAligned('w0', 'w125');
  await expect(page.locator('[data-note="most-lines"]')).toContainText('The 400 largest of');
  const count = await page.locator('path.line').count();
  expect(count).toBeGreaterThan(100);
  expect(count).toBeLessThanOrEqual(528);
  const weights = reportOf(page.url()).find(({ name }) => name === 'weights')?.numbers ?? [];
  const drawn = await page.locator('path.line').evaluateAll(paths =>
    paths.map(path => {
      const { row, column } = (path as SVGElement).dataset;
      return [Number(row), Number(column), Number(path.getAttribute('stroke-width'))] as const;
    }),
  );
  for (const [row, column, width] of drawn) expect(width).toBeCloseTo(Math.max(1, 12 * (weights[row]?.[column] ?? 0)), 3);
  await playground.control('zoom-in').click();
  await playground.control('zoom-in').click();
  await expect(page.locator('[data-region]')).toHaveText(/rows \d+–\d+ of 128/);
  const [, from = '', to = ''] = /rows (\d+)–(\d+)/.exec((await page.locator('[data-region]').textContent()) ?? '') ?? [];
  await expectAligned(`w${Number(from) - 1}`, `w${Number(to) - 2}`);
  const within = await page
    .locator('path.line')
    .evaluateAll(paths => paths.map(path => Number((path as SVGElement).dataset.row) + 1));
  expect(Math.min(...within)).toBeGreaterThanOrEqual(Number(from));
  expect(Math.max(...within)).toBeLessThanOrEqual(Number(to));
  // Closest, every weight has its line, and who zoomed in is still where the button is.
  await playground.control('zoom-in').click();
  await playground.control('zoom-in').click();
  await expect(playground.control('zoom-in')).toBeDisabled();
  await expect(playground.control('zoom-in')).toBeFocused();
  const [, top = 0, , left = 0] =
    /rows (\d+)–(\d+) of 128, columns (\d+)–/.exec((await page.locator('[data-region]').textContent()) ?? '')?.map(Number) ?? [];
  const visible = weights
    .slice(top - 1, top + 7)
    .flatMap(row => row.slice(left - 1, left + 7))
    .filter(weight => weight !== null && weight > 0).length;
  expect(visible).toBeGreaterThan(8);
  await expect(page.locator('path.line')).toHaveCount(visible);
  await expect(page.locator('[data-note="most-lines"]')).toHaveCount(0);
});

test('hundreds of decoding steps are a slider', async ({ page, playground }) => {
  await playground.open({ version: 1, mechanism: 'bahdanau', tokens: words(80), view: { panel: 'lines' } });
  const slider = playground.control('decoding-step');
  await expect(slider).toHaveAttribute('max', '80');
  await slider.fill('37');
  await expect(page.locator('.decoding output')).toHaveText('step 37: w36');
  await expect(page.locator('attention-arithmetic h2')).toContainText('w36');
  await slider.press('ArrowRight');
  await expect(page.locator('.decoding output')).toHaveText('step 38: w37');
  await playground.control('previous-step').click();
  await expect(slider).toHaveValue('37');
});

test('a large figure is compared, and what is changed meanwhile counts', async ({ page, playground }) => {
  const tokens = words(80);
  await playground.open({
    version: 1,
    mechanism: 'masked',
    tokens,
    view: { panel: 'compare', compared: { b: { temperature: 2 } } },
  });
  const largest = page.locator('[data-largest]');
  await expect(largest).toBeVisible();
  const numbersAt = (temperature: number): readonly (readonly (number | null)[])[] =>
    reportOf(`https://attention/${hashOf({ version: 1, mechanism: 'masked', tokens, temperature })}`).find(
      ({ name }) => name === 'weights',
    )?.numbers ?? [];
  const a = numbersAt(1);
  const most = (b: readonly (readonly (number | null)[])[]): number =>
    Math.max(...a.flatMap((row, i) => row.map((value, j) => Math.abs((b[i]?.[j] ?? 0) - (value ?? 0)))));
  const shown = async (): Promise<number> => Math.abs(Number(await largest.getAttribute('data-largest')));
  expect(await shown()).toBeCloseTo(most(numbersAt(2)), 6);
  // Two changes at once: the first is not waited for.
  const field = page.locator('attention-compare-panel [data-control="temperature"]');
  await field.fill('3');
  await field.fill('4').catch(() => undefined);
  await expect.poll(async () => stateOf(await linkOf(page)).view).toMatchObject({ compared: { b: { temperature: 4 } } });
  await expect.poll(shown).toBeCloseTo(most(numbersAt(4)), 6);
});

for (const count of [20, 24, 32, 64])
  test(`lines of ${count} tokens lie on the rows of the matrix, and the page is no wider for it`, async ({
    page,
    playground,
  }) => {
    await page.setViewportSize({ width: 1440, height: 1000 });
    await playground.open({ version: 1, mechanism: 'masked', tokens: words(count), view: { panel: 'lines' } });
    const ends = page.locator('path.line');
    const matrix = page.locator('attention-labelled attention-matrix');
    await expect
      .poll(async () => {
        const { y = 0, height = 0 } = (await matrix.boundingBox()) ?? {};
        const lines = await page.locator('.lines svg').boundingBox();
        return Math.abs(y - (lines?.y ?? 0)) + Math.abs(height - (lines?.height ?? 0));
      })
      .toBeLessThan(6);
    expect(await ends.count()).toBeGreaterThan(count);
    // Less the scroll bar of the engine that has one.
    const beyond = await page.locator('html').evaluate(html => html.scrollWidth - html.clientWidth);
    expect(beyond).toBe(0);
  });
