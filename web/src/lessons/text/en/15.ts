import type { LessonText } from '../../text.ts';

export const lesson15: LessonText = {
  title: 'Edge cases',
  ask: 'When does softmax go wrong, and what do its limits look like?',
  presets: { '15-overflow': 'Large scores', '15-temperature': 'Temperature', '15-scale': 'd = 512', '15-class': 'A class' },
  tour: [
    {
      ask: 'Scores 1000, 999, 998. Unfold the edge cases and stop subtracting the maximum: e¹⁰⁰⁰ is beyond every float. What does softmax give?',
      guesses: ['1, 0, 0', 'NaN', '0.67, 0.24, 0.09'],
      answer: 'NaN: ∞ divided by ∞. Subtract the maximum again, which changes nothing in exact arithmetic: 0.665, 0.245, 0.090.',
    },
    {
      ask: 'd = 512 without the scale: over many draws the top weights average 0.95, and gradients fade. And with the scale?',
      guesses: ['0.95', '0.64', '0.32'],
      answer: '0.32. Choose the scaled dot product and look.',
    },
    'A class as tutorials often write it, unscaled: fresh weights shrink the scores, yet one of ten keys takes 0.86 on average. Choose the scaled dot product: 0.16.',
    'Hide a whole row: choose the padding mask with 0 real tokens. 0/0 would be NaN; here weights and output are 0, and a note says so.',
    {
      ask: 'Move the temperature: 0.1 is nearly one-hot, 100 nearly uniform. Where does the ranking change?',
      guesses: ['below 1', 'above 1', 'nowhere'],
      answer: 'Nowhere: dividing all scores by one positive number keeps their order.',
    },
    'Back to τ = 1. Replace softmax by sigmoid gates: 0.88, 0.73, 0.50, 0.27. Add them: 2.38. Gates decide alone; attention shares one budget.',
  ],
  notice:
    'τ → 0: one-hot on the maximum, ties share it. τ → ∞ or q = 0: uniform. Adding to all scores does nothing; multiplying sharpens. LSTM and GRU gates also mix by learned numbers in (0, 1), but per component; a ResNet shortcut has the fixed weight 1.',
  myth: {
    claim: '“√d_k is cosmetic.”',
    answer:
      'Without it softmax saturates as d grows: in our draws at d = 512 the median norm of its Jacobian fell from 0.35 to 0.0002.',
  },
  math: '$\\mathrm{Var}(q^\\top k)=d_k$ for independent components of mean 0 and variance 1. float32 overflows at exp(88.73).',
  refs: 'Vaswani 2017 §3.2.1 and footnote 4; D2L-zh §10.3; Hinton 2015 (temperature).',
  exercise: 'Scores 2, 1, 0, −1: find the temperature at which the first weight is 0.50 ± 0.01.',
};
