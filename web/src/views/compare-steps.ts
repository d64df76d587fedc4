import { html, nothing, type TemplateResult } from 'lit';
import type { Cell } from '../core/types.ts';
import { formatNumber } from '../draw/numbers.ts';
import { besideOf } from '../store/beside.ts';
import type { Topic } from '../store/store.ts';
import { fillParts } from '../text/catalogue.ts';
import { type CompareWords, compareWords } from '../text/compare.ts';
import type { Comparison } from './comparison.ts';
import { type Answer, type Asking, answer, cellName, type Step, type StepKey } from './explain.ts';
import { ViewElement } from './view-element.ts';

export type FollowSide = (side: 'a' | 'b', cell: Cell) => void;

/** The cell that is looked at in A and in B: the three numbers, and how each of the two came about, step beside step. */
export class CompareStepsElement extends ViewElement {
  static override properties = { comparison: { attribute: false }, follow: { attribute: false } };
  declare comparison: Comparison | null;
  declare follow: FollowSide | null;
  protected override readonly topics: readonly Topic[] = ['point', 'figure', 'words'];
  #expanded = { a: new Set<StepKey>(), b: new Set<StepKey>() };
  #asked = '';

  constructor() {
    super();
    this.comparison = null;
    this.follow = null;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { comparison, store, words } = this;
    const [a, b] = [comparison?.cell('a', store), comparison?.cell('b', store)];
    if (!comparison || !a) return nothing;
    const asked = `${a.node},${a.row},${a.column}`;
    if (asked !== this.#asked) this.#expanded = { a: new Set(), b: new Set() };
    this.#asked = asked;
    const texts = compareWords(words);
    const answers = {
      a: answer(a, this.#asking('a', comparison)),
      b: b ? answer(b, this.#asking('b', comparison)) : null,
    };
    return html`<section class="arithmetic compare-arithmetic" aria-live=${store.locked ? 'polite' : 'off'}>
      <header><h2>${headline(comparison, a, b ?? null, texts, { model: comparison.a, words })}</h2></header>
      <div class="compare-steps">
        ${keysOf(answers).map(key => html`${cellOf('a', key, answers.a, texts)}${answers.b ? cellOf('b', key, answers.b, texts) : nothing}`)}
      </div>
    </section>`;
  }

  #asking(side: 'a' | 'b', comparison: Comparison): Asking {
    const own = side === 'b' ? { settings: besideOf(this.store) } : {};
    return {
      model: comparison[side],
      words: this.words,
      follow: cell => this.follow?.(side, cell),
      expanded: this.#expanded[side],
      toggle: key => {
        if (!this.#expanded[side].delete(key)) this.#expanded[side].add(key);
        this.requestUpdate();
      },
      most: 2,
      ...own,
    };
  }
}

/** With more digits than cells have room for, so that one sees the subtraction. */
function headline(
  comparison: Comparison,
  a: Cell,
  b: Cell | null,
  texts: CompareWords,
  asking: Pick<Asking, 'model' | 'words'>,
): TemplateResult {
  const number = (name: string, value: number): TemplateResult =>
    html`<b class="compare-number" data-number=${name}>${formatNumber(value, 4)}</b>`;
  const parts = {
    cell: cellName(a, asking),
    a: number('a', comparison.a.trace.value(a)),
    b: b ? number('b', comparison.b.trace.value(b)) : html`–`,
    difference: b ? html`<span title=${texts.subtraction}>${number('difference', comparison.at(a))}</span>` : html`–`,
  };
  return html`${fillParts(texts.cell, parts)}`;
}

/** All that either of them has, in the order in which it is done; what a weight goes into is told in the figure. */
function keysOf({ a, b }: { readonly a: Answer; readonly b: Answer | null }): StepKey[] {
  const order: readonly StepKey[] = ['score', 'points', 'change', 'mask', 'softmax'];
  const has = (key: StepKey): boolean => [a, b].some(of => of?.steps.some(step => step.key === key));
  return order.filter(has);
}

function cellOf(side: 'a' | 'b', key: StepKey, { steps }: Answer, texts: CompareWords): TemplateResult {
  const own = steps.filter(step => step.key === key);
  return html`<div class="compare-step" data-side=${side} data-step=${key}>
    ${own.length > 0 ? own.map(step => stepBody(step, texts.title[side])) : html`<p class="note">${texts.title[side]}: ${texts.nothing}</p>`}
  </div>`;
}

function stepBody({ title, body }: Step, side: string): TemplateResult {
  return html`<div class="step"><h3><b class="step-number">${side}</b> ${title}</h3><div class="step-body">${body}</div></div>`;
}

customElements.define('attention-compare-steps', CompareStepsElement);
