// The lessons: what they show is what the command computes, what is typed, tapped and linked in them. Their tours are walked in tours.spec.ts,
// their exercises solved in exercises.spec.ts.

import type { Page } from '@playwright/test';
import { lessons, presetOf } from '../../web/src/lessons/structure.ts';
import { axeFaults } from './axe';
import { compare, reportOf } from './command';
import { examine } from './examine';
import { type Playground, readMatrices, stateOf } from './playground';
import { expect, test } from './test';

const languages = ['en', 'zh'] as const;
const numbers = lessons.map((_, index) => index + 1);

async function openLesson(page: Page, playground: Playground, hash: string, language: string): Promise<void> {
  await playground.prefer('language', language);
  await page.goto('about:blank');
  await page.goto(`./#${hash}`);
  await playground.ready();
}

async function agreesWithCommand(page: Page): Promise<void> {
  const shown = await readMatrices(page.locator('main'));
  await page.locator('[data-control="share"]').waitFor();
  const link = await page.evaluate(() => location.href);
  expect(link).toContain('#1.');
  const { complaints, compared } = compare(shown, reportOf(link));
  expect(complaints).toEqual([]);
  expect(compared).toBeGreaterThan(0);
}

for (const language of languages) {
  test(`${language}: every lesson opens from the list, with the numbers of the command`, async ({ page, playground }) => {
    test.slow();
    await playground.prefer('language', language);
    await playground.open();
    for (const number of numbers) {
      await page.locator('[data-control="lessons"]').click();
      await page.locator(`[data-lesson="${number}"] a`).click();
      await expect(page.locator('.lesson-question')).toBeVisible();
      for (const { id, origin } of lessons[number - 1]?.presets ?? []) {
        await test.step(`lesson ${number}, ${id}`, async () => {
          const button = page.locator(`[data-preset="${id}"]`);
          if ((await button.count()) > 0) await button.click();
          await expect.poll(() => stateOf(page.url()).view).toMatchObject({ lesson: { lesson: number, preset: id } });
          await expect(page.locator('.lesson-origin')).toHaveAttribute('data-origin', origin);
          if (number !== 14) await agreesWithCommand(page);
          const text = await page.locator('.lesson').innerText();
          expect(text).not.toMatch(/undefined|\{\w+\}|\$/);
        });
      }
      await page.locator('[data-control="leave-lessons"]').click();
      await expect(page.locator('attention-lesson')).toHaveCount(0);
    }
  });
}

test('a tour by keyboard: a wrong guess is answered kindly, Escape leaves, and one goes on where one was', {
  tag: '@every-engine',
}, async ({ page, playground }) => {
  await openLesson(page, playground, 'lesson-4', 'en');
  await page.locator('[data-control="start-tour"]').focus();
  await page.keyboard.press('Enter');
  await page.locator('[data-control="show-target"]').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('attention-matrix[data-stage="queries"] .cell:focus')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.locator('.tour-state')).toHaveText('Done');
  await page.locator('[data-control="tour-next"]').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-control="tour-next"]')).toBeFocused();
  await page.locator('[data-guess="0"]').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.tour-answer')).toContainText('Not quite.');
  await expect(page.locator('[data-guess="1"]')).toHaveClass(/right/);
  await page.keyboard.press('Escape');
  await expect(page.locator('.tour-card')).toHaveCount(0);
  await expect(page.locator('[data-control="start-tour"]')).toHaveText(/Go on/);
  await page.reload();
  await playground.ready();
  await page.locator('[data-control="start-tour"]').click();
  await expect(page.locator('.tour-card [aria-current="step"]')).toHaveAttribute('data-tour-step', '1');
});

test('a step whose words were replaced says so, and brings them back', async ({ page, playground }) => {
  await openLesson(page, playground, 'lesson-4-tour', 'en');
  await page.locator('[data-tour-step="3"]').click();
  await expect(page.locator('.tour-card')).toHaveAttribute('data-step', '3');
  const words = await playground.chips('tokens');
  expect(words).toContain('its');
  await expect(page.locator('.tour-lost')).toHaveCount(0);
  await playground.type('tokens', 'the dog ran');
  await expect(page.locator('.tour-lost')).toContainText('are not in the figure now');
  await page.locator('.tour-lost [data-control="restart"]').click();
  await expect.poll(() => playground.chips('tokens')).toEqual(words);
  await expect(page.locator('.tour-lost')).toHaveCount(0);
  await expect(page.locator('.tour-card')).toHaveAttribute('data-step', '3');
});

test('links, Back and Forward, and lessons that name one another', { tag: '@every-engine' }, async ({ page, playground }) => {
  await openLesson(page, playground, 'lesson-4', 'en');
  await page.locator('.lesson a', { hasText: 'lesson 7' }).click();
  await expect(page.locator('.lesson h2')).toHaveText('Positional encoding');
  await page.goBack();
  await expect(page.locator('.lesson h2')).toHaveText('Self-attention');
  await page.goForward();
  await expect(page.locator('.lesson h2')).toHaveText('Positional encoding');
  const link = page.url();
  await page.goto('about:blank');
  await page.goto(link);
  await playground.ready();
  await expect(page.locator('.lesson h2')).toHaveText('Positional encoding');
  await page.goto('about:blank');
  await page.goto('./#glossary');
  await playground.ready();
  await expect(page.locator('.glossary dt')).toHaveCount(60);
});

