import type { Lesson } from './types.ts';

export const lesson10: Lesson = {
  presets: [{ id: '10', origin: 'hand', zh: { tokens: ['我们', '在家', '喝', '茶', '吃', '蛋糕', '很', '开心'] } }],
  formulas: [
    'p_t=S\\,\\sigma(\\n{v}_p^\\top\\tanh(W_ph_t))',
    'a_t(s)=\\mathrm{softmax}_{|s-p_t|\\le D}(\\mathrm{score}(h_t,\\bar h_s))\\quad\\exp\\left(-\\frac{(s-p_t)^2}{2(D/2)^2}\\right)',
  ],
  shapes: [
    ['h_t', '(d)'],
    ['W_p', '(m,d)'],
    ['\\n{v}_p', '(m)'],
    ['\\bar h_s', '(d)'],
    ['a_t', '(S)'],
  ],
  tour: [
    { preset: '10', at: { control: 'alignment' }, awaits: [{ kind: 'option', path: 'alignment', is: 'monotonic' }] },
    {
      preset: '10',
      at: { stages: ['states'] },
      awaits: [
        { kind: 'option', path: 'alignment', is: 'predictive' },
        { kind: 'changed', at: { stage: 'states', column: 0 } },
      ],
    },
    { preset: '10', at: { stages: ['weights'] }, predicts: { hides: ['weights', 'output'], right: 1 } },
    {
      preset: '10',
      at: { stages: ['states'] },
      awaits: [{ kind: 'someRow', at: { stage: 'states' }, columns: [1], atLeast: 2 }],
    },
  ],
  exercise: {
    preset: '10',
    conditions: [
      { kind: 'someRow', at: { stage: 'centres' }, columns: [0], atLeast: 5.9, atMost: 6.1 },
      { kind: 'unchanged', at: { stage: 'states' }, exceptColumn: 0 },
    ],
  },
};
