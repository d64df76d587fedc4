import type { LessonText } from '../../text.ts';

export const lesson14: LessonText = {
  title: 'Why attention?',
  ask: 'What does it cost, what does it buy?',
  presets: {},
  tour: [
    'Set n = 10 and d = 512. What grows with n² is small here: n²·d is 51,200, n·d² is 2,621,440. The table counts the projections too, 4n·d².',
    {
      ask: 'From word 1 to word 8 a recurrent layer takes 7 steps, attention 1. How many layers of plain convolution, k = 3?',
      guesses: ['3', '4', '7'],
      answer: '7: each layer reaches one word further.',
    },
    {
      ask: 'Fixed or dynamic? Delete a word: which layer no longer fits?',
      guesses: ['self-attention', 'fully connected', 'convolution'],
      answer: 'The fully connected one. Attention makes new weights at once.',
    },
    {
      ask: 'Compare parameters at d = 512. Which layer has the fewest?',
      guesses: ['attention', 'a plain RNN', 'LSTM', 'convolution, k = 3'],
      answer: 'The RNN with 0.52 M; convolution 0.79 M, attention 1.05 M, LSTM 2.10 M.',
    },
    'Set n = 4096 and 8 heads: the attention weights alone fill 512 MiB. Short paths have their price.',
  ],
  notice:
    "Solid lines are learned once; dashed lines are computed anew for each sentence, so any length works. Self-attention is like a convolution whose reach and kernel come from the content; with little data a CNN's built-in locality often wins, with much data attention does.",
  myth: {
    claim: '“Attention has the fewest parameters and is always cheaper.”',
    answer: 'A plain RNN has half as many, and beyond n = d attention costs more than recurrence.',
  },
  math: 'Self-attention against recurrence: equal at $n=d$. Stored weights: $h\\,n^2$ numbers. k: kernel, r: neighbourhood. Columns two to four as in Vaswani 2017, Table 1; parameters without biases, all widths d; 4d² are q, k, v and o.',
  table: {
    head: ['Layer', 'Operations', 'In sequence', 'Longest path', 'Parameters'],
    rows: [
      ['self-attention', '$\\n{O}(n^2d)$', '$\\n{O}(1)$', '$\\n{O}(1)$', '$4d^2$'],
      ['recurrent', '$\\n{O}(nd^2)$', '$\\n{O}(n)$', '$\\n{O}(n)$', 'RNN $2d^2$, GRU $6d^2$, LSTM $8d^2$'],
      [
        'convolution',
        '$\\n{O}(\\n{k}nd^2)$',
        '$\\n{O}(1)$',
        '$\\n{O}(\\log_k n)$ dilated, $\\n{O}(n/\\n{k})$ plain',
        '$\\n{k}d^2$',
      ],
      ['restricted self-attention', '$\\n{O}(rnd)$', '$\\n{O}(1)$', '$\\n{O}(n/r)$', '$4d^2$'],
      ['fully connected', '$\\n{O}(n^2d^2)$', '$\\n{O}(1)$', '$\\n{O}(1)$', '$n^2d^2$, n fixed'],
    ],
  },
  refs: 'Vaswani 2017 §4; Qiu 邱锡鹏 §8.3; D2L-zh §10.6; Cordonnier 2020; Dosovitskiy 2021.',
  exercise: 'd = 64: find the n at which self-attention’s n²·d and recurrence’s n·d² are the same.',
};
