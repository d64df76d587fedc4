// The figure alone, in an iframe of a page of another origin.

import type { FrameLocator, Page } from '@playwright/test';
import { complaints, hashOf, readMatrices } from './playground';
import { noMask, type Scenario, scenario } from './scenario';
import { type Article, serveArticle } from './server';
import { expect, test } from './test';
import { watchViolations } from './violations';

const words = ['the', 'dog', 'ran'];
let article: Article | null = null;

test.afterEach(async () => {
  await article?.close();
  article = null;
});

async function openArticle(page: Page, frames: string): Promise<void> {
  article = await serveArticle(
    `<!doctype html><html lang="en"><title>An article</title><link rel="icon" href="data:,"><p>Before</p>${frames}<p>After</p>`,
  );
  await page.goto(article.address);
}

function iframe(baseURL: string | undefined, state: object, attributes = 'width="760" height="420"'): string {
  return `<iframe title="A figure" ${attributes} src="${baseURL}embed.html${hashOf(state)}"></iframe>`;
}

async function expectFigure(frame: FrameLocator, given: Scenario, head = 0): Promise<void> {
  const wrong = async (): Promise<string[]> => {
    const suffix = given.mechanism === 'multi_head' ? ` ${head}` : '';
    return complaints(await readMatrices(frame.locator('body')), given, head, [`weights${suffix}`]).slice(0, 5);
  };
  await expect.poll(wrong, { message: 'the embedded figure against the reference' }).toEqual([]);
}

for (const sandbox of ['', 'sandbox="allow-scripts allow-same-origin"']) {
  test(`a figure of another origin lives in an iframe ${sandbox}`, async ({ page, baseURL }) => {
    const violations = await watchViolations(page);
    for (const width of [760, 360]) {
      for (const given of [
        scenario('key_value', words, { keys: ['a', '苹果'] }),
        scenario('masked', words),
        scenario('pointer', words),
      ]) {
        await openArticle(page, iframe(baseURL, given, `width="${width}" height="480" ${sandbox}`));
        const frame = page.frameLocator('iframe');
        await expectFigure(frame, given);
        const weights = frame.locator('attention-matrix[data-stage="weights"]');
        const cell = weights.locator('[data-row="2"][data-column="0"]');
        await cell.hover();
        await expect(frame.locator('.embed-pair')).toContainText(given.keys ? /ran.*a/ : /(ran|step 3).*the/i);
        // The names of the rows say whose they are, and nothing above a fraction's line is cut.
        await expect(frame.locator('.rows-heading')).toHaveText(given.mechanism === 'pointer' ? [] : ['queries']);
        const cut = await frame.locator('.embed-math').evaluate(math => {
          const { top } = math.getBoundingClientRect();
          return Math.min(...[...math.querySelectorAll('mn')].map(number => number.getBoundingClientRect().top)) < top;
        });
        expect(cut, `cut at ${width}`).toBe(false);
        if (given.mechanism === 'masked')
          await expect(frame.locator('.embed-math mn').last()).toHaveText((await cell.textContent()) ?? '-');
        const overflow = await frame.locator('html').evaluate(html => html.scrollWidth - html.clientWidth);
        expect(overflow, `overflow at ${width}`).toBeLessThanOrEqual(0);
        await article?.close();
      }
    }
    expect(await violations()).toEqual([]);
  });
}

test('two figures in one article keep apart, and neither changes the address', async ({ page, baseURL }) => {
  const [one, two] = [scenario('masked', words), scenario('masked', words, { seed: 5, mask: noMask })];
  await openArticle(
    page,
    iframe(baseURL, one, 'id="one" width="700" height="400"') + iframe(baseURL, two, 'id="two" width="700" height="400"'),
  );
  const before = page.url();
  await expectFigure(page.frameLocator('#one'), one);
  await expectFigure(page.frameLocator('#two'), two);
  await page.frameLocator('#one').locator('[data-stage="weights"] [data-row="2"][data-column="1"]').click();
  await expectFigure(page.frameLocator('#two'), two);
  expect(page.url()).toBe(before);
});

test('another head, Reset, and the way into the playground', async ({ page, baseURL, context }) => {
  const given = scenario('multi_head', words);
  await openArticle(page, iframe(baseURL, given));
  const frame = page.frameLocator('iframe');
  await expectFigure(frame, given);
  await frame.locator('button[data-head="2"]').click();
  await expectFigure(frame, given, 2);
  await frame.locator('[data-control="reset"]').click();
  await expectFigure(frame, given, 0);

  const opened = context.waitForEvent('page');
  await frame.locator('[data-control="open"]').click();
  const playground = await opened;
  await expect(playground.locator('html')).toHaveAttribute('data-ready', 'true');
  expect(playground.url().startsWith(`${baseURL}#1.`)).toBe(true);
  await expect.poll(async () => complaints(await readMatrices(playground.locator('body')), given)).toEqual([]);
});

test('what a sum comes to is in sight beside the heads, however wide the figure', async ({ page, baseURL }) => {
  const given = scenario('multi_head', ['the', 'dog', 'ran', 'until', 'it', 'was', 'tired']);
  for (const width of [360, 560, 640, 720]) {
    await openArticle(page, iframe(baseURL, given, `width="${width}" height="560"`));
    const frame = page.frameLocator('iframe');
    await expectFigure(frame, given);
    await frame.locator('[data-stage="weights"] [data-row="4"][data-column="6"]').hover();
    const beyond = await frame.locator('.embed-math').evaluate(math => math.scrollWidth - math.clientWidth);
    expect(beyond, `beyond the edge at ${width}`).toBeLessThanOrEqual(0);
    await article?.close();
  }
});

test('a broken link in an iframe says so', async ({ page, baseURL }) => {
  await openArticle(page, `<iframe title="A figure" width="700" height="400" src="${baseURL}embed.html#1.broken"></iframe>`);
  await expect(page.frameLocator('iframe').locator('[data-notice="brokenLink"]')).toBeVisible();
  await expect(page.frameLocator('iframe').locator('attention-matrix[data-stage="weights"]')).toBeVisible();
});

test('nothing is asked of the article, and nothing of the page reaches it', async ({ page, baseURL }) => {
  await openArticle(page, iframe(baseURL, scenario('masked', words)));
  await expectFigure(page.frameLocator('iframe'), scenario('masked', words));
  expect(article?.asked).toEqual(['/']);
  expect(await page.evaluate(() => Object.keys(window).filter(name => name.startsWith('attention')))).toEqual([]);
});
