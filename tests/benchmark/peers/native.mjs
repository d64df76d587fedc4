// Natively: these kernels beside ONNX Runtime, one thread each, in turns; the processor's time, medians.
//
//   npm ci && npm run native
//
// It wants the native benchmark built (cmake --preset native && cmake --build --preset native).
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, cpuUsage, env } from 'node:process';
import * as ort from 'onnxruntime-node';
import * as onnx from './onnx.js';

const here = import.meta.dirname;
const program = env.ATTENTION_BENCHMARK ?? join(here, '../../../build/native/tests/benchmark/attention_benchmark');
const rounds = argv.includes('--shrunk') ? 1 : 9;
const problem = { heads: 8, queries: 1024, keys: 1024, width: 64, causal: false };
const { heads, queries, keys, width } = problem;
const operations = 4 * heads * queries * keys * width;

const numbers = (seed, rows) => Float32Array.from({ length: heads * rows * width }, (_, i) => Math.sin(seed + i * 0.7));
const [q, k, v] = [numbers(1, queries), numbers(2, keys), numbers(3, keys)];

/** The first head's first rows by naive loops, to see that an engine computes attention at all. */
function error(output) {
  let worst = 0;
  for (let i = 0; i < 4; ++i) {
    const scores = Array.from({ length: keys }, (_, j) => {
      let sum = 0;
      for (let c = 0; c < width; ++c) sum += q[i * width + c] * k[j * width + c];
      return sum / Math.sqrt(width);
    });
    const largest = Math.max(...scores);
    const weights = scores.map(score => Math.exp(score - largest));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (let c = 0; c < width; ++c) {
      const value = weights.reduce((sum, weight, j) => sum + weight * v[j * width + c], 0) / total;
      worst = Math.max(worst, Math.abs(value - output[i * width + c]));
    }
  }
  return worst;
}

/** A session of one thread, and GFLOP/s of a few of its runs. */
async function engine(name, model) {
  const session = await ort.InferenceSession.create(model(problem), { intraOpNumThreads: 1, interOpNumThreads: 1 });
  const apart = rows => [1, heads, rows, width];
  const feeds = {
    q: new ort.Tensor('float32', q, apart(queries)),
    k: new ort.Tensor('float32', k, apart(keys)),
    v: new ort.Tensor('float32', v, apart(keys)),
  };
  const { output } = await session.run(feeds);
  const off = error(output.data);
  if (!(off < 1e-4)) throw new Error(`${name} is off by ${off}`);
  return async () => {
    const before = cpuUsage();
    const times = 5;
    for (let run = 0; run < times; ++run) await session.run(feeds);
    const { user, system } = cpuUsage(before);
    return (times * operations) / (user + system) / 1e3;
  };
}

/** The kernels' own benchmark, which validates before it times. */
function kernels() {
  const out = join(mkdtempSync(join(tmpdir(), 'attention-')), 'out.json');
  const options = [
    '--benchmark_filter=^dense$',
    '--benchmark_repetitions=3',
    `--benchmark_out=${out}`,
    '--benchmark_out_format=json',
  ];
  execFileSync(program, options, { stdio: 'ignore' });
  const { benchmarks } = JSON.parse(readFileSync(out, 'utf8'));
  const median = benchmarks.find(({ aggregate_name }) => aggregate_name === 'median');
  const nanoseconds = { ns: 1, us: 1e3, ms: 1e6, s: 1e9 }[median.time_unit];
  return operations / (median.cpu_time * nanoseconds);
}

const engines = {
  'these kernels': async () => kernels(),
  'ONNX Runtime, two products': await engine('two products', onnx.decomposed),
  'ONNX Runtime, Attention': await engine('Attention', onnx.attention),
};
const speeds = Object.fromEntries(Object.keys(engines).map(name => [name, []]));
for (let round = 0; round < rounds; ++round) for (const [name, run] of Object.entries(engines)) speeds[name].push(await run());

const median = list => [...list].sort((one, other) => one - other)[list.length >> 1];
console.log(
  `${cpus()[0].model}, load ${loadavg()[0].toFixed(2)}. GFLOP/s in one thread: ${heads} heads, ${queries} x ${keys} x ${width}.\n`,
);
console.log('| | GFLOP/s |\n| --- | ---: |');
for (const [name, list] of Object.entries(speeds)) console.log(`| ${name} | ${median(list).toFixed(1)} |`);
const best = Math.max(...Object.entries(speeds).flatMap(([name, list]) => (name === 'these kernels' ? [] : [median(list)])));
console.log(`\nthese kernels over the best peer: ${(median(speeds['these kernels']) / best).toFixed(2)} x`);
