// Functions of rows and products from JavaScript, against loops in double precision.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { each, filled, random } from './module.mjs';
import { rowsOf } from './reference.mjs';

function close(got, wanted, tolerance) {
  assert.equal(got.length, wanted.length);
  wanted.forEach((number, i) => {
    assert.ok(Math.abs(got[i] - number) <= tolerance * (1 + Math.abs(number)), `${i}: ${got[i]}, not ${number}`);
  });
}

const sum = numbers => numbers.reduce((a, b) => a + b, 0);
const softmax = row => row.map(x => Math.exp(x) / sum(row.map(Math.exp)));
const functions = {
  exp: row => row.map(Math.exp),
  exp2: row => row.map(x => 2 ** x),
  tanh: row => row.map(Math.tanh),
  softmax,
  logSoftmax: row => softmax(row).map(Math.log),
};

function layerNorm(row, epsilon) {
  const mean = sum(row) / row.length;
  const variance = sum(row.map(x => (x - mean) ** 2)) / row.length;
  return row.map(x => (x - mean) / Math.sqrt(variance + epsilon));
}

test('functions of rows, in a matrix of their own and in place', async t => {
  await each(t, kernels => {
    const next = random(2);
    for (const columns of [1, 3, 4, 7, 64, 133])
      for (const [name, wanted] of Object.entries(functions)) {
        const input = filled(kernels, next, 3, columns, 2);
        const output = kernels.matrix(3, columns, 2);
        const right = [0, 1].flatMap(head => rowsOf(input, head)).flatMap(wanted);
        kernels.rows(name, { input, output }).run();
        close(output.view, right, 2e-6);
        kernels.rows(name, { input, output: input }).run();
        assert.deepEqual(input.view, output.view);
      }
  });
});

test('layer norm', async t => {
  await each(t, kernels => {
    const next = random(3);
    const [input, gain, bias] = [filled(kernels, next, 5, 33), filled(kernels, next, 1, 33), filled(kernels, next, 1, 33)];
    const output = kernels.matrix(5, 33);
    const normal = rowsOf(input, 0).map(row => layerNorm(row, 1e-3));
    kernels.layerNorm({ input, output, epsilon: 1e-3 }).run();
    close(output.view, normal.flat(), 1e-5);
    kernels.layerNorm({ input, output, gain, bias, epsilon: 1e-3 }).run();
    close(
      output.view,
      normal.flatMap(row => row.map((x, j) => x * gain.view[j] + bias.view[j])),
      1e-5,
    );
    assert.throws(() => kernels.layerNorm({ input, output, gain: bias, epsilon: -1 }), /^RangeError: epsilon must be/);
    assert.throws(
      () => kernels.layerNorm({ input, output, gain: input }),
      /^RangeError: gain must be a 1 x 33 matrix, but is a 5 x 33/,
    );
    assert.throws(() => kernels.rows('sine', { input, output }), /^RangeError: there is no function sine/);
    assert.throws(() => kernels.rows('exp', { input, output: gain }), /^RangeError: output must be a 5 x 33 matrix/);
  });
});

test('products of any shape, either way around', async t => {
  await each(t, kernels => {
    const next = random(4);
    for (const [n, k, m] of [
      [1, 1, 1],
      [7, 5, 9],
      [3, 300, 33],
      [64, 64, 64],
      [2, 17, 100],
    ])
      for (const transposeRight of [false, true]) {
        const left = filled(kernels, next, n, k, 2);
        const right = transposeRight ? filled(kernels, next, m, k, 2) : filled(kernels, next, k, m, 2);
        const output = kernels.matrix(n, m, 2);
        kernels.product({ left, right, output, transposeRight }).run();
        for (const head of [0, 1]) {
          const [a, b] = [rowsOf(left, head), rowsOf(right, head)];
          const element = (row, j) => sum(row.map((x, d) => x * (transposeRight ? b[j][d] : b[d][j])));
          close(
            output.head(head),
            a.flatMap(row => Array.from({ length: m }, (_, j) => element(row, j))),
            1e-4,
          );
        }
      }
    const [a, b] = [kernels.matrix(2, 3), kernels.matrix(2, 3)];
    assert.throws(
      () => kernels.product({ left: a, right: b, output: a }),
      /^RangeError: a 2 x 3 matrix and a 2 x 3 matrix have no product$/,
    );
    const square = kernels.matrix(3, 3);
    assert.throws(() => kernels.product({ left: square, right: square, output: square }), /cannot be one of its operands$/);
  });
});
