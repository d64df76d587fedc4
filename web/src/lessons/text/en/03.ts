import type { LessonText } from '../../text.ts';

export const lesson3: LessonText = {
  title: 'Key–value attention',
  ask: 'Why keep what we match apart from what we take away?',
  presets: { '3-library': 'Library', '3-search': 'Search engine', '3-picture': 'Picture' },
  tour: [
    {
      ask: 'Library: the key is the label on the shelf, the value is the book. Compare the Marvel query with each key. Which are the favourites?',
      guesses: ['comics and films', 'World War II', 'cookbook'],
      answer: 'Comics and films, with a score of 3 each.',
    },
    {
      ask: 'Set comics’ value to 0, number by number. What will change?',
      guesses: ['only the output', 'the weights too'],
      answer: 'Only the output: values have no say in the weights. Now undo, and set its key to 0 instead: the weights move too.',
    },
    'Search engine: titles are keys, articles are values. The clickbait title wins 0.52. Click a number of its value: empty.',
    'Picture: compare both rows. One photograph, two questions, two bright spots. Turn the second query into one of your own.',
  ],
  notice:
    'The output is as wide as the values (3), not the keys (4). World War II still adds 0.06: skimmed, not skipped. With values = keys you are back in lesson 1.',
  myth: {
    claim: '“Attention returns the best match.”',
    answer: 'It returns a mixture of all values; the best match only has the largest share.',
  },
  math: '',
  refs: 'Qiu 邱锡鹏 §8.2.1; Vaswani 2017 §3.2; D2L-zh §10.1.',
  exercise: 'Picture: turn one query into one that gives the sign and the phone number at least 0.45 each.',
};
