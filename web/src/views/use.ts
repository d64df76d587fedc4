import { html, type TemplateResult } from 'lit';
import type { Trace } from '../core/trace.ts';
import type { Cell, Factor, Node, Term } from '../core/types.ts';
import { palette, signedPaint } from '../draw/colour.ts';
import { cellNumber, formatNumber } from '../draw/numbers.ts';
import { fill } from '../text/catalogue.ts';
import type { Asking } from './explain.ts';

/** The row of an output that a weight goes into. */
export interface Use {
  readonly output: number;
  /** What the weights sum. */
  readonly values: number;
  readonly row: number;
  /** The weight's column: the row of its value. */
  readonly column: number;
}

export function useOf(cell: Cell, trace: Trace): Use | null {
  // A stack of steps is made of weights that were each used in their own step.
  const { node, row, column } = trace.origin(cell);
  const user = trace.nodes.find(({ operation, inputs }) => operation === 'weighted_sum' && inputs[0] === node);
  return user ? { output: user.node, values: user.inputs[1] ?? -1, row, column } : null;
}

/** The weight times the value's numbers, as the output's own sums have it. */
export function useBody({ output: made, row, column }: Use, asking: Asking): TemplateResult {
  const { trace, maximum } = asking.model;
  const output = trace.node(made) as Node;
  const most = 8;
  const terms = Array.from({ length: Math.min(output.columns, most) }, (_, feature) => {
    const { terms: all } = trace.explain(trace.origin({ node: output.node, row, column: feature }));
    return all.find(term => term.factors[0]?.column === column);
  });
  const weight = terms.find(Boolean)?.factors[0];
  const cells = (pick: (term: Term) => { value: number; cell: Factor | null }): TemplateResult[] =>
    terms.map(term => {
      const { value, cell } = term ? pick(term) : { value: 0, cell: null };
      const { fill: background, ink } = signedPaint(palette(), value, maximum);
      const open = cell ? () => asking.follow(cell) : null;
      return html`<attention-number .look=${{ text: cellNumber(value, 2), background, ink, open }}></attention-number>`;
    });
  return html`<div class="use">
    <span class="role-weights ink">${formatNumber(weight?.value ?? 0)}</span><span>×</span><div class="numbers">${cells(term => ({ value: term.factors[1]?.value ?? 0, cell: term.factors[1] ?? null }))}</div>
    <span></span><span>=</span><div class="numbers">${cells(term => ({ value: term.value, cell: null }))}</div>
    ${output.columns > most ? html`<span></span><span></span><span class="note">${fill(asking.words.more, { n: output.columns - most })}</span>` : ''}
  </div>`;
}
