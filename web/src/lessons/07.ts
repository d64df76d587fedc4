import type { Lesson } from './types.ts';

export const lesson7: Lesson = {
  presets: [
    { id: '7', origin: 'hand', look: 1, zh: { tokens: ['狗', '咬', '人'], features: ['动物', '动作', '人类', '（空）'] } },
    {
      id: '7-swapped',
      origin: 'hand',
      look: 1,
      zh: { tokens: ['人', '咬', '狗'], features: ['动物', '动作', '人类', '（空）'] },
    },
    { id: '7-alibi', origin: 'hand', zh: { tokens: ['一', '二', '三', '四'] } },
    { id: '7-learned', origin: 'random', look: 1, zh: { tokens: ['狗', '咬', '人'] } },
  ],
  formulas: [
    'P_{p,2i}=\\sin(p/10000^{2i/d}),\\quad P_{p,2i+1}=\\cos(p/10000^{2i/d})',
    "X'=X+P",
    '(R_mq)^\\top(R_nk)=q^\\top R_{n-m}k',
    'S_{ij}-\\mu_h(i-j),\\quad \\mu_h=2^{-8h/H}',
  ],
  shapes: [
    ['X,P', '(n,d)'],
    ['R_m', '(d_k,d_k)'],
    ['\\Pi', '(n,n)'],
  ],
  tour: [
    { preset: '7', at: { stages: ['weights'] }, awaits: [{ kind: 'looked', at: { stage: 'weights', row: 1 } }] },
    { preset: '7-swapped', at: { stages: ['weights'] }, predicts: { hides: ['scores', 'weights', 'output'], right: 2 } },
    { preset: '7', at: { control: 'position' }, awaits: [{ kind: 'option', path: 'position', is: 'sinusoidal' }] },
    {
      preset: '7-swapped',
      at: { control: 'position' },
      awaits: [{ kind: 'option', path: 'position', is: 'sinusoidal' }],
      predicts: { hides: ['scores', 'weights', 'output'], right: 0 },
    },
    {
      preset: '7-swapped',
      at: { stages: ['positions'], control: 'position' },
      awaits: [
        { kind: 'looked', at: { stage: 'positions', column: 0 } },
        { kind: 'looked', at: { stage: 'positions', column: 2 } },
      ],
    },
    {
      preset: '7',
      at: { control: 'position' },
      awaits: [
        { kind: 'option', path: 'position', is: 'rotary' },
        { kind: 'option', path: 'position_first', is: 5 },
      ],
    },
    { preset: '7-alibi', at: { control: 'position_slope' }, awaits: [{ kind: 'moved', path: 'position_slope' }] },
    { preset: '7-learned', at: { stages: ['positions'] }, predicts: { hides: [], right: 1 } },
  ],
  exercise: {
    preset: '7-alibi',
    conditions: [
      { kind: 'number', at: { stage: 'weights', row: 3, column: 3 }, atLeast: 0.8 },
      { kind: 'unchanged', at: { stage: 'embeddings' } },
    ],
  },
};
