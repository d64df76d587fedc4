import type { Lesson } from './types.ts';

export const lesson1: Lesson = {
  presets: [
    { id: '1', origin: 'hand', zh: { tokens: ['苹果', '梨', '火车', '河'], features: ['水果', '机器', '自然', '红色'] } },
  ],
  formulas: [
    '\\alpha_n=\\frac{\\exp s(x_n,q)}{\\sum_{j=1}^{N}\\exp s(x_j,q)}',
    '\\mathrm{att}(X,q)=\\sum_{n=1}^{N}\\alpha_n x_n',
  ],
  shapes: [
    ['q', '(d)'],
    ['X', '(N,d)'],
    ['\\alpha', '(N)'],
    ['\\mathrm{att}', '(d)'],
  ],
  tour: [
    {
      preset: '1',
      at: { stages: ['scores'] },
      awaits: [{ kind: 'looked', at: { stage: 'scores', column: 3 } }],
      predicts: { hides: ['scores', 'weights', 'output'], right: 0 },
    },
    { preset: '1', at: { stages: ['weights'] }, awaits: [{ kind: 'looked', at: { stage: 'weights', column: 0 } }] },
    {
      preset: '1',
      at: { stages: ['queries'] },
      awaits: [{ kind: 'number', at: { stage: 'queries', column: 3 }, atLeast: 0, atMost: 0 }],
    },
    { preset: '1', at: { stages: ['output'] }, awaits: [{ kind: 'looked', at: { stage: 'output', column: 0 } }] },
    {
      preset: '1',
      at: { control: 'normalizer' },
      awaits: [
        { kind: 'option', path: 'normalizer', is: 'hard' },
        { kind: 'option', path: 'normalizer', is: 'sampled' },
        { kind: 'moved', path: 'seed' },
      ],
    },
    {
      preset: '1',
      at: { stages: ['queries'] },
      awaits: [
        { kind: 'option', path: 'normalizer', is: 'softmax' },
        { kind: 'number', at: { stage: 'queries' }, atLeast: 0, atMost: 0 },
      ],
    },
  ],
  exercise: {
    preset: '1',
    conditions: [
      { kind: 'number', at: { stage: 'weights', column: 2 }, atLeast: 0.9 },
      { kind: 'unchanged', at: { stage: 'embeddings' } },
    ],
  },
};
