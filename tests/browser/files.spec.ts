// Numbers and scenarios as files: what is taken away, what is opened, and what is refused.

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { env } from 'node:process';
import type { Page, TestInfo } from '@playwright/test';
import { axeFaults } from './axe';
import { reportOf } from './command';
import { examine } from './examine';
import { scenario } from './scenario';
import { openExport, take, watchFiles } from './taken';
import { expect, test } from './test';

const words = ['the', '=1+1', 'a"b', '@x,y'];

interface WrittenMatrix {
  readonly name: string;
  readonly scope?: string;
  readonly head?: number;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly numbers: readonly (readonly (number | null)[])[];
  readonly hidden?: readonly (readonly [number, number])[];
}

/** As the command has it: before the name stands the module that it belongs to. */
const fullName = ({ name, scope }: WrittenMatrix): string => (scope ? `${scope}.${name}` : name);

test('every matrix as JSON and as CSV, with the digits of the core', async ({ page, playground }) => {
  await watchFiles(page);
  await playground.open({
    ...scenario('multi_head', words, { heads: 2, mask: { ...scenario('masked', words).mask } }),
    view: { panel: 'table' },
  });
  const reported = reportOf(page.url());
  const choice = page.locator('[data-control="table"]');
  const nodes = await choice.locator('option').evaluateAll(options => options.map(option => (option as HTMLOptionElement).value));
  const found: WrittenMatrix[] = [];
  for (const node of nodes) {
    await choice.selectOption(node);
    await page.locator('[data-format="json"]').click();
    const file = await take(page, () => page.locator('[data-control="download-table"]').click());
    const matrix = JSON.parse(file.text) as WrittenMatrix;
    found.push(matrix);
    if (matrix.name !== 'weights' && matrix.name !== 'masked_scores') continue;
    await page.locator('[data-format="csv"]').click();
    const csv = (await take(page, () => page.locator('[data-control="download-table"]').click())).text;
    const [heading, ...rows] = csv.split('\r\n');
    expect(heading).toBe(`,the,'=1+1,"a""b","'@x,y"`);
    const cells = rows.slice(0, words.length).map(row => row.split(',').slice(-words.length));
    cells.forEach((row, i) => {
      row.forEach((text, j) => {
        expect(text).toBe(j > i ? 'hidden' : String(matrix.numbers[i]?.[j]));
      });
    });
  }
  for (const { name, head, numbers } of reported) {
    const own = found.filter(matrix => fullName(matrix) === name && matrix.head === head);
    const same = own.filter(matrix => {
      const hidden = new Set(matrix.hidden?.map(String));
      return matrix.numbers.every((row, i) =>
        row.every((value, j) => (hidden.has(`${i},${j}`) ? value === null && !numbers[i]?.[j] : value === numbers[i]?.[j])),
      );
    });
    expect(same.length, `${name} ${head}`).toBeGreaterThanOrEqual(1);
  }
  const weights = found.find(({ name }) => name === 'weights');
  expect(weights?.rows).toEqual(words);
  expect(weights?.columns).toEqual(words);
  expect(weights?.hidden).toEqual([
    [0, 1],
    [0, 2],
    [0, 3],
    [1, 2],
    [1, 3],
    [2, 3],
  ]);
});

test('where the clipboard is forbidden, the text of every copy is there, selected', async ({ page, playground }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('refused')) } });
  });
  await playground.open({ ...scenario('masked', ['the', 'dog']), view: { panel: 'table' } });
  const selected = (): Promise<string> =>
    page.evaluate(() => {
      const field = document.activeElement as HTMLTextAreaElement;
      return field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0);
    });
  await page.locator('[data-format="json"]').click();
  await page.locator('[data-control="copy-table"]').click();
  await expect.poll(selected).toContain('"numbers": [');
  await page.locator('[data-panel="code"]').click();
  for (const [kind, holds] of [
    ['python', 'import torch'],
    ['cpp', 'int main()'],
    ['command', 'attention run'],
  ] as const) {
    await page.locator(`[data-code="${kind}"]`).click();
    await page.locator('[data-control="copy-code"]').click();
    await expect.poll(selected).toContain(holds);
  }
  await page.locator('[data-control="share"]').click();
  await expect.poll(selected).toContain('#1.');
});

/** Drops a file onto the page, as a hand would. */
function drop(page: Page, name: string, text: string): Promise<void> {
  return page.evaluate(
    async ([name, text]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], name, { type: 'application/json' }));
      const target = document.querySelector('main') ?? document.body;
      const drag = (type: string): boolean =>
        target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
      drag('dragenter');
      // What opens files is fetched at the first sign of a reader.
      await customElements.whenDefined('attention-export');
      drag('dragover');
      drag('drop');
    },
    [name, text] as const,
  );
}

