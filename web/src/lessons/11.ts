import type { Lesson } from './types.ts';

export const lesson11: Lesson = {
  presets: [{ id: '11', origin: 'hand' }],
  formulas: [
    'u_{it}=\\tanh(W_wh_{it}+b_w)',
    '\\alpha_{it}=\\mathrm{softmax}_t(u_{it}^\\top u_w)',
    's_i=\\sum_t\\alpha_{it}h_{it}',
  ],
  shapes: [
    ['h_{it},s_i', '(d)'],
    ['W_w', '(m,d)'],
    ['b_w,u_w', '(m)'],
  ],
  tour: [
    { preset: '11', at: { stages: ['parameter'] }, awaits: [{ kind: 'looked', at: { stage: 'parameter', name: 'word.u' } }] },
    {
      preset: '11',
      at: { stages: ['weights'] },
      predicts: { hides: ['scores', 'masked_scores', 'weights', 'output', 'distribution'], right: 2 },
    },
    {
      preset: '11',
      at: { stages: ['weights'], last: true },
      awaits: [{ kind: 'looked', at: { stage: 'weights', rows: 'one', column: 1 } }],
    },
    {
      preset: '11',
      at: { stages: ['embeddings'] },
      awaits: [
        { kind: 'number', at: { stage: 'embeddings', row: 3, column: 0 }, atLeast: 0, atMost: 0 },
        { kind: 'number', at: { stage: 'embeddings', row: 3, column: 1 }, atLeast: 2 },
      ],
      predicts: { hides: [], right: 1 },
    },
    { preset: '11', at: { control: 'normalizer' }, awaits: [{ kind: 'option', path: 'normalizer', is: 'uniform' }] },
  ],
  exercise: {
    preset: '11',
    conditions: [
      { kind: 'number', at: { stage: 'weights', rows: 'sentence', row: 0, column: 1 }, atLeast: 0.8 },
      { kind: 'number', at: { stage: 'weights', rows: 'sentence', row: 1, column: 3 }, atLeast: 0.8 },
      { kind: 'unchanged', at: { stage: 'embeddings' } },
    ],
  },
};
