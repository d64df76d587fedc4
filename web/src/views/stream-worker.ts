/// <reference lib="webworker" />
// The outputs of a long input, apart from the page, which stays free meanwhile.
import createAll from '@wasm/attention.mjs';

export interface Streamed {
  readonly scenario: string;
  /** null for what streaming attention does not know. */
  readonly output: Float32Array | null;
}

const core = createAll();

self.onmessage = async ({ data: scenario }: MessageEvent<string>) => {
  const told: Streamed = { scenario, output: (await core).streamed(scenario) };
  self.postMessage(told);
};
