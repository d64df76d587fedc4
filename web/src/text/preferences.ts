import { type Catalogue, catalogue, isLanguage, type Language } from './catalogue.ts';

export type Theme = 'system' | 'light' | 'dark';

/** Language and theme: as the browser has them until chosen, then remembered. */
class Preferences {
  language: Language = isLanguage(recall('language')) ? (recall('language') as Language) : browserLanguage();
  theme: Theme = isTheme(recall('theme')) ? (recall('theme') as Theme) : 'system';

  get words(): Catalogue {
    return catalogue(this.language);
  }

  chooseLanguage(language: Language): void {
    this.language = language;
    remember('language', language);
    this.apply();
  }

  chooseTheme(theme: Theme): void {
    this.theme = theme;
    remember('theme', theme);
    this.apply();
  }

  /** What a link asks for holds for this visit and is not remembered. */
  lend(language: string | null, theme: string | null): void {
    if (isLanguage(language)) this.language = language;
    if (isTheme(theme)) this.theme = theme;
    this.apply();
  }

  apply(): void {
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
