// Numbers as the page prints them, and what they may stand for.

/** The number that is said of a cell, "it to dog, 0.62, highest of 5", or that it is hidden. */
export function saidOf(label: string): string {
  const parts = label.split(/[,，]\s*/);
  if (/^(highest|number \d+) of \d+$|^\d+ 个中(最高|第 \d+)$/.test(parts.at(-1) ?? '')) parts.pop();
  return parts.at(-1) ?? '';
}

/** The interval of numbers that are printed like this: "1.25" stands for 1.245 ... 1.255, "0" and "1" for themselves. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

const plainly = (text: string): string => text.trim().replaceAll('−', '-');
const isNumber = (plain: string): boolean => /^-?(∞|\d+(\.\d+)?(e\d+)?)$/.test(plain);

export function intervalOf(text: string): Interval {
  const plain = plainly(text);
  if (!isNumber(plain)) throw new Error(`"${text}" is not a number`);
  if (plain === '-∞') return { low: -Infinity, high: -Infinity };
  const value = Number(plain);
  const [mantissa = '', exponent = '0'] = plain.split('e');
  const decimals = mantissa.split('.')[1]?.length ?? 0;
  // Without decimals it is exact, unless it is so large that the decimals were given up.
  const exact = decimals === 0 && !plain.includes('e') && Math.abs(value) < 10;
  const half = exact ? 0 : 0.5 * 10 ** (Number(exponent) - decimals);
  return { low: value - half, high: value + half };
}

/** What single precision and another order of summation may change. */
const rounding = 2e-5;

/** What is no number agrees with none: the figure of a moment ago may have had "hidden" there. */
export function agrees(text: string, exact: number): boolean {
  if (!isNumber(plainly(text))) return false;
  const { low, high } = intervalOf(text);
  if (!Number.isFinite(exact)) return low === exact && high === exact;
  const slack = rounding * Math.max(1, Math.abs(exact));
  return exact >= low - slack && exact <= high + slack;
}
