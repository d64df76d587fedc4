// The numbers of the `attention` command for a link of the page.

import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { env } from 'node:process';
import type { ShownMatrix } from './playground';
import { agrees, saidOf } from './shown';

interface ReportedMatrix {
  readonly name: string;
  readonly head?: number;
  /** null is minus infinity. */
  readonly numbers: readonly (readonly (number | null)[])[];
}

const command = env.ATTENTION_COMMAND ?? resolve(__dirname, '../../build/native/src/attention');

export function reportOf(link: string): readonly ReportedMatrix[] {
  const text = execFileSync(command, ['run', link, '--json'], { encoding: 'utf8' });
  return (JSON.parse(text) as { matrices: readonly ReportedMatrix[] }).matrices;
}

/** One number of the `attention` command for a link of the page; rows and columns are counted from 0. */
export function numberOf(link: string, matrix: string, row: number, column: number, head?: number): number {
  const place = ['--matrix', matrix, '--row', String(row + 1), '--column', String(column + 1)];
  const ofHead = head === undefined ? [] : ['--head', String(head + 1)];
  const text = execFileSync(command, ['explain', link, ...place, ...ofHead, '--json'], { encoding: 'utf8' });
  return (JSON.parse(text) as { result: number }).result;
}

/** Every mechanism that there is. */
export function mechanismsOfCommand(): string[] {
  const lines = execFileSync(command, ['list'], { encoding: 'utf8' }).split('\n');
  return lines.filter(line => /^\w+$/.test(line));
}

export interface Comparison {
  /** How many numbers the command and the screen both have. */
  readonly compared: number;
  readonly complaints: readonly string[];
}

/** What the screen has otherwise than the command. A stack of layers has several matrices of one name: one of them is shown. */
export function compare(shown: readonly ShownMatrix[], reported: readonly ReportedMatrix[]): Comparison {
  let compared = 0;
  const complaints: string[] = [];
  for (const matrix of shown) {
    const own = reported.filter(({ name, head = 0, numbers }) => {
      const cells = numbers.length * (numbers[0]?.length ?? 0);
      // Before the name stands the module that it belongs to.
      return name.split('.').at(-1) === matrix.name && head === matrix.head + 1 && cells === matrix.cells?.length;
    });
    const wrong = own.map(({ numbers }) => differences(matrix, numbers));
    const least = wrong.sort((one, other) => one.length - other.length)[0];
    if (!least) continue;
    complaints.push(...least.slice(0, 3));
    compared += matrix.cells?.length ?? 0;
  }
  return { compared, complaints };
}

function differences({ stage, cells }: ShownMatrix, numbers: ReportedMatrix['numbers']): string[] {
  return (cells ?? []).flatMap(({ row, column, label }) => {
    const value = numbers[row]?.[column];
    const shown = saidOf(label);
    const hidden = /^(hidden|被遮住)$/.test(shown);
    const nothing = value === null || (value === 0 && stage !== 'masked_scores');
    const fits = hidden ? nothing : agrees(shown, value ?? Number.NEGATIVE_INFINITY);
    return fits ? [] : [`${stage}[${row}][${column}] is said to be "${label}", and is ${value}`];
  });
}
