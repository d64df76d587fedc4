// The page as a reader sees and uses it.

import { expect, type Locator, type Page } from '@playwright/test';
import { compute, type Figure } from './reference';
import type { Scenario } from './scenario';
import { agrees, saidOf } from './shown';

/** Mechanisms of the list whose figures are computed anew by the reference. */
export const entries = ['key_value', 'masked', 'multi_head', 'pointer'] as const;

export type View = Readonly<Record<string, unknown>>;

/** The part of a link behind the address: "#1." and base64url of the JSON. */
export function hashOf(state: object): string {
  return `#1.${Buffer.from(JSON.stringify(state), 'utf8').toString('base64url')}`;
}

export function stateOf(address: string): Record<string, unknown> {
  const [, text] = address.split('#1.');
  if (text === undefined) throw new Error(`${address} is not a link`);
  return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Record<string, unknown>;
}

/** The link to what is on screen, before the address has it. */
export function linkOf(page: Page): Promise<string> {
  return page.evaluate(() => (document.querySelector('attention-app') as unknown as { store: { link(): string } }).store.link());
}

export interface ShownCell {
  readonly row: number;
  readonly column: number;
  readonly text: string;
  readonly label: string;
}

export interface ShownMatrix {
  readonly stage: string;
  readonly name: string;
  readonly head: number;
  /** null where the matrix is a picture. */
  readonly cells: readonly ShownCell[] | null;
}

/** Every matrix of the document, in its order. */
export function readMatrices(root: Locator): Promise<ShownMatrix[]> {
  return root.evaluate(element =>
    [...element.querySelectorAll<HTMLElement>('attention-matrix')].map(matrix => ({
      stage: matrix.dataset.stage ?? '',
      name: matrix.dataset.name ?? '',
      head: Number(matrix.dataset.head),
      cells: matrix.querySelector('canvas')
        ? null
        : [...matrix.querySelectorAll<HTMLElement>('[data-row][data-column]')].map(cell => ({
            row: Number(cell.dataset.row),
            column: Number(cell.dataset.column),
            text: cell.textContent ?? '',
            label: cell.getAttribute('aria-label') ?? '',
          })),
    })),
  );
}

const relations = ['scores', 'masked_scores', 'weights', 'mask'];
const isHidden = /(, hidden|，被遮住)$/;
const isVisible = /(, visible|，可见)$/;

function cellComplaint({ row, column, text, label }: ShownCell, stage: string, expected: number, hidden: boolean): string | null {
  const where = `${stage}[${row}][${column}]`;
  if (hidden) {
    if (!isHidden.test(label)) return `${where} is hidden, but is said to be "${label}"`;
    return text === '' || (stage === 'masked_scores' && text === '−∞') ? null : `${where} is hidden, but shows "${text}"`;
  }
  if (stage === 'mask') return isVisible.test(label) ? null : `${where} is visible, but is said to be "${label}"`;
  if (!agrees(saidOf(label), expected)) return `${where} is said to be "${label}", not ${expected}`;
  return text === '' || agrees(text, expected) ? null : `${where} shows "${text}", not ${expected}`;
}

/** What a matrix on the screen has otherwise than the reference. */
function matrixComplaints({ stage, cells }: ShownMatrix, expected: readonly (readonly number[])[], figure: Figure): string[] {
  if (!cells) return [];
  const columns = expected[0]?.length ?? 0;
  if (cells.length !== expected.length * columns)
    return [`${stage} has ${cells.length} cells, not ${expected.length} × ${columns}`];
  const relation = relations.includes(stage);
  return cells.flatMap(cell => {
    const value = expected[cell.row]?.[cell.column];
    const hidden = relation && figure.hidden?.[cell.row]?.[cell.column] === true;
    if (value === undefined) return [`${stage} has no row ${cell.row}, column ${cell.column}`];
    return cellComplaint(cell, stage, value, hidden) ?? [];
  });
}

/** The reference's name for each matrix on the screen. */
function keysOf(shown: readonly ShownMatrix[], figure: Figure): string[] {
  const embeddings = ['embeddings query', 'embeddings key'].filter(key => figure.stages.has(key));
  return shown.map(({ stage, head }) => {
    if (stage === 'embeddings') return embeddings.shift() ?? stage;
    return head >= 0 ? `${stage} ${head}` : stage;
  });
}

