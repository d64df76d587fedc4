import { html, nothing, type TemplateResult } from 'lit';
import '../styles/long.css';
import { cut } from '../draw/cut.ts';
import type { CellEventDetail, LookDetail, MatrixSpec } from '../draw/spec.ts';
import { coreJson } from '../store/scenario.ts';
import { fill } from '../text/catalogue.ts';
import { rich } from './explain.ts';
import { icon } from './icons.ts';
import { SizedElement } from './sized-element.ts';
import type { Streamed } from './stream-worker.ts';
import { Zoom, zoomBar } from './zoom.ts';

/**
 * Of more tokens than a whole relation of pairs may be of: the outputs of all of them, by streaming attention, which holds no
 * weights; and the choice of the one whose row of weights is computed and drawn beneath.
 */
export class LongElement extends SizedElement {
  readonly #zoom = new Zoom(() => this.requestUpdate());
  #worker: Worker | null = null;
  #asked = '';
  #streamed: Streamed | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#worker?.terminate();
    this.#worker = null;
    this.#asked = '';
  }

  protected override render(): TemplateResult | typeof nothing {
    const { scenario } = this.store.figure;
    const { query, tokens } = scenario;
    if (query === null || !('long' in this.words)) return nothing;
    const { long } = this.words;
    const row = Number(query);
    this.#ask(coreJson({ ...scenario, query: 0 }, false));
    const token = html`<b class="role-query ink" dir="auto">${tokens[row]}</b>`;
    return html`<section class="long" aria-label=${long.label}>
      <p class="note">${rich(long.told, { n: html`${tokens.length}`, token })}</p>
      <p class="long-row"><label for="control-query">${long.row}</label>
        ${this.#step('previous', row - 1, row === 0)}
        <input class="which" id="control-query" data-control="query" type="number" min="1" max=${tokens.length} .value=${String(row + 1)} @change=${this.#typed} />
        ${this.#step('next', row + 1, row === tokens.length - 1)} ${token}</p>
      ${this.#output(row)}
    </section>`;
  }

  #step(name: 'previous' | 'next', row: number, disabled: boolean): TemplateResult {
    return html`<button type="button" class="icon-button small" data-control="${name}-query" aria-label=${this.words.long[name]} ?disabled=${disabled} @click=${() => this.#choose(row)}>${icon(name)}</button>`;
  }

  /** The outputs lie on their side: a column is a token. */
  #output(row: number): TemplateResult {
    const { words } = this;
    const { scenario } = this.store.figure;
    const streamed = this.#streamed?.scenario === this.#asked ? this.#streamed : null;
    if (!streamed) return html`<p class="note" role="status">${words.long.computing}</p>`;
    if (!streamed.output) return html`<p class="note">${words.long.notStreamed}</p>`;
    const rows = scenario.tokens.length;
    const columns = streamed.output.length / rows;
    const region = this.#zoom.region(rows, columns, true);
    const shown = region?.rows ?? rows;
    const spec = this.#spec(streamed.output, rows, columns, this.width / shown);
    const part = region ? cut(spec, region) : spec;
    const at = region ? row - region.row : row;
    const mark = at >= 0 && at < shown ? [{ rows: [row, row], columns: [0, columns - 1], role: 'query' } as const] : [];
    return html`${zoomBar(this.#zoom, region)}
      <attention-matrix .spec=${part} .marks=${{ active: null, locked: false, rings: mark }} @cell=${this.#cell} @look=${this.#look}></attention-matrix>`;
  }

  #spec(values: Float32Array, rows: number, columns: number, width: number): MatrixSpec {
    const { words } = this;
    const { scenario } = this.store.figure;
    const gap = width >= 12 ? 1.5 : width >= 5 ? 1 : 0;
    const maximum = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const columnNames = Array.from({ length: columns }, (_, index) => String(index + 1));
    const describe = (row: number, column: number): string =>
      fill(words.speech.feature, {
        row: scenario.tokens[row] ?? '',
        column: column + 1,
        value: (values[row * columns + column] ?? Number.NaN).toFixed(4).replace('-', '−'),
      });
    return {
      ...{ node: -1, stage: 'output', name: 'streamed', head: -1, role: 'output', rows, columns, values },
      ...{
        hidden: null,
        hiddenText: '',
        editable: false,
        edited: new Set<number>(),
        scale: 'signed',
        maximum,
        transposed: true,
        strip: true,
      },
      ...{ cellWidth: width - gap, cellHeight: Math.min(10, 96 / columns), gap, decimals: -1 },
      ...{ pendingFrom: Number.POSITIVE_INFINITY, pendingColumn: 0, paintable: false, label: words.long.label },
      ...{ rowNames: scenario.tokens, columnNames, describe },
    };
  }

  #ask(scenario: string): void {
    if (scenario === this.#asked) return;
    this.#asked = scenario;
    // What is still being computed is of no use any more.
    if (this.#streamed?.scenario !== scenario) this.#worker?.terminate();
    this.#worker = new Worker(new URL('./stream-worker.ts', import.meta.url), { type: 'module' });
    this.#worker.onmessage = ({ data }: MessageEvent<Streamed>) => {
      this.#streamed = data;
      this.requestUpdate();
    };
    this.#worker.postMessage(scenario);
  }

  #choose(row: number): void {
    this.store.set('query', row, 'replace');
  }

  #typed = (event: Event): void => {
    const row = Number((event.target as HTMLInputElement).value) - 1;
    if (Number.isInteger(row) && row >= 0 && row < this.store.scenario.tokens.length) this.#choose(row);
    this.requestUpdate();
  };

  #cell = (event: CustomEvent<CellEventDetail>): void => {
    if (event.detail.action === 'lock') this.#choose(event.detail.row);
  };

  /** Rows run from left to right here. */
  #look = ({ detail: { zoom, at, pan, cell } }: CustomEvent<LookDetail>): void => {
    this.#zoom.look({
      ...(zoom === undefined ? {} : { zoom }),
      ...(at ? { at: [at[1], 0] as const } : {}),
      ...(pan ? { pan: [pan[1], 0] as const } : {}),
      ...(cell ? { cell } : {}),
    });
  };
}

customElements.define('attention-long', LongElement);
