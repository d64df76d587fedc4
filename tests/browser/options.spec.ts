// Every choice that a mechanism offers: the figure follows, and has the numbers of the command.

import type { Locator } from '@playwright/test';
import { compare, reportOf } from './command';
import { readMatrices, stateOf } from './playground';
import { saidOf } from './shown';
import { expect, test } from './test';

/** What may be chosen, without what is chosen now. */
function others(select: Locator): Promise<string[]> {
  return select.evaluate(element => {
    const { options, value } = element as HTMLSelectElement;
    return [...options].map(option => option.value).filter(option => option !== value);
  });
}

for (const mechanism of ['soft', 'self_attention', 'multi_head', 'local', 'encoder', 'pointer']) {
  test(`${mechanism}: every choice`, async ({ page, playground }) => {
    test.slow();
    await playground.open();
    await playground.choose(mechanism);
    await expect(page.locator('.controls select').first()).toBeVisible();
    await page.locator('.further-options summary').click();
    const paths = await page
      .locator('attention-controls select')
      .evaluateAll(selects => selects.map(select => (select as HTMLElement).dataset.control ?? ''));
    for (const path of paths) {
      const select = playground.control(path);
      const first = await select.inputValue();
      for (const choice of [...(await others(select)), first]) {
        await test.step(`${path}: ${choice}`, async () => {
          const before = page.url();
          await select.selectOption(choice);
          await expect.poll(() => page.url(), { message: 'the link' }).not.toBe(before);
          await expect(page.locator('[data-error-for]')).toHaveCount(0);
          await expect
            .poll(async () => compare(await readMatrices(page.locator('body')), reportOf(page.url())).complaints, {
              message: JSON.stringify(stateOf(page.url())),
            })
            .toEqual([]);
        });
      }
    }
  });
}

test('the scores that are drawn are those that the weights are made of', async ({ page, playground }) => {
  const tokens = ['the', 'dog', 'ran', 'home'];
  for (const options of [{ soft_cap: 0.5 }, { position: 'relative' }, { position: 'alibi', soft_cap: 2 }]) {
    await playground.open({ version: 1, mechanism: 'self_attention', tokens, ...options });
    const shown = await readMatrices(page.locator('body'));
    expect(compare(shown, reportOf(page.url())).complaints).toEqual([]);
    const numbers = (stage: string): number[][] => {
      const cells = shown.find(matrix => matrix.stage === stage)?.cells ?? [];
      const values = cells.map(({ label }) => Number(saidOf(label).replace('−', '-')));
      return [0, 1, 2, 3].map(row => values.slice(4 * row, 4 * row + 4));
    };
    const weights = numbers('weights');
    numbers('adjusted_scores').forEach((row, i) => {
      const exponentials = row.map(Math.exp);
      const sum = exponentials.reduce((total, value) => total + value, 0);
      const off = exponentials.map((value, j) => Math.abs(value / sum - (weights[i]?.[j] ?? 0)));
      expect(Math.max(...off)).toBeLessThan(0.02);
    });
  }
});

test('what a first visit does without is fetched when it is chosen, or when a link asks for it', {
  tag: '@every-engine',
}, async ({ page, playground }) => {
  const fetched: string[] = [];
  page.on('request', request => {
    if (/attention-(?!first|kernels).*\.wasm$/.test(request.url())) fetched.push(request.url());
  });
  const tokens = ['the', 'dog', 'ran'];
  await playground.open({ version: 1, mechanism: 'masked', tokens });
  await page.locator('.further-options summary').click();
  expect(fetched).toEqual([]);
  const agree = async (): Promise<void> => {
    await expect.poll(async () => compare(await readMatrices(page.locator('body')), reportOf(page.url())).complaints).toEqual([]);
  };
  for (const [path, value] of [
    ['normalizer', 'sparsemax'],
    ['position', 'rotary'],
  ] as const) {
    await playground.control(path).selectOption(value);
    await expect.poll(() => stateOf(page.url())).toMatchObject({ [path]: value });
    await agree();
  }
  expect(fetched).toHaveLength(1);
  await playground.control('undo').click();
  await agree();

  for (const options of [{ normalizer: 'entmax' }, { position: 'alibi', soft_cap: 2 }, { score: 'cosine' }]) {
    await playground.open({ version: 1, mechanism: 'key_value', tokens, ...options });
    await expect(page.locator('[data-notice]')).toHaveCount(0);
    await agree();
  }
});
