// Links that somebody broke, or means ill with: what is wrong is said by name, the rest opens, nothing is executed.

import type { Page } from '@playwright/test';
import { type Hostile, hostileLinks, masked } from './hostile-links';
import { hashOf, linkOf, type Playground, stateOf } from './playground';
import { forgetTasks, printTasks, watchTasks } from './tasks';
import { expect, test } from './test';

/** One broken link does not keep the others from being tried. */
const soft = expect.configure({ soft: true });
const atOnce = 10;

/** Firefox lets no address be longer. */
const longestOfFirefox = 2 ** 20;

for (let first = 0; first < hostileLinks.length; first += atOnce) {
  const links = hostileLinks.slice(first, first + atOnce);
  test(`links that are broken or hostile, from "${links[0]?.name}" on`, async ({ page, playground, browserName }) => {
    test.setTimeout(180_000);
    await watchTasks(page);
    await page.addInitScript(() => Object.assign(window, { hit: () => Object.assign(window, { wasHit: true }) }));
    await playground.open();
    const possible = links.filter(({ hash }) => browserName === 'chromium' || hash.length < longestOfFirefox);
    for (const link of possible) await test.step(link.name, () => tryLink(page, playground, link));
    expect(await page.evaluate(() => 'wasHit' in window || 'polluted' in {} || 'width' in {})).toBe(false);
  });
}

async function tryLink(page: Page, playground: Playground, { name, hash, told, says = [], shows = {} }: Hostile): Promise<void> {
  // To hand a long link to the page takes longer than anything that the page does with it: it is followed afterwards.
  await page.evaluate(next => void Object.assign(window, { next }), hash);
  await forgetTasks(page);
  await page.evaluate(() => {
    setTimeout(() => {
      location.hash = (window as unknown as { next: string }).next;
    });
  });
  const notice = page.locator('[data-notice="brokenLink"]');
  const found = (): Promise<string[]> =>
    notice
      .locator('[data-fault]')
      .evaluateAll(list => list.map(({ dataset }) => `${(dataset as DOMStringMap).fault} ${(dataset as DOMStringMap).code}`));
  for (const fault of told)
    await soft.poll(found, `${name}: ${fault}`).toContainEqual(fault.startsWith('^') ? expect.stringMatching(fault) : fault);
  for (const part of says) await soft(notice).toContainText(part);
  // What it shows is what its own link holds.
  const state = async (): Promise<object> => stateOf(await linkOf(page));
  await soft.poll(state, name).toMatchObject(shows);
  if (told.length === 0) await soft(notice).toHaveCount(0);
  await printTasks(page, name);
  // And the page lives on.
  await playground.type('tokens', 'a b');
  await expect.poll(() => playground.chips('tokens')).toEqual(['a', 'b']);
  await expect(notice).toHaveCount(0);
}

test('the same at the first visit, and in Chinese', { tag: '@every-engine' }, async ({ page, playground }) => {
  await playground.prefer('language', 'zh');
  await playground.open({ ...masked, width: -1, hits: 1 });
  await expect(page.locator('[data-notice="brokenLink"]')).toContainText('链接已损坏');
  await expect(page.locator('[data-fault="width"]')).toHaveText(/宽度应在 1 到 512 之间/);
  await expect(page.locator('[data-fault="hits"]')).toHaveText(/hits/);
  await playground.expectFigure({ ...masked });
  await playground.control('language').click();
  await expect(page.locator('[data-fault="width"]')).toHaveText('Width must be between 1 and 512.');
});

test('who goes back while a long link is still being read stays there', async ({ page, playground }) => {
  await playground.open(masked);
  await page.evaluate(
    next => {
      location.hash = next;
      history.back();
    },
    hashOf({ ...masked, tokens: ['the', 'x'.repeat(500_000)] }),
  );
  await expect.poll(async () => stateOf(await linkOf(page))).toMatchObject({ tokens: masked.tokens });
  // The long one would have been read by now.
  await page.waitForTimeout(1000);
  await expect(page.locator('[data-notice="brokenLink"]')).toHaveCount(0);
  await playground.expectFigure(masked);
});

test('a cut link of a mechanism that is loaded later opens what is left', async ({ page, playground }) => {
  const whole = hashOf({ version: 1, mechanism: 'encoder', tokens: ['a', 'b'], seed: 3, width: 8, view: { panel: 'table' } });
  await page.goto(`./${whole.slice(0, -30)}`);
  await playground.ready();
  await expect(page.locator('[data-mechanism="encoder"]')).toHaveAttribute('aria-current', 'true');
  await expect(page.locator('[data-code="cut_off"]')).toBeVisible();
  expect(await playground.chips('tokens')).toEqual(['a', 'b']);
});
