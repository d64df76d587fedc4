import type { LessonText } from '../../text.ts';

export const lesson13: LessonText = {
  title: 'The Transformer block',
  ask: 'Where does each attention sit, and what stands around it?',
  presets: { '13': 'Transformer', '13-block': 'One encoder block' },
  tour: [
    'Find the three attentions and click in the weights of each: encoder 5×5, masked decoder 3×3, cross 3×5.',
    {
      ask: 'Change the last target word. Which decoder rows will move?',
      guesses: ['all of them', 'only the last', 'none'],
      answer: 'Only the last: the causal mask hides it from all the others.',
    },
    'Change one source word. Now every encoder row and every decoder row may move.',
    'Click in a row after layer norm: mean 0, variance 1. Follow the sum before it: what came in is added back, around the attention.',
    {
      ask: 'A single encoder block, as BERT stacks them. How many of the three attentions are left?',
      guesses: ['1', '2', '3'],
      answer:
        'One: with no decoder there is nothing to mask and nothing to cross to. GPT keeps only the masked one; translation needs all three.',
    },
  ],
  notice:
    'Only attention moves information between positions; the feed-forward network treats each row alone. Tagging gives N labels for N words, classification 1, translation as many as it decides.',
  myth: {
    claim: '“A Transformer generates all words in parallel.”',
    answer: 'Training is parallel; generation is still word by word.',
  },
  math: 'Post-norm above, pre-norm below.',
  refs: 'Vaswani 2017 Fig. 1, §3.1–3.3; D2L-zh §10.7; Xiong 2020 (pre-norm).',
  exercise: 'Choose pre-norm (Norm first) and make the encoder block hand its input on unchanged.',
};
