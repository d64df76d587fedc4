import type { LessonText } from '../../text.ts';

export const lesson8: LessonText = {
  title: 'Cross-attention: a translation example',
  ask: 'What do two sentences of different length say to each other?',
  presets: { '8-article': 'Three words', '8-decoder': 'Decoder' },
  tour: [
    {
      ask: 'Two queries, three keys. What shape have the weights?',
      guesses: ['3 rows, 2 columns', '2 rows, 3 columns', '3 rows, 3 columns'],
      answer: '2 rows, 3 columns, and each row sums to 1.',
    },
    'Query “Attention” finds its own key: 0.96. The output reads 注意力 0.96, since the values stand for Chinese words. Click it.',
    {
      ask: 'Suppose the key “is” were deleted and its value kept. What happens?',
      guesses: ['the weights get 2 columns', 'the shapes do not fit', 'the value is passed over'],
      answer: 'The shapes do not fit: every weight needs a value to take. Delete both, and the weights are 2 by 2.',
    },
    {
      ask: 'The decoder version: queries come from the Chinese side, keys and values both from English. Where does 你所需要的 look?',
      guesses: ['at all', 'at you and need alike', 'at is'],
      answer: 'At you and need, 0.49 each: one Chinese word, two English ones.',
    },
    'Read the bright cells downwards: 一切 jumps back to “all”. Click that cell: what is found is the key, wherever it stands.',
  ],
  notice: 'Keys and values share their number of rows; the number of queries is free; one output row per query.',
  myth: {
    claim: '“V holds the translation.”',
    answer: 'In a translator K and V both come from the source; target words appear only after the output layer.',
  },
  math: 'S are decoder states, H encoder outputs.',
  refs: 'Vaswani 2017 §3.2.3; D2L-zh §10.7.',
  exercise: 'First figure: turn one query into one with 0.45–0.55 on both “Attention” and “all you need”.',
};
