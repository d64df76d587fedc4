// More tokens than a whole relation may be of: one row of it at a time, and the outputs of all, against the `attention` command.

import { numberOf } from './command';
import { hashOf } from './playground';
import { scenario } from './scenario';
import { agrees, saidOf } from './shown';
import { expect, test } from './test';

const count = 700;
const words = 'the dog ran until it was tired and then a cat came by with some bread so they ate'.split(' ');
const tokens = Array.from({ length: count }, (_, index) => `${words[(index * 7) % words.length]}${index}`);

for (const mechanism of ['masked', 'multi_head'] as const) {
  test(`${mechanism}: rows and outputs are the command's`, async ({ playground, page }) => {
    const given = scenario(mechanism, tokens, mechanism === 'multi_head' ? { heads: 4, width: 16 } : {});
    const linkOf = (query: number): string => hashOf({ ...given, query });
    const head = mechanism === 'multi_head' ? 0 : undefined;
    await playground.open({ ...given, tokens: ['a'] });
    await playground.type('tokens', tokens.join(' '));
    const long = page.locator('attention-long');
    await expect(long).toContainText(`${count} tokens`);
    await expect(playground.control('query')).toHaveValue(String(count));

    for (const row of [count - 1, 350]) {
      // Typed, as a reader does: a value that is filled in is no change to every browser.
      await playground.control('query').press('ControlOrMeta+a');
      await page.keyboard.type(String(row + 1));
      await page.keyboard.press('Enter');
      await expect(page.locator('attention-flow .row-label').first()).toHaveText(tokens[row] ?? '');
      const cell = playground.matrix('weights').locator('[tabindex="0"]').first();
      await cell.focus();
      await page.keyboard.press('Home');
      await page.keyboard.press('ArrowRight');
      const focused = page.locator('[data-stage="weights"] :focus');
      await expect(focused).toHaveAttribute('aria-label', new RegExp(`^${tokens[row]} to ${tokens[1]}, `));
      const label = (await focused.getAttribute('aria-label')) ?? '';
      const exact = numberOf(linkOf(row), 'weights', 0, 1, head);
      expect(agrees(saidOf(label), exact), `${label}, and is ${exact}`).toBe(true);
    }

    // Of all tokens, by streaming attention: its third number of the second token, against that token's own row.
    const streamed = long.locator('attention-matrix');
    await expect(streamed.getByRole('grid')).toHaveAttribute('aria-colcount', String(count), { timeout: 20_000 });
    await streamed.locator('[tabindex="0"]').first().focus();
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
    const label = (await page.locator('attention-long :focus').getAttribute('aria-label')) ?? '';
    expect(label).toContain(`${tokens[1]}, number 3`);
    const exact = numberOf(linkOf(1), mechanism === 'multi_head' ? 'heads' : 'output', 0, 2);
    expect(agrees(saidOf(label), exact), `${label}, and is ${exact}`).toBe(true);
    await page.keyboard.press('Enter');
    await expect(playground.control('query')).toHaveValue('2');
    expect(await page.locator('*').count(), 'elements of the page').toBeLessThan(5000);
  });
}

test('a link to a row opens it; a shorter sentence is a whole relation again', { tag: '@every-engine' }, async ({
  playground,
  page,
}) => {
  await playground.open({ ...scenario('masked', tokens), query: 5 });
  await expect(playground.control('query')).toHaveValue('6');
  await playground.type('tokens', 'the dog ran');
  await playground.expectFigure(scenario('masked', ['the', 'dog', 'ran']));
  await expect(page.locator('attention-long')).toHaveCount(0);
});

test('what streaming attention does not know is said, and rows can still be looked at', async ({ playground, page }) => {
  await playground.open({ ...scenario('key_value', tokens, { score: 'additive' }), query: 3 });
  await expect(page.locator('attention-long')).toContainText('cannot compute the outputs', { timeout: 20_000 });
  await expect(page.locator('attention-flow .row-label').first()).toHaveText(tokens[3] ?? '');
});
