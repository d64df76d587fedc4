/** The cells of a straight stroke, without the one it starts from. */
export function cellsBetween(
  [row, column]: readonly [number, number],
  [toRow, toColumn]: readonly [number, number],
): [number, number][] {
  const steps = Math.max(Math.abs(toRow - row), Math.abs(toColumn - column));
  return Array.from({ length: steps }, (_, index) => {
    const share = (index + 1) / steps;
    return [Math.round(row + (toRow - row) * share), Math.round(column + (toColumn - column) * share)];
  });
}
