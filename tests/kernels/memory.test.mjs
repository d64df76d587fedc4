// The memory of the kernels' module: what is freed, what outlives growth, and what is said when something is wrong.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { bestBuild, load } from '../../build/wasm/bindings/kernels/attention-kernels.mjs';
import { each, filled, random } from './module.mjs';

test('views stay right when the memory grows', async t => {
  await each(t, kernels => {
    const next = random(1);
    const operands = {
      queries: filled(kernels, next, 8, 16),
      keys: filled(kernels, next, 8, 16),
      values: filled(kernels, next, 8, 16),
      output: kernels.matrix(8, 16),
    };
    const attention = kernels.attention(operands);
    attention.run();
    const [before, numbers, view] = [operands.output.copyTo(), operands.queries.copyTo(), operands.queries.view];
    const bytes = kernels.bytes;
    const large = kernels.matrix(1024, 1024, 4);
    assert.ok(kernels.bytes > bytes);
    assert.equal(view.length, 0); // what JavaScript does to a view of memory that grew
    assert.deepEqual(operands.queries.view, numbers);
    operands.output.view.fill(0);
    attention.run();
    assert.deepEqual(operands.output.copyTo(), before);
    assert.equal(operands.output.view, operands.output.view);
    assert.ok(large.view.every(number => number === 0));
  });
});

test('what is freed is used again, and says so when it is used', async t => {
  await each(t, kernels => {
    const [queries, keys, values, output, logSumExp] = [8, 8, 8, 8, 1].map(width => kernels.matrix(4, width));
    const attention = kernels.attention({ queries, keys, values, output, logSumExp, slopes: [0.5] });
    const gradient = attention.gradient({
      output: kernels.matrix(4, 8),
      queries: kernels.matrix(4, 8),
      keys: kernels.matrix(4, 8),
      values: kernels.matrix(4, 8),
    });
    attention.run();
    gradient.run();
    keys.free();
    keys.free();
    assert.equal(keys.freed, true);
    const freed = what => ({ name: 'ReferenceError', message: `this ${what} has been freed` });
    assert.throws(() => keys.view, freed('matrix'));
    assert.throws(() => keys.set(new Float32Array(32)), freed('matrix'));
    assert.throws(() => attention.run(), freed('matrix'));
    assert.throws(() => gradient.run(), freed('matrix'));
    assert.throws(() => kernels.attention({ queries, keys, values, output }), freed('matrix'));
    gradient.free();
    assert.throws(() => gradient.run(), freed('gradient'));
    attention.free();
    assert.throws(() => attention.run(), freed('attention'));
    const cache = kernels.cache({ capacity: 4, keyWidth: 8 });
    const cached = kernels.attention({ queries, cache, output });
    cache.free();
    assert.throws(() => cache.append(new Float32Array(8), new Float32Array(8)), freed('matrix'));
    assert.throws(() => cached.run(), freed('matrix'));

    const { bytes } = kernels;
    for (let i = 0; i < 100; ++i) kernels.matrix(512, 512).free();
    assert.ok(kernels.bytes - bytes < 2 * 2 ** 20, `${kernels.bytes - bytes} bytes more`);
  });
});

test('what nobody knows any more is freed', async t => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  await each(t, async kernels => {
    const view = kernels.matrix(512, 512).view; // it alone keeps its matrix
    view.fill(1);
    const { bytes } = kernels;
    for (let i = 0; i < 100; ++i) {
      kernels.matrix(512, 512);
      if (i % 10 !== 0) continue;
      collect();
      await new Promise(resolve => setTimeout(resolve));
    }
    assert.ok(kernels.bytes - bytes < 50 * 2 ** 20, `${kernels.bytes - bytes} bytes more`);
    if (view.length > 0) assert.ok(view.every(number => number === 1));
  });
});

