// Sentences that mean ill: they are text, whatever they look like, and what is too long is not even looked at.

import type { Page } from '@playwright/test';
import { compare, reportOf } from './command';
import { linkOf, readMatrices, stateOf } from './playground';
import { scenario } from './scenario';
import { expect, test } from './test';

const tokens = [
  '<img src=x onerror=hit()>',
  '<script>hit()</script>',
  '"><svg/onload=hit()>',
  'javascript:hit()',
  '{{constructor.constructor("hit()")()}}',
  '$\u007Bhit()}',
  '&lt;b&gt;',
  '\u202Edesrever',
  'שלום',
  'مرحبا',
  'a\u200Bb\u200D\uFEFF',
  '\u0000\u0007\u001B[31m',
  'a\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030A',
  '__proto__',
  'constructor',
  '\uFFFD',
  '𝒳👩‍👩‍👧‍👦',
];

async function arm(page: Page): Promise<void> {
  await page.addInitScript(() => Object.assign(window, { hit: () => Object.assign(window, { wasHit: true }) }));
}

/** Texts with a character that turns their direction, in an element that would turn what stands beside them as well. */
function unisolated(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set<string>();
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const parent = text.parentElement;
      if (!parent || !/[\u202E\u05E9]/.test(text.textContent ?? '') || parent.closest('script, title, option, pre, textarea'))
        continue;
      const { unicodeBidi, display } = getComputedStyle(parent);
      const alone = parent.textContent?.trim() === text.textContent?.trim();
      if (!/isolate|plaintext/.test(unicodeBidi) && !(alone && display !== 'inline'))
        found.add(`${parent.localName}.${parent.className}: ${parent.textContent?.trim().slice(0, 30)}`);
    }
    return [...found];
  });
}

for (const mechanism of ['masked', 'multi_head', 'key_value'] as const) {
  test(`${mechanism}: hostile tokens are text, and stay among themselves`, async ({ page, playground }) => {
    await arm(page);
    await playground.open(scenario(mechanism, tokens));
    expect(await playground.chips('tokens')).toEqual(tokens);
    await playground.cell('weights', 8, 7).click();
    for (const panel of ['lines', 'table', 'code', 'flow']) {
      await page.locator(`[data-panel="${panel}"]`).click();
      await expect(page.locator(`[data-panel="${panel}"]`)).toHaveAttribute('aria-pressed', 'true');
      await expect.poll(() => unisolated(page), panel).toEqual([]);
    }
    expect(await page.locator('main img, main script, main svg[onload]').count()).toBe(0);
    expect(await page.evaluate(() => 'wasHit' in window)).toBe(false);
  });
}

