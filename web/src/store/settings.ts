import type { Store } from './store.ts';

/** What controls read and change: the figure's own settings, or those of the one that it is compared with. */
export type Settings = Pick<
  Store,
  'core' | 'scenario' | 'view' | 'figure' | 'errors' | 'painting' | 'set' | 'setElements' | 'setView' | 'setPainting' | 'edit'
>;
