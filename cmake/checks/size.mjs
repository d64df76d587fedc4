// What a first visit transfers: node size.mjs <folder of the page> <limit in bytes>. For each of its HTML files: that file,
// the JS and CSS that it loads at once (all static imports), one of the chunks that stand for one another (a reader has one
// language and one screen: the larger counts), and one WASM (a browser loads one of its variants: the largest counts). What
// only a later action loads is listed apart. Each is compressed with gzip as a server would.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join, relative } from 'node:path';
import { argv, exit } from 'node:process';
import { gzipSync } from 'node:zlib';

/** Imported dynamically, but one of each row is always fetched at the start. */
const alternatives = [
  ['en', 'zh'],
  ['bench-en', 'bench-zh'],
  ['flow', 'stages'],
];

const [folder, limit] = [argv[2], Number(argv[3])];
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile())
  .map(entry => join(entry.parentPath ?? entry.path, entry.name))
  .map(path => ({ path: relative(folder, path), content: readFileSync(path) }))
  .map(file => ({ ...file, kind: extname(file.path), gzip: gzipSync(file.content, { level: 9 }).length }));

/**
 * Every file that one names. A link to another page loads nothing; what a page asks for early, by screen or language, is
 * counted where its scripts ask for it.
 */
function namedBy(file) {
  if (!['.html', '.js', '.mjs', '.css'].includes(file.kind)) return [];
  const text = file.content.toString('utf8').replace(/<link [^>]*\bmedia=[^>]*>|\bdata-(en|zh)="[^"]*"/g, '');
  return files.filter(other => other.kind !== '.html' && text.includes(basename(other.path)));
}

/** Those of them that are loaded with it. */
function importedBy(file) {
  if (!['.js', '.mjs'].includes(file.kind)) return namedBy(file);
  const statements = file.content.toString('utf8').matchAll(/\b(?:import|from)\s*["']([^"']+)["']/g);
  const imported = [...statements].map(([, path]) => basename(path));
  return namedBy(file).filter(({ path }) => imported.includes(basename(path)));
}

/** Those that it loads by a call, at once or later. */
function calledBy(file) {
  const calls = [...file.content.toString('utf8').matchAll(/\bimport\(\s*["'`]([^"'`]+)["'`]/g)].map(([, path]) =>
    basename(path),
  );
  return namedBy(file).filter(({ path }) => calls.includes(basename(path)));
}

/** The files, and all that they lead to. */
function closure(start, leadsTo) {
  const found = [...start];
  for (const file of found) found.push(...leadsTo(file).filter(other => !found.includes(other)));
  return found;
}

const largest = group => [...group].sort((a, b) => b.gzip - a.gzip).slice(0, 1);
const isChunk = (file, name) => file.kind === '.js' && basename(file.path).startsWith(`${name}-`);

function firstVisit(page) {
  const start = closure([page], importedBy);
  const named = start.flatMap(namedBy);
  const called = start.flatMap(calledBy);
  const chosen = alternatives.flatMap(names => largest(called.filter(file => names.some(name => isChunk(file, name)))));
  const wasm = largest([...start, ...named].filter(({ kind }) => kind === '.wasm'));
  return closure([...new Set([...start, ...chosen, ...wasm])], importedBy);
}

const row = (bytes, gzip, name) => console.log(`${String(bytes).padStart(10)}${String(gzip).padStart(10)}  ${name}`);
const sum = group => group.reduce((total, { gzip }) => total + gzip, 0);
let fits = true;
const pages = files.filter(({ kind }) => kind === '.html').sort((a, b) => b.path.localeCompare(a.path));
for (const page of pages) {
  const first = firstVisit(page).sort((a, b) => b.gzip - a.gzip);
  const later = closure([page], namedBy).filter(file => !first.includes(file));
  row('bytes', 'gzip', page.path);
  for (const { path, content, gzip } of first) row(content.length, gzip, path);
  row('', sum(first), `in all, of ${limit} allowed`);
  for (const { path, content, gzip } of later) row(content.length, gzip, `later, or instead: ${path}`);
  console.log();

  if (![...first, ...later].some(({ kind }) => kind === '.wasm') || !first.some(({ kind }) => kind === '.js')) {
    console.error(`${page.path} loads no script or no WASM: is the page built?`);
    fits = false;
  }
  if (sum(first) > limit) {
    console.error(`${page.path} is ${sum(first) - limit} bytes too large.`);
    fits = false;
  }
}
if (!pages.some(({ path }) => path === 'index.html')) {
  console.error(`${folder} has no index.html: is the page built?`);
  fits = false;
}
exit(fits ? 0 : 1);
