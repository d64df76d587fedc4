import type { Lesson } from './types.ts';

export const lesson8: Lesson = {
  presets: [
    { id: '8-article', origin: 'hand', look: 0 },
    { id: '8-decoder', origin: 'hand', look: 2 },
  ],
  formulas: [
    'Q=SW_q^\\top,\\quad K=HW_k^\\top,\\quad V=HW_v^\\top',
    'O=\\mathrm{softmax}\\left(\\frac{QK^\\top}{\\sqrt{d_k}}\\right)V',
  ],
  shapes: [
    ['S', '(n,d)'],
    ['H', '(m,d)'],
    ['A', '(n,m)'],
    ['O', '(n,d_v)'],
  ],
  tour: [
    { preset: '8-article', at: { stages: ['weights'] }, predicts: { hides: ['scores', 'weights', 'output'], right: 1 } },
    { preset: '8-article', at: { stages: ['output'] }, awaits: [{ kind: 'looked', at: { stage: 'output', row: 0 } }] },
    { preset: '8-article', at: { stages: ['keys'] }, predicts: { hides: [], right: 1 } },
    { preset: '8-decoder', at: { stages: ['weights'] }, predicts: { hides: ['scores', 'weights', 'output'], right: 1 } },
    {
      preset: '8-decoder',
      at: { stages: ['weights'] },
      awaits: [{ kind: 'looked', at: { stage: 'weights', row: 3, column: 2 } }],
    },
  ],
  exercise: {
    preset: '8-article',
    conditions: [
      { kind: 'someRow', at: { stage: 'weights' }, columns: [0, 2], atLeast: 0.45, atMost: 0.55 },
      { kind: 'unchanged', at: { stage: 'keys' } },
    ],
  },
};
