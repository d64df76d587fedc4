import type { LessonText } from '../../text.ts';

export const lesson6: LessonText = {
  title: 'Masks: causal and padding',
  ask: 'How do we hide a word so that nothing leaks?',
  presets: {},
  tour: [
    'No mask yet. Row “I” should learn to predict “like”, but puts 0.52 on it: it copies the answer. Click that cell.',
    'Choose the causal mask. Hatched scores show −∞; their weights are exactly 0. Check that row 3 still sums to 1.',
    {
      ask: 'Unfold the edge cases and let hidden scores become 0 instead of −∞. Row 1 sees one word only: what is its weight then?',
      guesses: ['1', '0.40', '0.25'],
      answer: '0.40: e⁰ is 1, not 0, so the four hidden words keep 0.15 each.',
    },
    {
      ask: 'Now let the mask act after softmax. What does row 1 sum to?',
      guesses: ['1', '0.52', '0.07'],
      answer: '0.07, the weight of “I” on itself. Choose “After, then sum 1”: the right row comes back.',
    },
    'Add the padding mask, with 4 real tokens: the <pad> column is hatched, and row 5 gives its 0.40 back to the real words.',
  ],
  notice:
    'Causal hides a triangle, padding hides columns. With the causal mask one pass trains all positions at once, and each sees just what it will see when generating.',
  myth: {
    claim: '“Masking puts zeros into the scores”, “it is there against overfitting”.',
    answer: 'It puts −∞, and it stops the answer from leaking.',
  },
  math: 'Softmax by rows. $M_{ij}=0$ if query i may see key j, else $-\\infty$; causal: $j\\le i$.',
  refs: 'Vaswani 2017 §3.2.3; D2L-zh §10.3, §10.7.',
  exercise: 'Causal on: paint one more cell so that “green” puts more than 0.85 on “like”.',
};
