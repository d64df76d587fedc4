// The first figure as it stands in the page before any script has run. It is made when the page is built, by the core itself;
// the live one takes its place.
import { Core } from '../core/module.ts';
import { makePalette, type Paint, type Palette, type Triple, weightPaint } from '../draw/colour.ts';
import { formatNumber } from '../draw/numbers.ts';
import { figureOf } from '../store/figure.ts';
import { openingState } from '../store/opening.ts';
import tokens from '../styles/tokens.css?raw';
import { type FirstWords, fill, type Language } from '../text/catalogue.ts';
import { en } from '../text/en.ts';
import { zh } from '../text/zh.ts';

const cell = { width: 46, height: 34, gap: 1.5 } as const;
const labels = { width: 62, height: 26 } as const;

function inLanguage(core: Core, language: Language, words: FirstWords): string {
  const { scenario, view } = openingState(core, language);
  const { trace } = figureOf(core, scenario, view, false);
  const weights = trace.find('weights', { head: view.head });
  if (!weights) throw new Error('the first figure has no weights');
  const figure = drawing(scenario.tokens, trace.values(weights.node));
  const { ask, lead, tour, all } = words.opening;
  const opening = `<div class="opening"><p>${asText(ask)}</p><p>${asText(lead)}</p><a href="#lesson-5-tour">${asText(tour)}</a><a href="#lessons">${asText(all)}</a></div>`;
  const name = fill(words.stageOfHead, { stage: words.stage.weights, n: view.head + 1 });
  const chips = scenario.tokens.map(token => `<li class="chip">${asText(token)}</li>`).join('');
  return `<div class="first" lang="${language === 'zh' ? 'zh-CN' : 'en'}"><header class="topbar"><span class="brand"><img class="mark" src="./icon.svg" alt="" width="22" height="22">${asText(words.title)}</span></header><main><h1>${asText(words.heading.multi_head)}</h1>${opening}<ul class="chips">${chips}</ul><figure><figcaption>${asText(name)}</figcaption>${figure}</figure></main></div>`;
}

/** The weights with the names of their rows and columns. Colours are attributes: the policy allows no inline styles. */
function drawing(names: readonly string[], values: Float32Array): string {
  const size = names.length;
  const stepX = cell.width + cell.gap;
  const stepY = cell.height + cell.gap;
  const width = labels.width + size * stepX;
  const height = labels.height + size * stepY;
  const palettes = [themePalette(0), themePalette(1)] as const;
  const parts = names.map((name, row) => {
    const cells = names.map((_, column) =>
      drawCell(labels.width + column * stepX, values[row * size + column] ?? Number.NaN, palettes),
    );
    const left = `<text class="first-row" x="${labels.width - 10}" y="22">${asText(name)}</text>`;
    return `<g transform="translate(0 ${labels.height + row * stepY})">${left}${cells.join('')}</g>`;
  });
  const tops = names.map(
    (name, column) => `<text class="first-column" x="${labels.width + column * stepX + 23}" y="16">${asText(name)}</text>`,
  );
  return `<svg class="first-figure" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${tops.join('')}${parts.join('')}</svg>`;
}

function drawCell(x: number, value: number, palettes: readonly [Palette, Palette]): string {
  const [light, dark] = palettes.map(palette => weightPaint(palette, value)) as [Paint, Paint];
  const fill = `light-dark(${hex(light)},${hex(dark)})`;
  const ink = `light-dark(${light.ink},${dark.ink})`;
  return `<rect x="${x}" fill="${fill}"/><text x="${x + 23}" y="21.5" fill="${ink}">${formatNumber(value)}</text>`;
}

function hex({ rgb }: Paint): string {
  return `#${rgb.map(channel => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** Of the light theme or the dark one: the first or the second of each pair in the style sheet. */
function themePalette(theme: 0 | 1): Palette {
  return makePalette(name => {
    const pair = new RegExp(`--${name}: light-dark\\(#(\\w{6}), #(\\w{6})\\)`).exec(tokens);
    const hex = pair?.[theme + 1];
    if (!hex) throw new Error(`the style sheet has no colour ${name}`);
    return [0, 2, 4].map(at => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Triple;
  });
}

function asText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

const core = await Core.load();

/** In both languages: the page's style sheet shows the reader's. */
export const firstFigure = inLanguage(core, 'en', en) + inLanguage(core, 'zh', zh);
