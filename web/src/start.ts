import { Core } from './core/module.ts';
import { forgetPalette, palette } from './draw/colour.ts';
import { prepare } from './prepare.ts';
import { painted } from './store/frame.ts';
import { Store } from './store/store.ts';
import { preferences } from './text/preferences.ts';
import { provideStore } from './views/view-element.ts';

/** Loads the core, and computes what the address asks for. */
async function open(): Promise<Store> {
  const [core] = await Promise.all([Core.load(), preferences.speak(preferences.language)]);
  return Store.open(core, preferences.language, location.hash, needs => prepare(core, needs));
}

/** Puts the page in the place of its placeholder, once there is a figure and, fetched meanwhile, what draws it. */
export async function start(tag: 'attention-app' | 'attention-embed', views?: Promise<unknown>): Promise<void> {
  const root = document.querySelector('#root') ?? document.body;
  let store: Store;
  try {
    [store] = await Promise.all([open(), views]);
  } catch (caught) {
    console.error(caught);
    const failure = document.querySelector('.failure') as HTMLElement;
    // Without words it says what it has said all along.
    await preferences.speak(preferences.language).then(
      () => {
        // What could not be fetched throws this, be it the core or a part of the page.
        const { notice, noWebAssembly } = preferences.words;
        failure.textContent = caught instanceof TypeError ? notice.notLoaded : noWebAssembly;
      },
      () => undefined,
    );
    failure.hidden = false;
    return;
  }
  store.address.keeps = tag === 'attention-app';
  await preferences.lend(store.view.language, store.view.theme);
  provideStore(store);
  palette(); // while there is little whose style would have to be found for it
  const page = document.createElement(tag);
  root.replaceChildren(page);

  window.addEventListener('popstate', () => store.openAddress(location.hash, preferences.language));
  // Whatever asked for a part of the page that could not be fetched: what is there stays.
  window.addEventListener('unhandledrejection', event => {
    if (!/dynamically imported module|module script|preload CSS/i.test(String(event.reason))) return;
    event.preventDefault();
    store.tellNotLoaded(event.reason);
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => store.publish('words'));
  store.subscribe(forgetPalette, ['words']);
  const forced = matchMedia('(forced-colors: active)');
  const adapt = (): void => void (forced.matches && import('./styles/forced.css'));
  forced.addEventListener('change', adapt);
  adapt();
  for (const type of ['pointerdown', 'pointerup', 'pointercancel'])
    window.addEventListener(type, () => store.undo.hold(type === 'pointerdown'), true);
  await painted();
  performance.mark('live');
  // One more: what was only measured when the page was drawn.
  await painted();
  document.documentElement.dataset.ready = 'true';
}
