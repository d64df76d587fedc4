import type { LessonText } from '../../text.ts';

export const lesson1: LessonText = {
  title: 'Soft attention',
  ask: 'How can one query read many inputs at once?',
  presets: {},
  tour: [
    {
      ask: 'Each score is one dot product, query times input. Which score does river get?',
      guesses: ['0', '1', '2', '3'],
      answer: '0: river is all nature, and the query asks for fruit and red. Click its score to see the sum.',
    },
    'Softmax turns 3, 2, 1, 0 into four positive weights that add up to 1. Click the weight of apple: e³ divided by the total.',
    'Click “red” in the query and lower it from 1 to 0. Apple and pear end in a tie.',
    'The output is the weighted average of all inputs, a blend that is not in the list. Click its first number.',
    'Under More options, set the normaliser to “Hard: the best”: it copies one input alone. Now choose “Hard: sampled”, draw another seed ten times, and count the pears.',
    'Back to Softmax. Set the whole query to 0. Nothing is asked, so every input counts 0.25.',
  ],
  notice:
    'Looking with a question (top-down, focused) is the query’s work. What jumps out by itself (bottom-up, salience) would be a fixed bias on the scores, whatever the query. Averaged over many samples, hard attention gives the soft output, its expectation.',
  myth: {
    claim: '“Soft attention throws unimportant inputs away.”',
    answer: 'In exact arithmetic every weight stays above 0; only a mask gives 0.',
  },
  math: 'Hard attention: $x_{\\hat n}$ with $\\hat n=\\arg\\max_n \\alpha_n$, or sampled, $\\hat n\\sim\\alpha$. Argmax and sampling have no useful derivative; hard attention is trained with REINFORCE.',
  refs: 'Qiu 邱锡鹏 §8.1–8.2; D2L-zh §10.1; Xu 2015 §4.1 (hard), §4.2 (soft).',
  exercise: 'Change only the query so that “train” gets at least 0.9.',
};
