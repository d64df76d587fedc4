// Numbers set in their cells: dragged, typed, moved by keys; what is computed is not to be set.

import { axeFaults } from './axe';
import { numberOf } from './command';
import { complaints, drag, edited, middle, near, openField, scenario, shownValue } from './hand';
import { stateOf } from './playground';
import { expect, test } from './test';

test('nothing moves under a pointer that drags, and nothing says the old number', async ({ page, playground }) => {
  // Tall enough for nothing to be scrolled to.
  await page.setViewportSize({ width: 1440, height: 1500 });
  await playground.open(scenario);
  await near(page);
  const cell = playground.cell('embeddings', 1, 2);
  const { x, y } = await middle(cell);
  const top = async (): Promise<number | undefined> => (await cell.boundingBox())?.y;
  const before = await top();
  await page.mouse.move(x - 1, y);
  await page.mouse.move(x, y);
  await expect(page.locator('attention-tooltip')).toBeVisible();
  await page.mouse.down();
  await page.mouse.move(x, y - 60, { steps: 4 });
  await expect(edited(page)).toHaveCount(1);
  expect(await top()).toBe(before);
  await expect(page.locator('attention-tooltip')).toBeHidden();
  await page.mouse.up();
  await expect(page.locator('[data-notice="edits"]')).toBeVisible();

  await playground.control('paint').click();
  const mask = playground.matrix('mask').first();
  const still = (await mask.boundingBox())?.y;
  await playground.cell('mask', 0, 0).hover();
  await page.mouse.down();
  await playground.cell('mask', 1, 0).hover();
  await expect.poll(() => (stateOf(page.url()).mask as { free?: unknown[] } | undefined)?.free ?? []).toHaveLength(2);
  expect((await mask.boundingBox())?.y).toBe(still);
  await page.mouse.up();
  await expect(page.locator('[data-notice="empty-rows"]')).toBeVisible();
});

test('a number is dragged up and down; the drag is one step, and no click', async ({ page, playground }) => {
  await playground.open(scenario);
  await near(page);
  const before = numberOf(page.url(), 'embeddings', 1, 2);
  const cell = playground.cell('embeddings', 1, 2);
  await drag(page, cell, 60);
  // 50 pixels are one.
  await expect
    .poll(async () => stateOf(page.url()).edits)
    .toEqual([{ matrix: 'embeddings', row: 1, column: 2, value: Number((before + 1.2).toFixed(2)) }]);
  await expect.poll(() => complaints(page)).toEqual([]);
  await expect(edited(page)).toHaveCount(1);
  // It is locked now, and not let go by the end of the drag.
  await expect(page.locator('.ring.locked').first()).toBeVisible();
  await drag(page, cell, -40);
  await expect.poll(async () => stateOf(page.url()).edits).toMatchObject([{ value: Number((before + 0.4).toFixed(2)) }]);
  await page.locator('[data-control="undo"]').click();
  await expect.poll(() => shownValue(playground, 1, 2)).toBeCloseTo(before + 1.2, 2);
  await page.locator('[data-control="undo"]').click();
  await expect(edited(page)).toHaveCount(0);
  await expect(page.locator('[data-control="undo"]')).toBeDisabled();
});

test('Escape gives a dragged number back', async ({ page, playground }) => {
  await playground.open(scenario);
  await near(page);
  const { x, y } = await middle(playground.cell('embeddings', 0, 1));
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y - 50, { steps: 4 });
  await expect(edited(page)).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(edited(page)).toHaveCount(0);
  await page.mouse.up();
});

