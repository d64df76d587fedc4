import type { Lesson } from './types.ts';

export const lesson12: Lesson = {
  presets: [
    { id: '12-sort', origin: 'hand', look: 0 },
    { id: '12-hull', origin: 'random' },
  ],
  formulas: ['u^i_j=\\n{v}^\\top\\tanh(W_1e_j+W_2d_i)', 'p(C_i=j\\mid C_{<i},P)=\\mathrm{softmax}_j(u^i)'],
  shapes: [
    ['e_j', '(d_e)'],
    ['d_i', '(d_d)'],
    ['W_1', '(h,d_e)'],
    ['W_2', '(h,d_d)'],
    ['\\n{v}', '(h)'],
    ['u^i', '(n)'],
  ],
  tour: [
    {
      preset: '12-sort',
      at: { stages: ['scores', 'masked_scores'] },
      predicts: { hides: ['scores', 'masked_scores', 'weights'], right: 1 },
    },
    { preset: '12-sort', at: { stages: ['weights'] }, awaits: [{ kind: 'looked', at: { stage: 'weights', row: 1 } }] },
    {
      preset: '12-sort',
      at: { control: 'visited' },
      awaits: [
        { kind: 'option', path: 'visited', is: false },
        { kind: 'option', path: 'visited', is: true },
      ],
    },
    { preset: '12-hull', at: { stages: ['embeddings'] }, predicts: { hides: [], right: 0 } },
  ],
  exercise: {
    preset: '12-sort',
    conditions: [
      { kind: 'order', is: [2, 0, 3, 1] },
      { kind: 'unchanged', at: { stage: 'embeddings' } },
    ],
  },
};
