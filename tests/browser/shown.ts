// Numbers as the page prints them, and what they may stand for.

/** The interval of numbers that are printed like this: "1.25" stands for 1.245 ... 1.255, "0" and "1" for themselves. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

export function intervalOf(text: string): Interval {
  const plain = text.trim().replaceAll('−', '-');
  if (plain === '-∞') return { low: -Infinity, high: -Infinity };
  if (!/^-?\d+(\.\d+)?(e\d+)?$/.test(plain)) throw new Error(`"${text}" is not a number`);
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

export function agrees(text: string, exact: number): boolean {
  const { low, high } = intervalOf(text);
  if (!Number.isFinite(exact)) return low === exact && high === exact;
  const slack = rounding * Math.max(1, Math.abs(exact));
  return exact >= low - slack && exact <= high + slack;
}
