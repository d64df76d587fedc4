import type { Case, CaseName } from './cases.mjs';
import { lanes } from './limits.mjs';

/** One line of the table. Ratios are to what the same run measured. */
export interface Row {
  readonly name: CaseName;
  readonly shape: NonNullable<Case['shape']>;
  readonly microseconds: number;
  /** Useful floating-point operations, in thousands of millions a second. */
  readonly gigaflops: number;
  readonly ofPeak: number;
  /** Where reading is the limit: thousands of millions of bytes a second. */
  readonly gigabytes: number | undefined;
  readonly ofReading: number | undefined;
  readonly neighbour: CaseName | undefined;
  readonly ofNeighbour: number | undefined;
}

export interface Report {
  readonly lanes: number;
  /** Multiplications and additions in registers, in thousands of millions a second. */
  readonly peak: number;
  /** Reading what decoding reads, in thousands of millions of bytes a second. */
  readonly reading: number;
  readonly rows: readonly Row[];
}

/** float32 sums of a thousand terms; a wrong result is wrong by far more. */
export const tolerance = 1e-4;

/** The cases whose results are not those of naive loops in double precision. */
export function wrong(cases: readonly Case[]): readonly { name: CaseName; error: number }[] {
  return cases.flatMap(({ name, error }) => {
    const found = error?.() ?? 0;
    return found < tolerance ? [] : [{ name, error: found }];
  });
}

export function report(cases: readonly Case[], seconds: ReadonlyMap<string, number>): Report {
  const speed = (name: CaseName | undefined, work: 'flops' | 'bytes') => {
    const amount = cases.find(each => each.name === name)?.[work];
    const taken = name && seconds.get(name);
    return amount && taken ? amount / taken / 1e9 : undefined;
  };
  const share = (part: number | undefined, whole: number | undefined) => part && whole && part / whole;

  const peak = speed('registers', 'flops') ?? 0;
  const reading = speed('reading', 'bytes') ?? 0;
  const rows = cases.flatMap(({ name, shape, neighbour }) => {
    const gigaflops = speed(name, 'flops');
    if (!shape || !gigaflops) return [];
    const gigabytes = speed(name, 'bytes');
    return {
      name,
      shape,
      microseconds: (seconds.get(name) as number) * 1e6,
      gigaflops,
      ofPeak: gigaflops / peak,
      gigabytes,
      ofReading: share(gigabytes, reading),
      neighbour,
      ofNeighbour: share(gigaflops, speed(neighbour, 'flops')),
    };
  });
  return { lanes, peak, reading, rows };
}
