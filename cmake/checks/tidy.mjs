// Runs clang-tidy over the sources of a build tree:
//   node tidy.mjs <clang-tidy> <build tree> <memory file> <folder,folder...> [argument for the compiler...]
//
// A file that was clean is not looked at again until it, its compile command, a header of ours in it or the rules change.
// In a unity build a file is one of CMake's that includes several sources; they share the time that the headers take.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { argv, cwd, exit } from 'node:process';

const [clangTidy, tree, memory] = argv.slice(2, 5).map(path => resolve(path));
const root = cwd();
const rooms = ['src', 'bindings', 'tests'].map(room => join(root, room) + sep);
const looked = argv[5].split(',').map(room => join(root, room) + sep);
const extra = argv.slice(6).map(argument => `--extra-arg=${argument}`);

const hash = (...texts) => texts.reduce((sum, text) => sum.update(text).update('\0'), createHash('sha256')).digest('hex');
const headersBelow = room =>
  readdirSync(room, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.hpp'))
    .map(entry => join(entry.parentPath ?? entry.path, entry.name));

const rules = readFileSync(join(root, '.clang-tidy'), 'utf8');
const everyHeader = rooms.flatMap(room => headersBelow(room)).sort();

/** The project's headers that a source includes, as its compiler noted them; all of them where there is no such note. */
function headersOf({ directory, command }) {
  try {
    const note = readFileSync(resolve(directory, `${command.match(/ -o (\S+)/)[1]}.d`), 'utf8');
    const named = note.split(/[\s\\]+/).filter(path => path.endsWith('.hpp') && existsSync(resolve(directory, path)));
    const real = named.map(path => realpathSync(resolve(directory, path)));
    return [...new Set(real)].filter(path => rooms.some(room => path.startsWith(room))).sort();
  } catch {
    return everyHeader;
  }
}

/** The sources that a file of the build tree includes, or the file itself. */
const partsOf = file =>
  file.startsWith(tree) ? [...readFileSync(file, 'utf8').matchAll(/^#include "([^"]+)"/gm)].map(([, path]) => path) : [file];

const commands = JSON.parse(readFileSync(join(tree, 'compile_commands.json'), 'utf8')).map(entry => ({
  ...entry,
  parts: partsOf(entry.file),
}));
const sources = commands.filter(({ parts }) => parts.some(part => looked.some(room => part.startsWith(room))));
if (sources.length === 0) {
  console.error(`No source of ${argv[5]} is in ${tree}/compile_commands.json.`);
  exit(1);
}

let clean = {};
try {
  clean = JSON.parse(readFileSync(memory, 'utf8'));
} catch {
  // The first run has nothing to remember.
}

/** The rules nearest to a source: clang-tidy itself looks beside the file that it is given, which may be CMake's. */
function rulesOf(part) {
  let folder = dirname(part);
  while (folder !== root && !existsSync(join(folder, '.clang-tidy'))) folder = dirname(folder);
  return join(folder, '.clang-tidy');
}

/** What clang-tidy has to say about one file; '' when it is clean. */
const look = ({ file, parts }) =>
  new Promise(done => {
    const config = `--config-file=${rulesOf(parts[0])}`;
    execFile(clangTidy, ['-p', tree, '--quiet', config, ...extra, file], { maxBuffer: 1 << 26 }, (error, output, errors) => {
      done(error ? output || errors || error.message : '');
    });
  });

const now = {};
const waiting = [];
for (const source of sources) {
  const { file, command, parts } = source;
  const contents = [...parts, ...headersOf(source)].map(path => path + readFileSync(path, 'utf8'));
  const state = hash(clangTidy, rules, readFileSync(rulesOf(parts[0]), 'utf8'), ...extra, command, ...contents);
  if (clean[file] === state) now[file] = state;
  else waiting.push({ file, parts, state });
}
console.log(`${sources.length} files, ${waiting.length} of them to look at`);

let bad = 0;
async function worker() {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const started = Date.now();
    const complaint = await look(next);
    console.log(
      `${complaint ? 'FAILED' : 'clean '} ${next.parts.map(part => relative(root, part)).join(' ')} (${((Date.now() - started) / 1000).toFixed(1)} s)`,
    );
    if (complaint) {
      bad += 1;
      console.log(complaint);
    } else {
      now[next.file] = next.state;
    }
  }
}
await Promise.all(Array.from({ length: availableParallelism() }, worker));

mkdirSync(dirname(memory), { recursive: true });
writeFileSync(memory, JSON.stringify(now));
exit(bad === 0 ? 0 : 1);
