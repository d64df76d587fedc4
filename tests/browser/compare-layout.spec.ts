// Two settings beside one another: laid out at every width, for any two mechanisms, in no more memory than two take.

import type { Locator, Page } from '@playwright/test';
import { axeFaults } from './axe';
import { examine } from './examine';
import { scenario } from './scenario';
import { expect, test } from './test';

const words = ['the', 'dog', 'ran', 'home'];
const matrixOf = (page: Page, side: 'a' | 'b' | 'difference'): Locator =>
  page.locator(`[data-compare="${side}"] attention-matrix`);

for (const language of ['en', 'zh'] as const) {
  for (const [width, theme] of [
    [1440, 'light'],
    [1024, 'dark'],
    [390, 'dark'],
  ] as const) {
    const tag = (language === 'en') === width > 1200 ? [] : '@sweep';
    test(`well laid out and accessible: ${language}, ${width} px, ${theme}`, { tag }, async ({ page, playground }) => {
      test.slow();
      await page.setViewportSize({ width, height: 900 });
      await playground.prefer('language', language);
      await playground.prefer('theme', theme);
      const a = scenario('multi_head', ['the', 'dog', 'ran', 'until', 'it', 'was', 'tired']);
      const views: readonly object[] = [
        { b: { temperature: 0.5, mask: { causal: true } } },
        { b: { mechanism: 'pointer' } },
        { b: { temperature: -1 }, matrix: 'scores' },
      ];
      for (const compared of views) {
        await playground.open({ ...a, view: { panel: 'compare', compared } });
        await expect(matrixOf(page, 'a')).toBeVisible({ timeout: 20_000 });
        expect(await page.locator('main').innerText()).not.toMatch(/undefined|\{\w+\}|NaN/);
        expect(await examine(page, { touch: width < 600 })).toEqual([]);
        expect(await axeFaults(page)).toEqual([]);
      }
      if (width < 600) {
        await playground.open({ ...a, view: { panel: 'compare', compared: views[0] } });
        const tops = await Promise.all((['a', 'b', 'difference'] as const).map(side => matrixOf(page, side).boundingBox()));
        expect(tops.map(box => box?.y ?? 0)).toEqual([...tops.map(box => box?.y ?? 0)].sort((one, other) => one - other));
        expect(new Set(tops.map(box => box?.x)).size).toBe(1);
      }
    });
  }
}

test('every mechanism can be compared with every other', async ({ page, playground }) => {
  test.setTimeout(180_000);
  await playground.open({ ...scenario('multi_head', words), view: { panel: 'compare' } });
  await expect(matrixOf(page, 'difference')).toBeVisible({ timeout: 20_000 });
  const mechanisms = await playground.mechanisms();
  for (const mechanism of mechanisms) {
    await playground.control('compare-mechanism').selectOption(mechanism);
    await expect(playground.control('compare-mechanism')).toHaveValue(mechanism);
    await expect(page.locator('.compare-largest, [data-notice="compare-shapes"]')).toHaveCount(1);
    await expect(page.locator('attention-compare-panel .error')).toHaveCount(0);
    await playground.control('compare-swap').click();
    await expect(page.locator(`[data-mechanism="${mechanism}"][aria-current="true"]`)).toBeAttached();
    await expect(page.locator('.compare-largest, [data-notice="compare-shapes"]')).toHaveCount(1);
    await playground.control('compare-swap').click();
    await expect(page.locator('[data-mechanism="multi_head"][aria-current="true"]')).toBeAttached();
  }
});

test('whatever is changed in B, no more than two graphs are held', async ({ page, playground }) => {
  await page.addInitScript(() => {
    const memories: WebAssembly.Memory[] = [];
    const { instantiate, instantiateStreaming } = WebAssembly;
    const keep = <T>(made: T): T => {
      const instance = made instanceof WebAssembly.Instance ? made : (made as WebAssembly.WebAssemblyInstantiatedSource).instance;
      // Its name is as short as it gets.
      for (const part of Object.values(instance.exports)) if (part instanceof WebAssembly.Memory) memories.push(part);
      return made;
    };
    WebAssembly.instantiate = (async (...given: Parameters<typeof instantiate>) =>
      keep(await instantiate(...given))) as unknown as typeof instantiate;
    WebAssembly.instantiateStreaming = async (...given) => keep(await instantiateStreaming(...given));
    Object.assign(window, { held: () => memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0) });
  });
  const held = (): Promise<number> => page.evaluate(() => (window as unknown as { held: () => number }).held());
  const tokens = Array.from({ length: 48 }, (_, index) => `w${index}`);
  await playground.open({ ...scenario('multi_head', tokens), view: { panel: 'compare', compared: { b: { seed: 1 } } } });
  await expect(matrixOf(page, 'difference')).toBeVisible({ timeout: 20_000 });
  const change = async (from: number, to: number): Promise<void> => {
    for (let seed = from; seed < to; ++seed) {
      await playground.control('seed').fill(String(seed));
      await page.evaluate(() => new Promise(requestAnimationFrame));
    }
    await expect(page.locator('[data-change="seed"]')).toContainText(`→ ${to - 1}`);
  };
  await change(2, 12);
  const before = await held();
  expect(before).toBeGreaterThan(2 ** 20);
  await change(12, 112);
  expect(await held()).toBeLessThanOrEqual(before * 1.1);
});
