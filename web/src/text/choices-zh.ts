// 各选项的取值，按选项的路径排列。
import type { FirstWords } from './catalogue.ts';

export const choices: FirstWords['choices'] = {
  score: {
    additive: '加性',
    dot: '点积',
    scaled_dot: '缩放点积',
    bilinear: '双线性',
    cosine: '余弦',
    general: '一般式（general）',
    concat: '拼接（concat）',
  },
  normalizer: {
    softmax: 'softmax',
    uniform: '均匀：关闭注意力',
    sparsemax: 'sparsemax',
    entmax: '1.5-entmax',
    sigmoid: 'sigmoid',
    hard: '硬：取最大',
    sampled: '硬：按概率采样',
  },
  position: {
    none: '无',
    sinusoidal: '正弦',
    learned: '可学习',
    rotary: '旋转（前后配对）',
    rotary_interleaved: '旋转（相邻配对）',
    alibi: 'ALiBi',
    relative: '相对偏置',
  },
  cell: { gru: 'GRU', lstm: 'LSTM', gated: '门控单元', none: '无：直接给定状态' },
  encoder: { recurrent: '循环网络', none: '无', self_attention: '自注意力' },
  elements: { words: '词', numbers: '数', points: '点' },
  alignment: { monotonic: '随步移动', predictive: '由预测决定' },
  reading: {
    window: '窗口内 softmax',
    floor_window: '中心向下取整的窗口',
    full: '全句 softmax',
    full_then_cut: '全句 softmax，再截取',
    window_renormalized: '窗口内，和为 1',
  },
  activation: { relu: 'ReLU', gelu: 'GELU' },
};
