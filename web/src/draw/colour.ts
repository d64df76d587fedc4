// The colour scales: stops from the style sheet, interpolated in OKLab, and the ink that is legible on each colour.

export interface Paint {
  readonly fill: string;
  readonly ink: string;
  readonly rgb: readonly [number, number, number];
}

/** As many shades, each made when first it is asked for: a small figure has a few. */
export interface Scale {
  readonly length: number;
  at(index: number): Paint;
}

export interface Palette {
  /** Weights, 0 to 1. */
  readonly weights: Scale;
  /** Signed numbers, −1 to +1 of the maximum. */
  readonly signed: Scale;
  readonly maskOn: Paint;
  readonly hatch: string;
  readonly hatchGround: string;
  readonly ink: string;
}

export type Triple = readonly [number, number, number];

const shades = 255;

let current: Palette | null = null;

/** The palette of the theme in force. */
export function palette(): Palette {
  current ??= readPalette();
  return current;
}

/** To be called when the theme has changed. */
export function forgetPalette(): void {
  current = null;
}

export function weightPaint({ weights }: Palette, value: number): Paint {
  return at(weights, shade(value));
}

export function signedPaint({ signed }: Palette, value: number, maximum: number): Paint {
  return at(signed, (shade(value) / (maximum || 1) + 1) / 2);
}

/** What is no number has the colour of 0. */
function shade(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}

function at(scale: Scale, position: number): Paint {
  return scale.at(Math.round(Math.min(1, Math.max(0, position)) * (scale.length - 1)));
}

function readPalette(): Palette {
  const probe = document.createElement('span');
  // Where colours are forced, those of the scales are asked for all the same.
  probe.style.setProperty('forced-color-adjust', 'none');
  document.body.append(probe);
  const read = (name: string): Triple => {
    probe.style.setProperty('color', `var(--${name})`);
    const [r = 0, g = 0, b = 0] =
      getComputedStyle(probe)
        .color.match(/[\d.]+/g)
        ?.map(Number) ?? [];
    return [r, g, b];
  };
  const result = makePalette(read);
  probe.remove();
  return result;
}

/** The palette made of the colours that the style sheet names. */
export function makePalette(read: (name: string) => Triple): Palette {
  const stops = (name: string, count: number): Triple[] => Array.from({ length: count }, (_, index) => read(`${name}-${index}`));
  const signed = [...stops('neg', 5).reverse(), ...stops('pos', 5).slice(1)];
  return {
    weights: interpolate(stops('seq', 6)),
    signed: interpolate(signed),
    maskOn: paint(read('mask-on')),
    hatch: paint(read('hatch')).fill,
    hatchGround: paint(read('hatch-bg')).fill,
    ink: paint(read('ink')).fill,
  };
}

function interpolate(stops: readonly Triple[]): Scale {
  const lab = stops.map(toOklab);
  const known: Paint[] = [];
  const shade = (index: number): Paint => {
    const position = (index / (shades - 1)) * (lab.length - 1);
    const left = Math.min(Math.floor(position), lab.length - 2);
    const part = position - left;
    const from = lab[left] as Triple;
    const to = lab[left + 1] as Triple;
    const mix = (channel: 0 | 1 | 2): number => from[channel] + (to[channel] - from[channel]) * part;
    return paint(fromOklab([mix(0), mix(1), mix(2)]));
  };
  return {
    length: shades,
    at: index => {
      known[index] ??= shade(index);
      return known[index];
    },
  };
}

function paint(colour: Triple): Paint {
  const rgb = colour.map(channel => Math.round(Math.min(255, Math.max(0, channel)))) as [number, number, number];
  const [r, g, b] = rgb.map(linear) as [number, number, number];
  const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  // White where it reaches a contrast of 4.5 to 1, else black.
  return { fill: `rgb(${rgb.join(' ')})`, ink: 1.05 / (luminance + 0.05) >= 4.5 ? '#fff' : '#000', rgb };
}

function linear(channel: number): number {
  const value = channel / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function gamma(value: number): number {
  return 255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055);
}

// Björn Ottosson, "A perceptual color space for image processing", 2020.
function toOklab(colour: Triple): Triple {
  const [r, g, b] = colour.map(linear) as [number, number, number];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([lightness, a, b]: Triple): Triple {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    gamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}
