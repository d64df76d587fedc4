// What a visitor transfers: node size.mjs <folder of the page> <limit in bytes>. For each of its HTML files: that file and all
// JS and CSS that it may ever load (both languages, say), and one WASM (a browser loads one of its variants: the largest
// counts). Each is compressed with gzip as a server would.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join, relative } from 'node:path';
import { argv, exit } from 'node:process';
import { gzipSync } from 'node:zlib';

const [folder, limit] = [argv[2], Number(argv[3])];
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile())
  .map(entry => join(entry.parentPath ?? entry.path, entry.name))
  .map(path => ({ path: relative(folder, path), content: readFileSync(path) }))
  .map(file => ({ ...file, kind: extname(file.path), gzip: gzipSync(file.content, { level: 9 }).length }));

/** Every file that one may load, however indirectly: those that it names. A link to another page loads nothing. */
function loadedBy(page) {
  const loaded = [page];
  for (const file of loaded) {
    if (!['.html', '.js', '.mjs', '.css'].includes(file.kind)) continue;
    const text = file.content.toString('utf8');
    const named = files.filter(other => other.kind !== '.html' && text.includes(basename(other.path)));
    loaded.push(...named.filter(other => !loaded.includes(other)));
  }
  return loaded;
}

const row = (bytes, gzip, name) => console.log(`${String(bytes).padStart(10)}${String(gzip).padStart(10)}  ${name}`);
let fits = true;
const pages = files.filter(({ kind }) => kind === '.html').sort((a, b) => b.path.localeCompare(a.path));
for (const page of pages) {
  const loaded = loadedBy(page).sort((a, b) => b.gzip - a.gzip);
  const modules = loaded.filter(({ kind }) => kind === '.wasm');
  const counted = loaded.filter(file => !modules.slice(1).includes(file));
  row('bytes', 'gzip', page.path);
  for (const { path, content, gzip } of counted) row(content.length, gzip, path);
  const total = counted.reduce((sum, { gzip }) => sum + gzip, 0);
  row('', total, `in all, of ${limit} allowed\n`);

  if (modules.length === 0 || !loaded.some(({ kind }) => kind === '.js')) {
    console.error(`${page.path} loads no script or no WASM: is the page built?`);
    fits = false;
  }
  if (total > limit) {
    console.error(`${page.path} is ${total - limit} bytes too large.`);
    fits = false;
  }
}
if (!pages.some(({ path }) => path === 'index.html')) {
  console.error(`${folder} has no index.html: is the page built?`);
  fits = false;
}
exit(fits ? 0 : 1);
