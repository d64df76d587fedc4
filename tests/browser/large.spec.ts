// The largest figures that are computed whole: every mechanism opens with 512 tokens, and what is done meanwhile is not lost.

import type { Page } from '@playwright/test';
import { mechanismsOfCommand } from './command';
import { hashOf, linkOf, stateOf } from './playground';
import { scenario } from './scenario';
import { forgetTasks, printTasks, watchTasks } from './tasks';
import { expect, test } from './test';

const words = Array.from({ length: 512 }, (_, index) => `w${index}`);
const small = scenario('masked', ['the', 'dog', 'ran']);

const state = async (page: Page): Promise<object> => stateOf(await linkOf(page));

/** How many pictures nothing is drawn in. */
const blank = (page: Page): Promise<number> =>
  page.locator('attention-matrix canvas').evaluateAll(
    list =>
      (list as HTMLCanvasElement[]).filter(canvas => {
        const { width, height } = canvas;
        const pixels = width * height > 0 && canvas.getContext('2d')?.getImageData(0, 0, width, height).data;
        return !pixels || pixels.every(byte => byte === 0);
      }).length,
  );

test('every mechanism opens with 512 tokens', async ({ page, playground }) => {
  test.setTimeout(240_000);
  await watchTasks(page);
  await playground.open(small);
  for (const mechanism of mechanismsOfCommand()) {
    await test.step(mechanism, async () => {
      await forgetTasks(page);
      await page.evaluate(next => void setTimeout(() => location.assign(next)), hashOf({ version: 1, mechanism, tokens: words }));
      await expect.poll(() => state(page), mechanism).toMatchObject({ mechanism, tokens: words });
      await expect(page.locator('attention-matrix canvas').first()).toBeAttached();
      await expect.poll(() => blank(page), `${mechanism}: pictures without anything in them`).toBe(0);
      await printTasks(page, mechanism);
    });
  }
});

/** Types into the sentence, and goes on while that is computed and not yet drawn. */
async function meanwhile(page: Page, text: string, then: { readonly text?: string; readonly hash?: string }): Promise<void> {
  await page.locator('[data-control="tokens"]').evaluate(
    async (element, [first, next]) => {
      const field = element as HTMLInputElement;
      const type = (typed: string): void => {
        field.value = typed;
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      };
      type(first);
      // What was typed is computed in the next frame, and told to be drawn in a task after it.
      await new Promise(done => requestAnimationFrame(done));
      if (next.text !== undefined) type(next.text);
      if (next.hash !== undefined) location.hash = next.hash;
    },
    [text, then] as const,
  );
}

test('what is typed while a large figure waits to be drawn is drawn after it', async ({ page, playground }) => {
  await playground.open(small);
  // Fetched beforehand, so that nothing else is waited for.
  await playground.type('tokens', 'the dog');
  await playground.expectFigure({ ...small, tokens: ['the', 'dog'] });
  await meanwhile(page, words.join(' '), { text: 'a b c' });
  await playground.expectFigure({ ...small, tokens: ['a', 'b', 'c'] });
  await expect.poll(() => state(page)).toMatchObject({ tokens: ['a', 'b', 'c'] });
});

test('who follows a link while a large figure waits to be drawn stays there', async ({ page, playground }) => {
  await playground.open(small);
  await playground.type('tokens', 'the dog');
  await playground.expectFigure({ ...small, tokens: ['the', 'dog'] });
  const other = hashOf({ ...small, tokens: ['x', 'y'] });
  await meanwhile(page, words.join(' '), { hash: other });
  await playground.expectFigure({ ...small, tokens: ['x', 'y'] });
  // The large one would have been drawn, and its link written, by now.
  await page.waitForTimeout(1000);
  await playground.expectFigure({ ...small, tokens: ['x', 'y'] });
  expect(new URL(page.url()).hash).toBe(other);
});
