import type { Report, Row } from '@wasm/benchmark/report.mjs';
import { html, nothing, type TemplateResult } from 'lit';
import { fill } from '../text/catalogue.ts';
import { preferences } from '../text/preferences.ts';
import { benchWords } from './words.ts';

const locale = (): string => (preferences.language === 'zh' ? 'zh-CN' : 'en');

/** Three digits that count. */
const figure = (value: number): string =>
  new Intl.NumberFormat(locale(), { maximumSignificantDigits: 3, minimumSignificantDigits: 3 }).format(value);
const percent = (share: number): string =>
  new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 0 }).format(share);

function duration(microseconds: number): string {
  if (microseconds >= 1000) return `${figure(microseconds / 1000)} ms`;
  return `${figure(microseconds)} µs`;
}

function shapeOf({ shape: { heads, queries, keys, width } }: Row): string {
  return fill(benchWords().shape, { heads, queries, keys, width });
}

/** What a case is compared with, beside the limit. */
function remark(row: Row, rows: readonly Row[]): string {
  const words = benchWords();
  if (row.name === 'tiny') {
    const plain = rows.find(({ name }) => name === 'javascript');
    return plain
      ? fill(words.timesFaster, { name: words.cases.javascript, times: figure(plain.microseconds / row.microseconds) })
      : '';
  }
  if (row.ofReading) return fill(words.ofReading, { share: percent(row.ofReading) });
  if (row.ofNeighbour && row.neighbour && row.name !== 'javascript')
    return fill(words.ofNeighbour, { share: percent(row.ofNeighbour), name: words.cases[row.neighbour] });
  return '';
}

export function tableOf({ rows }: Report): TemplateResult {
  const words = benchWords();
  const line = (row: Row): TemplateResult => {
    const compared = remark(row, rows);
    return html`<tr data-case=${row.name}>
      <th scope="row">${words.cases[row.name]} <span class="note shape">${shapeOf(row)}</span>${compared ? html`<span class="note remark">${compared}</span>` : nothing}</th>
      <td data-figure="time">${duration(row.microseconds)}</td>
      <td data-figure="speed">${figure(row.gigaflops)}</td>
      <td data-figure="share"><span class="share"><svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect width="100" height="8" /><rect class="part" width=${Math.min(100, 100 * row.ofPeak)} height="8" /></svg><span>${percent(row.ofPeak)}</span></span></td>
    </tr>`;
  };
  return html`<table class="speeds" aria-label=${words.table}>
    <thead><tr><th scope="col">${words.work}</th><th scope="col">${words.time}</th><th scope="col">${words.speed}</th><th scope="col">${words.share}</th></tr></thead>
    <tbody>${rows.map(line)}</tbody>
  </table>`;
}

/** The machine in one sentence. */
export function machineOf(build: keyof ReturnType<typeof benchWords>['builds'], { lanes, peak, reading }: Report): string {
  const words = benchWords();
  return fill(words.machine, { build: words.builds[build], lanes, peak: figure(peak), reading: figure(reading) });
}
