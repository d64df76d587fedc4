// The content security policy is strict and is kept; nothing is asked of any other origin; no special headers are needed.

import { createHash } from 'node:crypto';
import type { Page } from '@playwright/test';
import { entries } from './playground';
import { expect, test } from './test';
import { watchViolations } from './violations';

const strict: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'img-src': "'self' data:",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
};

for (const path of ['', 'embed.html', 'bench.html']) {
  test(`the policy of ${path || 'the page'} is strict and comes before every script`, async ({ request }) => {
    const response = await request.get(path || './');
    const html = await response.text();
    const meta = /<meta http-equiv="Content-Security-Policy" content="([^"]*)"/i.exec(html);
    const directives = (meta?.[1] ?? '').split(';').map(directive => directive.trim().split(/\s+/));
    // What is needed before anything is drawn stands in the page, and is allowed by what it says.
    const inline = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>(.*?)<\/script>/gs)].map(([, text = '']) => text);
    const styles = [...html.matchAll(/<style>(.*?)<\/style>/gs)].map(([, text = '']) => text);
    const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    expect(inline).toHaveLength(path === '' ? 1 : 0);
    expect(styles).toHaveLength(1);
    expect(Object.fromEntries(directives.map(([name, ...sources]) => [name, sources.join(' ')]))).toEqual({
      ...strict,
      'script-src': ["'self'", ...inline.map(hash), "'wasm-unsafe-eval'"].join(' '),
      'style-src': ["'self'", ...styles.map(hash)].join(' '),
    });
    expect(meta?.index).toBeLessThan(html.search(/<(script|link|style)/i));
    const markup = [...inline, ...styles].reduce((rest, text) => rest.replace(text, ''), html);
    expect(markup).not.toMatch(/\son\w+=|\sstyle=/i);
    for (const header of ['content-security-policy', 'cross-origin-opener-policy', 'cross-origin-embedder-policy']) {
      expect(response.headers()[header], header).toBeUndefined();
    }
  });
}

/** Uses the page as a reader would: every mechanism, typing, pointing, a menu, an error. */
async function useEverything(page: Page, choose: (entry: (typeof entries)[number]) => Promise<void>): Promise<void> {
  for (const entry of entries) {
    await choose(entry);
    await page.locator('[data-control="tokens"]').fill(`${entry} 北京 👍 <img src=x>`);
    await expect(page.locator('[data-chips="tokens"] li').first()).toHaveText(/./);
    await page.locator('attention-matrix[data-stage="weights"] [data-row="1"][data-column="0"]').click();
    await page.locator('.factor, attention-number').first().click();
    await page.keyboard.press('Escape');
    await page.locator('[data-control="temperature"]').fill('0');
    await expect(page.locator('[data-error-for="temperature"]')).toBeVisible();
    await page.locator('[data-control="temperature"]').fill('1');
    await expect(page.locator('[data-error-for]')).toHaveCount(0);
    await page.locator('[data-control="theme"]').click();
    await page.locator('[data-control="language"]').click();
  }
}

test('nothing is refused and nothing leaves the origin, whatever is done', async ({ page, playground, baseURL }) => {
  const violations = await watchViolations(page);
  const asked: string[] = [];
  page.on('request', request => asked.push(request.url()));
  await playground.open();
  await useEverything(page, entry => playground.choose(entry));
  // The core of a first visit, compiled before there is a script, and the one of all mechanisms; each of them once.
  expect(asked.filter(url => url.endsWith('.wasm')).map(url => url.replace(/^.*\/(.*)-.{8}\.wasm$/, '$1'))).toEqual([
    'attention-first',
    'attention',
  ]);
  expect(asked.filter(url => !url.startsWith(baseURL ?? 'none') && url !== 'about:blank')).toEqual([]);
  expect(await page.evaluate(() => performance.getEntriesByType('resource').map(entry => entry.name))).not.toEqual([]);
  const resources = await page.evaluate(() => performance.getEntriesByType('resource').map(entry => new URL(entry.name).origin));
  expect([...new Set(resources)]).toEqual([new URL(baseURL ?? '').origin]);
  expect(await violations()).toEqual([]);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
});

test('a server that does not know WebAssembly’s media type serves the core all the same', async ({
  page,
  playground,
  failures,
}) => {
  const served: string[] = [];
  await page.route('**/*.wasm', async route => {
    const response = await route.fetch();
    served.push(new URL(route.request().url()).pathname);
    await route.fulfill({ response, headers: { ...response.headers(), 'content-type': 'application/octet-stream' } });
  });
  await playground.open();
  await expect(page.locator('attention-matrix[data-stage="weights"] .cell').first()).toHaveText(/^\d/);
  expect(new Set(served).size).toBe(1);
  // The core's loader says on the console that it goes another way.
  failures.splice(0);
});

