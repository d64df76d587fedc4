// Attention without a GPU: these kernels beside LiteRT.js, ONNX Runtime Web and TensorFlow.js, in Chromium, one thread each.
//
//   npm ci && npm start [-- <part of an engine's name>]
//
// It wants the kernels and their benchmark built (cmake --preset wasm, target attention_kernels_benchmark) and the page's packages
// (npm ci in web/). All engines are first compared with naive loops in double precision, then timed in turns; medians count. Prints
// the table of the README.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { cpus, loadavg } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { argv, env, exit } from 'node:process';

const here = import.meta.dirname;
const root = join(here, '../../..');
const wasm = env.ATTENTION_WASM_DIR ?? join(root, 'build/wasm/bindings');
const types = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm' };

/** This folder, and below /wasm/ what was built. */
function serve() {
  const server = createServer(async ({ url }, response) => {
    const path = normalize(decodeURIComponent(new URL(url, 'http://localhost').pathname));
    const file = path.startsWith('/wasm/')
      ? join(wasm, path.slice('/wasm/'.length))
      : join(here, path === '/' ? 'index.html' : path);
    try {
      const content = await readFile(file);
      response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream' }).end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(server)));
}

const cell = (speed, best) => (speed === undefined ? '' : best ? `**${speed.toFixed(1)}**` : speed.toFixed(1));

function table({ results }) {
  const names = [...new Set(results.flatMap(({ rows }) => rows.map(({ name }) => name)))];
  const lines = [`| | ${results.map(({ name }) => name).join(' | ')} |`, `| --- |${results.map(() => ' ---: |').join('')}`];
  const line = (name, cells) => lines.push(`| ${name} | ${cells.join(' | ')} |`);
  for (const name of names) {
    const speeds = results.map(({ rows }) => rows.find(row => row.name === name)?.speed);
    line(
      name,
      speeds.map((speed, index) => cell(speed, speed === Math.max(...results[index].rows.map(row => row.speed)))),
    );
  }
  for (const [index, name] of ['multiply-adds in registers, relaxed', 'the same, simd128'].entries())
    line(
      name,
      results.map(({ peaks }) => cell(peaks[index])),
    );
  for (const relaxed of [true, false]) {
    const ratios = results.map(({ rows }) => {
      const speeds = own => rows.filter(row => row.own === own && (relaxed ? true : !row.relaxed)).map(({ speed }) => speed);
      return Math.max(...speeds(true)) / Math.max(...speeds(false));
    });
    const label = relaxed ? 'these kernels over the best peer' : 'the same, without relaxed SIMD on either side';
    line(
      label,
      ratios.map(ratio => (Number.isFinite(ratio) ? `${ratio.toFixed(2)} x` : '')),
    );
  }
  return lines.join('\n');
}

const { chromium } = createRequire(join(root, 'web/package.json'))('playwright-core');
const server = await serve();
const browser = await chromium.launch({ executablePath: env.ATTENTION_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
const page = await browser.newPage();
page.on('pageerror', error => console.error(String(error)));
await page.goto(`http://127.0.0.1:${server.address().port}/`);
await page.waitForFunction(() => document.title === 'ready');
const quick = argv.includes('--shrunk');
const only = argv.slice(2).find(option => !option.startsWith('--'));
const options = { rounds: quick ? 1 : 25, atLeast: quick ? 1 : 40, only };
const outcome = await page.evaluate(given => globalThis.compare(given), options);
const version = browser.version();
await browser.close();
server.close();

console.log(
  `Chromium ${version}, ${cpus()[0].model}, load ${loadavg()[0].toFixed(2)}. GFLOP/s in one thread, useful operations only: 8 heads,`,
);
console.log('1024 queries and keys of width 64, dense and causal; then one query against 2048 keys.\n');
console.log(table(outcome));
for (const failure of outcome.failures) console.error(failure);
exit(outcome.failures.length === 0 ? 0 : 1);
