// Runs in the browser: validates every engine on every problem, then times all of them in turns.
import { arithmeticLimit } from '/wasm/benchmark/limits.mjs';
import { measure } from '/wasm/benchmark/measure.mjs';
import { forwardFlops, outputError, randomProblem } from '/wasm/benchmark/problem.mjs';
import { tolerance } from '/wasm/benchmark/report.mjs';
import { engines } from './engines.js';

const problems = [
  { name: 'dense', heads: 8, queries: 1024, keys: 1024, width: 64, causal: false },
  { name: 'causal', heads: 8, queries: 1024, keys: 1024, width: 64, causal: true },
  { name: 'decode', heads: 8, queries: 1, keys: 2048, width: 64, causal: false },
];

/** Seconds per run of every engine that works, for each problem; and what did not work, with its reason. */
globalThis.compare = async ({ rounds, atLeast, only }) => {
  const chosen = engines.filter(({ name }) => !only || name.includes(only));
  const failures = [];
  const started = [];
  for (const engine of chosen) {
    try {
      started.push({ ...engine, prepare: await engine.start() });
    } catch (error) {
      failures.push(`${engine.name}: ${error}`);
    }
  }
  const limits = [];
  for (const relaxed of [true, false])
    limits.push({ name: relaxed ? 'peak, relaxed' : 'peak, simd128', ...(await arithmeticLimit(relaxed)) });

  const results = [];
  for (const { name: problemName, ...shape } of problems) {
    const problem = randomProblem(shape);
    const subjects = [];
    for (const { prepare, ...engine } of started) {
      try {
        const prepared = await prepare(problem);
        await prepared.run();
        const error = outputError(problem, await prepared.output());
        if (!(error < tolerance)) throw new Error(`differs from double precision by ${error}`);
        subjects.push({ name: engine.name, own: engine.own ?? false, relaxed: engine.relaxed, run: prepared.run, error });
      } catch (error) {
        failures.push(`${engine.name}, ${problemName}: ${error}`);
      }
    }
    const seconds = await measure([...limits, ...subjects], { rounds, atLeast });
    const speed = ({ name, flops }) => flops / seconds.get(name) / 1e9;
    results.push({
      name: problemName,
      shape,
      peaks: limits.map(({ name, flops }) => speed({ name, flops })),
      rows: subjects.map(({ run: _, ...subject }) => ({
        ...subject,
        speed: speed({ name: subject.name, flops: forwardFlops(shape) }),
      })),
    });
  }
  return { results, failures };
};
document.title = 'ready';
