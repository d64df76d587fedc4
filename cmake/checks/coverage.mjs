// Which lines of src/ the tests ran: node coverage.mjs <build tree> <lowest share in per cent> <gcov> [argument of it...]
//
// The programs of the tree (built with ATTENTION_COVERAGE) left their counts beside their objects. A line has run if any
// program ran it, in whichever file it was included. The counts are removed: the next run begins anew.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { argv, cwd, exit } from 'node:process';

const [tree, lowest, ...gcov] = argv.slice(2);
const sources = join(cwd(), 'src') + sep;

const files = readdirSync(tree, { recursive: true }).map(path => resolve(tree, path));
const counts = files.filter(path => path.endsWith('.gcda'));
const notes = files.filter(path => path.endsWith('.gcno') && /[/\\]attention_(?!catch2)\w+\.dir[/\\]/.test(path));
if (counts.length === 0) {
  console.error(`${tree} holds no counts: run the sanitized tests first.`);
  exit(1);
}

/** For each file of src/, its lines with code: whether they ran. */
const ran = new Map();
for (const note of notes) {
  const output = execFileSync(gcov[0], [...gcov.slice(1), '-t', note], {
    cwd: tree,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let lines;
  for (const [, count, number, text] of output.matchAll(/^ *([^\s:]+): *(\d+):(.*)$/gm)) {
    if (number === '0' && text.startsWith('Source:')) {
      // Rooms see one another through links.
      const named = resolve(tree, text.slice('Source:'.length));
      const path = existsSync(named) ? realpathSync(named) : named;
      lines = path.startsWith(sources) && existsSync(path) ? (ran.get(path) ?? new Map()) : undefined;
      if (lines) ran.set(path, lines);
    } else if (lines && number !== '0' && count !== '-') {
      lines.set(Number(number), lines.get(Number(number)) || /^\d/.test(count));
    }
  }
}
for (const path of counts) rmSync(path);

const percent = (part, whole) => `${((100 * part) / whole).toFixed(1).padStart(6)} %`;
/** 3, 4, 5, 9 as "3-5 9" */
const ranges = numbers =>
  numbers
    .reduce((list, number) => {
      const last = list.at(-1);
      if (last?.[1] === number - 1) last[1] = number;
      else list.push([number, number]);
      return list;
    }, [])
    .map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`))
    .join(' ');

let [all, covered] = [0, 0];
for (const path of [...ran.keys()].sort()) {
  const lines = [...ran.get(path)].sort(([a], [b]) => a - b);
  const missed = lines.filter(([, did]) => !did).map(([number]) => number);
  all += lines.length;
  covered += lines.length - missed.length;
  const list = missed.length === 0 ? '' : `  not run: ${ranges(missed)}`;
  console.log(`${percent(lines.length - missed.length, lines.length)}  ${relative(cwd(), path)}${list}`);
}
console.log(`${percent(covered, all)}  of the ${all} lines with code in src/`);
const enough = (100 * covered) / all >= Number(lowest);
if (!enough) console.error(`At least ${lowest} % are wanted.`);
exit(enough ? 0 : 1);
