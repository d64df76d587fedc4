import { html, nothing, type TemplateResult } from 'lit';
import type { Settings } from '../store/settings.ts';
import { type Anchor, atHand, edgePaths, furtherGroups, isChanged } from './control-groups.ts';
import { concerns, type Form } from './fields.ts';
import { scoreStages } from './names.ts';
import { optionField } from './option-fields.ts';
import { PatientElement } from './patient-element.ts';
import type { StackLayout } from './stack.ts';

/** Controls, each under the operation that it changes. */
export class ControlsElement extends PatientElement {
  static override properties = { layout: { attribute: false }, settings: { attribute: false }, shows: { type: String } };
  /** Where the stages stand; without it the groups simply follow one another. */
  declare layout: StackLayout | null;
  /** What they change, where it is not the figure. */
  declare settings: Settings | undefined;
  /** Those at hand, the others, which are folded, or both. */
  declare shows: 'at-hand' | 'folded' | 'all';
  constructor() {
    super();
    this.layout = null;
    this.shows = 'all';
  }

  protected override render(): TemplateResult {
    const form: Form = { store: this.settings ?? this.store, words: this.words };
    return html`${this.shows === 'folded' ? nothing : this.#atHand(form)}
      ${this.shows === 'at-hand' ? nothing : html`${this.#further(form)}${this.#edges(form)}`}`;
  }

  #atHand(form: Form): TemplateResult {
    const groups = atHand(form).filter(({ fields }) => fields.some(part => part !== nothing));
    return html`<div class="controls ${this.layout ? 'anchored' : ''}">
      ${groups.map(({ anchor, fields }) => html`<div class="control-group" data-anchor=${anchor}>${fields}</div>`)}
    </div>`;
  }

  /** What few readers change, folded away unless it is changed. */
  #further(form: Form): TemplateResult | typeof nothing {
    const { store, words } = form;
    const groups = furtherGroups(form);
    if (groups.length === 0) return nothing;
    const fields = groups.flatMap(group => group.fields);
    const changed = fields.some(({ path }) => concerns(store, path) || isChanged(form, path));
    return html`<details class="further-options" ?open=${changed || this.#unfolded} @toggle=${this.#toggled}>
      <summary>${words.controls.further}</summary>
      <div class="controls">
        ${groups.map(
          ({ name, fields }) => html`<fieldset class="option-group">
            <legend>${words.options[name]}</legend>
            <div class="control-group">${fields.map(field => optionField(form, field))}</div>
          </fieldset>`,
        )}
      </div>
    </details>`;
  }

  /** What can go wrong, folded away unless something does. */
  #edges(form: Form): TemplateResult | typeof nothing {
    const { store, words } = form;
    if (!store.core.has(store.scenario.mechanism, 'normalizer')) return nothing;
    const changed = edgePaths.some(path => isChanged(form, path)) || store.scenario.normalizer === 'uniform';
    const open = changed || this.#edgesUnfolded;
    if (open) void import('./edge-fields.ts');
    return html`<details class="edge-cases" data-view="edges" ?open=${open} @toggle=${this.#edgesToggled}>
      <summary>${words.edgeCases}</summary>
      ${open ? html`<attention-edges .settings=${store}></attention-edges>` : nothing}
    </details>`;
  }

  #edgesUnfolded = false;

  #edgesToggled = (event: Event): void => {
    this.#edgesUnfolded = (event.target as HTMLDetailsElement).open;
    this.requestUpdate();
  };

  #unfolded = false;

  #toggled = (event: Event): void => {
    this.#unfolded = (event.target as HTMLDetailsElement).open;
  };

  #placed = '';

  /** What decides how wide the groups are; measuring them at every keystroke would be slow. */
  #shape(): unknown {
    const { scenario, painting, errors, figure } = this.store;
    const { tokens: _, keys, mask, ...fields } = scenario;
    return [
      fields,
      keys !== null,
      { ...mask, free: mask.free.length > 0 },
      painting,
      errors,
      this.words.language,
      figure.scenario.mechanism,
    ];
  }

  /** Puts each group under its stage, as near as its neighbours allow. */
  protected override updated(): void {
    const { layout } = this;
    const groups = [...this.querySelectorAll<HTMLElement>(':scope > .controls > .control-group')];
    const row = this.querySelector<HTMLElement>('.controls');
    if (!layout || !row) {
      this.#placed = '';
      row?.style.removeProperty('height');
      return;
    }
    const placed = JSON.stringify([layout.stops.map(({ x }) => x), this.#shape(), window.innerWidth]);
    if (placed === this.#placed) return;
    this.#placed = placed;
    const spacing = 24;
    const room = row.clientWidth;
    const widths = groups.map(group => group.offsetWidth);
    // Where there is no room for all of them in one row they follow one another.
    const crowded = widths.reduce((sum, width) => sum + width + spacing, -spacing) > room;
    row.classList.toggle('anchored', !crowded);
    if (crowded) {
      row.style.removeProperty('height');
      return;
    }
    const lefts: number[] = [];
    groups.forEach((group, index) => {
      const wanted = anchorX(layout, group.dataset.anchor as Anchor) - 40;
      const before = index === 0 ? 0 : (lefts[index - 1] ?? 0) + (widths[index - 1] ?? 0) + spacing;
      lefts.push(Math.max(before, wanted));
    });
    let limit = room;
    for (let index = groups.length - 1; index >= 0; --index) {
      const left = Math.max(0, Math.min(lefts[index] ?? 0, limit - (widths[index] ?? 0)));
      groups[index]?.style.setProperty('left', `${left}px`);
      limit = left - spacing;
    }
    row.style.setProperty('height', `${Math.max(0, ...groups.map(group => group.offsetHeight))}px`);
  }
}

function anchorX({ stops }: StackLayout, anchor: Anchor): number {
  const of = (...stages: readonly string[]): number | undefined => stops.find(({ part }) => stages.includes(part.node.stage))?.x;
  const weights = of('weights') ?? 0;
  switch (anchor) {
    case 'first':
      return stops[0]?.x ?? 0;
    case 'second':
      return stops[1]?.x ?? 0;
    case 'scores':
      return of(...scoreStages) ?? 0;
    case 'mask':
      return of('mask') ?? (weights + (of(...scoreStages) ?? 0)) / 2;
    case 'weights':
      return weights;
    case 'output':
      return of('output') ?? weights + 160;
    case 'last':
      return of('heads', 'result') ?? stops.at(-1)?.x ?? 0;
  }
}

customElements.define('attention-controls', ControlsElement);

declare global {
  interface HTMLElementTagNameMap {
    'attention-controls': ControlsElement;
  }
}
