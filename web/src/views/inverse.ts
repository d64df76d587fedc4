import { html, nothing, type TemplateResult } from 'lit';
import type { Trace } from '../core/trace.ts';
import type { Cell, Inverse, InverseVariable } from '../core/types.ts';
import { formatNumber, givenNumber } from '../draw/numbers.ts';
import { coreJson, typedNumber } from '../store/scenario.ts';
import type { Topic } from '../store/store.ts';
import { fill } from '../text/catalogue.ts';
import { editingWords } from '../text/editing.ts';
import { withTerms } from '../text/terms.ts';
import { errorLine, selectBox } from './fields.ts';
import { ViewElement } from './view-element.ts';
import { WantedDrag } from './wanted-drag.ts';

/** How many of the numbers that change are listed. */
const most = 6;

/** Inverse attention: what one wants a number to be, and the smallest change that makes it so. */
export class InverseElement extends ViewElement {
  protected override readonly topics: readonly Topic[] = ['point', 'figure', 'words'];
  /** What is found is found for it. */
  #cell = '';
  /** As it was typed; before that it is the number itself. */
  #wanted: string | null = null;
  #wrong = false;
  #chosen = '';
  #found: Inverse | null = null;
  readonly #drag = new WantedDrag(this.store, {
    dragged: wanted => this.#want(wanted === null ? null : String(wanted)),
    dropped: () => this.querySelector('form')?.requestSubmit(),
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#drag.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#drag.stop();
  }

  protected override updated(): void {
    this.#drag.offer();
  }

  protected override changed(topic: Topic): void {
    if (topic !== 'point') this.#found = null;
    this.requestUpdate();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { store } = this;
    const { inverse } = this.words;
    // What stands around it may be drawn later than it: of the figure of now there is only the cell of now.
    const cell = store.active;
    if (!cell || store.figure.gradientOf) return nothing;
    const asked = `${cell.node},${cell.row},${cell.column}`;
    if (asked !== this.#cell) this.#found = null;
    this.#cell = asked;
    const variables = variablesOf(store.figure.trace, cell);
    const chosen = variables.find(({ label }) => label === this.#chosen) ?? variables[0];
    if (!chosen) return nothing;
    const options = variables.map(({ label }) => [label, label] as const);
    const choose = (label: string): void => {
      this.#chosen = label;
      this.#found = null;
      this.requestUpdate();
    };
    return html`<form class="inverse" data-view="inverse" @submit=${(event: Event) => this.#find(event, cell, chosen)}>
      <label>${inverse.wanted} <input class="number" type="text" inputmode="decimal" autocomplete="off" data-control="wanted" .value=${this.#wanted ?? givenNumber(store.figure.trace.value(cell))} aria-invalid=${this.#wrong} aria-describedby=${this.#wrong ? 'error-wanted' : nothing} @input=${this.#input} /></label>
      <label for="control-inverse-by">${inverse.by}</label>
      ${selectBox('inverse-by', chosen.label, options, choose)}
      <button type="submit" class="quiet" data-control="find">${inverse.find}</button>
      ${this.#wrong ? errorLine(editingWords().notNumber, 'wanted') : nothing}
      ${this.#found || this.#drag.cells.length === 0 ? nothing : html`<p class="note">${editingWords().dragWanted}</p>`}
      ${this.#found ? this.#result(this.#found, chosen) : nothing}
    </form>`;
  }

  #result(found: Inverse, { label, variable }: Choice): TemplateResult {
    const { inverse } = this.words;
    const { edits, outcome, norm, reached, iterations } = found;
    const numbers = { value: formatNumber(reached, 4), norm: formatNumber(norm, 3), iterations };
    const largest = [...edits].sort((one, other) => size(other) - size(one));
    return html`<div class="inverse-result" role="status">
      <p data-outcome=${outcome}>${withTerms(fill(inverse.outcome[outcome], numbers))}</p>
      ${
        edits.length > 0
          ? html`<ul>
              ${largest
                .slice(0, most)
                .map(
                  ({ row, column, previous, value }) =>
                    html`<li><code>${label}</code> [${row - variable.firstRow + 1}, ${column + 1}]: ${formatNumber(previous, 3)} → ${formatNumber(value, 3)}</li>`,
                )}
              ${edits.length > most ? html`<li class="note">${fill(inverse.more, { n: edits.length - most })}</li>` : nothing}
            </ul>
            <button type="button" class="quiet" data-control="apply" @click=${() => this.store.applyEdits(edits)}>${inverse.apply}</button>`
          : nothing
      }
    </div>`;
  }

  #input = (event: Event): void => this.#want((event.target as HTMLInputElement).value);

  #want(wanted: string | null): void {
    this.#wanted = wanted;
    this.#wrong = false;
    this.requestUpdate();
  }

  #find(event: Event, cell: Cell, { variable }: Choice): void {
    event.preventDefault();
    const wanted = typedNumber(this.#wanted ?? givenNumber(this.store.figure.trace.value(cell)));
    const { core, figure, painting } = this.store;
    const json = coreJson(figure.scenario, painting);
    this.#wrong = typeof wanted !== 'number';
    this.#found = typeof wanted === 'number' ? core.invert(json, cell, wanted, variable) : null;
    this.requestUpdate();
  }
}

function size({ value, previous }: Inverse['edits'][number]): number {
  return Math.abs(value - previous);
}

interface Choice {
  readonly label: string;
  readonly variable: InverseVariable;
}

/** What may be changed: the given matrices that the number is made of, those of queries and keys first. */
function variablesOf(trace: Trace, cell: Cell): Choice[] {
  const choices = trace.given().flatMap(({ name, node }) => {
    if (!trace.leadsTo(node, trace.origin(cell).node)) return [];
    const parts = partsOf(trace, name, node);
    return parts.length > 0 ? parts : [{ label: name, variable: { matrix: name, firstRow: 0, rows: 0 } }];
  });
  const rank = ({ label }: Choice): number => (/q(uer|$|_| )/.test(label) ? 0 : /k(ey|$|_| )/.test(label) ? 1 : 2);
  return choices.sort((one, other) => rank(one) - rank(other));
}

/** The projections that are cut out of one matrix, row after row. */
function partsOf(trace: Trace, matrix: string, node: number): Choice[] {
  let firstRow = 0;
  return trace.nodes.flatMap(({ operation, inputs, stage, name, rows }) => {
    if (operation !== 'slice_rows' || stage !== 'parameter' || inputs[0] !== node) return [];
    const variable = { matrix, firstRow, rows };
    firstRow += rows;
    return [{ label: name, variable }];
  });
}

customElements.define('attention-inverse', InverseElement);
