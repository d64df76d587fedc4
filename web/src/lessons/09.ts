import type { Lesson } from './types.ts';

export const lesson9: Lesson = {
  presets: [
    { id: '9', origin: 'hand', look: 0, zh: { tokens: ['早', '上', '好'] } },
    { id: '9-fixed', origin: 'hand', zh: { tokens: ['早', '上', '好'] } },
  ],
  formulas: [
    'e_{ij}=\\n{v}_a^\\top\\tanh(W_as_{i-1}+U_ah_j)',
    '\\alpha_{ij}=\\frac{\\exp e_{ij}}{\\sum_{k=1}^{T_x}\\exp e_{ik}}',
    'c_i=\\sum_{j=1}^{T_x}\\alpha_{ij}h_j',
    's_i=f(s_{i-1},y_{i-1},c_i)',
  ],
  shapes: [
    ['s_i', '(d_s)'],
    ['h_j', '(d_h)'],
    ['W_a', '(a,d_s)'],
    ['U_a', '(a,d_h)'],
    ['\\n{v}_a', '(a)'],
    ['c_i', '(d_h)'],
  ],
  tour: [
    { preset: '9-fixed', at: { stages: ['distribution'] } },
    {
      preset: '9',
      at: { stages: ['weights'] },
      predicts: { hides: ['scores', 'weights', 'output', 'states', 'distribution'], right: 2 },
    },
    { preset: '9', at: { stages: ['scores'] }, awaits: [{ kind: 'looked', at: { stage: 'scores', row: 0, column: 2 } }] },
    {
      preset: '9',
      at: { stages: ['weights'] },
      awaits: [
        { kind: 'looked', at: { stage: 'weights', row: 1 } },
        { kind: 'looked', at: { stage: 'weights', row: 2 } },
      ],
    },
    { preset: '9', at: { part: 'panel' }, awaits: [{ kind: 'panel', is: 'lines' }] },
  ],
  exercise: {
    preset: '9',
    conditions: [
      { kind: 'number', at: { stage: 'weights', row: 0, column: 0 }, atLeast: 0.9 },
      { kind: 'unchanged', at: { stage: 'embeddings' } },
    ],
  },
};
