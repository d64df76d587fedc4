// What a visitor transfers: node size.mjs <page> <limit in bytes>. HTML, JS and CSS, and one WASM (a browser loads one of
// its variants: the largest counts), each compressed with gzip as a server would.
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { argv, exit } from 'node:process';
import { gzipSync } from 'node:zlib';

const [page, limit] = [argv[2], Number(argv[3])];
const kinds = ['.html', '.js', '.mjs', '.css', '.wasm'];
const files = readdirSync(page, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile() && kinds.includes(extname(entry.name)))
  .map(entry => join(entry.parentPath ?? entry.path, entry.name))
  .map(path => ({ path: relative(page, path), raw: readFileSync(path) }))
  .map(({ path, raw }) => ({ path, raw: raw.length, gzip: gzipSync(raw, { level: 9 }).length }))
  .sort((a, b) => b.gzip - a.gzip);

const modules = files.filter(({ path }) => path.endsWith('.wasm'));
const counted = files.filter(file => !modules.slice(1).includes(file));
const total = counted.reduce((sum, { gzip }) => sum + gzip, 0);

const line = (raw, gzip, name) => console.log(`${String(raw).padStart(10)}${String(gzip).padStart(10)}  ${name}`);
line('bytes', 'gzip', 'file');
for (const { raw, gzip, path } of files)
  line(raw, gzip, path + (modules.indexOf(files.find(f => f.path === path)) > 0 ? ' (not counted)' : ''));
line('', total, `in all, of ${limit} allowed`);

if (modules.length === 0 || !files.some(({ path }) => path === 'index.html')) {
  console.error(`${page} has no index.html or no WASM: is the page built?`);
  exit(1);
}
if (total > limit) {
  console.error(`The page is ${total - limit} bytes too large.`);
  exit(1);
}
