import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { fill } from '../text/catalogue.ts';
import { preferences, type Theme } from '../text/preferences.ts';
import { type IconName, icon } from '../views/icons.ts';
import type { Question, Told } from './messages.ts';
import { machineOf, tableOf } from './table.ts';
import { benchWords, learnWords } from './words.ts';

const nextTheme: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };
const themeIcons: Readonly<Record<Theme, IconName>> = { system: 'system', light: 'sun', dark: 'moon' };

type State = Told | { readonly kind: 'waiting' | 'checking' | 'cancelled' };

/** The page that tells what the reader's own machine does. The work is done in a worker, which Cancel ends. */
export class BenchElement extends LitElement {
  #worker: Worker | null = null;
  #state: State = { kind: 'waiting' };
  /** The last measurement stays until there is another. */
  #measured: Extract<Told, { kind: 'report' }> | null = null;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#worker?.terminate();
  }

  protected override render(): TemplateResult {
    const words = benchWords();
    const measured = this.#measured;
    return html`${this.#topbar()}
    <main class="bench">
      <h1>${words.title}</h1>
      <p class="lead">${words.lead}</p>
      <div class="bench-bar">
        ${
          this.#worker
            ? html`<button type="button" class="primary" data-control="cancel" @click=${this.#cancel}>${icon('close')}${words.cancel}</button>`
            : html`<button type="button" class="primary" data-control="measure" @click=${this.#measure}>${icon('play')}${measured ? words.again : words.start}</button>`
        }
        ${this.#worker ? html`<progress aria-label=${words.title} max="1" value=${this.#state.kind === 'progress' ? this.#state.share : 0}></progress>` : nothing}
        <span class="note" role="status" data-state=${this.#state.kind}>${this.#sentence()}</span>
      </div>
      ${measured ? html`<p class="machine">${machineOf(measured.build, measured.report)}</p>${tableOf(measured.report)}` : nothing}
      <p class="note">${words.method}</p>
    </main>`;
  }

  #topbar(): TemplateResult {
    const { words, theme, language } = preferences;
    return html`<header class="topbar">
      <a class="brand quiet" href="./" data-control="playground"><img class="mark" src="./icon.svg" alt="" width="22" height="22" />${benchWords().playground}</a>
      <span class="topbar-tools">
        <button type="button" class="tool" data-control="language" aria-label=${words.switchLanguage} @click=${this.#language}>${icon('globe')}<span lang=${language === 'en' ? 'zh-CN' : 'en'}>${words.otherLanguage}</span></button>
        <button type="button" class="tool" data-control="theme" aria-label=${words.theme[theme]} title=${words.theme[theme]} @click=${this.#theme}>${icon(themeIcons[theme])}</button>
      </span>
    </header>`;
  }

  #sentence(): string {
    const words = benchWords();
    const state = this.#state;
    switch (state.kind) {
      case 'progress':
        return state.name ? fill(words.timing, { name: words.cases[state.name] }) : '';
      case 'wrong':
        return fill(words.wrong, { names: state.names.map(name => words.cases[name]).join(', ') });
      case 'failed':
        return fill(words.failed, { reason: state.reason });
      case 'report':
        return words.done;
      default:
        return words[state.kind];
    }
  }

  #measure = (): void => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<Told>) => this.#told(data);
    worker.onerror = ({ message }) => this.#told({ kind: 'failed', reason: message });
    worker.postMessage({ quick: location.hash === '#quick' } satisfies Question);
    this.#worker = worker;
    this.#show({ kind: 'checking' });
  };

  #told(told: Told): void {
    if (told.kind === 'report') this.#measured = told;
    if (told.kind !== 'progress') this.#end();
    this.#show(told);
  }

  #cancel = (): void => {
    this.#end();
    this.#show({ kind: 'cancelled' });
  };

  #end(): void {
    this.#worker?.terminate();
    this.#worker = null;
  }

  #show(state: State): void {
    this.#state = state;
    this.requestUpdate();
  }

  #language = async (): Promise<void> => {
    await preferences.chooseLanguage(preferences.language === 'en' ? 'zh' : 'en');
    await learnWords(preferences.language);
    this.requestUpdate();
  };

  #theme = (): void => {
    preferences.chooseTheme(nextTheme[preferences.theme]);
    document.title = `${benchWords().title} · ${preferences.words.title}`;
    this.requestUpdate();
  };
}

customElements.define('attention-bench', BenchElement);