/** All that is wrong with the figure on the screen. */
export function complaints(shown: readonly ShownMatrix[], scenario: Scenario, head = 0, stages?: readonly string[]): string[] {
  const figure = compute(scenario);
  const keys = keysOf(shown, figure);
  const found: string[] = [];
  shown.forEach((matrix, index) => {
    const key = keys[index] ?? '';
    const expected = matrix.stage === 'mask' ? figure.hidden?.map(row => row.map(() => 0)) : figure.stages.get(key);
    found.push(...(expected ? matrixComplaints(matrix, expected, figure) : [`${key} should not be on the screen`]));
  });
  const suffix = scenario.mechanism === 'multi_head' ? ` ${head}` : '';
  const wanted = [...figure.stages.keys()].filter(key => {
    if (key === 'mean_weights' || (figure.hidden && key.startsWith('scores'))) return false;
    return !/ \d+$/.test(key) || key.endsWith(suffix);
  });
  for (const key of stages ?? wanted) if (!keys.includes(key)) found.push(`${key} is not on the screen`);
  return found;
}

/** The example of the mechanism that has most to show: seven words in four heads, of which the second shows. */
const example = {
  version: 1,
  mechanism: 'multi_head',
  tokens: ['the', 'dog', 'ran', 'until', 'it', 'was', 'tired'],
  width: 16,
  heads: 4,
  mask: { causal: true },
  view: { head: 1 },
} as const;

export class Playground {
  constructor(readonly page: Page) {}

  /** Opens the page at a link to this state. */
  async open(state: object = example, path = './'): Promise<void> {
    await this.#go(`${path}${hashOf(state)}`);
  }

  /** Opens the page as a first visit does. */
  async visit(path = './'): Promise<void> {
    await this.#go(path);
  }

  async #go(address: string): Promise<void> {
    // A change behind the # alone would not load the page anew.
    if (this.page.url() !== 'about:blank') await this.page.goto('about:blank');
    await this.page.goto(address);
    await this.ready();
  }

  /** What the page remembers of an earlier visit. */
  async prefer(name: 'language' | 'theme', value: string): Promise<void> {
    const remember = ([key, chosen]: readonly [string, string]): void => {
      try {
        localStorage.setItem(key, chosen);
      } catch {
        // The blank page before the first one has no storage, and Firefox says so.
      }
    };
    await this.page.addInitScript(remember, [`attention-${name}`, value] as const);
  }

  async ready(): Promise<void> {
    await expect(this.page.locator('html')).toHaveAttribute('data-ready', 'true');
  }

  /** The mechanisms in the order of the list; on a phone it is a menu. */
  mechanisms(): Promise<string[]> {
    return this.control('mechanism')
      .locator('option')
      .evaluateAll(options => options.map(option => (option as HTMLOptionElement).value));
  }

  /** Of the figure on screen. */
  async mechanism(): Promise<unknown> {
    return stateOf(await linkOf(this.page)).mechanism;
  }

  async choose(entry: string): Promise<void> {
    const item = this.page.locator(`[data-mechanism="${entry}"]`);
    if (await item.isVisible()) await item.click();
    else await this.control('mechanism').selectOption(entry);
    // What it needs may have to be fetched first; until then the controls are those of the mechanism before.
    await expect.poll(() => this.mechanism(), { timeout: 20_000 }).toBe(entry);
  }

  control(path: string): Locator {
    return this.page.locator(`[data-control="${path}"]`);
  }

  error(path: string): Locator {
    return this.page.locator(`[data-error-for="${path}"]`);
  }

  matrix(stage: string): Locator {
    return this.page.locator(`attention-matrix[data-stage="${stage}"]`).first();
  }

  cell(stage: string, row: number, column: number): Locator {
    return this.matrix(stage).locator(`[data-row="${row}"][data-column="${column}"]`);
  }

  chips(name: 'tokens' | 'keys'): Promise<string[]> {
    return this.page.locator(`[data-chips="${name}"] li`).allTextContents();
  }

  async type(name: 'tokens' | 'keys', text: string): Promise<void> {
    await this.control(name).fill(text);
  }

  /** Waits until every number on the screen is the reference's. */
  async expectFigure(scenario: Scenario, head = 0): Promise<void> {
    const wrong = async (): Promise<string[]> =>
      complaints(await readMatrices(this.page.locator('body')), scenario, head).slice(0, 5);
    await expect.poll(wrong, { message: 'the figure against the reference', timeout: 10_000 }).toEqual([]);
  }

  /** What a matrix drawn as a picture says of one cell when it is pointed at. */
  async pointAt(stage: string, shape: readonly [number, number], row: number, column: number): Promise<string> {
    const matrix = this.matrix(stage);
    await matrix.scrollIntoViewIfNeeded();
    const box = await matrix.boundingBox();
    if (!box) throw new Error(`${stage} is not on the screen`);
    await matrix.hover({ position: { x: ((column + 0.5) * box.width) / shape[1], y: ((row + 0.5) * box.height) / shape[0] } });
    return (await this.page.locator('.tooltip-text').textContent()) ?? '';
  }
}