test('errors say what is wrong', async t => {
  await each(t, kernels => {
    const matrix = (...shape) => kernels.matrix(...shape);
    const fails = (call, message) => assert.throws(call, { name: 'RangeError', message });
    const good = { queries: matrix(3, 4), keys: matrix(5, 4), values: matrix(5, 6), output: matrix(3, 6) };
    const attention = options => () => kernels.attention({ ...good, ...options });
    fails(() => matrix(0, 4), 'rows must be a whole number from 1 to 16777216, but is 0');
    fails(() => matrix(2, Number.NaN), 'columns must be a whole number from 1 to 16777216, but is NaN');
    fails(() => matrix(2, 2, 1.5), 'heads must be a whole number from 1 to 16777216, but is 1.5');
    fails(() => matrix(2 ** 20, 2 ** 20), /^out of memory: 4398046511104 bytes were asked for/);
    fails(() => good.queries.set([1, 2]), 'a 3 x 4 matrix takes 12 numbers, but got 2');
    fails(() => good.queries.copyTo(new Float32Array(3)), 'a 3 x 4 matrix has 12 numbers, but the array is for 3');
    fails(() => good.queries.head(1), 'head must be a whole number from 0 to 0, but is 1');
    fails(attention({ keys: matrix(5, 3) }), 'keys must be as wide as queries (a 3 x 4 matrix), but are a 5 x 3 matrix');
    fails(attention({ values: matrix(4, 6) }), 'values must be a 5 x 6 matrix, but is a 4 x 6 matrix');
    fails(attention({ output: matrix(3, 6, 2) }), 'output must be a 3 x 6 matrix, but is a 3 x 6 matrix of 2 heads');
    fails(attention({ logSumExp: matrix(1, 3) }), 'logSumExp must be a 3 x 1 matrix, but is a 1 x 3 matrix');
    fails(attention({ keys: matrix(5, 4, 2), values: matrix(5, 6, 2) }), /multiple of the heads of keys: got 1 and 2$/);
    fails(attention({ keys: good.queries, values: matrix(3, 4), output: good.queries }), /used otherwise$/);
    fails(attention({ scale: Number.NaN }), 'scale must be a number that float32 holds, but is NaN');
    fails(attention({ softCap: -1 }), 'softCap must be a number of at least 0 that float32 holds, but is -1');
    fails(attention({ past: 0.5 }), /^past must be a whole number/);
    fails(attention({ window: { left: -1 } }), /^window\.left must be a whole number from 0/);
    fails(attention({ validKeys: Number.NaN }), /^validKeys must be a whole number/);
    fails(attention({ slopes: [] }), 'slopes must be one for each of 1 heads of queries, but are 0');
    fails(attention({ slopes: [Number.NaN] }), /^slopes\[0\] must be a number of at least 0/);
    fails(() => attention({})().gradient({}), 'a gradient needs the logSumExp of its attention');
    const cache = kernels.cache({ capacity: 2, keyWidth: 4, valueWidth: 6 });
    fails(() => kernels.attention({ ...good, cache, past: 1 }), 'past follows from how many keys the cache holds');
    fails(() => cache.append(new Float32Array(4), new Float32Array(4)), /^keys and values must be whole rows of 4 and 6 numbers/);
    fails(() => cache.truncate(3), 'length must be a whole number from 0 to 2, but is 3');
  });
});

test('memory runs out without harm', async t => {
  await each(t, kernels => {
    const first = kernels.matrix(2, 2).set([1, 2, 3, 4]);
    for (const rows of [2 ** 15, 2 ** 15 - 1]) {
      const message = `out of memory: ${rows * 2 ** 16} bytes were asked for (the module can hold 2 GB in all)`;
      assert.throws(() => kernels.matrix(rows, 2 ** 14), { name: 'RangeError', message });
    }
    assert.ok(kernels.bytes < 2 ** 20);
    assert.deepEqual(Array.from(kernels.matrix(2, 2).set(first.view).view), [1, 2, 3, 4]);
  });
});

test('it loads in a worker, and from bytes that one has', async () => {
  const entry = new URL('../../build/wasm/bindings/kernels/attention-kernels.mjs', import.meta.url);
  const source = `import(${JSON.stringify(entry.href)}).then(async ({ load }) => {
    require('node:worker_threads').parentPort.postMessage((await load()).build);
  });`;
  const worker = new Worker(source, { eval: true });
  const build = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
  assert.equal(build, bestBuild());
  const wasm = readFileSync(new URL('./attention-kernels.wasm', entry));
  assert.equal((await load({ build: 'simd128', wasm })).build, 'simd128');
  assert.ok(await load({ build: 'simd128', wasm: await WebAssembly.compile(wasm) }));
});
