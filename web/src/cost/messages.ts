import type { LayerName, LayerSize } from '@wasm/benchmark/layers.mjs';

export type { LayerName, LayerSize };

/** Every size of which all layers are to be timed. */
export interface Question {
  readonly sizes: readonly LayerSize[];
}

export interface Timed {
  readonly layer: LayerName;
  readonly size: LayerSize;
  readonly milliseconds: number;
}

/** What the worker tells, one layer of one size after the other; at the end nothing more. */
export type Told =
  | { readonly kind: 'timed'; readonly timed: Timed; readonly share: number }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly reason: string };
