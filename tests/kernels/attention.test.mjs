// Attention, its gradient and the cache from JavaScript, against loops in double precision:
//   node --test tests/kernels/*.test.mjs
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { each, filled, random } from './module.mjs';
import { attend, rowsOf } from './reference.mjs';

function close(got, wanted, tolerance, what) {
  assert.equal(got.length, wanted.length, what);
  wanted.forEach((number, i) => {
    if (got[i] === number) return;
    const difference = Math.abs(got[i] - number) / (1 + Math.abs(number));
    assert.ok(difference <= tolerance, `${what} ${i}: ${got[i]}, not ${number}`);
  });
}

/** Shapes and options of every kind. */
function problem(kernels, seed) {
  const next = random(seed);
  const below = end => Math.floor(next() * end);
  const keyHeads = 1 + below(3);
  const heads = keyHeads * (1 + below(3));
  const rows = below(3) === 0 ? 1 + below(3) : 1 + below(40);
  const [count, keyWidth, valueWidth] = [1 + below(60), 1 + below(40), 1 + below(40)];
  const operands = {
    queries: filled(kernels, next, rows, keyWidth, heads),
    keys: filled(kernels, next, count, keyWidth, keyHeads),
    values: filled(kernels, next, count, valueWidth, keyHeads),
    output: kernels.matrix(rows, valueWidth, heads),
    logSumExp: kernels.matrix(rows, 1, heads),
  };
  const options = {
    ...(below(2) === 0 && { scale: next() - 0.25 }),
    ...(below(2) === 0 && { causal: true }),
    ...(below(2) === 0 && { past: below(60) - 20 }),
    ...(below(3) === 0 && { window: { left: below(20), ...(below(2) === 0 && { right: below(20) }) } }),
    ...(below(3) === 0 && { validKeys: below(count + 1) }),
    ...(below(3) === 0 && { softCap: 0.5 + next() }),
    ...(below(3) === 0 && { slopes: Array.from({ length: heads }, () => Math.fround(next() / 4)) }),
  };
  const outputGradient = filled(kernels, next, rows, valueWidth, heads);
  return { operands, options, outputGradient };
}

test('attention and its gradient equal double precision, whatever the shapes and options', async t => {
  await each(t, kernels => {
    for (let seed = 1; seed <= 300; ++seed) {
      const { operands, options, outputGradient } = problem(kernels, seed);
      const { queries, keys, values, output, logSumExp } = operands;
      const attention = kernels.attention({ ...operands, ...options });
      const gradients = {
        output: outputGradient,
        queries: kernels.matrix(queries.rows, queries.columns, queries.heads),
        keys: kernels.matrix(keys.rows, keys.columns, keys.heads),
        values: kernels.matrix(values.rows, values.columns, values.heads),
      };
      const gradient = attention.gradient(gradients);
      gradients.queries.view.fill(7); // what was there does not count
      attention.run();
      gradient.run();

      const what = `seed ${seed}, ${JSON.stringify(options)}`;
      const sums = Array.from({ length: keys.heads }, () => []);
      for (let head = 0; head < queries.heads; ++head) {
        const group = Math.floor((head * keys.heads) / queries.heads);
        const wanted = attend(
          rowsOf(queries, head),
          rowsOf(keys, group),
          rowsOf(values, group),
          { ...options, slope: options.slopes?.[head] },
          rowsOf(outputGradient, head),
        );
        close(output.head(head), wanted.output.flat(), 1e-5, what);
        close(logSumExp.head(head), wanted.logSumExp, 1e-5, what);
        close(gradients.queries.head(head), wanted.dq.flat(), 1e-4, what);
        sums[group].push(wanted);
      }
      const total = (all, name) => all.map(one => one[name].flat()).reduce((a, b) => a.map((number, i) => number + b[i]));
      sums.forEach((all, group) => {
        close(gradients.keys.head(group), total(all, 'dk'), 1e-4, what);
        close(gradients.values.head(group), total(all, 'dv'), 1e-4, what);
      });
      for (const owner of [attention, gradient, ...Object.values(operands), ...Object.values(gradients)]) owner.free();
    }
  });
});

test('gradients are added up where that is wanted', async t => {
  await each(t, kernels => {
    const { operands, outputGradient } = problem(kernels, 3);
    const { queries, keys, values } = operands;
    const like = ({ rows, columns, heads }) => kernels.matrix(rows, columns, heads);
    const gradients = { output: outputGradient, queries: like(queries), keys: like(keys), values: like(values) };
    const attention = kernels.attention(operands);
    const gradient = attention.gradient({ ...gradients, accumulate: true });
    attention.run();
    gradient.run();
    const once = gradients.values.copyTo();
    gradient.run();
    close(
      gradients.values.copyTo(),
      once.map(number => 2 * number),
      1e-6,
      'twice',
    );
  });
});

test('what is decoded against a cache, token by token, equals causal attention at once', async t => {
  await each(t, kernels => {
    const next = random(5);
    const [rows, width, valueWidth, heads, keyHeads] = [37, 24, 20, 4, 2];
    const all = [rows, width, heads];
    const queries = filled(kernels, next, ...all);
    const keys = filled(kernels, next, rows, width, keyHeads);
    const values = filled(kernels, next, rows, valueWidth, keyHeads);
    const output = kernels.matrix(rows, valueWidth, heads);
    kernels.attention({ queries, keys, values, output, causal: true }).run();

    const cache = kernels.cache({ capacity: rows, keyWidth: width, valueWidth, heads: keyHeads });
    const query = kernels.matrix(1, width, heads);
    const decoded = kernels.matrix(1, valueWidth, heads);
    const attention = kernels.attention({ queries: query, cache, output: decoded });
    const row = (matrix, i) => Array.from({ length: matrix.heads }, (_, head) => rowsOf(matrix, head)[i]).flat();
    for (let i = 0; i < rows; ++i) {
      cache.append(new Float32Array(row(keys, i)), new Float32Array(row(values, i)));
      query.set(row(queries, i));
      attention.run();
      close(decoded.copyTo(), row(output, i), 2e-6, `token ${i}`);
    }
    assert.equal(cache.length, rows);
    assert.throws(() => cache.append(new Float32Array(row(keys, 0)), new Float32Array(row(values, 0))), {
      name: 'RangeError',
      message: 'the cache is full: it holds 37 of 37 keys, and 1 more do not fit',
    });

    // Several at once, after some of them were taken back.
    cache.truncate(30);
    const rest = matrix =>
      new Float32Array(Array.from({ length: matrix.heads }, (_, head) => rowsOf(matrix, head).slice(30)).flat(2));
    cache.append(rest(keys), rest(values));
    const last = kernels.matrix(7, width, heads).set(rest(queries));
    const results = kernels.matrix(7, valueWidth, heads);
    kernels.attention({ queries: last, cache, output: results, causal: true }).run();
    close(results.copyTo(), rest(output), 2e-6, 'the last seven');
  });
});

test('a query that sees nothing gets zeros, and NaN that is hidden reaches nothing', async t => {
  await each(t, kernels => {
    const [queries, keys, values, output] = Array.from({ length: 4 }, () => kernels.matrix(9, 5));
    keys.view.fill(1);
    values.view.fill(2);
    keys.view.fill(Number.NaN, 8 * 5);
    values.view.fill(Number.NaN, 8 * 5);
    kernels.attention({ queries, keys, values, output, validKeys: 8 }).run();
    close(output.view, new Array(45).fill(2), 1e-6, 'output');
    kernels.attention({ queries, keys, values, output, validKeys: 0 }).run();
    assert.deepEqual(Array.from(output.view), new Array(45).fill(0));
  });
});
