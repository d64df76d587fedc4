// The layers that the page times, against loops in double precision.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layerNames, prepareLayer } from '../../build/wasm/bindings/benchmark/layers.mjs';
import { each } from './module.mjs';

const rows = (numbers, count, width) =>
  Array.from({ length: count }, (_, i) => [...numbers.subarray(i * width, (i + 1) * width)]);
const ofHead = ({ view, rows: n, columns: d }, head = 0) => rows(view.subarray(head * n * d), n, d);
const transposed = matrix => matrix[0].map((_, j) => matrix.map(row => row[j]));
const dot = (a, b) => a.reduce((sum, x, i) => sum + x * b[i], 0);
const product = (a, b) => a.map(row => transposed(b).map(column => dot(row, column)));
const added = (a, b) => a.map((row, i) => row.map((x, j) => x + b[i][j]));
const sigmoid = x => 1 / (1 + Math.exp(-x));

function attention(x, { W_q, W_k, W_v, W_o }, { width: d, heads: h }, sees) {
  return Array.from({ length: h }, (_, head) => {
    const [q, k, v] = [W_q, W_k, W_v].map(weight => product(x, ofHead(weight, head)));
    const output = q.map((query, i) => {
      const exponentials = k.map((key, j) => (sees(i, j) ? Math.exp(dot(query, key) / Math.sqrt(d / h)) : 0));
      const sum = exponentials.reduce((a, b) => a + b, 0);
      return transposed(v).map(column => dot(exponentials, column) / sum);
    });
    return product(output, ofHead(W_o, head));
  }).reduce(added);
}

function gru(x, { W_ih, W_hh }, { width: d }) {
  let h = Array(d).fill(0);
  return x.map(row => {
    const a = ofHead(W_ih).map(weights => dot(weights, row));
    const b = ofHead(W_hh).map(weights => dot(weights, h));
    h = h.map((old, i) => {
      const [r, z] = [sigmoid(a[i] + b[i]), sigmoid(a[d + i] + b[d + i])];
      return (1 - z) * Math.tanh(a[2 * d + i] + r * b[2 * d + i]) + z * old;
    });
    return h;
  });
}

function convolution(x, { W }, { width: d, kernel: k }, before) {
  const unfolded = x.map((_, i) => Array.from({ length: k }, (_, o) => x[i - before + o] ?? Array(d).fill(0)).flat());
  return product(unfolded, ofHead(W));
}

const references = {
  self_attention: (x, weights, size) => attention(x, weights, size, () => true),
  restricted_self_attention: (x, weights, size) =>
    attention(x, weights, size, (i, j) => Math.abs(i - j) <= (size.window - 1) / 2),
  causal_self_attention: (x, weights, size) => attention(x, weights, size, (i, j) => j <= i),
  recurrent: gru,
  convolutional: (x, weights, size) => convolution(x, weights, size, Math.floor(size.kernel / 2)),
  dilated_convolutional: (x, weights, size) => convolution(x, weights, size, size.kernel - 1),
  fully_connected: (x, { W }, { width }) => rows(new Float64Array(product([x.flat()], ofHead(W))[0]), x.length, width),
};

test('every layer that is timed computes what its name says, again and again', async t => {
  await each(t, kernels => {
    for (const size of [
      { length: 7, width: 8, heads: 2, kernel: 3, window: 3 },
      { length: 12, width: 6, heads: 3, kernel: 5, window: 5 },
      { length: 1, width: 4, heads: 1, kernel: 3, window: 3 },
    ])
      for (const name of layerNames) {
        const layer = prepareLayer(kernels, name, size);
        const wanted = references[name](rows(layer.input, size.length, size.width), layer.weights, size).flat();
        for (const _ of [1, 2]) {
          layer.run();
          const got = layer.output();
          assert.equal(got.length, wanted.length);
          wanted.forEach((number, i) => {
            assert.ok(Math.abs(got[i] - number) < 2e-5 * (1 + Math.abs(number)), `${name} ${i}: ${got[i]}, not ${number}`);
          });
        }
        layer.free();
      }
  });
});

test('what would take too much memory is not prepared, and what was freed is used again', async t => {
  await each(t, kernels => {
    const size = { length: 256, width: 256, heads: 4, kernel: 3, window: 3 };
    assert.equal(prepareLayer(kernels, 'fully_connected', size), null);
    prepareLayer(kernels, 'self_attention', size).free();
    const { bytes } = kernels;
    for (let i = 0; i < 20; ++i) prepareLayer(kernels, 'self_attention', size).free();
    assert.equal(kernels.bytes, bytes);
  });
});
