import type { Store } from '../store/store.ts';
import type { Catalogue } from '../text/catalogue.ts';

/** The name of what is shown. Of several heads it is said whether they look across two sentences. */
export function headingOf({ core, figure }: Store, words: Catalogue): string {
  const { mechanism, keys, mask } = figure.scenario;
  const heading = mechanism === 'multi_head' && keys !== null ? words.heading.cross : words.heading[mechanism];
  // That a decoder is causal goes without saying.
  const told = mechanism !== 'decoder' && core.has(mechanism, 'mask.causal');
  return `${heading}${told && mask.causal ? words.causalSuffix : ''}`;
}
