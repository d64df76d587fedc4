/** A number as the page prints it: U+2212 for minus; exactly 0 and 1 without decimals, so that rounded ones (0.00, 1.00) show. */
export function formatNumber(value: number, decimals = 2): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value < 0 ? '−∞' : '∞';
  if (value === 0) return '0';
  if (Math.abs(value) === 1) return value < 0 ? '−1' : '1';
  const text = Math.abs(value) >= 10000 ? value.toExponential(1).replace('e+', 'e') : value.toFixed(decimals);
  return text.replace(/^-(?=0\.?0*$)/, '').replaceAll('-', '−');
}

/** A number that the reader gives, as it was given: 0.004 and not 0.00. The core keeps single precision, which is seven digits. */
export function givenNumber(value: number): string {
  return Number.isFinite(value)
    ? String(Number(value.toPrecision(6)))
        .replace('e+', 'e')
        .replaceAll('-', '−')
    : formatNumber(value);
}

/** In a cell: as many decimals as its width carries, none at all where it is too narrow for one. */
export function cellDecimals(width: number, height: number): number {
  if (height < 15) return -1;
  if (width >= 38) return 2;
  return width >= 28 ? 1 : -1;
}

/** Longer numbers give up their decimals first: ten takes one less, a hundred takes none. */
export function cellNumber(value: number, decimals: number): string {
  if (decimals < 0) return '';
  const size = Math.abs(value);
  if (size >= 9999.5 && Number.isFinite(value)) return value.toExponential(0).replace('e+', 'e').replaceAll('-', '−');
  return formatNumber(value, size >= 99.5 ? 0 : size >= 9.95 ? decimals - 1 : decimals);
}
