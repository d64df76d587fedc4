// What a browser remembers of the lessons. Storage is refused in some private windows; the page then merely forgets.

const key = 'attention-lessons';

interface Remembered {
  /** Exercises that were solved. */
  readonly solved: readonly number[];
  /** Where a tour was left. */
  readonly steps: Readonly<Record<string, number>>;
}

export function remembered(): Remembered {
  try {
    const { solved, steps } = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Remembered>;
    return { solved: Array.isArray(solved) ? solved : [], steps: steps && typeof steps === 'object' ? steps : {} };
  } catch {
    return { solved: [], steps: {} };
  }
}

function remember(what: Partial<Remembered>): void {
  try {
    localStorage.setItem(key, JSON.stringify({ ...remembered(), ...what }));
  } catch {
    // See above.
  }
}

export function rememberSolved(lesson: number): void {
  const { solved } = remembered();
  if (!solved.includes(lesson)) remember({ solved: [...solved, lesson] });
}

export function rememberStep(lesson: number, step: number): void {
  remember({ steps: { ...remembered().steps, [lesson]: step } });
}
