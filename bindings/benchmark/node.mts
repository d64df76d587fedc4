/**
 * The kernels' speed under Node, as a share of what the engine could do at most:
 *
 *   node build/wasm/bindings/benchmark/node.mjs [relaxed|simd128] [--shrunk]
 *
 * Each case is compared with naive loops in double precision before it is timed. --shrunk only looks at whether everything works.
 */
import { type Build, bestBuild, type Kernels, load } from '../kernels/attention-kernels.mjs';
import { allCases } from './cases.mjs';
import { measure } from './measure.mjs';
import { type Report, report, wrong } from './report.mjs';

declare const process: {
  readonly argv: readonly string[];
  readonly version: string;
  exitCode: number;
  cpuUsage(): { readonly user: number; readonly system: number };
  getBuiltinModule(name: 'node:v8'): { setFlagsFromString(flags: string): void };
};

function print({ lanes, peak, reading, rows }: Report, used: Build): void {
  console.log(`\n${used}, ${lanes} lanes, one thread, Node.js ${process.version}`);
  console.log(
    `Multiply-adds in registers: ${peak.toFixed(1)} GFLOP/s. Reading what decoding reads: ${reading.toFixed(1)} GB/s.\n`,
  );
  const line = (...cells: readonly string[]) =>
    console.log(`| ${cells.map((cell, index) => (index === 0 ? cell.padEnd(28) : cell.padStart(9))).join(' | ')} |`);
  const number = (value: number | undefined, digits: number) => value?.toFixed(digits) ?? '';
  line('case', 'us', 'GFLOP/s', 'of peak', 'GB/s', 'of read', 'neighbour');
  line('---', ...Array.from({ length: 6 }, () => '---:'));
  for (const row of rows) {
    const { heads, queries, keys, width } = row.shape;
    line(
      `${row.name} ${heads}x${queries}x${keys}x${width}`,
      number(row.microseconds, 2),
      number(row.gigaflops, 1),
      number(row.ofPeak, 2),
      number(row.gigabytes, 1),
      number(row.ofReading, 2),
      number(row.ofNeighbour, 2),
    );
  }
}

/** The processor's time in milliseconds: others' work on the machine hardly changes it. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function run(kernels: Kernels, shrunk: boolean): Promise<void> {
  const cases = await allCases(kernels, shrunk);
  const mistakes = wrong(cases);
  for (const { name, error } of mistakes) console.error(`${name} differs from double precision by ${error}`);
  if (mistakes.length > 0) {
    process.exitCode = 1;
    return;
  }
  const effort = shrunk ? { rounds: 1, atLeast: 1 } : { rounds: 15, atLeast: 40 };
  print(report(cases, await measure(cases, { ...effort, clock: processorTime })), kernels.build);
}

const options = process.argv.slice(2);
const builds: readonly Build[] = ['relaxed', 'simd128'];
const chosen = builds.filter(build => options.includes(build));
// Older engines run the relaxed instructions only when asked to.
if (bestBuild() === 'simd128') process.getBuiltinModule('node:v8').setFlagsFromString('--experimental-wasm-relaxed-simd');
for (const build of chosen.length > 0 ? chosen : builds) await run(await load({ build }), options.includes('--shrunk'));
