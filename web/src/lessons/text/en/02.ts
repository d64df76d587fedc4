import type { LessonText } from '../../text.ts';

export const lesson2: LessonText = {
  title: 'Scoring functions',
  ask: 'Who decides what “relevant” means?',
  presets: {},
  tour: [
    {
      ask: 'Start with the dot product. Which key wins?',
      guesses: ['twin', 'giant', 'stranger'],
      answer: 'Giant, with 0.88. A long vector has a loud voice.',
    },
    'Switch to the scaled dot product. The ranking stays; the contrast softens and giant falls to 0.70.',
    'Switch to cosine. Only direction counts, so twin wins, though narrowly. Raise the sharpness β and watch it sharpen.',
    'Choose bilinear and click a number of the projected query. W reads feature 2 only, with a minus sign. Go to that −2 and set it to 0: all four weights become equal.',
    'Choose additive and open giant’s score: four tanh terms. Make giant ten times longer, (40, 0, 0, 20); its score hardly grows.',
  ],
  notice:
    'Dot, scaled dot and cosine need $d_q=d_k$ and have nothing to learn; bilinear and additive have parameters and accept different widths.',
  myth: {
    claim: '“A score is a similarity, so it is symmetric.”',
    answer: 'It is learned relevance: “its” may look at “Law” while “Law” ignores “its”.',
  },
  math: 'Dot, scaled dot, bilinear, additive, cosine. $\\beta$ is a number; $d=d_q=d_k$ for the first, second and last.',
  refs: 'Qiu 邱锡鹏 §8.2; D2L-zh §10.3; Bahdanau 2015 App. A.1.2; Luong 2015 §3.1 (general = bilinear, concat = additive); Vaswani 2017 §3.2.1; Graves 2014 (NTM) §3.3.1 (cosine, β).',
  exercise: 'With dot, stretch twin without turning it until it beats giant.',
};
