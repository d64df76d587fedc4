import type { LessonText } from '../../text.ts';

export const lesson7: LessonText = {
  title: 'Positional encoding',
  ask: 'How does attention know the order of words?',
  presets: { '7': 'dog bites man', '7-swapped': 'man bites dog', '7-alibi': 'ALiBi', '7-learned': 'Learned' },
  tour: [
    'No encoding yet. “bites” looks at both sides, 0.50 each. Click one of its weights.',
    {
      ask: 'Dog and man have changed places. What does “bites” do now?',
      guesses: ['0.83 on dog', '0.83 on man', '0.50 each, as before'],
      answer: '0.50 each: rows and columns moved with their words, and nothing else. Who bites whom is lost.',
    },
    'The first order again. Under More options, choose sinusoidal positions: “bites” puts 0.83 on man.',
    {
      ask: 'Swapped again. Choose sinusoidal here too. Where does the 0.83 go?',
      guesses: ['to dog, the one behind', 'to man, as before'],
      answer: 'To dog: whoever stands behind is bitten.',
    },
    'This is the code that is added. Column 1 swings quickly, column 3 crawls, like the hands of a clock. Choose sinusoidal and click two of its cells.',
    'Choose rotary: nothing is added; q and k are turned. Let the positions begin at 5 instead of 0, and look: the scores stay.',
    'ALiBi with the causal mask and x = 0: each step back multiplies the weight by e^(−0.5) = 0.61. Change the slope.',
    {
      ask: 'Learned positions are a table, here of 8 rows. What about a ninth word?',
      guesses: ['it starts again at row 1', 'it has no row: an error', 'it gets the last row'],
      answer: 'There is no row for it, and the page says so. Sines and rotations go on for ever.',
    },
  ],
  notice:
    'Dot products of sinusoidal codes depend on distance only: 2, 1.54, 0.58, 0.01 for 0–3 steps. With q = k = (1,0,1,0), rotary gives these very numbers. A causal mask alone already betrays some order.',
  myth: {
    claim: '“a₁, a₂, a₃ are numbered, so the model knows the order.”',
    answer: 'The numbers are for us; the sums do not use them.',
  },
  math: 'Columns count from 0 here. $R_m$ turns pair i by $m\\cdot 10000^{-2i/d_k}$; $\\mu_h$ is a number for head h of H. Without positions $f(\\Pi X)=\\Pi f(X)$ for every permutation $\\Pi$.',
  refs: 'Vaswani 2017 §3.5; D2L-zh §10.6; Su 2021 (RoFormer) §3.2; Press 2022 (ALiBi) §3.',
  exercise: 'In the ALiBi figure with its four words, find a slope for which the last word gives itself at least 0.8.',
};
