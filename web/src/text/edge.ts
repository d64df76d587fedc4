// The words of the edge cases, which few readers unfold: loaded with their controls.
import type { Language } from './catalogue.ts';

const en = {
  language: 'English',
  subtract: 'Subtract the maximum',
  subtractNote:
    'Softmax first takes the row’s largest score off all of them. Without that, e⁸⁹ is too large for single precision, and ∞/∞ is NaN.',
  scale: 'Scale of the scores',
  scaleNote: 'Without 1/√d the scores grow with the width of the keys, and softmax saturates.',
  attention: 'Attention',
  on: 'On',
  off: 'Off: uniform',
  offNote: 'Switched off, every visible key gets the same weight, whatever is asked.',
  time: 'When the mask acts',
  before: 'Before softmax',
  after: 'After softmax',
  renormalized: 'After, then sum 1',
  timeNote: 'After softmax, hidden weights become 0, and a row no longer sums to 1 unless it is divided by what is left.',
  fill: 'Hidden scores become',
  fillNote: 'Only −∞ hides for certain: e⁰ is 1, and where a whole row is −10⁹ all keys share alike.',
  empty: 'A row that may see nothing',
  emptyNote: '0/0 has no value; what it should be is a convention.',
  rows: { zero: 'Zero', nan: 'NaN', uniform: 'Uniform' },
};

const zh: typeof en = {
  language: '中文',
  subtract: '减去最大值',
  subtractNote: 'softmax 先让整行得分都减去本行最大值。不减的话，e⁸⁹ 就超出单精度的范围，∞/∞ 得 NaN。',
  scale: '得分的缩放',
  scaleNote: '不乘 1/√d，得分会随键的宽度变大，softmax 就饱和了。',
  attention: '注意力',
  on: '打开',
  off: '关闭：均匀',
  offNote: '关闭后，不论查询是什么，看得见的键权重都一样。',
  time: '何时遮',
  before: 'softmax 之前',
  after: 'softmax 之后',
  renormalized: '之后，再归一化',
  timeNote: '在 softmax 之后遮，被遮的权重变成 0，一行的和就不再是 1，除非再除以剩下的和。',
  fill: '被遮的得分改成',
  fillNote: '只有 −∞ 才遮得干净：e⁰ 等于 1；整行都是 −10⁹ 时，所有键又平分权重。',
  empty: '什么也看不到的行',
  emptyNote: '0/0 没有值，取什么全凭约定。',
  rows: { zero: '零', nan: 'NaN', uniform: '均匀' },
};

export const edgeWords: Readonly<Record<Language, typeof en>> = { en, zh };
