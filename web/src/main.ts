import { start } from './start.ts';
import { painted } from './store/frame.ts';
import './styles/page.css';
import './views/app.ts';
import { narrow as narrowScreen } from './views/narrow.ts';

const narrow = matchMedia(narrowScreen);
/** A narrow screen shows one stage at a time, a wider one all of them: each fetches its own. */
const figure = (): Promise<unknown> => (narrow.matches ? import('./views/stages.ts') : import('./views/flow.ts'));
narrow.addEventListener('change', figure);

/**
 * What prints, leaves the page and comes to it as files, says the numbers of small cells, carries along what belongs to tokens and
 * goes on without what is refused: nobody needs it who does nothing.
 */
const further = (): Promise<unknown> =>
  // The sign itself is answered first.
  painted().then(() =>
    Promise.all([
      import('./views/export-menu.ts'),
      import('./views/tooltip.ts'),
      import('./store/carrying.ts'),
      import('./store/refused.ts'),
    ]),
  );
const signs = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'dragenter', 'cell'];

/** Fetches it at the first sign of a reader, and once more where that failed. */
function listen(): void {
  const fetched = new AbortController();
  let pending = false;
  let cell: Event | null = null;
  const fetch = (event: Event): void => {
    if (event.type === 'cell') cell = event;
    if (pending) return;
    pending = true;
    further().then(
      () => {
        fetched.abort();
        // The first tap on a cell is what fetches its tooltip.
        if (cell) document.querySelector('attention-tooltip')?.handleEvent(cell);
      },
      () => {
        pending = false;
      },
    );
  };
  for (const sign of signs) addEventListener(sign, fetch, { signal: fetched.signal, capture: true, passive: true });
}

start('attention-app', figure()).then(listen);
