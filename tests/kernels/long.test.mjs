// 65,536 queries and keys: the memory is that of the operands. (A window keeps the time short; what is hidden is skipped.)
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { each, filled, random } from './module.mjs';
import { attend } from './reference.mjs';

const [length, width] = [65536, 64];

const rowOf = ({ view, columns }, i) => Array.from(view.subarray(i * columns, (i + 1) * columns));
const rows = (matrix, first, end) => Array.from({ length: end - first }, (_, i) => rowOf(matrix, first + i));

function close(got, wanted) {
  wanted.forEach((number, i) => {
    assert.ok(Math.abs(got[i] - number) <= 1e-5 * (1 + Math.abs(number)), `${i}: ${got[i]}, not ${number}`);
  });
}

test('65,536 queries attend 65,536 keys within 100 MB, and know their gradients within 140', async t => {
  await each(t, kernels => {
    const next = random(9);
    const [queries, keys, values] = [1, 2, 3].map(() => filled(kernels, next, length, width));
    const output = kernels.matrix(length, width);
    const logSumExp = kernels.matrix(length, 1);
    const window = { left: 63 };
    const attention = kernels.attention({ queries, keys, values, output, logSumExp, causal: true, window });
    attention.run();
    assert.ok(kernels.bytes < 100e6, `${kernels.bytes} bytes`);
    for (const i of [0, 1000, length - 1]) {
      const first = Math.max(0, i - 63);
      const wanted = attend(rows(queries, i, i + 1), rows(keys, first, i + 1), rows(values, first, i + 1), {});
      close(rowOf(output, i), wanted.output[0]);
    }

    // Nine queries see all the keys.
    const few = filled(kernels, next, 9, width);
    const fewOutput = kernels.matrix(9, width);
    kernels.attention({ queries: few, keys, values, output: fewOutput }).run();
    assert.ok(kernels.bytes < 100e6, `${kernels.bytes} bytes`);
    const wanted = attend(rows(few, 8, 9), rows(keys, 0, length), rows(values, 0, length), {});
    close(rowOf(fewOutput, 8), wanted.output[0]);

    // The gradients are four more matrices, and nothing else that grows.
    const gradients = ['output', 'queries', 'keys', 'values'].map(name => [name, kernels.matrix(length, width)]);
    attention.gradient(Object.fromEntries(gradients)).run();
    assert.ok(kernels.bytes < 140e6, `${kernels.bytes} bytes`);
  });
});
