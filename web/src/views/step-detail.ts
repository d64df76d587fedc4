import { html, nothing, type TemplateResult } from 'lit';
import type { Cell, Node } from '../core/types.ts';
import { palette, signedPaint } from '../draw/colour.ts';
import { cellNumber, formatNumber } from '../draw/numbers.ts';
import type { Topic } from '../store/store.ts';
import { fill } from '../text/catalogue.ts';
import { styled } from './directives.ts';
import { type FigureModel, figureModel } from './figure.ts';
import { litBy } from './marks.ts';
import { symbolMath } from './math.ts';
import { scoreStages } from './names.ts';
import { stageName } from './specs.ts';
import { symbolFor } from './symbols.ts';
import { ViewElement } from './view-element.ts';
import './number.ts';

const mostKeys = 16;
const mostWords = 5;

/** One step of a decoder: what it looks at, how much of each it takes, and what it then writes. */
export class StepDetailElement extends ViewElement {
  protected override readonly topics: readonly Topic[] = ['figure', 'words', 'point'];

  protected override render(): TemplateResult | typeof nothing {
    const { store, words } = this;
    const model = figureModel(store.figure, store.looking, words);
    const weights = model.weights?.node;
    if (!weights || weights.columns > mostKeys) return nothing;
    const { trace } = model;
    const step = Math.min(litBy(model, store.active).row ?? 0, weights.rows - 1);
    const scores = scoreStages.flatMap(stage => trace.find(stage, { rowAxis: 'step' }) ?? []).at(-1);
    const keys = trace.find('encodings', { rowAxis: 'key' });
    const vectors = (['states', 'output', 'attentional'] as const).flatMap(stage => trace.find(stage, { rowAxis: 'step' }) ?? []);
    const asked = litBy(model, store.active).column;
    const columns = styled({ '--keys': String(weights.columns) });
    return html`<section class="step-detail">
      <h3>${this.#title(model, step)}</h3>
      <div class="step-grid" ${columns}>
        <span></span>${model.columnNames.map((name, column) => html`<span class="step-key ${column === asked ? 'lit' : ''}" dir="auto" title=${name}>${name}</span>`)}
        ${keys ? html`${this.#name(keys)}${this.#keys(model, keys, asked)}` : nothing}
        ${scores ? html`${this.#name(scores)}${this.#numbers(model, scores, step, asked)}` : nothing}
        ${this.#name(weights)}${this.#bars(model, weights, step)}
      </div>
      <div class="step-made">
        <div class="step-vectors">${vectors.map(node => this.#vector(model, node, step))}</div>
        ${this.#words(model, step)}
      </div>
    </section>`;
  }

  /** A pointer network writes no words: its steps have names of their own. */
  #title({ scenario, rowNames }: FigureModel, step: number): string {
    const name = rowNames[step] ?? '';
    return scenario.mechanism === 'pointer' ? name : fill(this.words.alignment.step, { name });
  }

  #name(node: Node): TemplateResult {
    return html`<span class="step-name">${symbolMath(symbolFor(node), node.role)} ${stageName(node, this.words)}</span>`;
  }

  /** The state of each source word: what is summed. */
  #keys({ trace, maximum }: FigureModel, { node, rows, columns }: Node, asked: number | null): TemplateResult[] {
    const values = trace.values(node);
    return Array.from({ length: rows }, (_, row) => {
      const own = values.subarray(row * columns, (row + 1) * columns);
      return html`<span class="step-state ${row === asked ? 'lit' : ''}" aria-hidden="true">${strip(own, maximum)}</span>`;
    });
  }

  #numbers(model: FigureModel, node: Node, row: number, asked: number | null): TemplateResult[] {
    const { trace, scoreMaximum } = model;
    return Array.from({ length: node.columns }, (_, column) => {
      const value = trace.value({ node: node.node, row, column });
      const { fill: background, ink } = signedPaint(palette(), Number.isFinite(value) ? value : 0, scoreMaximum);
      const look = { text: cellNumber(value, 2), background, ink, open: this.#open({ node: node.node, row, column }) };
      return html`<attention-number class=${column === asked ? 'lit' : ''} .look=${look}></attention-number>`;
    });
  }

  #bars(model: FigureModel, node: Node, row: number): TemplateResult[] {
    const values = Array.from({ length: node.columns }, (_, column) => model.trace.value({ node: node.node, row, column }));
    const largest = values.indexOf(Math.max(...values));
    return values.map((value, column) => {
      const open = this.#open({ node: node.node, row, column });
      return html`<button type="button" class="step-weight ${column === largest ? 'largest' : ''}" data-step-weight=${column} @click=${open}>
        <span class="step-bar" ${styled({ height: Math.max(1, 56 * value) })}></span><span class="step-level"></span>${formatNumber(value)}
      </button>`;
    });
  }

  #vector(model: FigureModel, node: Node, row: number): TemplateResult {
    const { trace, maximum } = model;
    const values = trace.values(node.node).subarray(row * node.columns, (row + 1) * node.columns);
    return html`<div class="step-vector">${this.#name(node)}<span class="step-strip" aria-hidden="true">${strip(values, maximum)}</span></div>`;
  }

  /** The most probable words, where words are written. */
  #words(model: FigureModel, row: number): TemplateResult | typeof nothing {
    const node = model.trace.find('distribution');
    if (!node) return nothing;
    const values = Array.from(model.trace.values(node.node).subarray(row * node.columns, (row + 1) * node.columns));
    const order = values.map((_, index) => index).sort((one, other) => (values[other] ?? 0) - (values[one] ?? 0));
    return html`<ol class="step-words" aria-label=${stageName(node, this.words)}>
      ${order
        .slice(0, mostWords)
        .map(
          index =>
            html`<li><b dir="auto">${model.vocabulary[index] ?? ''}</b><span class="step-share" ${styled({ width: Math.max(1, 96 * (values[index] ?? 0)) })}></span><span>${formatNumber(values[index] ?? 0)}</span></li>`,
        )}
    </ol>`;
  }

  #open(cell: Cell): () => void {
    return () => this.store.toggleLock(cell);
  }
}

/** A vector as a bar of its numbers' colours. */
function strip(values: Float32Array, maximum: number): TemplateResult[] {
  return Array.from(
    values,
    value => html`<span ${styled({ 'background-color': signedPaint(palette(), value, maximum).fill })}></span>`,
  );
}

customElements.define('attention-step-detail', StepDetailElement);
