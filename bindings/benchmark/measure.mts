/** Something that is timed. */
export interface Subject {
  readonly name: string;
  /** May return a promise. */
  run(): unknown;
}

export interface MeasureOptions {
  /** How often each is timed: the median counts. */
  readonly rounds: number;
  /** Milliseconds that one timing takes at least: clocks of browsers tick as seldom as once in a millisecond. */
  readonly atLeast: number;
  /** Milliseconds that have passed: the wall clock's unless given. */
  readonly clock?: () => number;
  /** Told how far the work is, from 0 to 1, and what is timed next. */
  readonly progress?: (share: number, name: string) => void;
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return ((sorted[middle] as number) + (sorted[(sorted.length - 1) >> 1] as number)) / 2;
}

type Clock = () => number;

/** Milliseconds that so many runs take. */
async function time(subject: Subject, runs: number, clock: Clock): Promise<number> {
  const start = clock();
  for (let i = 0; i < runs; ++i) {
    const result = subject.run();
    if (result instanceof Promise) await result; // whoever answers at once is not made to wait
  }
  return clock() - start;
}

/** How many runs take long enough. Engines compile what runs often once more, faster: this also warms them up. */
async function enoughRuns(subject: Subject, atLeast: number, clock: Clock): Promise<number> {
  for (let runs = 1; ; ) {
    const first = await time(subject, runs, clock);
    // Once it may have taken long for another reason: then it was compiled meanwhile, or memory was tidied.
    const taken = first < atLeast ? first : Math.min(first, await time(subject, runs, clock));
    if (taken >= atLeast) return runs;
    runs = Math.ceil(runs * Math.min(10, Math.max(1.5, (1.2 * atLeast) / Math.max(taken, 0.01))));
  }
}

/**
 * Seconds per run of each subject. All of them take turns, in another order every round, so that whatever else the machine does
 * hits all alike.
 */
export async function measure(subjects: readonly Subject[], options: MeasureOptions): Promise<ReadonlyMap<string, number>> {
  const { rounds, atLeast, progress, clock = () => performance.now() } = options;
  const steps = subjects.length * (rounds + 1);
  let done = 0;
  const step = (name: string) => progress?.(done++ / steps, name);

  const prepared: { subject: Subject; runs: number; times: number[] }[] = [];
  for (const subject of subjects) {
    step(subject.name);
    prepared.push({ subject, runs: await enoughRuns(subject, atLeast, clock), times: [] });
  }
  for (let round = 0; round < rounds; ++round) {
    const order = prepared.map((each, index) => ({ each, key: Math.sin(round * 31 + index * 7) })).sort((a, b) => a.key - b.key);
    for (const { each } of order) {
      step(each.subject.name);
      each.times.push((await time(each.subject, each.runs, clock)) / each.runs / 1000);
    }
  }
  progress?.(1, '');
  return new Map(prepared.map(({ subject, times }) => [subject.name, median(times)]));
}
