import { html, nothing, type TemplateResult } from 'lit';
import { coreError } from '../core/module.ts';
import type { CoreError, CostSize, LayerCost } from '../core/types.ts';
import { Timing } from '../cost/timing.ts';
import { costSizeNames, costSizes, mostCostSize } from '../store/costs.ts';
import { fill } from '../text/catalogue.ts';
import { errorSentence } from '../text/errors.ts';
import { preferences } from '../text/preferences.ts';
import { chart, type Line } from './chart.ts';
import { errorLine } from './fields.ts';
import { icon } from './icons.ts';
import { SizedElement } from './sized-element.ts';

const measures = ['multiplyAdds', 'parameters', 'sequentialSteps', 'longestPath', 'memory'] as const;
type Measure = (typeof measures)[number];
/** What is plotted: a count, or the microseconds that were measured here. */
type Plotted = Measure | 'time';

const letters: Readonly<Record<keyof CostSize, string>> = { length: 'n', width: 'd', heads: 'h', kernel: 'k', window: 'r' };

/** How the multiply-adds grow: Vaswani et al. 2017, Table 1, with the projections counted. */
const growth: Readonly<Record<LayerCost['layer'], string>> = {
  self_attention: '4nd² + 2n²d',
  restricted_self_attention: '4nd² + 2nrd',
  causal_self_attention: '4nd² + n(n + 1)d',
  recurrent: 'n(6d² + 3d)',
  convolutional: 'nkd²',
  dilated_convolutional: 'nkd²',
  fully_connected: 'n²d²',
};