test('a scenario that was saved is opened again by dropping it, and undone in one step', async ({ page, playground }) => {
  await watchFiles(page);
  const first = scenario('masked', ['the', 'dog', 'ran'], { seed: 7, temperature: 0.5 });
  await playground.open(first);
  await playground.cell('weights', 2, 1).click();
  await openExport(page);
  const file = await take(page, () => page.locator('[data-control="save-scenario"]').click());
  expect(file.name).toBe('masked.json');
  const command = env.ATTENTION_COMMAND ?? 'attention';
  const run = (input: string, from: string): string =>
    execFileSync(command, ['run', from, '--json'], { input, encoding: 'utf8' });
  expect(run(file.text, '-')).toBe(run('', page.url()));

  await page.keyboard.press('Escape');
  const second = scenario('multi_head', ['she', 'saw', 'it']);
  await playground.open(second);
  await playground.expectFigure(second);
  await drop(page, file.name, file.text);
  await playground.expectFigure(first);
  await expect(page.locator('attention-export [role="status"]')).toContainText('masked.json');
  await expect(playground.control('release')).toBeVisible();
  await playground.control('undo').click();
  await playground.expectFigure(second);
  await expect(playground.control('undo')).toBeDisabled();
  await playground.control('redo').click();
  await playground.expectFigure(first);
});

async function openFile(page: Page, info: TestInfo, name: string, text: string): Promise<void> {
  const path = info.outputPath(name);
  writeFileSync(path, text);
  await page.locator('[data-control="scenario-file"]').setInputFiles(path);
}

test('a file is opened from the menu too, also one that needs what was not loaded', async ({ page, playground }, info) => {
  await playground.open(scenario('multi_head', words));
  await openExport(page);
  await expect(page.locator('[data-control="open-scenario"]')).toBeVisible();
  await openFile(page, info, 'pointer.json', JSON.stringify({ version: 1, mechanism: 'pointer', tokens: '3 1 2' }));
  await playground.expectFigure(scenario('pointer', ['3', '1', '2']));
});

const broken: readonly (readonly [string, string, string | RegExp])[] = [
  ['empty.json', '', 'not valid JSON'],
  ['cut.json', '{"version": 1, "mechanism"', /not valid JSON \(position \d+\)/],
  ['picture.png', '\u0089PNG\r\n\u001a\n\u0000', 'not valid JSON'],
  ['list.json', '[1, 2, 3]', 'What it holds must be an object'],
  ['null.json', 'null', 'What it holds must be an object'],
  ['old.json', '{"version": 0, "mechanism": "masked", "tokens": ["a"]}', /Version 0 cannot be read, only version 1/],
  ['newer.json', '{"version": 2, "mechanism": "masked", "tokens": ["a"]}', /Version 2 cannot be read, only version 1/],
  ['field.json', '{"version": 1, "mechanism": "masked", "tokens": ["a"], "hits": 1}', /"?hits"? is not known/],
  ['name.json', '{"version": 1, "mechanism": "magic", "tokens": ["a"]}', /magic" is not known/],
  ['wide.json', '{"version": 1, "mechanism": "masked", "tokens": ["a"], "width": 1e9}', /Width must be/],
  ['nan.json', '{"version": 1, "mechanism": "masked", "tokens": ["a"], "temperature": NaN}', 'not valid JSON'],
  ['deep.json', `{"version": 1, "mechanism": "masked", "tokens": ${'['.repeat(100_000)}`, 'deep.json was not opened'],
  ['<img src=x onerror=alert(1)>.json', 'x', '<img src=x onerror=alert(1)>.json was not opened'],
];

test('a file that is no scenario says why, beside the button, and nothing is lost', async ({ page, playground }) => {
  const given = scenario('masked', ['the', 'dog', 'ran']);
  await playground.open(given);
  for (const [name, text, says] of broken) {
    await test.step(name, async () => {
      await drop(page, name, text);
      await expect(playground.error('export-file')).toContainText(name);
      await expect(playground.error('export-file')).toContainText(says);
      await playground.expectFigure(given);
      await expect(playground.control('undo')).toBeDisabled();
    });
  }
  expect(await page.locator('main img').count()).toBe(0);
  const [button, error] = [page.locator('[data-control="open-scenario"]'), playground.error('export-file')];
  const gap = ((await error.boundingBox())?.y ?? 0) - ((await button.boundingBox())?.y ?? 0);
  expect(gap).toBeLessThan(60);
});

test('a huge file is refused before it is read', async ({ page, playground }) => {
  await playground.open(scenario('masked', ['the', 'dog']));
  await page.evaluate(() => {
    for (const name of ['text', 'arrayBuffer', 'stream'] as const)
      Blob.prototype[name] = () => {
        throw new Error('it was read');
      };
  });
  await drop(page, 'huge.json', ' '.repeat(1_000_001));
  await expect(playground.error('export-file')).toContainText('huge.json has 1,000,001 bytes');
});

for (const [width, language] of [
  [1440, 'en'],
  [390, 'zh'],
] as const) {
  test(`${width} px, ${language}: the menu is in order, and the keyboard opens and leaves it`, async ({ page, playground }) => {
    await page.setViewportSize({ width, height: 844 });
    await playground.prefer('language', language);
    await playground.open(scenario('masked', ['the', 'dog']));
    const button = playground.control('export');
    await button.focus();
    await page.keyboard.press('Enter');
    await drop(page, 'x.json', '{');
    await expect(playground.error('export-file')).toBeVisible();
    expect(await examine(page, { touch: width < 600 })).toEqual([]);
    expect(await axeFaults(page, 'attention-matrix')).toEqual([]);
    const foreign = (await page.locator('.export-menu').innerText()).match(/[A-Za-z]{4,}/g) ?? [];
    if (language === 'zh') expect(foreign.filter(word => !['PyTorch', 'JSON', 'json'].includes(word))).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.locator('.export-menu')).toHaveCount(0);
    await expect(button).toBeFocused();
  });
}
