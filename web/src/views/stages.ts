import { html, nothing, type TemplateResult } from 'lit';
import type { Node } from '../core/types.ts';
import { restingCell } from '../store/figure.ts';
import { fill } from '../text/catalogue.ts';
import { type FigureModel, figureModel, type Part } from './figure.ts';
import { icon } from './icons.ts';
import type { Stop } from './layout.ts';
import { LazyPlayback } from './lazy-playback.ts';
import { drawnInputs } from './links.ts';
import { symbolMath } from './math.ts';
import { CarriedMoment, type Moment, type Pace, paces } from './moments.ts';
import { isRelation } from './names.ts';
import { phone as phoneScreen } from './narrow.ts';
import { enterPlayer, leavePlayer, type Player } from './player.ts';
import type { Playback, Stage } from './playing.ts';
import { SizedElement } from './sized-element.ts';
import { scopeName, stageName } from './specs.ts';
import type { ViewElement } from './view-element.ts';
import './arithmetic.ts';
import './controls.ts';
import './heads.ts';
import './labelled.ts';
import './legend.ts';
import { withTerms } from '../text/terms.ts';

/** The most matrices that are shown beside each other as what a stage is made of. */
const mostOperands = 3;
/** Between operands. */
const gap = 24;

/**
 * The flow where there is no room for all of it: one stage at a time. On a phone the stage alone, the arithmetic in a sheet
 * from below; on wider screens what it is made of as well.
 */
export class StagesElement extends SizedElement implements Player {
  protected override readonly topics = ['figure', 'words', 'point'] as const;
  readonly #phone = matchMedia(phoneScreen);
  #parts: readonly Part[] = [];
  #current = 0;
  /** The stage that is shown, by what tells it from the others whatever the mechanism. */
  #stop = '';
  /** Which stage was brought into the middle of the line of all, where that is longer than the screen is wide. */
  #centered = '';
  /** While stages are played: how far. */
  #moment: Moment | null = null;
  readonly #carried = new CarriedMoment();
  #pace: Pace = 'stage';
  readonly #playback = new LazyPlayback(() => this.#stage());
  #settings = false;
  #wasLocked = false;

