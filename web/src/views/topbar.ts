import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Mechanism } from '../core/types.ts';
import { lessonList } from '../store/lesson-place.ts';
import { groups } from '../store/mechanisms.ts';
import { preferences, type Theme } from '../text/preferences.ts';
import { type IconName, icon } from './icons.ts';
import { PatientElement } from './patient-element.ts';
import './undo-buttons.ts';

const nextTheme: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };
const themeIcons: Readonly<Record<Theme, IconName>> = { system: 'system', light: 'sun', dark: 'moon' };

/** The bar at the top: the name, and what concerns the whole page. */
export class TopbarElement extends PatientElement {
  #shared: 'no' | 'copied' | 'by-hand' = 'no';
  #address = '';

  protected override render(): TemplateResult {
    const { words } = this;
    const { theme } = preferences;
    return html`<header class="topbar">
      <span class="brand"><img class="mark" src="./icon.svg" alt="" width="22" height="22" /><span class="brand-name">${words.title}</span></span>
      ${this.#picker()}
      <span class="topbar-tools">
        <button type="button" class="tool" data-control="lessons" aria-label=${words.lessons} aria-expanded=${this.store.view.lesson !== null} @click=${this.#lessons}>${icon('book')}<span>${words.lessons}</span></button>
        <attention-undo></attention-undo>
        <button type="button" class="tool" data-control="language" aria-label=${words.switchLanguage} @click=${this.#language}>${icon('globe')}<span lang=${preferences.language === 'en' ? 'zh-CN' : 'en'}>${words.otherLanguage}</span></button>
        <button type="button" class="tool" data-control="theme" data-theme-now=${theme} aria-label=${words.theme[theme]} title=${words.theme[theme]} @click=${this.#theme}>${icon(themeIcons[theme])}</button>
        <attention-export><button type="button" class="tool" data-control="export" aria-label=${words.export} aria-expanded="false" title=${words.export} @click=${this.#export}>${icon('download')}</button></attention-export>
        <button type="button" class="primary" data-control="share" aria-label=${words.share} @click=${this.#share}>${icon('link')}<span>${this.#shared === 'copied' ? words.copied : words.share}</span></button>
      </span>
      <span class="hidden-text" role="status">${this.#shared === 'copied' ? words.copied : ''}</span>
      ${this.#shared === 'by-hand' ? this.#byHand() : nothing}
    </header>`;
  }

  /** On narrow screens the list of mechanisms is a menu in the title. */
  #picker(): TemplateResult {
    const { store, words } = this;
    const choose = (event: Event): void =>
      void store.choose((event.target as HTMLSelectElement).value as Mechanism, preferences.language);
    const option = (mechanism: Mechanism): TemplateResult =>
      html`<option value=${mechanism} .selected=${live(mechanism === store.mechanism)}>${words.entry[mechanism]}</option>`;
    return html`<span class="picker select"><select data-control="mechanism" aria-label=${words.mechanisms} @change=${choose}>
      ${groups.map(({ name, mechanisms }) => html`<optgroup label=${words.groups[name]}>${mechanisms.map(option)}</optgroup>`)}
    </select>${icon('down')}</span>`;
  }

  #byHand(): TemplateResult {
    const close = (): void => this.#show('no');
    return html`<div class="popover">
      <label>${this.words.copyByHand}<input type="text" readonly data-control="share-link" .value=${this.#address} @focus=${(event: Event) => (event.target as HTMLInputElement).select()} /></label>
      <button type="button" class="icon-button small" aria-label=${this.words.close} @click=${close}>${icon('close')}</button>
    </div>`;
  }

  #show(shared: 'no' | 'copied' | 'by-hand'): void {
    this.#shared = shared;
    this.requestUpdate();
  }

  #share = async (): Promise<void> => {
    this.#address = new URL(this.store.link(), location.href).href;
    try {
      await navigator.clipboard.writeText(this.#address);
      this.#show('copied');
      setTimeout(() => this.#show('no'), 2000);
    } catch {
      this.#show('by-hand');
      await this.updateComplete;
      this.querySelector<HTMLInputElement>('[data-control="share-link"]')?.focus();
    }
  };

  #export = async (): Promise<void> => {
    try {
      await import('./export-menu.ts');
      this.querySelector('attention-export')?.toggle();
    } catch (caught) {
      this.store.tellNotLoaded(caught);
    }
  };

  #lessons = (): void => void this.store.learn(this.store.view.lesson ? null : lessonList, 'push');

  #language = async (): Promise<void> => {
    await preferences.chooseLanguage(preferences.language === 'en' ? 'zh' : 'en');
    this.store.setView({ language: null }, 'replace'); // the reader's choice outlives the link's
    this.store.translateOpening(preferences.language);
    this.store.publish('words');
  };

  #theme = (): void => {
    preferences.chooseTheme(nextTheme[preferences.theme]);
    this.store.setView({ theme: null }, 'replace');
    this.store.publish('words');
  };
}

customElements.define('attention-topbar', TopbarElement);
