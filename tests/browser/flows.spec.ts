// The flow of every mechanism: its matrices stand apart, nothing of it is cut, and wires lead where the paper's equations do.

import type { Page } from '@playwright/test';
import { mechanismsOfCommand } from './command';
import { expect, test } from './test';

const text = ['the', 'dog', 'ran', '.', 'it', 'slept'];

/** Boxes of one kind that lie over one another, and what of them reaches beyond the figure. */
function faults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const flow = document.querySelector('.flow');
    if (!flow) return ['there is no flow'];
    const room = flow.getBoundingClientRect();
    const found: string[] = [];
    const apart = (name: string, selector: string, slack: number): void => {
      const boxes = [...flow.querySelectorAll<HTMLElement>(selector)].map(element => ({
        name: `${name} ${element.dataset.name ?? element.textContent?.trim()}`,
        box: element.getBoundingClientRect(),
      }));
      for (const [index, { name: one, box }] of boxes.entries()) {
        if (box.right > room.right + 1) found.push(`${one} reaches beyond the figure`);
        for (const { name: other, box: next } of boxes.slice(index + 1)) {
          const width = Math.min(box.right, next.right) - Math.max(box.left, next.left);
          const height = Math.min(box.bottom, next.bottom) - Math.max(box.top, next.top);
          if (width > slack && height > slack) found.push(`${one} lies over ${other}`);
        }
      }
    };
    apart('the matrix', 'attention-matrix', 0.5);
    apart('the name', '.stop-name', 0.5);
    apart('the heading', '.lane-title', 0.5);
    const matrices = [...flow.querySelectorAll<HTMLElement>('attention-matrix')];
    for (const label of flow.querySelectorAll('.wire-label')) {
      const box = label.getBoundingClientRect();
      const padding = Number.parseFloat(getComputedStyle(label).paddingLeft);
      for (const matrix of matrices) {
        const other = matrix.getBoundingClientRect();
        const width = Math.min(box.right - padding, other.right) - Math.max(box.left + padding, other.left);
        const height = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
        if (width > 1 && height > 4) found.push(`"${label.textContent?.trim()}" is written over ${matrix.dataset.name}`);
      }
    }
    // A name is not crossed out by what leads past it.
    const written = [...flow.querySelectorAll('.matrix-name, .matrix-symbol > math, .shares-title, .stop-name')].map(label => {
      const range = document.createRange();
      range.selectNodeContents(label);
      return { label, box: range.getBoundingClientRect() };
    });
    for (const path of flow.querySelectorAll<SVGPathElement>('.wires path')) {
      const { left, top } = path.ownerSVGElement?.getBoundingClientRect() ?? room;
      for (let at = 0; at < path.getTotalLength(); at += 5) {
        const { x, y } = path.getPointAtLength(at);
        const crossed = written.find(
          ({ box }) => left + x > box.left && left + x < box.right && top + y > box.top + 2 && top + y < box.bottom - 2,
        );
        if (crossed) found.push(`"${crossed.label.textContent?.trim()}" is crossed by a wire`);
      }
    }
    return [...new Set(found)];
  });
}

/** The wires on screen, as "from > to" by the names that the core gives its matrices. */
function wires(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const names = new Map(
      [...document.querySelectorAll<HTMLElement>('.flow attention-matrix')].map(({ dataset }) => [dataset.node, dataset.name]),
    );
    const all = [...document.querySelectorAll<SVGGElement>('.flow .wires [data-from]')];
    return all.map(({ dataset }) => `${names.get(dataset.from)} > ${names.get(dataset.to)}`);
  });
}

for (const [width, language] of [
  [1440, 'en'],
  [1440, 'zh'],
  [1000, 'en'],
] as const) {
  const tag = width === 1440 && language === 'en' ? '@sweep' : [];
  test(`${width} px, ${language}: the matrices of every flow stand apart, and their names`, { tag }, async ({
    page,
    playground,
  }) => {
    test.slow();
    await page.setViewportSize({ width, height: 900 });
    await playground.prefer('language', language);
    for (const mechanism of mechanismsOfCommand()) {
      await test.step(mechanism, async () => {
        await playground.open({ version: 1, mechanism, tokens: text });
        await expect(page.locator('.flow attention-matrix').first()).toBeVisible();
        expect(await faults(page), mechanism).toEqual([]);
        if (mechanism === 'hierarchical') await expect(page.locator('.source-labels div')).toHaveText(text);
      });
    }
  });
}

