import type { LessonText } from '../../text.ts';

export const lesson5: LessonText = {
  title: 'Multi-head attention',
  ask: 'A word has several kinds of relations. Can one distribution tell them all?',
  presets: {},
  tour: [
    'Head 1 looks for the other word of the same kind: red → green. Head 2 looks for the partner: red → apple. Switch to head 2, and back.',
    {
      ask: 'Now set heads to 1, with the same matrices. What will row 1 say?',
      guesses: ['green', 'apple', 'both alike'],
      answer: 'Green 0.47, apple 0.47. Two relations, one blurred answer.',
    },
    'Set heads back to 2. Each head returns 2 numbers per word; side by side they make 4. Click one of these and find the head it came from.',
    '$W_o$ mixes the heads. Click a result, go to $W_o$ (out_proj.weight) and set its last two columns to 0: head 2 still attends, but nobody hears it.',
  ],
  notice: 'Every head sees all words and all d features; it only projects them to d/h numbers.',
  myth: {
    claim: '“More heads, more parameters.”',
    answer: 'With width d/h per head the layer has 4d² weights for any h: 1,048,576 at d = 512 with 1, 2 or 8 heads.',
  },
  math: '$W_q^{(i)}$ are rows $(i-1)d/h+1$ to $i\\,d/h$ of the whole matrix, and each head is scaled by $1/\\sqrt{d/h}$. Two stages, $q^{i,1}=W^{q,1}(W^qa^i)$, are one matrix $W^{q,1}W^q$.',
  refs: 'Vaswani 2017 §3.2.2; Qiu 邱锡鹏 §8.2.1; D2L-zh §10.5.',
  exercise: 'Let the heads swap jobs without touching the words.',
};
