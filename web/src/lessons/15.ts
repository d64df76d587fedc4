import type { Lesson } from './types.ts';

export const lesson15: Lesson = {
  presets: [
    { id: '15-overflow', origin: 'hand' },
    { id: '15-temperature', origin: 'hand' },
    { id: '15-scale', origin: 'random' },
    { id: '15-class', origin: 'random' },
  ],
  formulas: [
    '\\alpha_i=\\frac{\\exp((s_i-\\max_js_j)/\\tau)}{\\sum_k\\exp((s_k-\\max_js_j)/\\tau)}',
    '\\frac{\\partial\\alpha}{\\partial s}=\\frac{1}{\\tau}\\left(\\mathrm{diag}(\\alpha)-\\alpha\\alpha^\\top\\right)',
  ],
  shapes: [
    ['s,\\alpha', '(N)'],
    ['\\partial\\alpha/\\partial s', '(N,N)'],
  ],
  tour: [
    {
      preset: '15-overflow',
      at: { part: 'edges' },
      awaits: [
        { kind: 'option', path: 'subtract_maximum', is: false },
        { kind: 'option', path: 'subtract_maximum', is: true },
      ],
      predicts: { hides: ['weights', 'output'], right: 1 },
    },
    {
      preset: '15-scale',
      at: { control: 'score' },
      awaits: [{ kind: 'option', path: 'score', is: 'scaled_dot' }],
      predicts: { hides: [], right: 2 },
    },
    { preset: '15-class', at: { control: 'score' }, awaits: [{ kind: 'option', path: 'score', is: 'scaled_dot' }] },
    { preset: '15-scale', at: { control: 'mask' }, awaits: [{ kind: 'emptyRow' }] },
    {
      preset: '15-temperature',
      at: { control: 'temperature' },
      awaits: [{ kind: 'moved', path: 'temperature' }],
      predicts: { hides: [], right: 2 },
    },
    {
      preset: '15-temperature',
      at: { control: 'normalizer' },
      awaits: [
        { kind: 'option', path: 'temperature', is: 1 },
        { kind: 'option', path: 'normalizer', is: 'sigmoid' },
      ],
    },
  ],
  exercise: {
    preset: '15-temperature',
    conditions: [
      { kind: 'number', at: { stage: 'weights', column: 0 }, atLeast: 0.49, atMost: 0.51 },
      { kind: 'unchanged', at: { stage: 'scores' } },
    ],
  },
};