test('a term is explained on tap and by keyboard', { tag: '@every-engine' }, async ({ page, playground }) => {
  await openLesson(page, playground, 'lesson-1', 'en');
  const term = page.locator('.term-word', { hasText: /^hard attention$/i }).first();
  await term.click();
  await expect(page.locator('.term-card')).toContainText('takes one input whole');
  await page.keyboard.press('Escape');
  await expect(page.locator('.term-card')).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(page.locator('.term-card')).toBeVisible();
});

test('a figure that was not touched speaks the other language, and one that was keeps its numbers', {
  tag: '@every-engine',
}, async ({ page, playground }) => {
  await openLesson(page, playground, 'lesson-1', 'en');
  expect(await playground.chips('tokens')).toEqual(['apple', 'pear', 'train', 'river']);
  await page.locator('[data-control="language"]').click();
  await expect(page.locator('[data-chips="tokens"] li').first()).toHaveText('苹果');
  await expect(page.locator('.lesson h2')).toHaveText('软性注意力');
  await agreesWithCommand(page);
});

const narrowAndWide = [
  [390, 'dark', 'zh'],
  [1440, 'light', 'en'],
] as const;

for (const [width, theme, language] of narrowAndWide) {
  const open = async (page: Page, playground: Playground, hash: string): Promise<void> => {
    await page.setViewportSize({ width, height: 900 });
    await playground.prefer('theme', theme);
    await openLesson(page, playground, hash, language);
  };

  test(`${width} px: every lesson and every step fits`, async ({ page, playground }) => {
    test.slow();
    for (const number of numbers) {
      await test.step(`lesson ${number}`, async () => {
        await open(page, playground, `lesson-${number}-tour`);
        // How the figure's own parts stand to one another is looked at elsewhere.
        const faults = await examine(page, { touch: width < 600 });
        expect(faults.filter(fault => !fault.includes('overlaps') || /lesson|tour|guess/.test(fault))).toEqual([]);
      });
    }
  });

  test(`${width} px: every formula is in sight`, { tag: '@every-engine' }, async ({ page, playground }) => {
    test.slow();
    for (const number of numbers) {
      await open(page, playground, `lesson-${number}`);
      // What is cut above or below is gone; to the right of it one can scroll.
      const cut = await page.locator('.lesson-formula').evaluateAll(all =>
        all.flatMap(formula => {
          const { top, bottom } = formula.getBoundingClientRect();
          const marks = [...formula.querySelectorAll('mi, mn, mo')].filter(({ textContent }) => textContent !== '');
          const isIn = (mark: Element): boolean => {
            const box = mark.getBoundingClientRect();
            const middle = (box.top + box.bottom) / 2;
            return middle > top && middle < bottom;
          };
          return marks.every(isIn) ? [] : [formula.textContent];
        }),
      );
      expect(cut, `lesson ${number}`).toEqual([]);
      expect(await page.locator('.lesson-formula').count()).toBeGreaterThan(0);
    }
  });

  for (const hash of ['lessons', 'glossary', 'lesson-3', 'lesson-4-exercise', 'lesson-1-tour', 'lesson-14-tour']) {
    test(`${width} px: axe has nothing against ${hash}`, async ({ page, playground, browserName }) => {
      test.skip(browserName !== 'chromium', 'what axe-core finds does not depend on the browser');
      await open(page, playground, hash);
      expect(await axeFaults(page)).toEqual([]);
      expect(await examine(page, { touch: width < 600 })).toEqual([]);
    });
  }
}

test('every figure belongs to a lesson', () => {
  for (const { tour, exercise, presets } of lessons) {
    for (const { preset } of [...tour, exercise]) expect(presets).toContain(presetOf(preset));
  }
});

test('on a phone the sheet of a number gives way to the next step', async ({ page, playground }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('./#lesson-4-tour');
  await playground.ready();
  await page.locator('main attention-matrix .cell').first().click();
  await expect(page.locator('.arithmetic-sheet')).toBeVisible();
  await page.locator('[data-control="tour-next"]').click();
  await expect(page.locator('.tour-card')).toHaveAttribute('data-step', '1');
  await expect(page.locator('.arithmetic-sheet')).toHaveCount(0);
});

test('who turns a phone in a tour is pointed at the same thing', async ({ page, playground }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('./#lesson-5-tour');
  await playground.ready();
  const pointed = page.locator('[data-tour="1"]').first();
  await expect(pointed).toBeInViewport();
  for (const [width, height] of [
    [844, 390],
    [390, 844],
    [1000, 800],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.waitForTimeout(600); // by then the page is another one, and what was pointed at gone
    await expect(pointed).toBeInViewport();
  }
});
