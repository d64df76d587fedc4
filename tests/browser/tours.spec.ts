// Every tour of every lesson, in both languages: on a wide screen by doing what it asks for, on a phone by looking at what it points at.

import type { Page } from '@playwright/test';
import { lessons } from '../../web/src/lessons/structure.ts';
import type { TourStep } from '../../web/src/lessons/types.ts';
import { fulfil } from './lesson-actions';
import { type Playground, stateOf } from './playground';
import { expect, test } from './test';

async function enter(page: Page, playground: Playground, lesson: number, width: number, language: string): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  await playground.prefer('language', language);
  await page.goto('about:blank');
  await page.goto(`./#lesson-${lesson}-tour`);
  await playground.ready();
}

async function isAt(page: Page, index: number): Promise<void> {
  await expect(page.locator('.tour-card')).toHaveAttribute('data-step', String(index));
  await expect(page.locator('[data-tour]').first()).toHaveAttribute('data-tour', String(index + 1));
}

/** What is to be predicted is hidden, from those who hear the page as well, until a guess was made. */
async function guess(page: Page, { predicts }: TourStep): Promise<void> {
  if (!predicts) return;
  await expect(page.locator('[data-control="tour-next"]')).not.toHaveClass(/primary/);
  for (const stage of predicts.hides) {
    for (const cells of await page.locator(`main attention-matrix[data-stage="${stage}"] .cells`).all())
      await expect(cells).toBeHidden();
  }
  await expect(page.locator('.tour-answer')).toHaveCount(0);
  await page.locator(`[data-guess="${predicts.right}"]`).click();
  await expect(page.locator('.tour-answer')).toBeVisible();
  await expect(page.locator('attention-app')).not.toHaveAttribute('data-veil');
}

/** What is wrong with where things are: the card must be whole, and what it points at in sight and not beneath it. */
function misplaced(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const card = document.querySelector('.tour-card');
    const targets = [...document.querySelectorAll('[data-tour]')];
    if (!card) return ['there is no card'];
    const found: string[] = [];
    const { top, right, bottom, left } = card.getBoundingClientRect();
    if (top < 0 || left < 0 || right > innerWidth || bottom > innerHeight) found.push('the card is not whole');
    for (const part of card.querySelectorAll('p, button, h3'))
      if (part.scrollWidth > part.clientWidth + 1) found.push(`"${part.textContent?.trim()}" is cut`);
    const scroll = document.documentElement.scrollWidth;
    if (scroll > innerWidth) found.push(`the page is ${scroll} px wide`);
    const inSight = targets.some(target => {
      const box = target.getBoundingClientRect();
      const over = getComputedStyle(card).position === 'fixed' ? bottom : 56;
      const bar = document.querySelector('.play-bar:not(:has([data-tour]))')?.getBoundingClientRect().top ?? innerHeight;
      const shown = Math.min(box.bottom, bar) - Math.max(box.top, over);
      return box.width > 0 && shown >= Math.min(box.height, 100) - 1;
    });
    if (!inSight) found.push('what it points at is out of sight');
    return found;
  });
}

for (const [index, { tour }] of lessons.entries()) {
  const lesson = index + 1;

  for (const language of ['en', 'zh']) {
    test(`tour ${lesson}, ${language}: by doing what it asks for`, async ({ page, playground }) => {
      test.slow();
      await enter(page, playground, lesson, 1440, language);
      for (const [number, step] of tour.entries()) {
        await test.step(`step ${number + 1}`, async () => {
          await isAt(page, number);
          await expect.poll(() => misplaced(page)).toEqual([]);
          await guess(page, step);
          for (const condition of step.awaits ?? [])
            await test.step(JSON.stringify(condition), async () => {
              await fulfil(page, condition);
            });
          await expect(page.locator('[data-control="tour-next"]')).toHaveClass(/primary/);
          await page.locator('[data-control="tour-next"]').click();
        });
      }
      await expect(page.locator('.tour-card')).toHaveCount(0);
      await expect(page.locator('[data-tour]')).toHaveCount(0);
    });
  }

  test(`tour ${lesson} on a phone`, async ({ page, playground }) => {
    test.slow();
    for (const language of ['en', 'zh']) {
      await enter(page, playground, lesson, 390, language);
      for (const [number, step] of tour.entries()) {
        await test.step(`${language}, step ${number + 1}`, async () => {
          await isAt(page, number);
          await expect.poll(() => misplaced(page)).toEqual([]);
          await guess(page, step);
          await expect.poll(() => misplaced(page)).toEqual([]);
          await page.locator('[data-control="tour-next"]').click();
        });
      }
      await expect(page.locator('.tour-card')).toHaveCount(0);
    }
  });
}

test('who passes over a step finds what the next one needs', { tag: '@every-engine' }, async ({ page, playground }) => {
  await enter(page, playground, 6, 1440, 'en');
  const next = page.locator('[data-control="tour-next"]');
  await next.click();
  await isAt(page, 1);
  await next.click();
  await isAt(page, 2);
  // This mechanism's own mask is not written into links.
  await expect.poll(() => stateOf(page.url()).mask ?? { causal: true }).toMatchObject({ causal: true });
  await expect(playground.control('edge-fill')).toBeVisible();
});
