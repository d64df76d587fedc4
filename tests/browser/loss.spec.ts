// The loss, where a mechanism has something that it should have written or pointed at, and its gradients in place of the values.

import { execFileSync } from 'node:child_process';
import { env } from 'node:process';
import type { Page } from '@playwright/test';
import { readMatrices, stateOf } from './playground';
import { agrees } from './shown';
import { expect, test } from './test';

/** The gradient of the loss by a matrix, as the command computes it. */
function gradientBy(page: Page, by: string): readonly (readonly number[])[] {
  const words = ['gradient', page.url(), '--matrix', 'loss', '--row', '1', '--column', '1', '--by', by, '--json'];
  const text = execFileSync(env.ATTENTION_COMMAND ?? 'attention', words, { encoding: 'utf8' });
  return (JSON.parse(text) as { gradients: readonly { numbers: readonly (readonly number[])[] }[] }).gradients[0]?.numbers ?? [];
}

for (const scenario of [
  { version: 1, mechanism: 'bahdanau', tokens: ['a', 'b', 'c'], targets: ['x', 'y'], width: 4 },
  { version: 1, mechanism: 'pointer', tokens: ['3', '-1', '2'], elements: 'numbers', width: 4 },
]) {
  test(`${scenario.mechanism}: every matrix shows the gradient of the loss that the command gives`, async ({
    page,
    playground,
  }) => {
    await playground.open(scenario);
    await page.locator('[data-control="loss-gradients"]').first().click();
    await expect(page.locator('[data-notice="gradients"]')).toContainText('Gradients of loss', { timeout: 20_000 });
    await expect(page.locator('[data-notice="gradients"]')).toContainText('the probabilities lead nowhere');
    expect(stateOf(page.url())).toMatchObject({ loss: true, view: { gradientOf: { stage: 'loss' } } });
    const shown = await readMatrices(page.locator('main'));
    let compared = 0;
    for (const name of ['embeddings', 'encodings', 'scores', 'weights']) {
      const cells = shown.find(matrix => matrix.name === name)?.cells ?? [];
      const expected = cells.length > 0 ? gradientBy(page, name) : [];
      for (const { row, column, label } of cells) {
        const said = label.split(/[,，] ?/).at(-1) ?? '';
        const value = expected[row]?.[column] ?? Number.NaN;
        expect(said === 'hidden' ? value === 0 : agrees(said, value), `${name}[${row}][${column}]: "${label}", ${value}`).toBe(
          true,
        );
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(10);
    await page.locator('[data-notice="gradients"] button').click();
    await expect(page.locator('[data-loss]').first()).toContainText('Loss');
  });
}
