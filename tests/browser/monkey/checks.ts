// Whether the figure is what another core computes from the page's link. Runs in the page.

import type { FreshRun, PageFigure } from './types';

export function installChecks(): void {
  const { monkey } = window;

  interface Mask {
    readonly causal: boolean;
    readonly window: object | null;
    readonly padding: unknown;
    readonly block: unknown;
    readonly free: readonly (readonly [number, number])[];
  }

  /** What the core is to be given: pairs painted beyond the last token wait, and to paint on there must be a mask. */
  const givenOf = (scenario: Readonly<Record<string, unknown>>, painting: boolean): string => {
    const { view: _, ...given } = scenario as Record<string, unknown> & {
      tokens: readonly string[];
      keys: readonly string[] | null;
      mask: Mask;
    };
    const { tokens, keys, mask } = given;
    if (!Array.isArray(tokens) || !mask || typeof mask !== 'object') return JSON.stringify(given);
    const [rows, columns] = [tokens.length, (keys ?? tokens).length];
    const free = mask.free.filter(([row, column]) => row < rows && column < columns);
    const bare = !mask.causal && !mask.window && mask.block === null && mask.padding === null && mask.free.length === 0;
    const window = painting && bare ? { left: rows, right: columns } : mask.window;
    return JSON.stringify({ ...given, mask: { ...mask, window, free } });
  };

  const linked = (link: string): Record<string, unknown> => {
    const bytes = Uint8Array.from(atob(link.slice(3).replaceAll('-', '+').replaceAll('_', '/')), letter => letter.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
  };

  const bits = (values: Float32Array): Uint32Array => new Uint32Array(values.buffer, values.byteOffset, values.length);

  const differ = (one: Float32Array, other: Float32Array): number => {
    if (one.length !== other.length) return 0;
    const [a, b] = [bits(one), bits(other)];
    return a.findIndex((bit, index) => bit !== b[index] && !(Number.isNaN(one[index]) && Number.isNaN(other[index])));
  };

  const printed = (text: string): [number, number] => {
    const plain = text.replaceAll('−', '-');
    const decimals = (plain.split('e')[0] ?? '').split('.')[1]?.length ?? 0;
    const exponent = Number(plain.split('e')[1] ?? 0);
    const exact = decimals === 0 && exponent === 0 && Math.abs(Number(plain)) < 10;
    return [Number(plain), exact ? 0 : 0.5001 * 10 ** (exponent - decimals)];
  };

  /** A cell as it is on screen, against its number. */
  const cellComplaint = (cell: HTMLElement, value: number): string | null => {
    const text = cell.textContent ?? '';
    if (text === '') return null;
    const special: Readonly<Record<string, number>> = {
      NaN: Number.NaN,
      '∞': Number.POSITIVE_INFINITY,
      '−∞': Number.NEGATIVE_INFINITY,
    };
    const [number, slack] = text in special ? [special[text] ?? 0, 0] : printed(text);
    return Object.is(number, value) || Math.abs(number - value) <= slack ? null : `says ${text}, not ${value}`;
  };

  /** The scores as they were before they were hidden; a decoder's steps have each their own, and their stack. */
  const beforeHidden = ({ nodes }: PageFigure['trace'], index: number): number => {
    const part = nodes[index]?.inputs[0] ?? index;
    if (nodes[index]?.operation !== 'concatenate_rows') return part;
    const [scores] = nodes[part]?.inputs ?? [];
    return nodes.findIndex(other => other.operation === 'concatenate_rows' && other.inputs[0] === scores);
  };

  const drawnComplaint = (figure: PageFigure, run: FreshRun, values: (node: number) => Float32Array): string | null => {
    for (const matrix of document.querySelectorAll<HTMLElement>('main attention-matrix[data-node]')) {
      if (
        matrix.closest('attention-long, attention-compare-panel') ||
        matrix.dataset.stage === 'mask' ||
        matrix.querySelector('canvas')
      )
        continue;
      const index = Number(matrix.dataset.node);
      const node = figure.trace.nodes[index];
      if (!node) return `a matrix of node ${index} is on screen, which the figure has not`;
      const exact = values(index);
      const hidden = node.stage === 'masked_scores' ? run.hidden(index) : null;
      // Played before its mask came, a score is still what it was.
      const before = hidden ? values(beforeHidden(figure.trace, index)) : exact;
      const cells = matrix.querySelectorAll<HTMLElement>('[data-row][data-column]');
      for (const cell of cells) {
        const at = Number(cell.dataset.row) * node.columns + Number(cell.dataset.column);
        if (at >= exact.length) return `${node.name} has a cell ${cell.dataset.row}, ${cell.dataset.column} too many`;
        const complaint = cellComplaint(cell, exact[at] ?? Number.NaN);
        const earlier = hidden !== null && hidden[at] !== 0 && !cellComplaint(cell, before[at] ?? Number.NaN);
        if (complaint && !earlier) return `${node.stage} ${node.name} [${cell.dataset.row}, ${cell.dataset.column}] ${complaint}`;
      }
    }
    return null;
  };

  const figureComplaint = (painting: boolean): string | null => {
    const { fresh } = monkey;
    const store = monkey.store();
    const { figure } = store;
    if (!fresh) return 'there is no other core';
    const link = store.link();
    // What the link leaves out is the core's to fill in; the mask is needed to paint on.
    const run = fresh.run(givenOf({ ...(painting ? { mask: figure.scenario.mask } : {}), ...linked(link) }, painting));
    let gradients: ReturnType<typeof fresh.gradients> | null = null;
    try {
      const { nodes } = figure.trace;
      const count = run.nodes().length;
      if (count !== nodes.length)
        return `${nodes.length} matrices, not ${count}${painting ? ' (painting)' : ''}: ${JSON.stringify(linked(link))}`;
      if (figure.gradientOf) {
        const { node, row, column } = figure.gradientOf;
        gradients = fresh.gradients(run, node, row, column);
      }
      const values = (node: number): Float32Array => (gradients ?? run).values(node);
      for (const { node, stage, name } of nodes) {
        const [own, other] = [figure.trace.values(node), values(node)];
        const at = differ(own, other);
        if (at >= 0) return `${stage} ${name}: number ${at} of ${other.length} is ${own[at]}, not ${other[at]}`;
        monkey.compared += other.length;
      }
      return drawnComplaint(figure, run, values);
    } finally {
      gradients?.delete();
      run.delete();
    }
  };

  /** What the page refuses is refused by the other core as well, for the same reason. */
  const refusalComplaint = (): string | null => {
    const store = monkey.store();
    const [error] = store.errors;
    if (!error) return store.figure.scenario === store.scenario ? null : 'the figure is not of what was asked for';
    ++monkey.refused;
    try {
      monkey.fresh?.run(givenOf(store.scenario, store.painting)).delete();
    } catch (caught) {
      const { code, path } = caught as { code?: string; path?: string };
      // That a number set by hand has no place, and that a given matrix does not fit, is said in other words.
      const same = code === error.code || (['no_cell', 'no_fit'].includes(error.code) && path === error.path);
      return same ? null : `refused with ${error.code}, not ${code}`;
    }
    return `refused with ${error.code}, which the core computes`;
  };

  monkey.check = () => {
    const escaped = monkey.errors.shift();
    if (escaped) return escaped;
    const { painting, errors } = monkey.store();
    const refused = refusalComplaint();
    if (refused) return refused;
    const complaint = figureComplaint(painting);
    // While something is refused the figure is an older one, from before the brush was taken up or laid down.
    return complaint && errors.length > 0 ? figureComplaint(!painting) : complaint;
  };
}
