// The clockwork of the benchmarks, by a clock that the test turns: node --test tests/kernels/*.test.mjs
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measure } from '../../build/wasm/bindings/benchmark/measure.mjs';

test('a run that was slow once is not taken for long enough, though the clock ticks in milliseconds', async () => {
  let now = 0;
  let runs = 0;
  const subject = {
    name: 'short',
    // Compiled in its first run, and then a thousand times as fast.
    run: () => {
      now += runs++ === 0 ? 12 : 0.012;
    },
  };
  const clock = () => Math.floor(now);
  const seconds = (await measure([subject], { rounds: 1, atLeast: 10, clock })).get('short');
  assert.ok(Math.abs(seconds - 12e-6) < 2e-6, `${seconds}`);
});
