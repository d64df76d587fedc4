import type { LessonText } from '../../text.ts';

export const lesson10: LessonText = {
  title: 'Local attention',
  ask: 'Must we look at the whole sentence each time?',
  presets: {},
  tour: [
    'Choose monotonic, with D = 2: one row is one step t. The window walks along with t and is cut at both ends.',
    'Back to predictive: the centre $p_t$ is 4.0. Change the first number of a state h between −2 and 2: its window glides from 0.2 to 7.8.',
    {
      ask: 'Equal scores give 0.2 each; the bell curve makes 0.20, 0.12, 0.03. What do the weights of a row sum to?',
      guesses: ['1', '0.50', '0.20'],
      answer: '0.497. To renormalise is our switch, not the paper’s.',
    },
    'Set the second number of a state to 2: tea and cake rise to 0.25 each, still only inside the window.',
  ],
  notice:
    'Only 2D+1 scores a step instead of S. The bell carries a gradient to $p_t$; the window’s edge does not. It stands between soft and hard.',
  myth: { claim: '“Attention weights always sum to 1.”', answer: 'Not in local-p as published.' },
  math: 'local-m has $p_t=t$; local-p predicts it. S is the source’s length; $a_t$ is 0 outside the window.',
  refs: 'Luong 2015 §3.2.',
  exercise: 'Change only the first number of one state h so that its $p_t$ lies between 5.9 and 6.1.',
};
