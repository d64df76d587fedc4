/// <reference lib="webworker" />
import { layerNames, prepareLayer } from '@wasm/benchmark/layers.mjs';
import { measure } from '@wasm/benchmark/measure.mjs';
import { type Kernels, load } from '@wasm/kernels/attention-kernels.mjs';
import type { LayerName, LayerSize, Question, Told } from './messages.ts';

const tell = (told: Told): void => self.postMessage(told);

/** A layer that takes longer, in milliseconds, is not timed at larger sizes: nobody waits for it. */
const longest = 250;

/** Engines compile what runs often once more, faster: what is timed first would seem slow. */
function warmUp(kernels: Kernels, name: LayerName, size: LayerSize | undefined): void {
  const layer = size && prepareLayer(kernels, name, size);
  const end = performance.now() + 60;
  while (layer && performance.now() < end) layer.run();
  layer?.free();
}

self.onmessage = async ({ data: { sizes } }: MessageEvent<Question>) => {
  try {
    const kernels = await load();
    for (const name of layerNames) warmUp(kernels, name, sizes[0]);
    const slow = new Set<string>();
    for (const [index, size] of sizes.entries())
      for (const name of layerNames) {
        // Sizes come in rows, each of growing ones: a new row begins small again.
        const before = sizes[index - 1];
        const grown = before !== undefined && size.length >= before.length && size.width >= before.width;
        if (!grown) slow.delete(name);
        const layer = slow.has(name) ? null : prepareLayer(kernels, name, size);
        if (!layer) continue;
        const seconds = await measure([{ name, run: layer.run }], { rounds: 3, atLeast: 5 });
        layer.free();
        const milliseconds = 1000 * (seconds.get(name) ?? 0);
        if (milliseconds > longest) slow.add(name);
        tell({ kind: 'timed', timed: { layer: name, size, milliseconds }, share: (index + 1) / sizes.length });
      }
    tell({ kind: 'done' });
  } catch (caught) {
    tell({ kind: 'failed', reason: String(caught) });
  }
};
