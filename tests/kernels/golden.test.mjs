// The golden cases of attention, which PyTorch and ONNX's reference computed, from JavaScript.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { each } from './module.mjs';

const casesOf = (file, kind) =>
  JSON.parse(readFileSync(new URL(`../golden/cases/${file}.json`, import.meta.url), 'utf8')).cases.filter(
    one => one.kind === kind && !one.inputs.attn_mask,
  );

/** A tensor's numbers, as arrays of its first dimension. */
function entries({ shape, b64, data }) {
  const bytes = b64 && Uint8Array.from(atob(b64), letter => letter.charCodeAt(0));
  const numbers = bytes ? Array.from(new Float32Array(bytes.buffer)) : data;
  const size = numbers.length / shape[0];
  return Array.from({ length: shape[0] }, (_, b) => numbers.slice(b * size, (b + 1) * size));
}

/** Rows of all heads beside one another become heads one after the other. */
function byHead(numbers, heads, width) {
  const rows = numbers.length / (heads * width);
  return Array.from({ length: numbers.length }, (_, i) => {
    const [head, row, column] = [Math.floor(i / (rows * width)), Math.floor(i / width) % rows, i % width];
    return numbers[(row * heads + head) * width + column];
  });
}

/** The matrices of one batch entry: heads, rows and columns, and the numbers. */
function operand(tensor, batch, heads) {
  const numbers = entries(tensor)[batch];
  if (tensor.shape.length === 4) return { shape: [tensor.shape[2], tensor.shape[3], tensor.shape[1]], numbers };
  const width = tensor.shape[2] / heads;
  return { shape: [tensor.shape[1], width, heads], numbers: byHead(numbers, heads, width) };
}

function joined(past, fresh) {
  if (!past) return fresh;
  const [rows, width, heads] = fresh.shape;
  const before = past.shape[0] * width;
  const numbers = Array.from({ length: heads }, (_, head) => [
    ...past.numbers.slice(head * before, (head + 1) * before),
    ...fresh.numbers.slice(head * rows * width, (head + 1) * rows * width),
  ]);
  return { shape: [past.shape[0] + rows, width, heads], numbers: numbers.flat() };
}

function check(kernels, one, batch, { queries, keys, values, output }, options) {
  const matrix = ({ shape, numbers }) => kernels.matrix(...shape).set(numbers);
  const result = kernels.matrix(...output.shape);
  kernels.attention({ queries: matrix(queries), keys: matrix(keys), values: matrix(values), output: result, ...options }).run();
  output.numbers.forEach((wanted, i) => {
    const difference = Math.abs(result.view[i] - wanted);
    assert.ok(
      difference <= one.tol.atol + one.tol.rtol * Math.abs(wanted),
      `${one.name}, ${batch}, ${i}: ${result.view[i]}, not ${wanted}`,
    );
  });
}

test('scaled dot-product attention of PyTorch', async t => {
  await each(t, kernels => {
    const cases = casesOf('mha', 'sdpa');
    assert.ok(cases.length >= 3);
    for (const one of cases)
      for (let b = 0; b < one.inputs.query.shape[0]; ++b) {
        const [queries, keys, values] = ['query', 'key', 'value'].map(name => operand(one.inputs[name], b));
        check(
          kernels,
          one,
          b,
          { queries, keys, values, output: operand(one.outputs.output, b) },
          { causal: one.attrs.is_causal },
        );
      }
  });
});

test('the standard attention of ONNX: lengths, windows, soft caps, the past, grouped queries', async t => {
  await each(t, kernels => {
    const cases = casesOf('std_attention', 'std_attention');
    assert.ok(cases.length >= 14);
    for (const one of cases) {
      const { attrs, inputs } = one;
      const lengths = inputs.nonpad_kv_seqlen && entries(inputs.nonpad_kv_seqlen).flat().map(Number);
      for (let b = 0; b < inputs.Q.shape[0]; ++b) {
        const queries = operand(inputs.Q, b, attrs.q_num_heads);
        const kept = name => inputs[name] && operand(inputs[name], b);
        const keys = joined(kept('past_key'), operand(inputs.K, b, attrs.kv_num_heads));
        const values = joined(kept('past_value'), operand(inputs.V, b, attrs.kv_num_heads));
        const output = operand(one.outputs.Y, b, attrs.q_num_heads);
        const past = lengths ? lengths[b] - queries.shape[0] : (inputs.past_key?.shape[2] ?? 0);
        const bound = name => (attrs[name] >= 0 ? attrs[name] : undefined);
        const window = { left: bound('left_window_size'), right: bound('right_window_size') };
        const { scale, softcap: softCap } = attrs;
        const causal = attrs.is_causal === 1;
        check(
          kernels,
          one,
          b,
          { queries, keys, values, output },
          { causal, past, window, validKeys: lengths?.[b], scale, softCap },
        );
      }
    }
  });
});
