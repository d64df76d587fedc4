// How fast the page answers: node tests/benchmark/page.mjs [folder of the page] [--shrunk]. Needs the packages of web/, and
// Chromium: Playwright's own, or the one that ATTENTION_CHROMIUM names. Exits with 1 where a figure is beyond what is
// promised; with --shrunk, which a test does to see whether all of it can still be measured, no figure is judged.
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { argv, env, exit } from 'node:process';
import {
  firstVisit,
  hashOf,
  hover,
  longTasks,
  median,
  open,
  openEmpty,
  openPhone,
  phoneSlowdown,
  rest,
  type,
  use,
} from './page/measure.mjs';
import { serve } from './page/server.mjs';
import { watch } from './page/watch.mjs';

const root = resolve(import.meta.dirname, '../..');
const { chromium } = createRequire(resolve(root, 'web/package.json'))('@playwright/test');
const shrunk = argv.includes('--shrunk');
const often = times => (shrunk ? 2 : times);
const folder = argv.slice(2).find(argument => !argument.startsWith('--'));
const site = await serve(folder ? resolve(folder) : resolve(root, 'build/page'));
// Without waiting for the screen: what is measured is the page's own work, down to the painted frame.
const args = ['--no-sandbox', '--disable-frame-rate-limit', '--disable-gpu-vsync'];
const browser = await chromium.launch({ executablePath: env.ATTENTION_CHROMIUM, args });

let kept = true;
const row = (name, value, most, unit = 'ms') => {
  const fits = most === undefined || value <= most;
  kept &&= fits;
  const promised = most === undefined ? '' : `at most ${most}${fits ? '' : '  BEYOND'}`;
  console.log(`${name.padEnd(58)} ${value.toFixed(unit === '' ? 3 : 1).padStart(8)} ${unit.padEnd(3)} ${promised}`);
};

const page = await browser.newPage({ viewport: { width: 1440, height: 1000 }, locale: 'en-US' });
await page.addInitScript(watch);
await openEmpty(page);
await rest(browser);
row('the browser itself: keystroke to painted text', median(await type(page, 1, often(20))));
row('the browser itself: pointer to painted answer', median(await hover(page, 16, often(30))));
for (const [count, most] of [
  [16, 16],
  [64, 50],
  [512, undefined],
]) {
  const name = `${count} tokens, 4 heads`;
  await open(page, site.address, hashOf(count));
  await longTasks(page);
  row(`${name}: keystroke to painted numbers`, median(await type(page, count, often(20))), most);
  row(`${name}: longest task while typing`, Math.max(0, ...(await longTasks(page))), count > 64 ? undefined : 50);
  row(`${name}: pointer to painted answer`, median(await hover(page, count, often(30))), 16.7);
  row(`${name}: longest task while pointing`, Math.max(0, ...(await longTasks(page))), 50);
}
await open(page, site.address);
await longTasks(page);
await use(page);
row('first figure: longest task in use', Math.max(0, ...(await longTasks(page))), 50);
row('first figure: interaction to next paint (INP)', Math.max(0, ...(await page.evaluate(() => window.seen.inputs))), 200);

// Four times slower than a fast desktop is a phone of the middle; than this machine it may be more, or less.
await openEmpty(page);
await rest(browser);
const slowdown = await phoneSlowdown(page);
await browser.close();
// A phone waits for its screen: frames without end would have the browser itself take what the page has a right to.
const phone = await chromium.launch({ executablePath: env.ATTENTION_CHROMIUM, args: ['--no-sandbox'] });
for (const [rate, most] of [
  [4, 1000],
  [slowdown, undefined],
]) {
  const name = `phone, ${rate.toFixed(1)} x slower`;
  const empty = [];
  for (let visit = 0; visit < (shrunk ? 1 : 7); ++visit) empty.push(await openPhone(phone, watch));
  const visits = [];
  for (const one of empty) {
    await rest(phone);
    visits.push(await firstVisit(one, site.address, rate));
  }
  row(`${name}: first contentful paint`, median(visits.map(({ first }) => first)));
  row(`${name}: first figure live`, median(visits.map(({ live }) => live)), most);
  row(`${name}: longest task while loading`, median(visits.map(({ tasks }) => Math.max(0, ...tasks))));
  row(`${name}: layout shift (CLS)`, Math.max(...visits.map(({ shifts }) => shifts)), 0, '');
}

await phone.close();
site.close();
exit(kept || shrunk ? 0 : 1);