  override connectedCallback(): void {
    super.connectedCallback();
    enterPlayer(this);
    this.addEventListener('keydown', this.#key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    leavePlayer(this);
    this.removeEventListener('keydown', this.#key);
    this.#playback.stop();
  }

  protected override render(): TemplateResult {
    const { store, words } = this;
    const phone = this.#phone.matches;
    const model = figureModel(store.figure, store.looking, words);
    const { parts } = model;
    this.#parts = parts;
    this.#moment = this.#carried.into(this.#moment, this.#stops, store.view.lesson);
    const found = parts.findIndex(part => stopOf(part, parts) === this.#stop);
    // The one that the arithmetic is about while nothing is pointed at.
    const resting = restingCell(store.figure, store.looking)?.node ?? model.weights?.node.node;
    const asked = parts.findIndex(({ node }) => node.node === resting);
    const current = found >= 0 ? found : asked >= 0 ? asked : parts.length - 1;
    this.#current = current;
    const part = parts[current];
    if (!part) return html``;
    const until = this.#moment?.stop === current ? this.#moment : null;
    const paintable = store.painting && part.node.stage === 'mask';
    return html`<div class="stages ${phone && store.locked ? 'with-sheet' : ''}">
      ${phone ? nothing : this.#playBar(false)}
      ${this.#timeline(parts, current)}
      ${phone ? html`<attention-heads></attention-heads>` : nothing}
      <attention-choosers></attention-choosers>
      ${phone ? nothing : this.#operands(model, part)}
      ${this.#heading(part, model)}
      <attention-labelled .options=${{ model, part, width: this.width, rowHeight: phone ? 40 : 34, mostCell: 56, leastCell: model.columnNames.length > 24 ? 8 : 28, paintable, until }}></attention-labelled>
      <attention-order></attention-order>
    </div>
    ${phone ? html`${this.#sheet()}${this.#playBar(true)}` : nothing}`;
  }

  /** What the stage is made of, of what is drawn. */
  #operands(model: FigureModel, { node }: Part): TemplateResult | typeof nothing {
    const { trace, parts, step } = model;
    const inputs = drawnInputs(trace, parts, node, step);
    // A product only leaves out what is hidden: its mask is no factor.
    const isOperand = (part: Part): boolean =>
      inputs.includes(part.node.node) && (part.node.stage !== 'mask' || isRelation(node));
    const operands = parts.filter(isOperand).slice(-mostOperands);
    if (operands.length === 0) return nothing;
    const width = Math.floor((this.width - gap * (operands.length - 1)) / Math.max(1.5, operands.length));
    return html`<div class="operands">${operands.map(
      part => html`<div class="operand">
        ${this.#heading(part, model)}
        <attention-labelled .options=${{ model, part, width, rowHeight: 22, mostCell: 34, leastCell: 8 }}></attention-labelled>
      </div>`,
    )}</div>`;
  }

  #timeline(parts: readonly Part[], current: number): TemplateResult {
    return html`<div class="stage-line" role="group" aria-label=${this.words.timeline.label}>
      ${parts.map(
        (
          part,
          index,
        ) => html`<button type="button" class="stop ${index === current ? 'now' : index < current ? 'done' : ''}" data-stop=${part.node.stage}
          aria-label=${this.#name(part)} aria-current=${index === current ? 'step' : 'false'} @click=${() => this.#go(index)}>
          <span class="dot"></span>${symbolOf(part)}
        </button>`,
      )}
    </div>`;
  }

  /** Both sentences have embeddings; what the keys come from says so. */
  #name({ node, symbol }: Part): string {
    const name = stageName(node, this.words);
    return node.stage === 'embeddings' && symbol.sub ? `${name}: ${this.words.tokens.keys}` : name;
  }

  #heading(part: Part, model: FigureModel): TemplateResult {
    const { words } = this;
    const { node } = part;
    const stage = stageName(node, words);
    const ofHead = node.head >= 0 ? fill(words.stageOfHead, { stage, n: node.head + 1 }) : stage;
    // Of one layer its number says nothing.
    const scope = model.trace.layers > 1 ? node.scope : node.scope.replace('layers.0.', '');
    const title = scope ? `${ofHead} · ${scopeName(scope, words)}` : ofHead;
    const note =
      node.stage === 'weights' && sumToOne(model, node)
        ? words.rowsSumToOne
        : fill(words.shape, { rows: node.rows, columns: node.columns });
    return html`<div class="stage-heading">
      ${symbolOf(part)}
      <h2>${withTerms(title)}</h2>
      <span class="note">${note}</span>
    </div>`;
  }

  #sheet(): TemplateResult | typeof nothing {
    if (this.#settings) {
      return html`<section class="sheet" aria-label=${this.words.controls.settings}>
        <button type="button" class="icon-button sheet-close" aria-label=${this.words.close} @click=${() => this.#toggleSettings()}>${icon('close')}</button>
        <attention-undo></attention-undo>
        <attention-controls></attention-controls>
        <attention-legend></attention-legend>
      </section>`;
    }
    if (!this.store.locked) return nothing;
    return html`<div class="sheet arithmetic-sheet"><attention-arithmetic compact></attention-arithmetic></div>`;
  }

  #playBar(phone: boolean): TemplateResult {
    const { words } = this;
    const { timeline, controls } = words;
    const playing = this.#playback.playing;
    const choose = (event: Event): void => {
      this.#pace = (event.target as HTMLSelectElement).value as Pace;
      this.requestUpdate();
    };
    const pace = html`<div class="play-pace">
      <span class="note">${fill(timeline.of, { n: this.#current + 1, total: this.#parts.length })}</span>
      <select class="pace" data-control="pace" aria-label=${timeline.pace} @change=${choose}>${paces.map(pace => html`<option value=${pace} ?selected=${pace === this.#pace}>${timeline.by[pace]}</option>`)}</select>
    </div>`;
    const back = html`<button type="button" class="icon-button" data-control="previous-stage" aria-label=${timeline.back[this.#pace]} @click=${() => this.step(-1)}>${icon('previous')}</button>`;
    const play = html`<button type="button" class="play" data-control="play" aria-label=${playing ? timeline.pause : timeline.play} @click=${() => this.toggle()}>${icon(playing ? 'pause' : 'play')}</button>`;
    const on = html`<button type="button" class="icon-button" data-control="next-stage" aria-label=${timeline.on[this.#pace]} @click=${() => this.step(1)}>${icon('next')}</button>`;
    if (!phone) return html`<div class="play-bar">${play}${back}${on}${pace}</div>`;
    return html`<div class="play-bar">${pace}${back}${play}${on}
      <button type="button" class="icon-button" data-control="settings" aria-label=${controls.settings} aria-expanded=${this.#settings} @click=${() => this.#toggleSettings()}>${icon('sliders')}</button>
    </div>`;
  }

  #go(index: number): void {
    this.#playback.stop();
    this.#show(index);
    this.#moment = null;
  }

  #show(index: number): void {
    const part = this.#parts[index];
    this.#stop = part ? stopOf(part, this.#parts) : '';
    this.requestUpdate();
  }

  /** One stage, row or number on or back. */
  step(direction: 1 | -1): void {
    this.#played(playback => playback.step(direction));
  }

  toggle(): void {
    this.#played(playback => playback.toggle());
  }

  /** In the end all stages are there, and the last one shows. */
  #tell(moment: Moment | null): void {
    this.#moment = moment;
    this.#show(moment?.stop ?? this.#parts.length - 1);
  }

