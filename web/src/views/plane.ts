import type { Scenario } from '../store/scenario.ts';

/** A place on the drawing, in pixels. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** What the numbers of an element mean on the drawing, and back. */
export interface Plane {
  readonly places: readonly Place[];
  /** What an element that is moved to a place becomes; null where elements are words. */
  readonly tokenAt: ((place: Place) => string) | null;
  /** The numbers at the marks of the axis, where there is one. */
  readonly ticks: readonly { readonly x: number; readonly label: string }[];
}

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly least: Place;
  readonly most: Place;
}

const margin = 44;

/** A token's numbers, as the core reads them. */
export function coordinatesOf(token: string): number[] {
  return token.replaceAll('\u2212', '-').split(',').map(Number);
}

/** A token of these numbers, to two decimals. */
export function tokenOf(numbers: readonly number[]): string {
  return numbers.map(number => String(Number(number.toFixed(2)))).join(',');
}

/** Points are drawn from -reach to reach, and the drawing shows at least that. */
export const reach = 2;

/** Wide enough for all elements. */
export function frameOf({ elements, tokens }: Scenario, width: number, height: number): Frame {
  const all = elements === 'words' ? [] : tokens.map(coordinatesOf);
  const of = (axis: number): number[] => all.map(numbers => numbers[axis] ?? 0).filter(Number.isFinite);
  const [least, most] = elements === 'points' ? [-reach, reach] : [0, 1];
  return {
    width,
    height,
    least: { x: Math.min(least, ...of(0)), y: Math.min(least, ...of(1)) },
    most: { x: Math.max(most, ...of(0)), y: Math.max(most, ...of(1)) },
  };
}

export function planeOf({ elements, tokens }: Scenario, frame: Frame): Plane {
  const { width, height } = frame;
  if (elements === 'words') return { places: ring(tokens.length, frame), tokenAt: null, ticks: [] };
  const across = scale(frame.least.x, frame.most.x, margin, width - margin);
  const up = scale(frame.least.y, frame.most.y, height - margin, margin);
  if (elements === 'numbers') {
    const places = tokens.map(token => ({ x: across.to(coordinatesOf(token)[0] ?? 0), y: height / 2 }));
    return {
      places,
      tokenAt: ({ x }) => tokenOf([across.from(x)]),
      ticks: ticksOf(frame).map(tick => ({ x: across.to(tick), label: label(tick) })),
    };
  }
  const places = tokens.map(token => {
    const [x = 0, y = 0] = coordinatesOf(token);
    return { x: across.to(x), y: up.to(y) };
  });
  return { places, tokenAt: ({ x, y }) => tokenOf([across.from(x), up.from(y)]), ticks: [] };
}

/** Words have no place of their own: they stand on a ring, clockwise from above. */
function ring(count: number, { width, height }: Frame): Place[] {
  return Array.from({ length: count }, (_, index) => {
    const angle = (2 * Math.PI * index) / count - Math.PI / 2;
    return { x: width / 2 + (width / 2 - 70) * Math.cos(angle), y: height / 2 + (height / 2 - margin) * Math.sin(angle) };
  });
}

function scale(
  least: number,
  most: number,
  start: number,
  end: number,
): { to: (n: number) => number; from: (n: number) => number } {
  const slope = (end - start) / (most - least);
  return { to: number => start + (number - least) * slope, from: place => least + (place - start) / slope };
}

/** About six round numbers. */
function ticksOf({ least, most }: Frame): number[] {
  const wanted = (most.x - least.x) / 6;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = power * ([1, 2, 5, 10].find(factor => factor * power >= wanted) ?? 10);
  const first = Math.ceil(least.x / step);
  return Array.from({ length: Math.floor(most.x / step) - first + 1 }, (_, index) => (first + index) * step);
}

function label(tick: number): string {
  return String(Number(tick.toPrecision(6))).replace('-', '−');
}
