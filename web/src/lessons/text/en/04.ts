import type { LessonText } from '../../text.ts';

export const lesson4: LessonText = {
  title: 'Self-attention',
  ask: 'What can each word learn from its own sentence?',
  presets: { '4-abcd': 'a₁ … a₄', '4-its': 'A sentence' },
  tour: [
    'Q, K and V all come from the same a’s, through three different matrices. Click a number of q₁ to see $W_q$ times a₁.',
    {
      ask: 'Row 1 tells how much a₁ takes from each of a₁…a₄. The largest share is 0.85. Whose is it?',
      guesses: ['a₁', 'a₂', 'a₃', 'a₄'],
      answer: 'a₂’s: the query of a₁ and the key of a₂ point the same way.',
    },
    'So b₁ = (0.88, 0.03, 1.82, 0.15) lands close to v₂ = (1, 0, 2, 0). Change a number of a₂ and see b₁ follow.',
    'Now a sentence. Click in the row “its”: Law 0.56, application 0.34. It asks for an owner and for what is owned.',
  ],
  notice:
    'The map is not symmetric: its → Law 0.56, Law → its 0.02. “application” gives perfect and just 0.40 each: same features, and no one has told it the order yet (lesson 7). The paper’s picture comes from a trained model; ours is set by hand to be readable.',
  myth: {
    claim: '“Self-attention means Q = K = V.”',
    answer: 'Same source, three projections; they are equal only if all three matrices are.',
  },
  math: 'Softmax by rows.',
  refs: 'Vaswani 2017 §3.2.1 eq. (1) and the attention pictures in its appendix; Qiu 邱锡鹏 §8.3; D2L-zh §10.6.',
  exercise: 'Change only the query of “its” (the pronoun column of $W_q$) so that it puts at least 0.8 on “Law”.',
};
