// Everything that is changed can be undone, and done again.

import type { Page } from '@playwright/test';
import { stateOf } from './playground';
import { expect, test } from './test';

const state = (page: Page): Record<string, unknown> => (page.url().includes('#1.') ? stateOf(page.url()) : {});

test('each change is a step, a burst of typing is one', async ({ page, playground }) => {
  await playground.open();
  await expect(playground.control('undo')).toBeDisabled();
  await playground.type('tokens', 'the dog ran');
  await expect.poll(() => playground.chips('tokens')).toEqual(['the', 'dog', 'ran']);
  await playground.control('heads-more').click();
  await playground.control('bias').click();
  await page.locator('.head[data-head="0"]').click();
  await playground.choose('masked');
  await page.locator('[data-panel="lines"]').click();
  await expect(page.locator('attention-lines-panel')).toBeVisible();

  const undo = playground.control('undo');
  await undo.click();
  await expect(page.locator('attention-lines-panel')).toHaveCount(0);
  await undo.click();
  await expect.poll(() => state(page)).toMatchObject({ mechanism: 'multi_head', bias: true, heads: 8 });
  await undo.click();
  await undo.click();
  await expect.poll(() => state(page)).not.toHaveProperty('bias');
  await undo.click();
  await expect.poll(() => state(page)).not.toHaveProperty('heads', 8);
  await expect.poll(() => playground.chips('tokens')).toEqual(['the', 'dog', 'ran']);
  await undo.click();
  await expect.poll(() => playground.chips('tokens')).toEqual(['the', 'dog', 'ran', 'until', 'it', 'was', 'tired']);
  await expect(playground.control('tokens')).toHaveValue('the dog ran until it was tired');
  await expect(undo).toBeDisabled();

  for (let step = 0; step < 6; ++step) await playground.control('redo').click();
  await expect(page.locator('attention-lines-panel')).toBeVisible();
  await expect(playground.control('redo')).toBeDisabled();
  await expect.poll(() => state(page)).toMatchObject({ mechanism: 'masked', tokens: ['the', 'dog', 'ran'] });
});

test('by keys, also while typing; a new change forgets what was undone', async ({ page, playground }) => {
  await playground.open();
  await playground.type('tokens', 'a b');
  await expect.poll(() => playground.chips('tokens')).toEqual(['a', 'b']);
  await playground.control('tokens').press('ControlOrMeta+z');
  await expect.poll(() => playground.chips('tokens')).toEqual(['the', 'dog', 'ran', 'until', 'it', 'was', 'tired']);
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect.poll(() => playground.chips('tokens')).toEqual(['a', 'b']);
  await page.keyboard.press('ControlOrMeta+z');
  await playground.control('bias').click();
  await expect(playground.control('redo')).toBeDisabled();
});

test('what the core refuses can be undone as well', async ({ playground }) => {
  await playground.open();
  await playground.type('tokens', '');
  await expect(playground.error('tokens')).toBeVisible();
  await playground.control('undo').click();
  await expect(playground.error('tokens')).toHaveCount(0);
  await expect(playground.control('tokens')).toHaveValue('the dog ran until it was tired');
});

test('a phone has both in its settings', async ({ page, playground }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await playground.open();
  await playground.type('tokens', 'a b');
  await playground.control('settings').click();
  await page.locator('.sheet [data-control="undo"]').click();
  await expect(playground.control('tokens')).toHaveValue('the dog ran until it was tired');
});

test('through mechanisms as fast as keys are pressed', async ({ page, playground }) => {
  await playground.open();
  const chosen = ['linear', 'masked', 'pooling', 'key_value', 'decoder', 'hierarchical'] as const;
  for (const mechanism of chosen) await playground.choose(mechanism);
  await page.locator('h1').click();
  for (let round = 0; round < 6; ++round) {
    for (let press = 0; press < 5; ++press) await page.keyboard.press('ControlOrMeta+z');
    for (let press = 0; press < 5; ++press) await page.keyboard.press('ControlOrMeta+y');
  }
  await expect.poll(() => state(page)).toMatchObject({ mechanism: 'hierarchical' });
  await expect(page.locator('attention-formula mi', { hasText: 'd' }).first()).toBeVisible();
});