test('a number is typed in its cell, moved by keys, and released', async ({ page, playground }) => {
  await playground.open(scenario);
  await near(page);
  const cell = playground.cell('embeddings', 2, 0);
  await cell.focus();
  await page.keyboard.press('7');
  const field = page.locator('[data-control="cell"]');
  await expect(field).toBeFocused();
  await page.keyboard.type('.5');
  await expect.poll(() => stateOf(page.url()).edits).toMatchObject([{ matrix: 'embeddings', row: 2, column: 0, value: 7.5 }]);
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(field).toHaveValue('6.4');
  await page.keyboard.press('Enter');
  await expect(field).toHaveCount(0);
  await expect(cell).toBeFocused();
  await expect.poll(() => complaints(page)).toEqual([]);
  await page.keyboard.press('Alt+ArrowUp');
  await expect(page.locator('attention-editing [role="status"]')).toHaveText('6.5');
  await expect.poll(() => stateOf(page.url()).edits).toMatchObject([{ value: 6.5 }]);

  // Escape gives back what was there, and leaves the cell locked.
  await page.keyboard.press('F2');
  await field.fill('1');
  await expect.poll(() => shownValue(playground, 2, 0)).toBe(1);
  await field.press('Escape');
  await expect.poll(() => shownValue(playground, 2, 0)).toBe(6.5);
  await expect(page.locator('.ring.locked').first()).toBeVisible();
  const account = page.locator('attention-arithmetic');
  await expect(account).toContainText('Set by hand');
  await page.keyboard.press('Delete');
  await expect(edited(page)).toHaveCount(0);
  await expect(account).toContainText('Drawn from seed');
  await expect(page.locator('attention-editing [role="status"]')).toContainText('Released');
  await expect.poll(() => complaints(page)).toEqual([]);
});

test('a double click opens the field of a cell; clicks on two cells do not', async ({ page, playground }) => {
  await playground.open(scenario);
  await near(page);
  const field = page.locator('[data-control="cell"]');
  await playground.cell('embeddings', 1, 1).click();
  await playground.cell('embeddings', 1, 2).click();
  await expect(field).toHaveCount(0);
  await playground.cell('embeddings', 2, 1).dblclick();
  await expect(field).toBeFocused();
  await field.fill('3');
  await field.press('Enter');
  await expect.poll(() => stateOf(page.url()).edits).toMatchObject([{ matrix: 'embeddings', row: 2, column: 1, value: 3 }]);
});

test('what is no number is said under the cell; the last good figure stays', async ({ page, playground }) => {
  await playground.open(scenario);
  const field = await openField(page, playground, 0, 3);
  await field.fill('1.25');
  await expect.poll(() => shownValue(playground, 0, 3)).toBe(1.25);
  await field.fill('1.25 or so');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('.cell-error')).toHaveText('Type a number, such as 0.5 or −2.');
  await expect.poll(() => shownValue(playground, 0, 3)).toBe(1.25);
  expect(await axeFaults(page)).toEqual([]);
  await field.fill('2');
  await expect(page.locator('.cell-error')).toBeHidden();
  await expect.poll(() => shownValue(playground, 0, 3)).toBe(2);
  await field.press('Enter');

  // What is wrong as a whole leaves nothing of itself behind, although it began as a number.
  await page.keyboard.press('F2');
  await field.pressSequentially('1e400');
  await expect(page.locator('.cell-error')).toBeVisible();
  await field.press('Enter');
  await expect.poll(() => shownValue(playground, 0, 3)).toBe(2);
});

test('what is no number leaves nothing behind, however fast Enter comes', async ({ page, playground }) => {
  await playground.open(scenario);
  const field = await openField(page, playground, 0, 3);
  await expect(field).toBeFocused();
  // Typed and closed within one task, before a figure could be computed of it.
  await field.evaluate((input: HTMLInputElement) => {
    input.value = '3 units';
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
  });
  await expect(field).toHaveCount(0);
  await playground.control('seed').fill('7');
  await expect.poll(() => stateOf(page.url())).toMatchObject({ seed: 7 });
  expect(stateOf(page.url()).edits ?? []).toEqual([]);
  await expect(edited(page)).toHaveCount(0);
  expect(await complaints(page)).toEqual([]);
});

test('a number set by hand that is refused holds up no other change', async ({ page, playground }) => {
  await playground.open({ ...scenario, edits: [{ matrix: 'embeddings', row: 0, column: 3, value: 1.25 }] });
  await playground.cell('embeddings', 0, 3).click();
  await playground.control('edit').fill('1.25 or so');
  await expect(playground.error('edits')).toContainText('Type a number, such as');
  await playground.control('seed').fill('7');
  await expect.poll(() => stateOf(page.url())).toMatchObject({ seed: 7, edits: [{ value: 1.25 }] });
  await expect(playground.error('edits')).toBeVisible();
  expect(await complaints(page)).toEqual([]);
});

