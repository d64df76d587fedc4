import type { CoreError } from '../core/types.ts';
import type { Catalogue } from './catalogue.ts';

type Tell = (error: CoreError, words: Catalogue) => string;

let tell: Tell = ({ message }) => message;

/** The sentences come with the first error. */
export function tellErrorsBy(sentence: Tell): void {
  tell = sentence;
}

/** An error as a sentence, where nothing but that is wanted of its words. */
export const toldError: Tell = (error, words) => tell(error, words);
