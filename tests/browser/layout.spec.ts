// Layout at four sizes, in light and dark, English and Chinese: nothing overflows, overlaps or is too small.
// Screenshots for people go to the folder that ATTENTION_SCREENSHOTS names; no picture is compared.

import { join } from 'node:path';
import { env } from 'node:process';
import type { Page } from '@playwright/test';
import { examine } from './examine';
import { entries } from './playground';
import { scenario } from './scenario';
import { expect, test } from './test';

const sizes = [
  [360, 740],
  [390, 844],
  [720, 900],
  [1440, 1000],
] as const;
const tokens = {
  en: ['the', 'dog', 'ran', 'until', 'it', 'was', 'tired'],
  zh: ['我们', '昨天', '在', '北京', '遇见', '了', '她'],
} as const;
const folder = env.ATTENTION_SCREENSHOTS;

async function photograph(page: Page, name: string): Promise<void> {
  if (folder)
    await page.screenshot({
      path: join(folder, `${name}.png`),
      fullPage: (page.viewportSize()?.width ?? 0) >= 600,
      caret: 'initial',
    });
}

for (const [width, height] of sizes) {
  for (const language of ['en', 'zh'] as const) {
    for (const theme of ['light', 'dark'] as const) {
      test(`${width} × ${height}, ${language}, ${theme}`, async ({ page, playground, browserName }) => {
        await page.setViewportSize({ width, height });
        const phone = width < 600;
        await playground.open({ ...scenario('key_value', [...tokens[language]]), view: { language, theme } });
        await expect(page.locator('html')).toHaveAttribute('lang', language === 'zh' ? 'zh-CN' : 'en');
        await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
        const faults: string[] = [];
        const look = async (name: string): Promise<void> => {
          const found = await examine(page, { touch: phone });
          faults.push(...found.map(fault => `${name}: ${fault}`));
          await photograph(page, `${browserName}-${width}-${language}-${theme}-${name}`);
        };
        for (const entry of entries) {
          await test.step(entry, async () => {
            await playground.choose(entry);
            await expect(page.locator('attention-matrix[data-stage="weights"] [data-row]').first()).toBeVisible();
            await look(entry);
          });
        }
        await page.locator('attention-matrix[data-stage="weights"] [data-row="1"][data-column="1"]').click();
        await look('locked');
        await page.keyboard.press('Escape');
        if (phone) await playground.control('settings').click();
        await playground.control('temperature').fill('0');
        await expect(playground.error('temperature')).toBeVisible();
        await look('error');
        expect([...new Set(faults)]).toEqual([]);
      });
    }
  }
}

test('a long sentence, long words and many heads do not burst the page', { tag: '@every-engine' }, async ({
  page,
  playground,
}) => {
  const long = [
    'Donaudampfschifffahrtsgesellschaft',
    '中华人民共和国'.repeat(4),
    ...Array.from({ length: 30 }, (_, index) => `word${index}`),
  ];
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height });
    for (const mechanism of ['multi_head', 'pointer'] as const) {
      await playground.open(scenario(mechanism, long, { heads: 16 }));
      await expect(page.locator('attention-matrix[data-stage="weights"]')).toBeVisible();
      expect(await examine(page, { touch: false }), `${mechanism} at ${width}`).toEqual([]);
    }
  }
});

test('signed numbers stand apart, also where the mask that is painted takes their room', async ({ page, playground }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  for (const mechanism of ['self_attention', 'masked', 'cross_attention', 'multi_head', 'bahdanau', 'luong'] as const) {
    await playground.open();
    await playground.choose(mechanism);
    await expect(page.locator('attention-matrix[data-stage="weights"] [data-row]').first()).toBeVisible();
    expect(await examine(page, { touch: false }), mechanism).toEqual([]);
    const paint = playground.control('paint');
    if ((await paint.count()) === 0) continue;
    await paint.click();
    expect(await examine(page, { touch: false }), `${mechanism}, painting`).toEqual([]);
  }
});

test('what runs beside the lines of a flow is in the picture', async ({ page, playground }) => {
  for (const [mechanism, language] of [
    ['decoder', 'zh'],
    ['decoder', 'en'],
    ['encoder', 'zh'],
    ['memory', 'en'],
  ] as const) {
    await page.setViewportSize({ width: 1440, height: 900 });
    await playground.prefer('language', language);
    await playground.open();
    await playground.choose(mechanism);
    await expect(page.locator('attention-lane').nth(1)).toBeVisible();
    const beyond = await page.locator('.flow-scroll').evaluate(flow => {
      const ends = [...flow.querySelectorAll('svg path')].map(path => path.getBoundingClientRect().right);
      return Math.max(...ends) + flow.scrollLeft - flow.getBoundingClientRect().left - flow.scrollWidth;
    });
    expect(beyond, `${mechanism}, ${language}`).toBeLessThanOrEqual(0);
  }
});

