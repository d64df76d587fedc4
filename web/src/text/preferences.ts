import { type Catalogue, isLanguage, type Language, loadCatalogue } from './catalogue.ts';

export type Theme = 'system' | 'light' | 'dark';

/** Language and theme: as the browser has them until chosen, then remembered. */
class Preferences {
  language: Language = isLanguage(recall('language')) ? (recall('language') as Language) : browserLanguage();
  theme: Theme = isTheme(recall('theme')) ? (recall('theme') as Theme) : 'system';

  #words: Catalogue | null = null;
  #further = false;

  get words(): Catalogue {
    if (!this.#words) throw new Error('the words were wanted before they were loaded');
    return this.#words;
  }

  async chooseLanguage(language: Language): Promise<void> {
    await this.speak(language);
    remember('language', language);
  }

  /** Speaks a language from now on, once its words are here. */
  async speak(language: Language): Promise<void> {
    this.#words = await loadCatalogue(language, this.#further);
    this.language = language;
    this.apply();
  }

  /** The words of the mechanisms that a first visit does without. */
  async learnFurtherWords(): Promise<void> {
    if (this.#further) return;
    this.#further = true;
    try {
      await this.speak(this.language);
    } catch (caught) {
      this.#further = false; // the next time they may be there
      throw caught;
    }
  }

  chooseTheme(theme: Theme): void {
    this.theme = theme;
    remember('theme', theme);
    this.apply();
  }

  /** What a link asks for holds for this visit and is not remembered. */
  async lend(language: string | null, theme: string | null): Promise<void> {
    if (isTheme(theme)) this.theme = theme;
    await this.speak(isLanguage(language) ? language : this.language);
  }

  private apply(): void {
    const root = document.documentElement;
    root.lang = this.language === 'zh' ? 'zh-CN' : 'en';
    if (this.theme === 'system') delete root.dataset.theme;
    else root.dataset.theme = this.theme;
    document.title = this.words.title;
  }
}

function isTheme(value: unknown): value is Theme {
  return value === 'system' || value === 'light' || value === 'dark';
}

function browserLanguage(): Language {
  const first = navigator.languages.find(tag => /^(en|zh)\b/i.test(tag)) ?? 'en';
  return first.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

// Storage is refused in some private windows and in some frames; the page then merely forgets.
function recall(key: string): string | null {
  try {
    return localStorage.getItem(`attention-${key}`);
  } catch {
    return null;
  }
}

function remember(key: string, value: string): void {
  try {
    localStorage.setItem(`attention-${key}`, value);
  } catch {
    // See above.
  }
}

export const preferences = new Preferences();
