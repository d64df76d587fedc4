// What one does at the page, and how long it takes.

const words = 'the dog ran until it was tired and then a cat came by with some bread so they ate'.split(' ');

export function hashOf(count, more = {}) {
  const tokens = Array.from({ length: count }, (_, index) => words[(index * 7 + (index >> 3)) % words.length]);
  const scenario = { version: 1, mechanism: 'multi_head', tokens, width: 16, heads: 4, mask: { causal: true }, ...more };
  return `#1.${Buffer.from(JSON.stringify(scenario)).toString('base64url')}`;
}

export async function open(page, address, hash = '') {
  await page.goto('about:blank');
  await page.goto(`${address}${hash}`);
  await page.waitForSelector('html[data-ready]', { timeout: 60_000 });
  await page.waitForTimeout(400);
}

/** A page of a field and one cell that shows its text: what the browser itself takes from a key or a pointer to what is painted. */
export async function openEmpty(page) {
  const show = what => `() => requestAnimationFrame(() => (cell.ariaLabel = cell.textContent = ${what}))`;
  const script = `field.oninput = ${show('field.value')}; onpointermove = ${show('performance.now()')}`;
  const style = 'display:block;height:400px';
  const cell = `<attention-matrix data-stage="weights" style="${style}"><b class="cell" id="cell"></b></attention-matrix>`;
  await page.goto(`data:text/html,<input id="field" data-control="tokens" value="the dog">${cell}<script>${script}</script>`);
}

export const median = numbers => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** A letter more in the last word, and how long until the numbers of it are painted. */
export async function type(page, count, times) {
  const text = await page.locator('[data-control="tokens"]').inputValue();
  await page.locator('[data-control="tokens"]').focus();
  await page.keyboard.press('End');
  const took = [];
  for (let index = 0; index < times; ++index) {
    const before = await page.evaluate(() => window.shown());
    // A figure of more tokens than fit into one frame is drawn in a task of its own.
    const painted = page.evaluate(until => window.next('input', until), count > 64 ? before : null);
    await page.waitForTimeout(60);
    await page.keyboard.press(index % 2 === 0 ? 'x' : 'Backspace');
    took.push(await painted);
    const changed = (await page.evaluate(() => window.shown())) !== before;
    if (!changed) throw new Error(`${count} tokens: a letter typed has changed no number in time`);
  }
  if ((await page.locator('[data-control="tokens"]').inputValue()) !== text) throw new Error('the text is not as it was');
  return took;
}

/** A mouse on the middle of one cell after the other, and how long each takes to be answered. */
export async function hover(page, count, times) {
  const matrix = page.locator('attention-matrix[data-stage="weights"]').first();
  await matrix.scrollIntoViewIfNeeded();
  await matrix.hover({ position: { x: 4, y: 4 } });
  await page.waitForTimeout(500);
  const box = await matrix.boundingBox();
  const took = [];
  for (let index = 1; index <= times; ++index) {
    const answered = page.evaluate(() => window.next('pointermove', null));
    await page.waitForTimeout(40);
    // Every row comes before one comes again, and no neighbour follows a neighbour.
    const [row, column] = [(index * 7) % count, (index * 3) % count];
    await page.mouse.move(box.x + ((column + 0.5) * box.width) / count, box.y + ((row + 0.5) * box.height) / count);
    took.push(await answered);
  }
  return took;
}

/** Each head chosen, the temperature moved, a cell locked and released, another mechanism and back. */
export async function use(page) {
  for (const head of (await page.locator('button[data-head]').all()).reverse()) {
    await head.click();
    await page.waitForTimeout(150);
  }
  await page.locator('[data-control="temperature"]').focus();
  for (let press = 0; press < 10; ++press) {
    await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(30);
  }
  await page
    .locator('attention-matrix[data-stage="weights"]')
    .first()
    .click({ position: { x: 8, y: 8 } });
  await page.waitForTimeout(150);
  await page.keyboard.press('Escape');
  for (const mechanism of ['masked', 'multi_head']) {
    await page.locator(`[data-mechanism="${mechanism}"]`).click();
    await page.waitForTimeout(300);
  }
}

/** Main-thread tasks above 50 ms since the last time that this was asked. */
export const longTasks = page =>
  page.evaluate(() => window.seen.tasks.splice(0).map(({ duration }) => duration)).then(all => all.filter(task => task > 50));

/** How often a second a page puts 10,000 letters together, in tens: what browsers' tools tell a desktop from a phone by. */
const benchmark = () => {
  const start = performance.now();
  let rounds = 0;
  for (; performance.now() - start < 250; ++rounds) {
    let text = '';
    for (let letter = 0; letter < 10_000; ++letter) text += 'a';
    if (text.length !== 10_000) throw new Error('letters were lost');
  }
  return (rounds * 100) / (performance.now() - start);
};

/** How many times slower than this machine a phone of the middle is: to Chromium's developer tools one that has 1000 of them. */
export async function phoneSlowdown(page) {
  const most = [];
  for (let run = 0; run < 7; ++run) most.push(await page.evaluate(benchmark));
  return Math.max(1, Math.max(...most) / 1000);
}

/**
 * Until the browser has come to rest. Each window it opens has it load dozens of pages of its own for seconds, on the cores that
 * the page is measured on.
 */
export async function rest(browser) {
  const session = await browser.newBrowserCDPSession();
  const used = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  };
  let quiet = 0;
  for (let left = 60; quiet < 2; --left) {
    if (left === 0) throw new Error('the browser did not come to rest within a minute');
    const before = await used();
    await new Promise(done => setTimeout(done, 1000));
    quiet = (await used()) - before < 0.03 ? quiet + 1 : 0;
  }
  await session.detach();
}

/** An empty page on a phone. */
export async function openPhone(browser, watch) {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 3,
    hasTouch: true,
    isMobile: true,
  });
  const page = await context.newPage();
  await page.addInitScript(watch);
  return { page, session: await context.newCDPSession(page) };
}

/** A first visit: so many times slower, over Fast 4G, nothing in the cache. */
export async function firstVisit({ page, session }, address, rate) {
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  // Chromium's own numbers of Fast 4G.
  const fast4g = { offline: false, latency: 165, downloadThroughput: (9e6 / 8) * 0.9, uploadThroughput: (1.5e6 / 8) * 0.9 };
  await session.send('Network.emulateNetworkConditions', fast4g);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
  await page.goto(address, { waitUntil: 'commit' });
  // What Playwright itself waits with is a large script, which the slowed page would have to read while it loads.
  const expression = 'document.documentElement.dataset.ready';
  for (let left = 600; !(await session.send('Runtime.evaluate', { expression })).result.value; --left) {
    if (left === 0) throw new Error('the page did not become live within a minute');
    await new Promise(done => setTimeout(done, 100));
  }
  await page.waitForTimeout(1500);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  return page.evaluate(() => ({
    first: performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
    live: performance.getEntriesByName('live')[0]?.startTime,
    shifts: window.seen.shifts.reduce((sum, value) => sum + value, 0),
    tasks: window.seen.tasks.map(({ duration }) => duration),
  }));
}
