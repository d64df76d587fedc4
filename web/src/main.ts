import { start } from './start.ts';
import './styles/page.css';
import './views/app.ts';

const narrow = matchMedia('(width < 600px)');
/** A phone shows one stage at a time, a wider screen all of them: each fetches its own. */
const figure = (): Promise<unknown> => (narrow.matches ? import('./views/stages.ts') : import('./views/flow.ts'));
narrow.addEventListener('change', figure);

void start('attention-app', figure());
