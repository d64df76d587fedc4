import type { LessonText } from '../../text.ts';

export const lesson9: LessonText = {
  title: 'Bahdanau attention in seq2seq',
  ask: 'How does a decoder find the source word it needs now?',
  presets: { '9': 'With attention', '9-fixed': 'Without' },
  tour: [
    'First without attention: all that the decoder hears is one vector, h₃, and it can only say good, good, good. That is the bottleneck.',
    {
      ask: 'With attention. Step 1: query s₀ meets h₁, h₂, h₃. Which is brightest?',
      guesses: ['早 early', '上 (part of day)', '好 good'],
      answer: '好, 0.98. So the word is good.',
    },
    'Open the score e₁₃ = 8.07: two matrices, a sum, tanh, then $\\n{v}_a$ turns three numbers into one.',
    'Go on to row 2: the new state asks something else, 早 and 上 share 0.497 each, so morning. Then row 3: 0.333 each, nothing is left to say, <end>. Click in both.',
    'Choose Lines to see the same weights as an alignment. What is set by hand here, a trained model finds from pairs of sentences alone.',
  ],
  notice:
    'Every output word has its own context vector. In PyTorch all of 20 seeds learned the phrases; in 18 “good” put at least 0.87 on 好, in one 0.87 on 上. Weights show where a model read, not why it decided.',
  myth: {
    claim: '“Someone labels the alignment.”',
    answer: 'It is learned together with the translation, from sentence pairs alone.',
  },
  math: 'Some texts write $s_i$ for the state before word i; the paper calls it $s_{i-1}$.',
  refs: 'Bahdanau 2015 §3.1 eq. (5)–(6), App. A; D2L-zh §10.4; Jain & Wallace 2019; Wiegreffe & Pinter 2019.',
  exercise: 'Change only s₀ so that step 1 puts at least 0.9 on 早.',
};
