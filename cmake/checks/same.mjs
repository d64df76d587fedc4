// Compares the module's generated types with those that are checked in: node same.mjs <generated> <checked in> [--update]
//
// What is compared are the declarations of this project's own functions. Around them each release of Emscripten writes a
// little differently, and a user's own Emscripten may be of any release from 3.1.69 on.
import { copyFileSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { argv, cwd, exit } from 'node:process';

const [generated, checkedIn, update] = argv.slice(2);
if (update === '--update') {
  copyFileSync(generated, checkedIn);
  exit(0);
}
const inherited = /^ {2}(isAliasOf|delete|deleteLater|isDeleted|clone)\(/;
const declarations = path =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter(line => /^ {2}\w+\(.*\): .*;$/.test(line) && !inherited.test(line))
    .sort();
const [fresh, old] = [generated, checkedIn].map(path => declarations(path));
if (fresh.length === 0) {
  console.error(`${generated} declares no function`);
  exit(1);
}
const different = Array.from({ length: Math.max(fresh.length, old.length) }, (_, line) => line).filter(i => fresh[i] !== old[i]);
if (different.length === 0) exit(0);

const [from, to] = [generated, checkedIn].map(path => relative(cwd(), path));
console.error(`${to} is stale. Bring it up to date with\n  cp ${from} ${to}\nThe first lines that differ:`);
for (const line of different.slice(0, 10)) {
  console.error(`${line + 1}: - ${old[line] ?? '(end of file)'}\n${line + 1}: + ${fresh[line] ?? '(end of file)'}`);
}
exit(1);
