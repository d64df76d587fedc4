// Attention as a TensorFlow Lite model, written as a FlatBuffer: only the few fields that it uses, with their numbers as in
// TensorFlow's schema.fbs.
import { Builder } from 'flatbuffers';
import { causalMask } from './onnx.js';

const operators = { ADD: 0, MUL: 18, SOFTMAX: 25, BATCH_MATMUL: 126 };
const optionTypes = { SOFTMAX: 9, ADD: 11, MUL: 21, BATCH_MATMUL: 101 };

/** A table: [field, 'offset' | 'Int8' | 'Int32' | 'Float32', value, default]. */
function table(builder, fields) {
  builder.startObject(Math.max(0, ...fields.map(([field]) => field + 1)));
  for (const [field, type, value, fallback = 0] of fields)
    builder[type === 'offset' ? 'addFieldOffset' : `addField${type}`](field, value, fallback);
  return builder.endObject();
}

function offsets(builder, values) {
  builder.startVector(4, values.length, 4);
  for (const value of [...values].reverse()) builder.addOffset(value);
  return builder.endVector();
}

function integers(builder, values) {
  builder.startVector(4, values.length, 4);
  for (const value of [...values].reverse()) builder.addInt32(value);
  return builder.endVector();
}

function data(builder, numbers) {
  const raw = new Uint8Array(numbers.buffer);
  builder.startVector(1, raw.length, 16);
  for (let i = raw.length - 1; i >= 0; --i) builder.addInt8(raw[i]);
  return table(builder, [[0, 'offset', builder.endVector()]]);
}

function options(builder, operator) {
  if (operator === 'SOFTMAX') return table(builder, [[0, 'Float32', 1]]);
  // The transposition of the second operand.
  return table(builder, operator === 'BATCH_MATMUL_TRANSPOSED' ? [[1, 'Int8', 1]] : []);
}

/** Queries scaled, two products, a softmax between them, a mask added where it is causal: what XNNPACK takes as a whole. */
export function tflite({ heads, queries, keys, width, causal }) {
  const builder = new Builder(1024);
  const constants = [Float32Array.of(1 / Math.sqrt(width)), ...(causal ? [causalMask({ queries, keys })] : [])];
  const buffers = [table(builder, []), ...constants.map(numbers => data(builder, numbers))];

  const shapes = [
    ['q', [heads, queries, width]],
    ['k', [heads, keys, width]],
    ['v', [heads, keys, width]],
    ['scale', [1], 1],
    ['scaled', [heads, queries, width]],
    ['scores', [heads, queries, keys]],
    ['weights', [heads, queries, keys]],
    ['output', [heads, queries, width]],
    ...(causal
      ? [
          ['mask', [1, queries, keys], 2],
          ['masked', [heads, queries, keys]],
        ]
      : []),
  ];
  const names = shapes.map(([name]) => name);
  const tensors = shapes.map(([name, shape, buffer = 0]) => {
    const [text, sizes] = [builder.createString(name), integers(builder, shape)];
    return table(builder, [
      [0, 'offset', sizes],
      [2, 'Int32', buffer],
      [3, 'offset', text],
    ]);
  });

  const steps = [
    ['MUL', ['q', 'scale'], 'scaled'],
    ['BATCH_MATMUL_TRANSPOSED', ['scaled', 'k'], 'scores'],
    ...(causal ? [['ADD', ['scores', 'mask'], 'masked']] : []),
    ['SOFTMAX', [causal ? 'masked' : 'scores'], 'weights'],
    ['BATCH_MATMUL', ['weights', 'v'], 'output'],
  ];
  const plain = operator => operator.replace('_TRANSPOSED', '');
  const codes = Object.keys(operators);
  const nodes = steps.map(([operator, inputs, output]) => {
    const own = options(builder, operator);
    const from = integers(
      builder,
      inputs.map(name => names.indexOf(name)),
    );
    const to = integers(builder, [names.indexOf(output)]);
    const code = codes.indexOf(plain(operator));
    return table(builder, [
      [0, 'Int32', code],
      [1, 'offset', from],
      [2, 'offset', to],
      [3, 'Int8', optionTypes[plain(operator)]],
      [4, 'offset', own],
    ]);
  });
  const operatorCodes = codes.map(name =>
    table(builder, [
      [0, 'Int8', operators[name]],
      [2, 'Int32', 1, -1],
      [3, 'Int32', operators[name]],
    ]),
  );

  const graph = table(builder, [
    [0, 'offset', offsets(builder, tensors)],
    [1, 'offset', integers(builder, [0, 1, 2])],
    [2, 'offset', integers(builder, [names.indexOf('output')])],
    [3, 'offset', offsets(builder, nodes)],
    [4, 'offset', builder.createString('attention')],
  ]);
  const fields = [
    offsets(builder, operatorCodes),
    offsets(builder, [graph]),
    builder.createString('attention'),
    offsets(builder, buffers),
  ];
  builder.finish(table(builder, [[0, 'Int32', 3], ...fields.map((offset, index) => [index + 1, 'offset', offset])]), 'TFL3');
  return builder.asUint8Array();
}
