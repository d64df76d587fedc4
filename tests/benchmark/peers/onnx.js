// Attention as ONNX models, written as Protocol Buffers: only the few fields that these models use, with their numbers as in
// onnx.proto.

const varint = value => (value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))]);
const whole = (field, value) => [...varint(field * 8), ...varint(value)];
const bytes = (field, content) => [...varint(field * 8 + 2), ...varint(content.length), ...content];
const text = (field, value) => bytes(field, new TextEncoder().encode(value));
const float = (field, value) => [...varint(field * 8 + 5), ...new Uint8Array(Float32Array.of(value).buffer)];

const FLOAT = 1;
const attributeTypes = { float: 1, int: 2 };
const floatAttribute = (name, value) => bytes(5, [...text(1, name), ...float(2, value), ...whole(20, attributeTypes.float)]);
const intAttribute = (name, value) => bytes(5, [...text(1, name), ...whole(3, value), ...whole(20, attributeTypes.int)]);

const node = (operator, inputs, output, { domain = '', attributes = [] } = {}) =>
  bytes(1, [
    ...inputs.flatMap(name => text(1, name)),
    ...text(2, output),
    ...text(4, operator),
    ...attributes.flat(),
    ...text(7, domain),
  ]);

const tensorType = shape =>
  bytes(1, [
    ...whole(1, FLOAT),
    ...bytes(
      2,
      shape.flatMap(size => bytes(1, whole(1, size))),
    ),
  ]);
const valueInfo = (field, name, shape) => bytes(field, [...text(1, name), ...bytes(2, tensorType(shape))]);

function initializer(name, shape, numbers) {
  const raw = new Uint8Array(numbers.buffer);
  const head = [
    ...shape.flatMap(size => whole(1, size)),
    ...whole(2, FLOAT),
    ...text(8, name),
    ...varint(9 * 8 + 2),
    ...varint(raw.length),
  ];
  return concatenate([varint(5 * 8 + 2), varint(head.length + raw.length), head, raw]);
}

function concatenate(parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let end = 0;
  for (const part of parts) {
    all.set(part, end);
    end += part.length;
  }
  return all;
}

function model(nodes, inputs, output, initializers = []) {
  const graph = concatenate([
    nodes.flat(),
    text(2, 'attention'),
    ...initializers,
    ...inputs.map(([name, shape]) => valueInfo(11, name, shape)),
    valueInfo(12, ...output),
  ]);
  const opset = (domain, version) => bytes(8, [...text(1, domain), ...whole(2, version)]);
  return concatenate([whole(1, 10), opset('', 23), opset('com.microsoft', 1), varint(7 * 8 + 2), varint(graph.length), graph]);
}

const shapes = ({ heads, queries, keys, width }) => ({
  q: [1, heads, queries, width],
  k: [1, heads, keys, width],
  v: [1, heads, keys, width],
  output: [1, heads, queries, width],
});

/** 0 where a query sees a key, else a number that leaves no weight. */
export function causalMask({ queries, keys }) {
  return Float32Array.from({ length: queries * keys }, (_, i) => (i % keys <= Math.floor(i / keys) ? 0 : -1e9));
}

/** Two products and a softmax, scale and transposition within the first product, a mask added where it is causal. */
export function decomposed(problem) {
  const { q, k, v, output } = shapes(problem);
  const { queries, keys, width, causal } = problem;
  const scaled = [floatAttribute('alpha', 1 / Math.sqrt(width)), intAttribute('transB', 1)];
  const nodes = [
    node('FusedMatMul', ['q', 'k'], 'scores', { domain: 'com.microsoft', attributes: scaled }),
    ...(causal ? [node('Add', ['scores', 'mask'], 'masked')] : []),
    node('Softmax', [causal ? 'masked' : 'scores'], 'weights', { attributes: [intAttribute('axis', 3)] }),
    node('MatMul', ['weights', 'v'], 'output'),
  ];
  const mask = causal ? [initializer('mask', [queries, keys], causalMask(problem))] : [];
  return model(nodes, Object.entries({ q, k, v }), ['output', output], mask);
}

/** ONNX's own operator. */
export function attention(problem) {
  const { q, k, v, output } = shapes(problem);
  const attributes = [intAttribute('is_causal', problem.causal ? 1 : 0)];
  return model([node('Attention', ['q', 'k', 'v'], 'output', { attributes })], Object.entries({ q, k, v }), ['output', output]);
}

/** ONNX Runtime's operator, which has a kernel that never writes the weights out. Heads lie side by side in its rows. */
export function multiHead(problem) {
  const { heads, queries, keys, width, causal } = problem;
  const [q, k, v, output] = [queries, keys, keys, queries].map(rows => [1, rows, heads * width]);
  const attributes = [intAttribute('num_heads', heads), intAttribute('unidirectional', causal ? 1 : 0)];
  const nodes = [node('MultiHeadAttention', ['q', 'k', 'v'], 'output', { domain: 'com.microsoft', attributes })];
  return model(nodes, Object.entries({ q, k, v }), ['output', output]);
}
