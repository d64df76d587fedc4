import type { Lesson } from './types.ts';

export const lesson5: Lesson = {
  presets: [{ id: '5', origin: 'hand', look: 0, zh: { tokens: ['红', '苹果', '青', '梨'] } }],
  formulas: [
    'H_i=\\mathrm{att}(XW_q^{(i)\\top},XW_k^{(i)\\top},XW_v^{(i)\\top})',
    '\\mathrm{MHA}(X)=[H_1;\\dots;H_h]\\,W_o^\\top',
  ],
  shapes: [
    ['X', '(n,d)'],
    ['W_q^{(i)},W_k^{(i)},W_v^{(i)}', '(d/h,d)'],
    ['H_i', '(n,d/h)'],
    ['W_o', '(d,d)'],
  ],
  tour: [
    { preset: '5', at: { part: 'heads' }, awaits: [{ kind: 'head', is: 1 }] },
    {
      preset: '5',
      at: { control: 'heads' },
      awaits: [{ kind: 'option', path: 'heads', is: 1 }],
      predicts: { hides: [], right: 2 },
    },
    {
      preset: '5',
      at: { stages: ['heads'] },
      awaits: [
        { kind: 'option', path: 'heads', is: 2 },
        { kind: 'looked', at: { stage: 'heads' } },
      ],
    },
    {
      preset: '5',
      at: { stages: ['result'] },
      awaits: [
        { kind: 'number', at: { stage: 'parameter', name: 'out_proj.weight', column: 2 }, atLeast: 0, atMost: 0 },
        { kind: 'number', at: { stage: 'parameter', name: 'out_proj.weight', column: 3 }, atLeast: 0, atMost: 0 },
      ],
    },
  ],
  exercise: {
    preset: '5',
    conditions: [
      { kind: 'number', at: { stage: 'weights', head: 0, row: 0, column: 1 }, atLeast: 0.85 },
      { kind: 'number', at: { stage: 'weights', head: 1, row: 0, column: 2 }, atLeast: 0.85 },
      { kind: 'unchanged', at: { stage: 'embeddings' } },
    ],
  },
};
