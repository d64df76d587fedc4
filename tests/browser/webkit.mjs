// A smoke test in WebKit: node webkit.mjs <WebKitWebDriver> <folder of the built page>. Playwright cannot drive the WebKit of a Linux
// system, so this speaks the W3C's WebDriver protocol itself. Without a screen it starts itself again under xvfb-run.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { argv, env, execPath, exit } from 'node:process';
import { setTimeout as later } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const [driverProgram = 'WebKitWebDriver', site = resolve(here, '../../build/page')] = argv.slice(2);

if (!env.DISPLAY && !env.WAYLAND_DISPLAY) {
  const words = ['--auto-servernum', execPath, fileURLToPath(import.meta.url), driverProgram, site];
  const { status, error } = spawnSync('xvfb-run', words, { stdio: 'inherit' });
  if (error) console.error(`There is no screen, and xvfb-run cannot be started: ${error.message}. Install xvfb and xauth.`);
  exit(status ?? 1);
}

/** The browser that the driver drives. */
function miniBrowser() {
  const libraries = ['/usr/lib', '/usr/libexec'].filter(existsSync);
  const folders = libraries.flatMap(library => [library, ...readdirSync(library).map(name => join(library, name))]);
  const found = ['webkit2gtk-4.1', 'webkitgtk-6.0', 'webkit2gtk-4.0']
    .flatMap(name => folders.map(folder => join(folder, name, 'MiniBrowser')))
    .find(existsSync);
  assert.ok(found, 'WebKit’s MiniBrowser is not installed');
  return found;
}

const children = [];
function start(program, words, environment = {}) {
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...env, ...environment } });
  children.push(child);
  return child;
}

/** Tries until it does not throw any more. */
async function until(attempt, seconds = 30) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw error;
      await later(100);
    }
  }
}

async function servePage() {
  const server = start(execPath, [
    resolve(here, '../../cmake/serve.mjs'),
    site,
    String(30000 + Math.floor(Math.random() * 10000)),
  ]);
  let said = '';
  for await (const piece of server.stdout) {
    said += piece;
    const address = /http:\/\/\S+/.exec(said)?.[0];
    if (address) return address;
  }
  throw new Error('the page cannot be served');
}

const driverAddress = `http://127.0.0.1:${40000 + Math.floor(Math.random() * 10000)}`;
async function ask(method, path, body) {
  const response = await fetch(driverAddress + path, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${path}: ${value?.message ?? JSON.stringify(value)}`);
  return value;
}

async function openBrowser() {
  start(driverProgram, [`--port=${new URL(driverAddress).port}`], {
    WEBKIT_DISABLE_DMABUF_RENDERER: '1',
    // A container's root may not use the sandbox.
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    LIBGL_ALWAYS_SOFTWARE: '1',
    GSK_RENDERER: 'cairo',
  });
  await until(() => ask('GET', '/status'));
  const options = { 'webkitgtk:browserOptions': { binary: miniBrowser(), args: ['--automation'] } };
  const { sessionId, capabilities } = await ask('POST', '/session', { capabilities: { alwaysMatch: options } });
  console.log(`${capabilities.browserName} ${capabilities.browserVersion}`);
  return `/session/${sessionId}`;
}

async function smoke(session, address) {
  const run = (script, ...args) => ask('POST', `${session}/execute/sync`, { script, args });
  const element = async selector =>
    Object.values(await ask('POST', `${session}/element`, { using: 'css selector', value: selector }))[0];
  /** A field that the driver clears tells the page nothing, which may write its text again before the first letter comes. */
  const type = (selector, text) =>
    until(async () => {
      const id = await element(selector);
      await ask('POST', `${session}/element/${id}/clear`, {});
      await ask('POST', `${session}/element/${id}/value`, { text });
      assert.equal(await run('return document.querySelector(arguments[0]).value', selector), text);
    });
  const open = async scenario => {
    await ask('POST', `${session}/url`, { url: 'about:blank' });
    await ask('POST', `${session}/url`, { url: `${address}#1.${Buffer.from(JSON.stringify(scenario)).toString('base64url')}` });
    await until(async () => assert.equal(await run('return document.documentElement.dataset.ready'), 'true'));
  };
  const cells = stage =>
    run(
      `return [...document.querySelectorAll('attention-matrix[data-stage="${stage}"] [data-row]')].map(cell => cell.getAttribute('aria-label'))`,
    );
  /** The weights, row by row: a number, or null where the pair is hidden. */
  const weights = async columns => {
    const numbers = (await cells('weights')).map(label =>
      label.endsWith('hidden')
        ? null
        : Number(
            label
              .replace(/, (highest|number \d+) of \d+$/, '')
              .split(', ')
              .at(-1),
          ),
    );
    return Array.from({ length: numbers.length / columns }, (_, row) => numbers.slice(row * columns, (row + 1) * columns));
  };

  for (const mechanism of ['key_value', 'masked', 'multi_head', 'pointer']) {
    await open({ version: 1, mechanism, tokens: ['👍', '北京'], view: { language: 'en' } });
    await type('[data-control="tokens"]', 'the dog saw it');
    await until(async () => {
      const rows = await weights(4);
      assert.equal(rows.length, 4);
      for (const [index, row] of rows.entries()) {
        // Four rounded numbers.
        assert.ok(Math.abs(row.reduce((sum, weight) => sum + weight, 0) - 1) <= 0.021, `${mechanism}: ${row}`);
        if (mechanism === 'masked') assert.deepEqual(row.slice(index + 1), Array(3 - index).fill(null));
      }
    });
    const before = await cells('weights');
    await type('[data-control="temperature"]', '0');
    await until(async () =>
      assert.match(await run(`return document.querySelector('[data-error-for="temperature"]').textContent`), /0\.001/),
    );
    assert.deepEqual(await cells('weights'), before);
    await type('[data-control="temperature"]', '0.5');
    await until(async () => {
      assert.equal(await run(`return document.querySelector('[data-error-for]')`), null);
      assert.notDeepEqual(await cells('weights'), before);
    });
    await ask('POST', `${session}/element/${await element('[data-stage="weights"] [data-row="1"][data-column="0"]')}/click`, {});
    await until(async () => {
      const asked = await run(`return document.querySelector('attention-arithmetic h2').textContent`);
      assert.match(asked, /Why does (dog|step 2) (give|point at) the/);
    });
    console.log(`${mechanism}: lives`);
  }
  assert.equal(await run('return crossOriginIsolated'), false);
}

let failed = false;
let session = null;
try {
  const address = await servePage();
  session = await openBrowser();
  await smoke(session, address);
} catch (error) {
  console.error(error);
  failed = true;
} finally {
  if (session) await ask('DELETE', session).catch(() => null);
  for (const child of children) child.kill();
}
exit(failed ? 1 : 0);
