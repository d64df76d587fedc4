/// <reference lib="webworker" />
import { allCases } from '@wasm/benchmark/cases.mjs';
import { measure } from '@wasm/benchmark/measure.mjs';
import { report, wrong } from '@wasm/benchmark/report.mjs';
import { load } from '@wasm/kernels/attention-kernels.mjs';
import type { Question, Told } from './messages.ts';

const tell = (told: Told) => self.postMessage(told);

self.onmessage = async ({ data: { quick } }: MessageEvent<Question>) => {
  try {
    const kernels = await load();
    const cases = await allCases(kernels, quick);
    const mistakes = wrong(cases);
    if (mistakes.length > 0) {
      tell({ kind: 'wrong', names: mistakes.map(({ name }) => name) });
      return;
    }
    const progress = (share: number, name: string) =>
      tell({ kind: 'progress', share, name: name as (typeof cases)[number]['name'] });
    const options = quick ? { rounds: 1, atLeast: 10 } : { rounds: 9, atLeast: 80 };
    tell({ kind: 'report', build: kernels.build, report: report(cases, await measure(cases, { ...options, progress })) });
  } catch (caught) {
    tell({ kind: 'failed', reason: String(caught) });
  }
};