test('computed numbers are neither dragged nor typed, and say so', async ({ page, playground }) => {
  await playground.open(scenario);
  await near(page);
  await expect(playground.matrix('embeddings').locator('[role="grid"]')).toHaveAttribute('aria-readonly', 'false');
  for (const stage of ['queries', 'weights', 'output'])
    await expect(playground.matrix(stage).locator('[role="grid"]')).toHaveAttribute('aria-readonly', 'true');
  await drag(page, playground.cell('queries', 1, 1), 40);
  await playground.cell('weights', 1, 0).focus();
  await page.keyboard.press('5');
  await expect(page.locator('attention-editing [role="status"]')).toContainText('computed');
  await expect(page.locator('[data-control="cell"]')).toHaveCount(0);
  await expect(edited(page)).toHaveCount(0);
  const cursor = (stage: string): Promise<string> =>
    playground.cell(stage, 0, 0).evaluate(element => getComputedStyle(element).cursor);
  expect(await cursor('embeddings')).toBe('ns-resize');
  expect(await cursor('queries')).not.toBe('ns-resize');
});

test('a finger scrolls the page, but drags the cell that it has locked', async ({ page, playground }) => {
  await playground.open(scenario);
  await near(page);
  const cell = playground.cell('embeddings', 1, 1);
  const touchAction = (): Promise<string> => cell.evaluate(element => getComputedStyle(element).touchAction);
  expect(await touchAction()).toBe('auto');
  const touch = async (moves: readonly number[]): Promise<void> => {
    const { x, y } = await middle(cell);
    const event = (clientY: number): object => ({
      pointerType: 'touch',
      pointerId: 1,
      button: 0,
      buttons: 1,
      clientX: x,
      clientY,
      bubbles: true,
    });
    // There is no touch to be captured.
    await cell.evaluate(element => {
      element.setPointerCapture = () => {};
    });
    await cell.dispatchEvent('pointerdown', event(y));
    for (const up of moves) await cell.dispatchEvent('pointermove', event(y - up));
    await cell.dispatchEvent('pointerup', event(y - moves.reduce((_, up) => up, 0)));
  };
  await touch([10, 50]);
  await expect(edited(page)).toHaveCount(0);
  await cell.click();
  await expect.poll(touchAction).toBe('none');
  const before = numberOf(page.url(), 'embeddings', 1, 1);
  await touch([10, 50]);
  await expect.poll(() => stateOf(page.url()).edits).toMatchObject([{ value: Number((before + 1).toFixed(2)) }]);
  await expect.poll(() => complaints(page)).toEqual([]);
});

test('a stroke of the mask is one step, however long it takes', async ({ page, playground }) => {
  await playground.open({ ...scenario, mask: { causal: false } });
  await playground.control('paint').click();
  const from = await middle(playground.cell('mask', 0, 0));
  const to = await middle(playground.cell('mask', 0, 2));
  await page.clock.install();
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.clock.runFor(2000);
  await page.mouse.move(to.x, to.y, { steps: 3 });
  await page.clock.runFor(2000);
  await page.mouse.up();
  await page.clock.resume();
  await expect.poll(async () => ((stateOf(page.url()).mask as { free?: unknown[] }).free ?? []).length).toBe(3);
  await expect.poll(() => complaints(page)).toEqual([]);
  await playground.control('undo').click();
  await expect.poll(async () => ((stateOf(page.url()).mask as { free?: unknown[] } | undefined)?.free ?? []).length).toBe(0);
});

test('starting over gives the example back, but keeps the seed', async ({ page, playground }) => {
  await playground.open({ ...scenario, seed: 7, temperature: 0.5, edits: [{ matrix: 'W_q', row: 0, column: 0, value: 3 }] });
  await playground.control('start-over').click();
  await expect.poll(() => playground.chips('tokens')).toEqual(['the', 'dog', 'ran', 'until', 'it', 'was', 'tired']);
  await expect.poll(() => stateOf(page.url())).toMatchObject({ seed: 7 });
  expect(stateOf(page.url())).not.toHaveProperty('edits');
  expect(stateOf(page.url())).not.toHaveProperty('temperature');
  await expect.poll(() => complaints(page)).toEqual([]);
  await playground.control('undo').click();
  await expect.poll(() => stateOf(page.url())).toMatchObject({ seed: 7, temperature: 0.5, tokens: scenario.tokens });
});
