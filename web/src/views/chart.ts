import { html, svg, type TemplateResult } from 'lit';

export interface Line {
  readonly name: string;
  readonly className: string;
  readonly points: readonly (readonly [number, number])[];
}

export interface Chart {
  readonly title: string;
  readonly lines: readonly Line[];
  /** The reader's own place on the axis. */
  readonly mark: { readonly at: number; readonly label: string };
  readonly width: number;
  readonly logarithmic: boolean;
  readonly write: (value: number) => string;
}

const height = 240;
const margin = { top: 14, right: 12, bottom: 26, left: 52 };

/** Lines over one size, with the reader's own size marked. The numbers stand in the table beside it. */
export function chart({ title, lines, mark, width, logarithmic, write }: Chart): TemplateResult {
  const inner = { width: width - margin.left - margin.right, height: height - margin.top - margin.bottom };
  const xs = lines.flatMap(({ points }) => points.map(([x]) => x));
  const ys = lines.flatMap(({ points }) => points.map(([, y]) => y));
  const x = scale(xs, inner.width, logarithmic);
  const y = scale(ys, inner.height, logarithmic);
  const down = (value: number): number => inner.height - y.place(value);
  return html`<figure class="chart">
    <figcaption>${title}</figcaption>
    <svg width=${width} height=${height} role="img" aria-label=${title}>
      <g transform="translate(${margin.left} ${margin.top})">
        ${y.ticks.map(tick => svg`<line class="chart-grid" x1="0" x2=${inner.width} y1=${down(tick)} y2=${down(tick)} /><text class="chart-tick" x="-8" y=${down(tick) + 4} text-anchor="end">${write(tick)}</text>`)}
        ${x.ticks.map(tick => svg`<text class="chart-tick" x=${x.place(tick)} y=${inner.height + 18} text-anchor=${x.place(tick) > inner.width - 12 ? 'end' : 'middle'}>${write(tick)}</text>`)}
        <line class="chart-mark" x1=${x.place(mark.at)} x2=${x.place(mark.at)} y1="0" y2=${inner.height} />
        <text class="chart-mark-label" x=${x.place(mark.at)} y="-3" text-anchor=${x.place(mark.at) > inner.width / 2 ? 'end' : 'start'}>${mark.label}</text>
        ${lines.map(({ className, name, points }) => svg`<path class="chart-line ${className}" d=${path(points.map(([px, py]) => [x.place(px), down(py)]))}><title>${name}</title></path>`)}
      </g>
    </svg>
  </figure>`;
}

interface Scale {
  readonly place: (value: number) => number;
  readonly ticks: readonly number[];
}

function scale(values: readonly number[], length: number, logarithmic: boolean): Scale {
  const largest = Math.max(1, ...values);
  if (!logarithmic)
    return { place: value => (value / largest) * length, ticks: [0, 0.25, 0.5, 0.75, 1].map(part => part * largest) };
  const least = Math.log10(Math.max(1, Math.min(...values)));
  const range = Math.max(1e-9, Math.log10(largest) - least);
  const every = Math.max(1, Math.ceil(range / 5));
  const powers = Array.from({ length: Math.floor(range + least) - Math.ceil(least) + 1 }, (_, index) => Math.ceil(least) + index);
  return {
    // Steps and paths of nothing are drawn at the foot.
    place: value => ((Math.log10(Math.max(value, 10 ** least)) - least) / range) * length,
    ticks: powers.filter((_, index) => index % every === 0).map(power => 10 ** power),
  };
}

function path(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
}
