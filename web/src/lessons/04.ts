import type { Lesson } from './types.ts';

export const lesson4: Lesson = {
  presets: [
    { id: '4-abcd', origin: 'hand', look: 0 },
    { id: '4-its', origin: 'hand', look: ['its', '它的'] },
  ],
  formulas: [
    'Q=XW_q^\\top,\\quad K=XW_k^\\top,\\quad V=XW_v^\\top',
    'A=\\mathrm{softmax}\\left(\\frac{QK^\\top}{\\sqrt{d_k}}\\right)',
    'B=AV',
  ],
  shapes: [
    ['X', '(n,d)'],
    ['W_q,W_k', '(d_k,d)'],
    ['W_v', '(d_v,d)'],
    ['Q,K', '(n,d_k)'],
    ['V', '(n,d_v)'],
    ['A', '(n,n)'],
    ['B', '(n,d_v)'],
  ],
  tour: [
    { preset: '4-abcd', at: { stages: ['queries'] }, awaits: [{ kind: 'looked', at: { stage: 'queries', row: 0 } }] },
    { preset: '4-abcd', at: { stages: ['weights'] }, predicts: { hides: ['scores', 'weights', 'output'], right: 1 } },
    { preset: '4-abcd', at: { stages: ['output'] }, awaits: [{ kind: 'changed', at: { stage: 'embeddings', row: 1 } }] },
    {
      preset: '4-its',
      at: { stages: ['weights'] },
      awaits: [{ kind: 'looked', at: { stage: 'weights', row: ['its', '它的'] } }],
    },
  ],
  exercise: {
    preset: '4-its',
    conditions: [
      { kind: 'number', at: { stage: 'weights', row: ['its', '它的'], column: ['Law', '法律'] }, atLeast: 0.8 },
      { kind: 'unchanged', at: { stage: 'weights' }, exceptRow: ['its', '它的'] },
    ],
  },
};
