import { forgetPalette, type Paint, palette } from '../draw/colour.ts';

/** From a colour that a view set on an element itself to the one that it would have in light. */
export type Lighten = (background: string) => Paint | null;

/** Figures for papers are light. The page is so while something is drawn of it, and as it was before anybody can see it. */
export function inLight<T>(draw: (lighten: Lighten) => T): T {
  const root = document.documentElement;
  const { theme } = root.dataset;
  const shown = palette();
  root.dataset.exporting = '';
  root.dataset.theme = 'light';
  forgetPalette();
  try {
    const light = palette();
    const paints = new Map<string, Paint>();
    const pair = (from: Paint, to: Paint): void => void paints.set(plain(from.fill), to);
    for (const scale of ['weights', 'signed'] as const)
      for (let index = 0; index < shown[scale].length; ++index) pair(shown[scale].at(index), light[scale].at(index));
    pair(shown.maskOn, light.maskOn);
    return draw(background => paints.get(plain(background)) ?? null);
  } finally {
    if (theme === undefined) delete root.dataset.theme;
    else root.dataset.theme = theme;
    forgetPalette();
    // Before transitions are there again.
    getComputedStyle(root).color;
    delete root.dataset.exporting;
  }
}

function plain(colour: string): string {
  return colour.match(/\d+/g)?.join() ?? '';
}
