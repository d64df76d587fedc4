// What a learner does on the page for a condition of a lesson to be so.

import { expect, type Locator, type Page } from '@playwright/test';
import type { Condition, Index, Place } from '../../web/src/lessons/types.ts';
import { stateOf } from './playground';

/** The matrices of a stage, of one module or axis where that is asked for. */
function matrices(page: Page, { stage, name }: Place): Locator {
  const named = name === undefined ? '' : `[data-name="${name}"]`;
  return page.locator(`main attention-matrix[data-stage="${stage}"]${named}`);
}

const first = (index: Index | undefined): number => (typeof index === 'number' ? index : 0);

/** The row of that number or name, in the sentence that is on the page. */
async function rowOf(page: Page, row: Index | undefined): Promise<number> {
  if (row === undefined || typeof row === 'number') return first(row);
  const tokens = await page.locator('[data-chips="tokens"] li').allTextContents();
  return tokens.findIndex(token => row.includes(token));
}

export async function cellAt(page: Page, place: Place): Promise<Locator> {
  const all = matrices(page, place);
  const row = await rowOf(page, place.row);
  // Of sentences and of the words in them there are weights both; a decoder has three attentions.
  const nth =
    place.rows === 'one' || place.scope?.endsWith('multihead_attn') ? 'last' : place.scope === 'layers.0.self_attn' ? 1 : 0;
  const matrix = nth === 'last' ? all.last() : all.nth(nth);
  return matrix.locator(`[data-row="${row}"][data-column="${first(place.column)}"]`);
}

export async function look(page: Page, place: Place): Promise<void> {
  // What was locked may be let go by the page itself in the meantime.
  await page.evaluate(() => document.querySelector<HTMLElement>('[data-control="release"]')?.click());
  const cell = await cellAt(page, place);
  await cell.scrollIntoViewIfNeeded();
  await cell.click();
}

/** Types a number into the cell that is looked at. */
export async function type(page: Page, value: number): Promise<void> {
  const box = page.locator('[data-control="edit"]');
  await box.fill(String(value));
  await expect(page.locator('[data-error-for="edits"]')).toHaveCount(0);
}

export async function edit(page: Page, place: Place, value: number): Promise<void> {
  await look(page, place);
  await type(page, value);
}

/** Goes from a number to one that it was made with, whose label begins like this. */
export async function follow(page: Page, from: Place, label: string): Promise<void> {
  await look(page, from);
  await page.locator(`.arithmetic mn.factor[title^="${label}"]`).first().click();
}

export async function editParameter(page: Page, from: Place, label: string, value: number): Promise<void> {
  await follow(page, from, label);
  await type(page, value);
}

export async function choose(page: Page, path: string, value: unknown): Promise<void> {
  const details = page.locator('details.further-options');
  if ((await details.count()) > 0 && (await details.getAttribute('open')) === null) await details.locator('summary').click();
  const control = page.locator(`[data-control="${path}"]`);
  if ((await control.getAttribute('role')) === 'switch') {
    if ((await control.getAttribute('aria-checked')) !== String(value)) await control.click();
  } else if ((await control.evaluate(element => element.localName)) === 'select') await control.selectOption(String(value));
  else await control.fill(String(value));
}

/** What is in the link, once it was written. */
export async function inLink(page: Page, path: string): Promise<unknown> {
  return path
    .split('.')
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], stateOf(page.url()));
}

/** Does what a condition waits for. */
export async function fulfil(page: Page, condition: Condition): Promise<void> {
  switch (condition.kind) {
    case 'looked':
      return look(page, condition.at);
    case 'head':
      return page.locator(`.head[data-head="${condition.is}"]`).click();
    case 'panel':
      return page.locator(`[data-panel="${condition.is}"]`).click();
    case 'option':
      return option(page, condition.path, condition.is);
    case 'number':
      return numbers(page, condition.at, condition.atLeast ?? 0);
    case 'changed':
      return edit(page, condition.at, 1.5);
    case 'someRow':
      return edit(page, { ...condition.at, column: condition.columns[0] ?? 0 }, condition.atLeast);
    case 'moved':
      return move(page, condition.path);
    case 'sizes':
      for (const [name, size] of Object.entries(condition.are))
        await page.locator(`[data-control="cost-${name}"]`).fill(String(size));
      return;
    case 'emptyRow':
      await page.locator('[data-control="mask"]').selectOption('padding');
      return page.locator('[data-control="mask.padding"]').fill('0');
    default:
      throw new Error(`no action is known for ${condition.kind}`);
  }
}

async function option(page: Page, path: string, value: unknown): Promise<void> {
  if (path === 'mask.causal')
    return void (await page.locator('[data-control="mask"]').selectOption(value === true ? 'causal' : 'none'));
  if (path === 'mask.padding') {
    await page.locator('[data-control="mask"]').selectOption('causal+padding');
    return page.locator('[data-control="mask.padding"]').fill(String(value));
  }
  const edge = {
    'mask.fill': 'edge-fill',
    'mask.after': 'edge-time',
    'mask.renormalized': 'edge-time',
    subtract_maximum: 'subtract_maximum',
  }[path];
  if (edge === undefined) return choose(page, path, value);
  const fold = page.locator('[data-view="edges"]');
  if ((await fold.getAttribute('open')) === null) await fold.locator('summary').click();
  const control = page.locator(`[data-control="${edge}"]`);
  if (path === 'subtract_maximum') return control.click();
  await control.selectOption({ 'mask.fill': 'zero', 'mask.after': 'after', 'mask.renormalized': 'renormalized' }[path] ?? '');
}

/** Every number of a row, or one of them. */
async function numbers(page: Page, place: Place, value: number): Promise<void> {
  if (place.stage === 'parameter') return parameters(page, place, value);
  const count = await matrices(page, place)
    .first()
    .locator(`[data-row="${first(place.row)}"][data-column]`)
    .count();
  const columns = place.column === undefined ? Array.from({ length: count }, (_, column) => column) : [first(place.column)];
  for (const column of columns) await edit(page, { ...place, column }, value);
}

/** Parameters are reached through the numbers that were made with them. */
async function parameters(page: Page, { name, row, column }: Place, value: number): Promise<void> {
  const inner = first(column) + 1;
  if (name === 'score.W')
    return editParameter(
      page,
      { stage: 'projected_queries', column: first(column) },
      `score.W, ${first(row) + 1}, ${inner}`,
      value,
    );
  // A whole column of the matrix behind the results.
  for (const out of [0, 1, 2, 3])
    await editParameter(page, { stage: 'result', column: out }, `${name}, ${out + 1}, ${inner}`, value);
}

async function move(page: Page, path: string): Promise<void> {
  if (path === 'tokens' || path === 'keys') {
    const field = page.locator(`[data-control="${path}"]`);
    const text = await field.inputValue();
    return field.fill(`${text.replace(/\s*\S+\s*$/, '')} word`);
  }
  const value = { seed: 7, beta: 5, temperature: 2, position_slope: 1.5 }[path];
  if (value === undefined) throw new Error(`nobody knows where to move ${path}`);
  return choose(page, path, value);
}
