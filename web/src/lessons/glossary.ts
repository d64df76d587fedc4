// The glossary outside the lessons: its terms in the page's own sentences are explained on tap.
import type { Store } from '../store/store.ts';
import type { Language } from '../text/catalogue.ts';
import { preferences } from '../text/preferences.ts';
import { markTermsBy } from '../text/terms.ts';
import { type Piece, TermMarks } from './views/term-marks.ts';

interface Spoken {
  marks: TermMarks | null;
  /** Sentences are drawn again and again. */
  readonly sentences: Map<string, readonly Piece[]>;
}

const most = 500;
const spoken = new Map<Language, Spoken>();

function listen(language: Language, store: Store): Spoken {
  const known: Spoken = { marks: null, sentences: new Map() };
  spoken.set(language, known);
  const fetched = language === 'zh' ? import('./text/glossary-zh.ts') : import('./text/glossary-en.ts');
  fetched.then(
    ({ glossary }) => {
      known.marks = new TermMarks(glossary, language);
      store.publish('words');
    },
    // Without the glossary sentences are plain.
    () => {},
  );
  return known;
}

export function explainTerms(store: Store): void {
  const mark = (text: string): readonly Piece[] => {
    const { language } = preferences;
    const { marks, sentences } = spoken.get(language) ?? listen(language, store);
    if (!marks) return [text];
    let pieces = sentences.get(text);
    if (!pieces) {
      if (sentences.size >= most) sentences.clear();
      pieces = marks.mark(text);
      sentences.set(text, pieces);
    }
    return pieces;
  };
  markTermsBy(mark);
  mark('');
}
