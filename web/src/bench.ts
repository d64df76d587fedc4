import './styles/bench.css';
import './bench/view.ts';
import { learnWords } from './bench/words.ts';
import { preferences } from './text/preferences.ts';

async function start(): Promise<void> {
  await preferences.speak(preferences.language);
  await learnWords(preferences.language);
  (document.querySelector('#root') ?? document.body).replaceChildren(document.createElement('attention-bench'));
  document.documentElement.dataset.ready = 'true';
}

void start();