  #played(act: (playback: Playback) => void): void {
    void this.#playback.act(act).then(() => this.requestUpdate());
  }

  get #stops(): readonly Stop[] {
    return this.#parts.map((part, index) => ({ part, x: index, y: 0 }));
  }

  #stage(): Stage {
    const stages = this;
    return {
      store: this.store,
      flow: this,
      get stops() {
        return stages.#stops;
      },
      get moment() {
        return stages.#moment;
      },
      get pace() {
        return stages.#pace;
      },
      get activeStop() {
        return stages.#current;
      },
      get drawn() {
        return stages.updateComplete;
      },
      tell: moment => this.#tell(moment),
    };
  }

  #key = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.#settings) this.#toggleSettings();
  };

  #toggleSettings(): void {
    this.#settings = !this.#settings;
    this.requestUpdate();
  }

  protected override updated(): void {
    // Not before everything else is there: to ask where something is has the page laid out.
    const place = `${this.#current} of ${this.#parts.length}, ${this.width}`;
    if (place !== this.#centered) requestAnimationFrame(this.#center);
    this.#centered = place;
    const locked = this.#phone.matches && this.store.locked !== null;
    if (locked && !this.#wasLocked) void this.#uncover();
    this.#wasLocked = locked;
  }

  readonly #center = (): void => {
    const timeline = this.querySelector<HTMLElement>('.stage-line');
    const now = timeline?.querySelector<HTMLElement>('.now');
    if (timeline && now) timeline.scrollLeft = now.offsetLeft - (timeline.clientWidth - now.offsetWidth) / 2;
  };

  /** Brings the locked cell out from under the sheet that has just come up. */
  async #uncover(): Promise<void> {
    await this.querySelector<ViewElement>('attention-arithmetic')?.updateComplete;
    const sheet = this.querySelector('.sheet')?.getBoundingClientRect();
    const cell = this.querySelector('.ring.locked')?.getBoundingClientRect();
    if (sheet && cell && cell.bottom + 12 > sheet.top)
      window.scrollBy({ top: cell.bottom + 12 - sheet.top, behavior: 'instant' });
  }
}

/** Not all weights do: sigmoids and windows need not, and a row that may see nothing cannot. */
function sumToOne({ trace }: FigureModel, { node, rows, columns }: Node): boolean {
  const values = trace.values(node);
  const sums = Array.from({ length: rows }, (_, row) =>
    values.subarray(row * columns, (row + 1) * columns).reduce((sum, value) => sum + value, 0),
  );
  return sums.every(sum => Math.abs(sum - 1) < 1e-4);
}

/** What tells a stop from the others: queries and keys may both have embeddings, and a layer has several norms. */
function stopOf(part: Part, parts: readonly Part[]): string {
  const nameOf = ({ node }: Part): string => `${node.stage} ${node.name} ${node.rowAxis} ${node.scope.replace(/\d+/, '')}`;
  const name = nameOf(part);
  return `${name} ${parts.slice(0, parts.indexOf(part)).filter(other => nameOf(other) === name).length}`;
}

/** The symbol without what a matrix on its own does not need: it is not transposed, and the title names its head. */
function symbolOf({ node, symbol: { letter, prime, sub } }: Part): TemplateResult {
  const told = ['embeddings', 'states'].includes(node.stage) && sub ? { sub } : {};
  return symbolMath({ letter, ...(prime ? { prime } : {}), ...told }, node.role);
}

customElements.define('attention-stages', StagesElement);
