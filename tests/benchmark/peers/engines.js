// Everything that takes part: each engine prepares a problem once, its operands where it wants them, and then runs it. `run` ends when
// the output is there; `output` hands it out, head by head. What an engine's interface copies on every run is its own affair.
import { load } from '/wasm/kernels/attention-kernels.mjs';
import * as onnx from './onnx.js';
import { causalMask } from './onnx.js';
import { tflite } from './tflite.js';

async function kernels(build) {
  const module = await load({ build });
  return ({ heads, queries, keys, width, causal, q, k, v }) => {
    const matrix = (rows, numbers) => module.matrix(rows, width, heads).set(numbers);
    const output = module.matrix(queries, width, heads);
    const attention = module.attention({
      queries: matrix(queries, q),
      keys: matrix(keys, k),
      values: matrix(keys, v),
      output,
      causal,
    });
    return { run: () => attention.run(), output: () => output.view };
  };
}

/** Rows of heads side by side, from heads one after the other, or back. */
function sideBySide(numbers, { heads, width }, back = false) {
  const rows = numbers.length / heads / width;
  const result = new Float32Array(numbers.length);
  for (let head = 0; head < heads; ++head)
    for (let row = 0; row < rows; ++row) {
      const [apart, beside] = [(head * rows + row) * width, (row * heads + head) * width];
      const [from, to] = back ? [beside, apart] : [apart, beside];
      result.set(numbers.subarray(from, from + width), to);
    }
  return result;
}

async function onnxRuntime(model, heads) {
  const ort = await import('onnxruntime-web');
  Object.assign(ort.env.wasm, { numThreads: 1, wasmPaths: '/node_modules/onnxruntime-web/dist/' });
  return async problem => {
    const session = await ort.InferenceSession.create(model(problem), {
      executionProviders: ['wasm'],
      graphOptimizationLevel: 'all',
    });
    const { queries, keys, width, q, k, v } = problem;
    const apart = heads === 'apart';
    const tensor = (rows, numbers) =>
      apart
        ? new ort.Tensor('float32', numbers, [1, problem.heads, rows, width])
        : new ort.Tensor('float32', sideBySide(numbers, problem), [1, rows, problem.heads * width]);
    const feeds = { q: tensor(queries, q), k: tensor(keys, k), v: tensor(keys, v) };
    let last;
    const run = async () => {
      last = await session.run(feeds);
    };
    return { run, output: () => (apart ? last.output.data : sideBySide(last.output.data, problem, true)) };
  };
}

async function liteRt(relaxed) {
  // Each build wants a copy of the package of its own.
  const { loadLiteRt, loadAndCompile, Tensor } = await import(
    `/node_modules/@litertjs/core/dist/index.js?${relaxed ? 'relaxed' : 'compat'}`
  );
  await loadLiteRt(`/node_modules/@litertjs/core/wasm/${relaxed ? 'litert_wasm_internal.js' : 'litert_wasm_compat_internal.js'}`);
  return async problem => {
    const { heads, queries, keys, width, q, k, v } = problem;
    const compiled = await loadAndCompile(tflite(problem), { accelerator: 'wasm', cpuOptions: { numThreads: 1 } });
    const tensor = (rows, numbers) => new Tensor(numbers, [heads, rows, width]);
    const inputs = [tensor(queries, q), tensor(keys, k), tensor(keys, v)];
    let last;
    const run = async () => {
      last?.delete();
      [last] = await compiled.run(inputs);
    };
    return { run, output: () => last.toTypedArray() };
  };
}

async function tensorFlow(turnedAhead) {
  const { tf } = globalThis;
  tf.wasm.setWasmPaths('/node_modules/@tensorflow/tfjs-backend-wasm/dist/');
  await tf.setBackend('wasm');
  await tf.ready();
  return ({ heads, queries, keys, width, causal, q, k, v }) => {
    // Its fast product is that of two matrices, without a transposition inside, and remembers right operands that it has packed. So
    // heads come one by one; and keys that stay the same can be turned once, where those of a cache that grows are turned every time.
    const tensors = (rows, numbers) =>
      Array.from({ length: heads }, (_, head) =>
        tf.tensor(numbers.subarray(head * rows * width, (head + 1) * rows * width), [rows, width]),
      );
    const turn = matrix => (turnedAhead ? tf.transpose(matrix) : matrix);
    const [Q, K, V] = [tensors(queries, q), tensors(keys, k).map(turn), tensors(keys, v)];
    const scale = tf.scalar(1 / Math.sqrt(width));
    const mask = causal ? tf.tensor(causalMask({ queries, keys }), [queries, keys]) : undefined;
    const attend = head => {
      const scores = tf.matMul(tf.mul(Q[head], scale), turnedAhead ? K[head] : tf.transpose(K[head]));
      return tf.matMul(tf.softmax(mask ? tf.add(scores, mask) : scores), V[head]);
    };
    let last = [];
    const run = () => {
      tf.dispose(last);
      last = tf.tidy(() => Q.map((_, head) => attend(head)));
    };
    return { run, output: () => Float32Array.from(last.flatMap(tensor => [...tensor.dataSync()])) };
  };
}

/** Name, whether it uses the relaxed instructions, which product it is of, and how to start it. */
export const engines = [
  { name: 'these kernels, relaxed', own: true, relaxed: true, start: () => kernels('relaxed') },
  { name: 'these kernels, simd128', own: true, relaxed: false, start: () => kernels('simd128') },
  { name: 'LiteRT.js, relaxed', relaxed: true, start: () => liteRt(true) },
  { name: 'LiteRT.js, simd128', relaxed: false, start: () => liteRt(false) },
  { name: 'ONNX Runtime Web, two products', relaxed: false, start: () => onnxRuntime(onnx.decomposed, 'apart') },
  { name: 'ONNX Runtime Web, Attention', relaxed: false, start: () => onnxRuntime(onnx.attention, 'apart') },
  { name: 'ONNX Runtime Web, MultiHeadAttention', relaxed: false, start: () => onnxRuntime(onnx.multiHead, 'side by side') },
  { name: 'TensorFlow.js', relaxed: false, start: () => tensorFlow(false) },
  { name: 'TensorFlow.js, keys turned beforehand', relaxed: false, start: () => tensorFlow(true) },
];
