// The kernels' module, in both builds. Older engines run the relaxed one only when asked to.
import { setFlagsFromString } from 'node:v8';
import { bestBuild, load } from '../../build/wasm/bindings/kernels/attention-kernels.mjs';

if (bestBuild() === 'simd128') setFlagsFromString('--experimental-wasm-relaxed-simd');

export const builds = ['simd128', 'relaxed'];

/** Runs a test on each build. */
export async function each(t, check) {
  for (const build of builds) await t.test(build, async () => check(await load({ build })));
}

/** The same numbers in every run: xorshift. */
export function random(seed) {
  let state = seed * 2654435761 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** A matrix of the module, filled with numbers from -2 to 2. */
export function filled(kernels, next, rows, columns, heads) {
  const matrix = kernels.matrix(rows, columns, heads);
  return matrix.set(Float32Array.from({ length: matrix.length }, () => 4 * next() - 2));
}
