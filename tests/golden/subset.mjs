// Makes the cases that live in this repository out of a folder of larger files of the same format:
//
//   node tests/golden/subset.mjs <folder of *.public.json> [<folder to write to>]
//
// Long tensors are written in base64. Left out are the results in float64, which no float32 result is compared with, and every case that is larger than
// `largest` bytes then, unless it is one of the `several` smallest of its kind.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const largest = 8000;
const several = 4;
const many = 8;
const suffix = '.public.json';

/** The same numbers in fewer letters, where there are many. */
function packed(tensor) {
  if (tensor.dtype !== 'f32' || tensor.data === undefined || tensor.data.length < many) return tensor;
  const bytes = Buffer.from(Float32Array.from(tensor.data, Number).buffer); // little-endian, as every machine that runs this
  return { dtype: tensor.dtype, shape: tensor.shape, b64: bytes.toString('base64') };
}

const allPacked = tensors =>
  tensors && Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, packed(tensor)]));

function trimmed({ name, kind, source, flags, attrs, tol, notes, params, inputs, outputs, alt_outputs }) {
  const { rtol, atol } = tol;
  return JSON.stringify({
    ...{ name, kind, source, flags, attrs, tol: { rtol, atol }, notes },
    ...{ params: allPacked(params), inputs: allPacked(inputs), outputs: allPacked(outputs) },
    ...(alt_outputs && {
      alt_outputs: Object.fromEntries(Object.entries(alt_outputs).map(([name, tensors]) => [name, allPacked(tensors)])),
    }),
  });
}

const [from, to = fileURLToPath(new URL('cases', import.meta.url))] = process.argv.slice(2);
if (!from) throw new Error('which folder holds the cases?');

const all = readdirSync(from)
  .filter(name => name.endsWith(suffix))
  .flatMap(file =>
    JSON.parse(readFileSync(join(from, file), 'utf8')).cases.map(one => ({ file, kind: one.kind, text: trimmed(one) })),
  );

/** Whether it is small, or among the smallest of its kind. */
function belongs(one) {
  const smaller = all.filter(({ kind, text }) => kind === one.kind && text.length < one.text.length);
  return one.text.length <= largest || smaller.length < several;
}
const kept = all.filter(belongs);

mkdirSync(to, { recursive: true });
for (const file of new Set(kept.map(one => one.file))) {
  const texts = kept.filter(one => one.file === file).map(({ text }) => text);
  writeFileSync(join(to, file.replace(suffix, '.json')), `{"format":"attention-cases/1","cases":[\n${texts.join(',\n')}\n]}\n`);
}
