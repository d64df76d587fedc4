// What is compiled for one instruction set must not be taken for what every machine runs: node instruction-sets.mjs <nm>
// <folder of the objects>. A function that an object shares with others (a weak symbol: an inline function that was not
// inlined) must have its instruction set in its name; else the linker may keep this copy of it for all.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { argv, exit } from 'node:process';

const [nm, folder] = argv.slice(2);
const objects = { avx512: 'avx512bw', avx2: 'avx2', sse42: 'sse4_2' };

let wrong = 0;
for (const [set, name] of Object.entries(objects)) {
  const object = join(folder, `compiled_${set}.cpp.o`);
  const symbols = execFileSync(nm, ['--defined-only', object], { encoding: 'utf8', maxBuffer: 2 ** 26 }).split('\n');
  const shared = symbols.filter(line => / [Wu] /.test(line)).map(line => line.split(' ').at(-1));
  console.log(`${object}: ${shared.length} shared functions`);
  for (const symbol of shared.filter(symbol => !symbol.includes(name))) {
    console.error(`${object} shares ${symbol}`);
    wrong += 1;
  }
}
exit(wrong === 0 ? 0 : 1);