/** What each is made of, as its authors write it. */
const equations: readonly (readonly [name: string, scenario: object, wires: readonly string[]])[] = [
  [
    'a transformer encoder with the norm after',
    { mechanism: 'encoder' },
    // N = LN(X + A(X)), Y = LN(N + F(N))
    [
      'embeddings > residual',
      'result > residual',
      'residual > norm1',
      'norm1 > hidden_layer',
      'norm1 > residual',
      'hidden_layer > feed_forward',
      'feed_forward > residual',
      'residual > norm2',
    ],
  ],
  [
    'a transformer encoder with the norm before',
    { mechanism: 'encoder', norm_first: true },
    // R = X + A(LN(X)), Y = R + F(LN(R))
    [
      'embeddings > norm1',
      'norm1 > queries',
      'norm1 > keys',
      'norm1 > values',
      'embeddings > residual',
      'result > residual',
      'residual > norm2',
      'norm2 > hidden_layer',
      'residual > residual',
      'feed_forward > residual',
    ],
  ],
  [
    'a transformer decoder',
    { mechanism: 'decoder', keys: ['我', '她'] },
    [
      'embeddings > residual',
      'norm1 > queries',
      'embeddings > keys',
      'norm1 > residual',
      'norm2 > hidden_layer',
      'norm2 > residual',
    ],
  ],
  [
    'an encoder before the decoder, which reads what it has made',
    { mechanism: 'decoder', keys: ['我', '她'], encoded: true },
    ['norm1 > hidden_layer', 'norm2 > keys', 'norm2 > values', 'norm1 > queries', 'embeddings > residual'],
  ],
  [
    'positions that are added',
    { mechanism: 'encoder', position: 'sinusoidal' },
    ['embeddings > with_positions', 'positions > with_positions', 'with_positions > queries', 'with_positions > residual'],
  ],
  [
    'positions that turn queries and keys',
    { mechanism: 'encoder', position: 'rotary', layers: 2 },
    ['cos > queries', 'sin > queries', 'embeddings > residual', 'norm1 > residual'],
  ],
  [
    'an encoder and a decoder without attention',
    { mechanism: 'encoder_decoder', targets: ['a', 'b', 'c'] },
    // h_t = f(x_t, h_(t-1)), c = h_n, s_t = f(y_(t-1), c, s_(t-1))
    [
      'embeddings > encodings',
      'encodings > encodings',
      'encodings > encoding',
      'encoding > states',
      'dictated > states',
      'states > states',
      'states > distribution',
    ],
  ],
  [
    'Bahdanau’s decoder, which asks with its last state',
    { mechanism: 'bahdanau', targets: ['a', 'b', 'c'] },
    ['encodings > projected_keys', 'scores > weights', 'output > states', 'states > projected_queries', 'states > distribution'],
  ],
  [
    'Luong’s decoder, which is fed what it made',
    { mechanism: 'luong', targets: ['a', 'b', 'c'] },
    ['states > states', 'states > projected_queries', 'scores > weights', 'attentional > states', 'attentional > distribution'],
  ],
  [
    'words and sentences',
    { mechanism: 'hierarchical' },
    ['encodings > projected_keys', 'projected_keys > keys', 'scores > weights', 'output > encodings'],
  ],
  [
    'a memory network',
    { mechanism: 'memory', keys: ['x', 'y', 'z'], targets: ['p', 'q'] },
    [
      'embeddings > question',
      'question > queries',
      'embeddings > keys',
      'embeddings > values',
      'output > states',
      'states > distribution',
    ],
  ],
  [
    'linear attention',
    { mechanism: 'linear' },
    // S = S + φ(k) vᵀ, z = z + φ(k), o = φ(q) S / φ(q) z
    [
      'keys > projected_keys',
      'projected_keys > new_state',
      'values > new_state',
      'new_state > S',
      'S > S',
      'projected_keys > z',
      'projected_queries > output',
      'S > output',
      'z > output',
    ],
  ],
  [
    'streaming attention',
    { mechanism: 'streaming' },
    [
      'scores > maximum',
      'maximum > maximum',
      'maximum > sum',
      'sum > sum',
      'running_output > running_output',
      'running_output > output',
    ],
  ],
];

for (const [name, scenario, expected] of equations) {
  test(`wires: ${name}`, async ({ page, playground }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await playground.open({ version: 1, tokens: text, ...scenario });
    await expect(page.locator('.flow attention-matrix').first()).toBeVisible();
    expect(await faults(page)).toEqual([]);
    const shown = await wires(page);
    expect(shown).toEqual(expect.arrayContaining([...expected]));
    // A residual is the sum of two, and heads are joined of what each has made.
    expect(shown.filter(wire => /^(?!output).* > heads$/.test(wire))).toEqual([]);
  });
}
