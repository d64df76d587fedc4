import { start } from './start.ts';
import './styles/page.css';
import './views/app.ts';
import { narrow as narrowScreen } from './views/narrow.ts';

const narrow = matchMedia(narrowScreen);
/** A narrow screen shows one stage at a time, a wider one all of them: each fetches its own. */
const figure = (): Promise<unknown> => (narrow.matches ? import('./views/stages.ts') : import('./views/flow.ts'));
narrow.addEventListener('change', figure);

// What leaves the page and comes to it as files, and what says the numbers of small cells, may come a little later, or not at all.
start('attention-app', figure())
  .then(() => Promise.all([import('./views/export-menu.ts'), import('./views/tooltip.ts')]))
  .catch(() => null);