test('what is scrolled goes under the names of rows and the buttons', async ({ page, playground }) => {
  const nine = [...tokens.en, ...tokens.en].slice(0, 9);
  for (const width of [1000, 1440]) {
    await page.setViewportSize({ width, height: 1000 });
    await playground.open(scenario('multi_head', nine));
    const scroll = page.locator('.flow-scroll');
    await expect.poll(() => scroll.evaluate(flow => flow.scrollWidth - flow.clientWidth)).toBeGreaterThan(20);
    await scroll.evaluate(flow => flow.scrollBy(200, 0));
    for (const above of ['.flow-plane .row-labels', '.timeline-buttons', '.pace']) {
      const [place, ground] = await page.locator(above).evaluate(element => {
        const { left } = element.getBoundingClientRect();
        return [
          left - (element.closest('.flow-scroll')?.getBoundingClientRect().left ?? 0),
          getComputedStyle(element).backgroundColor,
        ];
      });
      expect(place, `${above} at ${width}`).toBeGreaterThanOrEqual(0);
      expect(ground, `${above} at ${width}`).toBe('rgb(255, 255, 255)');
    }
  }
});

test('the number is told of tokens of any length', async ({ page, playground }) => {
  const long = ['supercalifragilisticexpialidocious'.repeat(2), 'pneumonoultramicroscopicsilicovolcanoconiosis'];
  await page.setViewportSize({ width: 1440, height: 1000 });
  await playground.open(scenario('multi_head', long));
  await playground.cell('embeddings', 0, 15).hover();
  const tooltip = page.locator('attention-tooltip');
  await expect(tooltip).toHaveText(/[-−]?\d\.\d+$/);
  const beyond = await tooltip.evaluate(element => {
    const { left, right, width, height } = element.getBoundingClientRect();
    return Math.max(-left, right - innerWidth, element.scrollWidth - width, element.scrollHeight - height);
  });
  expect(beyond).toBeLessThanOrEqual(1);
});

test('what a sum comes to is in sight under a panel', async ({ page, playground }) => {
  for (const [width, height] of [sizes[1], sizes[2]]) {
    await page.setViewportSize({ width, height });
    await playground.open({ ...scenario('multi_head', [...tokens.en]), view: { panel: 'table' } });
    const bodies = page.locator('attention-arithmetic .step-body');
    await expect(bodies.first()).toBeVisible();
    const beyond = await bodies.evaluateAll(all => all.map(body => body.scrollWidth - body.clientWidth));
    expect(Math.max(...beyond), `beyond the edge at ${width}`).toBeLessThanOrEqual(0);
  }
});

test('many steps and long formulas do not widen a phone', async ({ page, playground }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  for (const [mechanism, count] of [
    ['linear', 8],
    ['streaming', 23],
    ['bahdanau', 4],
  ] as const) {
    await playground.open({ version: 1, mechanism, tokens: Array.from({ length: count }, (_, index) => `word${index}`) });
    expect(await page.evaluate(() => document.documentElement.scrollWidth), mechanism).toBe(360);
  }
});

test('the ways to look at a figure stay on one line of a phone', async ({ page, playground }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await playground.open({ ...scenario('multi_head', [...tokens.en]), view: { language: 'en' } });
  const tops = await page.locator('[data-panel]').evaluateAll(all => all.map(each => each.getBoundingClientRect().top));
  expect(tops).toHaveLength(7);
  expect(new Set(tops).size).toBe(1);
});

for (const [width, height] of [sizes[0], sizes[1]]) {
  test(`${width} × ${height}: every stage can be reached, and has the reference's numbers`, { tag: '@every-engine' }, async ({
    page,
    playground,
  }) => {
    await page.setViewportSize({ width, height });
    const { compute } = await import('./reference');
    const { complaints, readMatrices } = await import('./playground');
    const given = scenario('masked', ['the', 'dog', 'ran']);
    await playground.open(given);
    const stages = [...compute(given).stages.keys()]
      .filter(stage => stage !== 'scores')
      .map(stage => stage.replace(' query', ''));
    for (const stage of stages) {
      await page.locator(`[data-stop="${stage}"]`).click();
      const key = stage === 'embeddings' ? 'embeddings query' : stage;
      await expect
        .poll(async () => complaints(await readMatrices(page.locator('attention-labelled')), given, 0, [key]))
        .toEqual([]);
    }
    await page.locator('[data-stop="weights"]').click();
    await playground.cell('weights', 2, 1).click();
    await expect(page.locator('.arithmetic-sheet')).toBeVisible();
    await expect(page.locator('.arithmetic-sheet mn.result').first()).toHaveText(
      (await playground.cell('weights', 2, 1).textContent()) ?? '-',
    );
  });
}

test('the bar fits on every width between a phone and a tablet', async ({ page, playground }) => {
  for (const language of ['en', 'zh'] as const) {
    await playground.open({ version: 1, mechanism: 'encoder_decoder', tokens: ['a'], targets: ['b'], view: { language } });
    for (let width = 320; width <= 900; width += 20) {
      await page.setViewportSize({ width, height: 450 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide, `${language}, ${width}`).toBeLessThanOrEqual(0);
      const tools = await page.locator('.topbar-tools').boundingBox();
      const picker = await page.locator('.picker').boundingBox();
      if (tools && picker) expect(picker.x + picker.width, `${language}, ${width}`).toBeLessThanOrEqual(tools.x + 1);
    }
  }
});
