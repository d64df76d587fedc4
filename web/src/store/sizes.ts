/** What makes a scenario large, besides its tokens. */
export const sizes = [
  'width',
  'source_width',
  'key_width',
  'value_width',
  'hidden_width',
  'feed_forward_width',
  'heads',
  'layers',
  'steps',
  'beam',
] as const;
