import type { Lesson } from './types.ts';

export const lesson13: Lesson = {
  presets: [
    { id: '13', origin: 'random' },
    { id: '13-block', origin: 'random' },
  ],
  formulas: [
    'Z=\\mathrm{LN}(X+\\mathrm{MHA}(X)),\\quad Y=\\mathrm{LN}(Z+F(Z))',
    'Z=X+\\mathrm{MHA}(\\mathrm{LN}(X)),\\quad Y=Z+F(\\mathrm{LN}(Z))',
    'F(z)=W_2\\,\\mathrm{ReLU}(W_1z+b_1)+b_2',
  ],
  shapes: [
    ['X,Z,Y', '(n,d)'],
    ['W_1', '(d_{ff},d)'],
    ['b_1', '(d_{ff})'],
    ['W_2', '(d,d_{ff})'],
    ['b_2', '(d)'],
  ],
  tour: [
    {
      preset: '13',
      at: { stages: ['weights'] },
      awaits: [
        { kind: 'looked', at: { stage: 'weights', scope: 'encoder.' } },
        { kind: 'looked', at: { stage: 'weights', scope: 'layers.0.self_attn' } },
        { kind: 'looked', at: { stage: 'weights', scope: 'layers.0.multihead_attn' } },
      ],
    },
    { preset: '13', at: { control: 'tokens' }, awaits: [{ kind: 'moved', path: 'tokens' }], predicts: { hides: [], right: 1 } },
    { preset: '13', at: { control: 'keys' }, awaits: [{ kind: 'moved', path: 'keys' }] },
    {
      preset: '13',
      at: { stages: ['normalized'] },
      awaits: [
        { kind: 'looked', at: { stage: 'normalized' } },
        { kind: 'looked', at: { stage: 'residual' } },
      ],
    },
    { preset: '13-block', at: { stages: ['weights'] }, predicts: { hides: [], right: 0 } },
  ],
  exercise: {
    preset: '13-block',
    conditions: [
      { kind: 'option', path: 'norm_first', is: true },
      { kind: 'equal', at: { stage: 'embeddings' }, other: { stage: 'residual', last: true } },
    ],
  },
};