test('a core that is damaged is not blamed on the network', async ({ page, failures }) => {
  await page.route('**/*.wasm', route => route.fulfill({ contentType: 'application/wasm', body: 'no core' }));
  await page.goto('./');
  await expect(page.locator('.failure')).toHaveText(/computing core \(WebAssembly\)/);
  expect(failures.splice(0).length, 'told on the console').toBeGreaterThan(0);
});

for (const [lost, says] of [
  ['index', /Loading failed.*加载失败/],
  ['figure', /Loading failed.*加载失败/],
  ['en', /Loading failed.*加载失败/],
  ['flow', /could not be fetched/],
  ['attention-first', /could not be fetched/],
] as const)
  for (const hash of ['', '#lesson-4'])
    test(`a page${hash} that misses ${lost} says so, and what it shows without it stays`, async ({ page, failures }) => {
      await page.route(`**/${lost}-*`, route => route.abort());
      await page.goto(`./${hash}`);
      await expect(page.getByRole('alert')).toHaveText(says);
      await expect(page.locator('.first[lang="en"] .topbar')).toBeVisible();
      await expect(page.locator('.first[lang="en"] .first-figure')).toBeVisible({ visible: hash === '' });
      expect(failures.splice(0).length, 'told on the console').toBeGreaterThan(0);
    });

test('a figure alone that misses its words says so', async ({ page, failures }) => {
  await page.route('**/en-*', route => route.abort());
  await page.goto('./embed.html');
  await expect(page.getByRole('alert')).toHaveText(/Loading failed.*加载失败/);
  expect(failures.splice(0).length, 'told on the console').toBeGreaterThan(0);
});

test('what was loaded stays, and the page then works without a network', async ({ page, playground, context, failures }) => {
  await playground.open();
  // What a first visit does without comes with the first mechanism that needs it, all at once; the words of the other
  // language come when they are first asked for.
  await playground.choose('pointer');
  for (const language of ['zh-CN', 'en']) {
    await playground.control('language').click();
    await expect(page.locator('html')).toHaveAttribute('lang', language);
  }
  await playground.choose('multi_head');
  await context.route('**', route => route.abort());
  const asked: string[] = [];
  page.on('request', request => asked.push(request.url()));
  await useEverything(page, entry => playground.choose(entry));
  // Some browsers ask for the icon again whenever the address changes.
  expect(asked.filter(url => !url.endsWith('/icon.svg'))).toEqual([]);
  if (asked.length > 0) failures.length = 0;
});

test('without a network a mechanism that was not loaded leaves the figure, and comes when there is one', async ({
  page,
  playground,
  context,
  failures,
  browserName,
}) => {
  await playground.open();
  await context.route('**', route => route.abort());
  await page.locator('[data-mechanism="encoder"]').click();
  await expect(page.locator('[data-notice="notLoaded"]')).toBeVisible();
  await expect(page.locator('[data-mechanism="multi_head"]')).toHaveAttribute('aria-current', 'true');
  await context.unroute('**');
  // Firefox does not ask again for a module that it could not have; the notice says what helps.
  if (browserName === 'firefox') {
    await page.reload();
    await playground.ready();
  }
  await playground.choose('encoder');
  await expect(page.locator('[data-notice="notLoaded"]')).toHaveCount(0);
  // Its words have come too.
  await expect(page.locator('h1')).toHaveText(/encoder/i);
  failures.length = 0; // the browser's own lines about what it could not fetch
});

test('the policy is in force: scripts, styles and requests of others are refused', async ({ page, playground, failures }) => {
  const violations = await watchViolations(page);
  await playground.open();
  await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.hit = 1';
    document.head.append(script);
    const image = document.createElement('img');
    image.src = 'http://127.0.0.1:9/x.png';
    document.body.append(image);
    document.body.insertAdjacentHTML('beforeend', '<p onclick="hit=1" style="color: red">x</p>');
    await fetch('http://127.0.0.1:9/').catch(() => null);
  });
  expect(await page.evaluate(() => 'hit' in window)).toBe(false);
  for (const directive of ['script-src', 'img-src', 'connect-src', 'style-src']) {
    await expect
      .poll(async () => (await violations()).some(line => line.startsWith(directive)), { message: directive })
      .toBe(true);
  }
  failures.length = 0;
});
