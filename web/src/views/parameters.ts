import '../styles/parameters.css';
import { html, type TemplateResult } from 'lit';
import type { Node } from '../core/types.ts';
import { fill } from '../text/catalogue.ts';
import { editingWords } from '../text/editing.ts';
import { type FigureModel, figureModel } from './figure.ts';
import { SizedElement } from './sized-element.ts';
import { symbolFor } from './symbols.ts';
import './labelled.ts';

const cell = { height: 30, width: 42 } as const;
/** Beside the cells: the numbers of the rows. */
const labels = 44;

interface Given {
  readonly name: string;
  readonly node: Node;
}

/** What the computation starts from and the flow has no room for: weight matrices, biases, tables of positions, first states. */
export class ParametersElement extends SizedElement {
  protected override render(): TemplateResult {
    const { store } = this;
    const words = editingWords();
    const model = figureModel(store.figure, store.looking, this.words);
    const given = this.#given(model);
    return html`<p class="panel-note">${given.length > 0 ? words.parameters : words.noParameters}</p>
      <div class="parameters">${given.map(one => this.#matrix(one, model))}</div>`;
  }

  /** Of several layers those of the one that is looked at. */
  #given({ trace, parts }: FigureModel): Given[] {
    const { layer } = this.store.looking;
    const drawn = new Set(parts.map(({ node }) => node.node));
    return trace.given().flatMap(({ name, node: index }) => {
      const node = trace.node(index);
      const own = Number(/layers\.(\d+)\./.exec(name)?.[1] ?? layer);
      return node && !drawn.has(index) && own === layer ? [{ name, node }] : [];
    });
  }

  #matrix({ name, node }: Given, model: FigureModel): TemplateResult {
    const width = Math.min(this.width, labels + node.columns * cell.width + 8);
    const part = { node, symbol: symbolFor(node) };
    const options = { model, part, width, rowHeight: cell.height, mostCell: cell.width - 1.5, leastCell: 3 };
    return html`<figure class="parameter" data-parameter=${name}>
      <figcaption><code>${name}</code> <span>${fill(this.words.shape, { rows: node.rows, columns: node.columns })}</span></figcaption>
      <attention-labelled .options=${options}></attention-labelled>
    </figure>`;
  }
}

customElements.define('attention-parameters', ParametersElement);
