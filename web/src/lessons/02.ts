import type { Lesson } from './types.ts';

export const lesson2: Lesson = {
  presets: [{ id: '2', origin: 'hand', zh: { tokens: ['双胞胎', '大个子', '路人', '对头'] } }],
  formulas: [
    'q^\\top k',
    '\\frac{q^\\top k}{\\sqrt{d}}',
    'q^\\top Wk',
    '\\n{v}_a^\\top\\tanh(W_qq+W_kk)',
    '\\beta\\,\\frac{q^\\top k}{\\lVert q\\rVert\\,\\lVert k\\rVert}',
  ],
  shapes: [
    ['q', '(d_q)'],
    ['k', '(d_k)'],
    ['W', '(d_q,d_k)'],
    ['W_q', '(h,d_q)'],
    ['W_k', '(h,d_k)'],
    ['\\n{v}_a', '(h)'],
  ],
  tour: [
    { preset: '2', at: { control: 'score' }, predicts: { hides: ['scores', 'weights', 'output'], right: 1 } },
    { preset: '2', at: { control: 'score' }, awaits: [{ kind: 'option', path: 'score', is: 'scaled_dot' }] },
    {
      preset: '2',
      at: { control: 'score' },
      awaits: [
        { kind: 'option', path: 'score', is: 'cosine' },
        { kind: 'moved', path: 'beta' },
      ],
    },
    {
      preset: '2',
      at: { control: 'score' },
      awaits: [
        { kind: 'option', path: 'score', is: 'bilinear' },
        { kind: 'number', at: { stage: 'parameter', name: 'score.W', row: 1, column: 1 }, atLeast: 0, atMost: 0 },
      ],
    },
    {
      preset: '2',
      at: { part: 'arithmetic' },
      awaits: [
        { kind: 'option', path: 'score', is: 'additive' },
        { kind: 'looked', at: { stage: 'scores', column: 1 } },
        { kind: 'number', at: { stage: 'embeddings', row: 1, column: 0 }, atLeast: 40 },
      ],
    },
  ],
  exercise: {
    preset: '2',
    conditions: [
      { kind: 'exceeds', at: { stage: 'weights', column: 0 }, other: { stage: 'weights', column: 1 } },
      { kind: 'even', at: { stage: 'embeddings', row: 0 } },
      { kind: 'unchanged', at: { stage: 'embeddings' }, exceptRow: 0 },
      { kind: 'option', path: 'score', is: 'dot' },
    ],
  },
};