/** What a layer of attention costs, beside layers of other kinds. */
export class CostPanelElement extends SizedElement {
  #measure: Plotted = 'multiplyAdds';
  readonly #timing = new Timing(() => this.requestUpdate());
  #logarithmic = true;
  #error: { readonly error: CoreError; readonly of: keyof CostSize } | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#timing.stop();
  }

  protected override render(): TemplateResult {
    const { words } = this;
    const size = this.#size();
    const plots: readonly Plotted[] = this.#timing.at(size).length > 0 ? [...measures, 'time'] : measures;
    const counted = this.store.core.counted();
    const number = (value: number): string => shortNumber(value);
    return html`<div class="cost-panel">
      <p class="panel-note" data-cost="counted">${fill(words.cost.counted, {
        parameters: number(counted.parameters),
        multiplyAdds: number(counted.multiplyAdds),
        operations: number(counted.operations),
        numbers: number(counted.numbers),
      })}</p>
      <div class="panel-controls">${costSizeNames.map(name => this.#field(name, size[name]))}</div>
      ${this.#error ? errorLine(errorSentence(this.#error.error, words), this.#error.of) : nothing}
      ${this.#table(size)}
      ${this.#times(size)}
      <div class="panel-controls">
        <fieldset class="segmented" data-control="cost-measure">
          <legend>${words.cost.plot}</legend>
          ${plots.map(measure => html`<button type="button" data-measure=${measure} aria-pressed=${measure === this.#plotted(size)} @click=${() => this.#set(() => (this.#measure = measure))}>${words.cost.measure[measure]}</button>`)}
        </fieldset>
        <fieldset class="segmented" data-control="cost-scale">
          <legend>${words.cost.axes}</legend>
          ${[true, false].map(logarithmic => html`<button type="button" aria-pressed=${logarithmic === this.#logarithmic} @click=${() => this.#set(() => (this.#logarithmic = logarithmic))}>${logarithmic ? words.cost.logarithmic : words.cost.linear}</button>`)}
        </fieldset>
      </div>
      <div class="cost-charts">${this.#chart(size, 'length')} ${this.#chart(size, 'width')}</div>
    </div>`;
  }

  /** Measures what the counts only promise. */
  #times(size: CostSize): TemplateResult {
    const { words } = this;
    const { running, share, failed, found } = this.#timing;
    const start = (): void => {
      this.#measure = 'time';
      this.#timing.start(size);
    };
    const stop = (): void => this.#set(() => this.#timing.stop());
    const button = running
      ? html`<button type="button" class="quiet" data-control="cost-stop" @click=${stop}>${icon('close')}${words.cost.stop}</button><progress max="1" value=${share} aria-label=${words.cost.time}></progress>`
      : html`<button type="button" class="quiet" data-control="cost-time" @click=${start}>${icon('play')}${found.length > 0 ? words.cost.again : words.cost.time}</button>`;
    return html`<div class="panel-controls cost-times">${button}
      <span class="note" role="status">${failed ? words.notice.notLoaded : words.cost.timed}</span></div>`;
  }

  /** Times of other sizes are not plotted over this one. */
  #plotted(size: CostSize): Plotted {
    return this.#measure === 'time' && this.#timing.at(size).length === 0 ? 'multiplyAdds' : this.#measure;
  }

  #set(change: () => void): void {
    change();
    this.requestUpdate();
  }

  /** Of the reader's own sizes and the figure's, which may no longer fit each other. */
  #size(): CostSize {
    const { figure, view, core } = this.store;
    const { scenario } = figure;
    const hasHeads = core.has(scenario.mechanism, 'heads');
    const size = costSizes(scenario, view.costs, hasHeads);
    return this.#refusal(size) ? costSizes(scenario, {}, hasHeads) : size;
  }

  #refusal(size: CostSize): CoreError | null {
    try {
      this.store.core.costs(size);
      return null;
    } catch (caught) {
      return coreError(caught);
    }
  }

  #field(name: keyof CostSize, value: number): TemplateResult {
    const wrong = this.#error?.of === name;
    const input = (event: Event): void => this.#change(name, (event.target as HTMLInputElement).value);
    return html`<label class="cost-field">${this.words.cost.size[name]} <i>${letters[name]}</i>
      <input type="text" inputmode="numeric" class="number" data-control="cost-${name}" .value=${String(value)} aria-invalid=${wrong} aria-describedby=${wrong ? `error-${name}` : nothing} @input=${input} />
    </label>`;
  }

  /** A size that the core refuses is said, and leaves the others as they were. */
  #change(name: keyof CostSize, text: string): void {
    const value = Number(text);
    const counts = Number.isSafeInteger(value) && value >= 0 && value <= mostCostSize;
    const error = this.#refusal({ ...this.#size(), [name]: counts ? value : 0 });
    this.#error = error && { error, of: name };
    if (!error) this.store.setView({ costs: { ...this.store.view.costs, [name]: value } }, 'replace');
    this.requestUpdate();
  }

  #table(size: CostSize): TemplateResult {
    const { words } = this;
    const costs = this.store.core.costs(size);
    const timed = this.#timing.at(size).length > 0;
    return html`<div class="cost-scroll" tabindex="0" role="region" aria-label=${words.cost.table}><table class="cost-table">
      <thead><tr><th scope="col">${words.cost.layerHead}</th>${measures.map(measure => html`<th scope="col">${words.cost.measure[measure]}</th>`)}${timed ? html`<th scope="col">${words.cost.measure.time}</th>` : nothing}</tr></thead>
      <tbody>${costs.map(
        (cost, index) => html`<tr data-layer=${cost.layer}>
          <th scope="row"><svg class="cost-key" width="36" height="4" aria-hidden="true"><path class="chart-line head-${index % 8}" d="M0 2H36" /></svg>${words.cost.layer[cost.layer]} <small>${growth[cost.layer]}</small></th>
          ${measures.map(measure => html`<td data-measure=${measure} title=${cost[measure].toLocaleString(preferences.language)}>${shortNumber(cost[measure])}</td>`)}${timed ? html`<td data-measure="time">${timeText(this.#timing.of(cost.layer, size))}</td>` : nothing}
        </tr>`,
      )}</tbody>
    </table></div>`;
  }

  /** One measure over lengths or over widths, the other sizes as they are; none where no such size was timed. */
  #chart(size: CostSize, over: 'length' | 'width'): TemplateResult | typeof nothing {
    const { words, store } = this;
    const plotted = this.#plotted(size);
    const values = samples(over === 'width' ? size.heads : 1, size[over]);
    const costs = values.map(value => store.core.costs({ ...size, [over]: value }));
    const lines: Line[] = (costs[0] ?? []).map(({ layer }, index) => ({
      name: words.cost.layer[layer],
      className: `head-${index % 8}`,
      points:
        plotted === 'time'
          ? this.#timing.over(layer, size, over)
          : costs.map((ofSize, at) => [values[at] ?? 0, ofSize[index]?.[plotted] ?? 0] as const),
    }));
    if (lines.every(({ points }) => points.length === 0)) return nothing;
    const width = Math.min(520, this.width > 900 ? (this.width - 36) / 2 : this.width);
    const other = over === 'length' ? 'width' : 'length';
    const title = fill(words.cost.chart, {
      measure: plotted === 'time' ? `${words.cost.measure.time} (µs)` : words.cost.measure[plotted],
      over: `${words.cost.size[over]} ${letters[over]}`,
      fixed: `${letters[other]} = ${size[other]}`,
    });
    return chart({
      title,
      lines,
      mark: { at: size[over], label: `${letters[over]} = ${size[over]}` },
      width,
      logarithmic: this.#logarithmic,
      write: axisNumber,
    });
  }
}

/** From the unit up by factors, to well beyond the size that is marked, which is one of them. */
function samples(unit: number, marked: number): number[] {
  const end = Math.max(4096, 4 * marked);
  const found = new Set([marked]);
  for (let value = unit; value <= end; value = Math.max(value + unit, Math.round((value * 1.4) / unit) * unit)) found.add(value);
  return [...found].sort((one, other) => one - other);
}

/** Microseconds as they are read best. */
function timeText(microseconds: number | null): string {
  if (microseconds === null) return '–';
  const [value, unit] = microseconds < 1000 ? [microseconds, 'µs'] : [microseconds / 1000, 'ms'];
  return `${new Intl.NumberFormat(preferences.language, { maximumSignificantDigits: 3 }).format(value)} ${unit}`;
}

function shortNumber(value: number): string {
  const long = value >= 1e6;
  return new Intl.NumberFormat(preferences.language, long ? { notation: 'compact', maximumSignificantDigits: 3 } : {}).format(
    value,
  );
}

function axisNumber(value: number): string {
  return new Intl.NumberFormat(preferences.language, { notation: 'compact', maximumSignificantDigits: 3 }).format(value);
}

customElements.define('attention-cost-panel', CostPanelElement);
