import type { Lesson } from './types.ts';

export const lesson3: Lesson = {
  presets: [
    {
      id: '3-library',
      origin: 'hand',
      zh: {
        tokens: ['漫威'],
        keys: ['动漫', '电影', '二战', '菜谱'],
        key_features: ['英雄', '影视', '战争', '美食'],
        value_features: ['认识的英雄', '剧情', '史实'],
      },
    },
    {
      id: '3-search',
      origin: 'hand',
      zh: {
        tokens: ['注意力 入门'],
        keys: ['注意力入门教程', '用注意力做翻译', '震惊！注意力全部内幕', '在家煲汤'],
        key_features: ['注意力', '翻译', '做菜', '入门'],
        value_features: ['原理', '代码', '菜谱'],
      },
    },
    {
      id: '3-picture',
      origin: 'hand',
      zh: {
        tokens: ['这是哪家饭店？', '电话是多少？'],
        keys: ['“锦江饭店”招牌', '电话号码', '行人', '“喜运来大酒家”'],
        key_features: ['文字', '醒目', '数字', '人物'],
      },
    },
  ],
  formulas: ['\\mathrm{att}((K,V),q)=\\sum_{n=1}^{N}\\alpha_n v_n', '\\alpha=\\mathrm{softmax}(s(k_1,q),\\dots,s(k_N,q))'],
  shapes: [
    ['q', '(d_k)'],
    ['K', '(N,d_k)'],
    ['V', '(N,d_v)'],
    ['\\alpha', '(N)'],
    ['\\mathrm{att}', '(d_v)'],
  ],
  tour: [
    { preset: '3-library', at: { stages: ['keys'] }, predicts: { hides: ['scores', 'weights', 'output'], right: 0 } },
    {
      preset: '3-library',
      at: { stages: ['values'] },
      awaits: [
        { kind: 'number', at: { stage: 'values', row: 0 }, atLeast: 0, atMost: 0 },
        { kind: 'number', at: { stage: 'keys', row: 0 }, atLeast: 0, atMost: 0 },
      ],
      predicts: { hides: [], right: 0 },
    },
    { preset: '3-search', at: { stages: ['weights'] }, awaits: [{ kind: 'looked', at: { stage: 'values', row: 2 } }] },
    { preset: '3-picture', at: { stages: ['queries'] }, awaits: [{ kind: 'changed', at: { stage: 'queries', row: 1 } }] },
  ],
  exercise: {
    preset: '3-picture',
    conditions: [
      { kind: 'someRow', at: { stage: 'weights' }, columns: [0, 1], atLeast: 0.45 },
      { kind: 'unchanged', at: { stage: 'keys' } },
    ],
  },
};
