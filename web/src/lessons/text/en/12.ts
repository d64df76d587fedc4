import type { LessonText } from '../../text.ts';

export const lesson12: LessonText = {
  title: 'Pointer network',
  ask: 'What if the answer is a place in the input?',
  presets: { '12-sort': 'Sorting', '12-hull': 'Convex hull' },
  tour: [
    {
      ask: 'The pointer scores positions; v = −6 makes small numbers score high. Where does it point first?',
      guesses: ['0.7', '0.2', '0.9', '0.4'],
      answer: 'At 0.2, position 2, with 0.88.',
    },
    'No values, no average: the weights are the answer. Click in step 2: 0.2 is taken and masked.',
    'Turn off “Hide what was chosen”: position 2 for ever. Turn it back on.',
    {
      ask: 'Convex hull: six points in the plane, a row each. Which of them lie on the border, counter-clockwise from point 1?',
      guesses: ['1 → 3 → 4 → 5', '1 → 2 → 3 → 4', '1 → 3 → 5 → 6'],
      answer: '1 → 3 → 4 → 5. A pointer network can learn to say so; this one has random weights and has learned nothing yet.',
    },
  ],
  notice:
    'The output vocabulary is the input itself: type a fifth number and there are five answers, no new parameter. With W₂ = 0, pointing plus masking is selection sort; trained networks use the decoder state too.',
  myth: { claim: '“It outputs the numbers.”', answer: 'It outputs indices; looking the number up comes after.' },
  math: '',
  refs: 'Vinyals 2015 §2.3, §3.1 (convex hull); Vinyals, Bengio & Kudlur 2016 (sorting); Qiu 邱锡鹏 §8.2.1.',
  exercise: 'Change one number so that the network sorts from large to small.',
};
