import type { CaseName } from '@wasm/benchmark/cases.mjs';
import type { Report } from '@wasm/benchmark/report.mjs';
import type { Build } from '@wasm/kernels/attention-kernels.mjs';

/** What the worker is asked. Quick: once each and small, to see whether everything works. */
export interface Question {
  readonly quick: boolean;
}

/** What it tells while it works, and at the end. */
export type Told =
  | { readonly kind: 'progress'; readonly share: number; readonly name: CaseName | '' }
  | { readonly kind: 'wrong'; readonly names: readonly CaseName[] }
  | { readonly kind: 'report'; readonly build: Build; readonly report: Report }
  | { readonly kind: 'failed'; readonly reason: string };
