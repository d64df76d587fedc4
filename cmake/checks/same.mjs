// Compares a generated file with the one that is checked in: node same.mjs <generated> <checked in> [--update]
import { copyFileSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { argv, cwd, exit } from 'node:process';

const [generated, checkedIn, update] = argv.slice(2);
if (update === '--update') {
  copyFileSync(generated, checkedIn);
  exit(0);
}
const [fresh, old] = [generated, checkedIn].map(path => readFileSync(path, 'utf8').split('\n'));
const different = Array.from({ length: Math.max(fresh.length, old.length) }, (_, line) => line).filter(i => fresh[i] !== old[i]);
if (different.length === 0) exit(0);

const [from, to] = [generated, checkedIn].map(path => relative(cwd(), path));
console.error(`${to} is stale. Bring it up to date with\n  cp ${from} ${to}\nThe first lines that differ:`);
for (const line of different.slice(0, 10)) {
  console.error(`${line + 1}: - ${old[line] ?? '(end of file)'}\n${line + 1}: + ${fresh[line] ?? '(end of file)'}`);
}
exit(1);
