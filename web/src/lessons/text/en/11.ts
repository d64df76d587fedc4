import type { LessonText } from '../../text.ts';

export const lesson11: LessonText = {
  title: 'Attention pooling',
  ask: 'A text comes without a question. Who is the query?',
  presets: {},
  tour: [
    'The query u is a parameter. Ours asks “which word carries an opinion?” Click one of its four numbers.',
    {
      ask: 'Sentence 1: which word is brightest?',
      guesses: ['the', 'soup', 'delicious'],
      answer: 'Delicious, 0.92. “the” and “was” keep 0.02.',
    },
    'One level up, the same recipe weighs sentences: 0.52, 0.02, 0.46. Click the bus ride’s.',
    {
      ask: 'Turn delicious into awful: set its praise to 0 and its blame to 2. Do the weights move?',
      guesses: ['yes', 'no'],
      answer: 'No; but p(positive) falls from 0.97 to 0.40.',
    },
    'Start afresh. Under More options, set the normaliser to “Uniform: attention off”: every word counts the same, which is mean pooling, and 0.97 shrinks to 0.70.',
  ],
  notice:
    'Any number of vectors goes in, one vector of fixed width comes out. The weight says where the evidence is; the value says what it is.',
  myth: {
    claim: '“This is the Transformer’s self-attention.”',
    answer: 'Some texts use that name for Yang et al.; but here one learned query reads N inputs and gives 1 output, not N.',
  },
  math: 'And again with $W_s,b_s,u_s$ over the $s_i$ for the document vector. Here h is given; the paper uses a bidirectional GRU.',
  refs: 'Yang 2016 §2.2; Sukhbaatar 2015 (a learned query).',
  exercise: 'Change only the words’ query u: “soup” and “bus” must each get at least 0.8 of their sentence.',
};
