import type { Lesson } from './types.ts';

const causal = { path: 'mask.causal', is: true } as const;

export const lesson6: Lesson = {
  presets: [{ id: '6', origin: 'hand', look: 0, zh: { tokens: ['我', '喜欢', '绿', '茶', '<pad>'] } }],
  formulas: ['A=\\mathrm{softmax}(S+M)', 'S=\\frac{QK^\\top}{\\sqrt{d_k}}'],
  shapes: [['S,M,A', '(n,m)']],
  tour: [
    { preset: '6', at: { stages: ['weights'] }, awaits: [{ kind: 'looked', at: { stage: 'weights', row: 0, column: 1 } }] },
    { preset: '6', at: { control: 'mask' }, awaits: [{ kind: 'option', ...causal }] },
    {
      preset: '6',
      at: { part: 'edges' },
      needs: [causal],
      awaits: [{ kind: 'option', path: 'mask.fill', is: 0 }],
      predicts: { hides: ['weights', 'output'], right: 1 },
    },
    {
      preset: '6',
      at: { part: 'edges' },
      needs: [causal],
      awaits: [
        { kind: 'option', path: 'mask.after', is: true },
        { kind: 'option', path: 'mask.renormalized', is: true },
      ],
      predicts: { hides: ['weights', 'output'], right: 2 },
    },
    { preset: '6', at: { control: 'mask' }, awaits: [{ kind: 'option', path: 'mask.padding', is: 4 }] },
  ],
  exercise: {
    preset: '6',
    conditions: [
      { kind: 'option', ...causal },
      { kind: 'painted', count: 1 },
      { kind: 'number', at: { stage: 'weights', row: 2, column: 1 }, above: 0.85 },
    ],
  },
};