test('a lone surrogate becomes a replacement, in a link and typed', { tag: '@every-engine' }, async ({ page, playground }) => {
  await playground.open({ version: 1, mechanism: 'masked', tokens: ['a'] });
  await page.evaluate(() => {
    const field = document.querySelector<HTMLInputElement>('[data-control="tokens"]');
    if (!field) return;
    field.value = 'a \uD800 b\uDFFF';
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await expect.poll(() => playground.chips('tokens')).toEqual(['a', '\uFFFD', 'b\uFFFD']);
  const link = await linkOf(page);
  await expect.poll(() => new URL(page.url()).hash).toBe(link);
  await page.reload();
  await playground.ready();
  expect(await playground.chips('tokens')).toEqual(['a', '\uFFFD', 'b\uFFFD']);
});

for (const [name, text] of [
  ['one word', 'x'.repeat(1_000_000)],
  ['many words', 'the dog '.repeat(125_000)],
  ['Chinese', '我们昨天在北京遇见了她'.repeat(90_000)],
] as const) {
  test(`a million characters, ${name}, are refused before they are looked at`, async ({ page, playground }) => {
    const now = scenario('masked', ['the', 'dog', 'ran']);
    await playground.open(now);
    const inserted = await page.evaluate(long => {
      const field = document.querySelector<HTMLInputElement>('[data-control="tokens"]');
      // What a browser asks before it pastes.
      return field?.dispatchEvent(
        new InputEvent('beforeinput', { inputType: 'insertFromPaste', data: long, bubbles: true, cancelable: true }),
      );
    }, text);
    expect(inserted, 'the browser may go on and insert it').toBe(false);
    await expect(playground.error('tokens')).toContainText(`${text.length} characters are too many, at most 40000`);
    await expect(playground.control('tokens')).toHaveValue('the dog ran');
    await playground.expectFigure(now);
    // However it came in.
    const task = await page.evaluate(long => {
      const field = document.querySelector<HTMLInputElement>('[data-control="tokens"]');
      if (field) field.value = long;
      const before = performance.now();
      field?.dispatchEvent(new Event('input', { bubbles: true }));
      return performance.now() - before;
    }, text);
    console.log(`${name}: refused in ${task.toFixed(1)} ms`);
    await expect(playground.control('tokens')).toHaveValue('the dog ran');
    await expect(playground.error('tokens')).toContainText('at most 40000');
    await playground.type('tokens', 'a b');
    await expect(playground.error('tokens')).toHaveCount(0);
    await expect.poll(() => playground.chips('tokens')).toEqual(['a', 'b']);
  });
}

test('as many tokens as one row may have are split, one more is said to be too many', async ({ playground }) => {
  await playground.open({ version: 1, mechanism: 'masked', tokens: ['a'] });
  await playground.type('tokens', 'dog '.repeat(4097));
  await expect(playground.error('tokens')).toContainText('4097 tokens are too many, at most 4096');
  await playground.type('tokens', '狗'.repeat(39_000));
  await expect(playground.error('tokens')).toContainText('too many, at most 4096');
});

test('numbers are short: a box holds no book', async ({ page, playground, browserName }) => {
  await playground.open({ version: 1, mechanism: 'masked', tokens: ['a', 'b'] });
  await playground.control('seed').click();
  await playground.control('seed').press('ControlOrMeta+a');
  await page.keyboard.insertText('9'.repeat(5000));
  await expect(playground.error('seed')).toBeVisible();
  // WebDriver puts into Firefox's boxes more than their readers can.
  if (browserName === 'chromium') expect((await playground.control('seed').inputValue()).length).toBeLessThan(50);
  for (const text of ['NaN', 'Infinity', '1e999', '-Infinity', '１e９９']) {
    await playground.control('seed').fill(text);
    await expect(playground.error('seed'), text).toBeVisible();
  }
  for (const text of ['0x10', '１e9']) {
    await playground.control('seed').fill(text);
    await expect(playground.error('seed'), text).toHaveCount(0);
  }
});

test('a token that shows nothing goes by its code points', { tag: '@every-engine' }, async ({ page, playground }) => {
  const unseen = ['the', '\u200B\u200D', 'ran', '\u202E'];
  await playground.open(scenario('masked', unseen));
  await expect.poll(() => playground.chips('tokens')).toEqual(['the', 'U+200B U+200D', 'ran', 'U+202E']);
  await expect(page.locator('.row-labels').first()).toContainText('U+202E');
  await playground.cell('weights', 3, 1).click();
  await expect(page.locator('attention-arithmetic h2')).toContainText('Why does U+202E give U+200B U+200D a weight of');
  // What is written in the link is what was typed.
  expect(stateOf(await linkOf(page))).toMatchObject({ tokens: unseen });
});

test('a byte order mark within a text is no token, to page and command alike', async ({ page, playground }) => {
  await playground.open(scenario('masked', ['a']));
  await playground.type('tokens', '\uFEFFa \uFEFF b');
  await expect.poll(() => playground.chips('tokens')).toEqual(['a', 'b']);
  await expect.poll(() => new URL(page.url()).hash).toBe(await linkOf(page));
  const { complaints, compared } = compare(await readMatrices(page.locator('main')), reportOf(page.url()));
  expect([complaints, compared > 0]).toEqual([[], true]);
});
