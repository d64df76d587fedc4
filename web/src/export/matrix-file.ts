import type { Trace } from '../core/trace.ts';
import type { Node } from '../core/types.ts';

export interface Names {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
}

/** A matrix as it is written into a file: its numbers with all their digits. */
export interface Written {
  readonly trace: Trace;
  readonly node: Node;
  readonly names: Names;
  /** Per cell, 0 where it is visible; null where nothing is hidden. */
  readonly hidden: Uint8Array | null;
}

/** As RFC 4180 has it. Hidden cells say so, in every language, in place of a number. */
export function csvOf({ trace, node, names, hidden }: Written): string {
  const values = trace.values(node.node);
  const line = (name: string, row: number): string => {
    const cells = Array.from({ length: node.columns }, (_, column) => {
      const index = row * node.columns + column;
      return hidden?.[index] ? 'hidden' : String(values[index]);
    });
    return [quoted(name), ...cells].join(',');
  };
  return [['', ...names.columns.map(quoted)].join(','), ...names.rows.map(line), ''].join('\r\n');
}

function quoted(text: string): string {
  // A spreadsheet would compute a token that looks like a formula.
  const plain = /^[\s\p{Cf}]*[=+\-@＝＋－＠\t\r\n]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** As the command has it, with the places that are hidden: these have no number. What is no JSON number is a text. */
export function jsonOf({ trace, node, names, hidden }: Written): string {
  const values = trace.values(node.node);
  const places: [number, number][] = [];
  const number = (row: number, column: number): number | string | null => {
    const index = row * node.columns + column;
    if (hidden?.[index]) {
      places.push([row, column]);
      return null;
    }
    const value = values[index] ?? Number.NaN;
    return Number.isFinite(value) ? value : String(value);
  };
  const numbers = names.rows.map((_, row) =>
    JSON.stringify(Array.from({ length: node.columns }, (_, column) => number(row, column))),
  );
  const head = {
    name: node.name,
    ...(node.scope ? { scope: node.scope } : {}),
    ...(node.head >= 0 ? { head: node.head + 1 } : {}),
    ...(node.step >= 0 ? { step: node.step + 1 } : {}),
    rows: names.rows,
    columns: names.columns,
  };
  const fields = Object.entries(head).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  const rows = `"numbers": [\n  ${numbers.join(',\n  ')}\n]`;
  const last = places.length > 0 ? [`"hidden": ${JSON.stringify(places)}`] : [];
  return `{\n${[...fields, rows, ...last].join(',\n')}\n}\n`;
}
