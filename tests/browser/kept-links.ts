// Links as they were once given away. They must open for ever: a change of the form adds lines here and changes none.

/** A cell's stage, row, column, and its number as the core computed it when the link was made. */
export type KeptCell = readonly [stage: string, row: number, column: number, value: number];

export interface KeptLink {
  readonly name: string;
  readonly hash: string;
  /** What its own link holds once it is open. */
  readonly holds: Readonly<Record<string, unknown>>;
  /** What is on screen. */
  readonly shows?: string;
  readonly cells: readonly KeptCell[];
}

// Version 1 of the form and of the scenario.
export const keptLinks: readonly KeptLink[] = [
  {
    name: 'the article in the README',
    hash: '#1.eyJ2ZXJzaW9uIjoxLCJtZWNoYW5pc20iOiJtYXNrZWQiLCJ0b2tlbnMiOiJ0aGUgZG9nIHJhbiB1bnRpbCBpdCB3YXMgdGlyZWQifQ',
    holds: { version: 1, mechanism: 'masked', tokens: ['the', 'dog', 'ran', 'until', 'it', 'was', 'tired'] },
    cells: [['weights', 0, 0, 1]],
  },
  {
    name: 'tokens as a text',
    hash: '#1.eyJ2ZXJzaW9uIjoxLCJtZWNoYW5pc20iOiJtYXNrZWQiLCJ0b2tlbnMiOiJ0aGUgZG9nIHJhbiJ9',
    holds: { mechanism: 'masked', tokens: ['the', 'dog', 'ran'] },
    cells: [['weights', 2, 2, 0.6876]],
  },
  {
    name: 'a head, a locked cell, a seed',
    hash: '#1.eyJ2ZXJzaW9uIjoxLCJtZWNoYW5pc20iOiJtdWx0aV9oZWFkIiwidG9rZW5zIjpbInRoZSIsImRvZyIsInJhbiIsInVudGlsIiwiaXQiLCJ3YXMiLCJ0aXJlZCJdLCJ3aWR0aCI6MTYsImhlYWRzIjo0LCJzZWVkIjo3LCJtYXNrIjp7ImNhdXNhbCI6dHJ1ZSwicGFzdCI6MCwid2luZG93IjpudWxsLCJwYWRkaW5nIjpudWxsLCJwcmVmaXgiOjAsImJsb2NrIjpudWxsLCJmcmVlIjpbXSwiZmlsbCI6bnVsbCwiYWZ0ZXIiOmZhbHNlLCJyZW5vcm1hbGl6ZWQiOmZhbHNlLCJlbXB0eV9yb3dzIjoiemVybyJ9LCJ2aWV3Ijp7ImhlYWQiOjIsImxvY2tlZCI6eyJzdGFnZSI6IndlaWdodHMiLCJuYW1lIjoid2VpZ2h0cyIsInJvd3MiOiJxdWVyeSIsImhlYWQiOjIsInN0ZXAiOi0xLCJudGgiOjAsInJvdyI6NCwiY29sdW1uIjoxfX19',
    holds: {
      mechanism: 'multi_head',
      seed: 7,
      mask: { causal: true },
      view: { head: 2, locked: { stage: 'weights', row: 4, column: 1 } },
    },
    shows: '[data-control="release"]',
    cells: [['weights', 4, 1, 0.0284]],
  },
  {
    name: 'the earliest form: a mask of fewer parts',
    hash: '#1.eyJ2ZXJzaW9uIjoxLCJtZWNoYW5pc20iOiJtdWx0aV9oZWFkIiwidG9rZW5zIjpbInRoZSIsImRvZyIsInJhbiJdLCJtYXNrIjp7ImNhdXNhbCI6dHJ1ZSwicGFzdCI6MCwid2luZG93IjpudWxsLCJwYWRkaW5nIjpudWxsLCJmcmVlIjpbWzIsMF1dfSwidmlldyI6eyJoZWFkIjoxfX0',
    holds: { mechanism: 'multi_head', mask: { causal: true, free: [[2, 0]] }, view: { head: 1 } },
    cells: [['weights', 2, 1, 0.951]],
  },
  {
    name: 'a pointer network, at its second step, as points',
    hash: '#1.eyJ2ZXJzaW9uIjoxLCJtZWNoYW5pc20iOiJwb2ludGVyIiwidG9rZW5zIjpbIi0xLjUsLTAuOCIsIi0wLjgsMS4xIiwiMC4yLDEuNyIsIjEuNCwtMC42Il0sImVsZW1lbnRzIjoicG9pbnRzIiwidmlldyI6eyJwYW5lbCI6InBvaW50cyIsInN0ZXAiOjF9fQ',
    holds: { mechanism: 'pointer', elements: 'points', view: { panel: 'points', step: 1 } },
    shows: 'attention-points-panel',
    cells: [],
  },
  {
    name: 'a stack of two layers, the second one, as a table',
    hash: '#1.eyJ2ZXJzaW9uIjoxLCJtZWNoYW5pc20iOiJlbmNvZGVyIiwidG9rZW5zIjpbImEiLCJiIiwiYyJdLCJsYXllcnMiOjIsIndpZHRoIjo4LCJoZWFkcyI6MiwidmlldyI6eyJsYXllciI6MSwiaGVhZCI6MSwicGFuZWwiOiJ0YWJsZSJ9fQ',
    holds: { mechanism: 'encoder', layers: 2, width: 8, heads: 2, view: { layer: 1, head: 1, panel: 'table' } },
    shows: 'attention-table-panel',
    cells: [],
  },
  {
    name: 'numbers set by hand, given matrices, gradients',
    hash: '#1.eyJ2ZXJzaW9uIjoxLCJtZWNoYW5pc20iOiJtYXNrZWQiLCJ0b2tlbnMiOlsidGhlIiwiZG9nIiwicmFuIl0sIndlaWdodHMiOnsiV19xIjoiSSIsIldfayI6MC41fSwid2lkdGgiOjQsImVkaXRzIjpbeyJtYXRyaXgiOiJlbWJlZGRpbmdzIiwicm93IjoxLCJjb2x1bW4iOjIsInZhbHVlIjoyLjV9XSwidmlldyI6eyJncmFkaWVudE9mIjp7InN0YWdlIjoib3V0cHV0IiwibmFtZSI6Im91dHB1dCIsInJvd3MiOiJxdWVyeSIsImhlYWQiOi0xLCJzdGVwIjotMSwibnRoIjowLCJyb3ciOjEsImNvbHVtbiI6MH19fQ',
    holds: {
      weights: { W_q: 'I', W_k: 0.5 },
      edits: [{ matrix: 'embeddings', row: 1, column: 2, value: 2.5 }],
      view: { gradientOf: { stage: 'output', row: 1 } },
    },
    shows: '[data-notice="gradients"]',
    cells: [],
  },
  {
    name: 'Chinese, split into characters, dark',
    hash: '#1.eyJ2ZXJzaW9uIjoxLCJtZWNoYW5pc20iOiJrZXlfdmFsdWUiLCJ0b2tlbnMiOlsi5oiRIiwi5LusIiwi5ZyoIiwi5YyXIiwi5LqsIl0sImtleXMiOlsi57qiIiwiYXBwbGUiXSwic2NvcmUiOiJhZGRpdGl2ZSIsInRlbXBlcmF0dXJlIjowLjUsInZpZXciOnsidGV4dCI6IuaIkeS7rOWcqOWMl-S6rCIsImtleXNUZXh0Ijoi57qiIGFwcGxlIiwic2VnbWVudGF0aW9uIjoiY2hhcmFjdGVycyIsImxhbmd1YWdlIjoiemgiLCJ0aGVtZSI6ImRhcmsifX0',
    holds: {
      tokens: ['我', '们', '在', '北', '京'],
      keys: ['红', 'apple'],
      score: 'additive',
      temperature: 0.5,
      view: { segmentation: 'characters', language: 'zh', theme: 'dark' },
    },
    shows: 'html[lang="zh-CN"][data-theme="dark"]',
    cells: [['weights', 4, 1, 0.4039]],
  },
  {
    name: 'a lesson, in the third step of its tour',
    hash: '#1.eyJ2ZXJzaW9uIjoxLCJtZWNoYW5pc20iOiJtdWx0aV9oZWFkIiwidG9rZW5zIjpbImEiLCJiIiwiYyJdLCJ2aWV3Ijp7Imxlc3NvbiI6eyJsZXNzb24iOjUsInByZXNldCI6IjUiLCJwYXJ0IjoidG91ciIsInN0ZXAiOjJ9fX0',
    holds: { tokens: ['a', 'b', 'c'], view: { lesson: { lesson: 5, preset: '5', part: 'tour', step: 2 } } },
    shows: '[data-tour-step="2"][aria-current="step"]',
    cells: [['weights', 1, 1, 0.3771]],
  },
  {
    name: 'other sizes in the costs',
    hash: '#1.eyJ2ZXJzaW9uIjoxLCJtZWNoYW5pc20iOiJzZWxmX2F0dGVudGlvbiIsInRva2VucyI6WyJhIiwiYiJdLCJ2aWV3Ijp7InBhbmVsIjoiY29zdCIsImNvc3RzIjp7Imxlbmd0aCI6MTAwLCJ3aWR0aCI6NjR9fX0',
    holds: { mechanism: 'self_attention', view: { panel: 'cost', costs: { length: 100, width: 64 } } },
    shows: 'attention-cost-panel',
    cells: [],
  },
  {
    name: 'a decoder, its loss',
    hash: '#1.eyJ2ZXJzaW9uIjoxLCJtZWNoYW5pc20iOiJiYWhkYW5hdSIsInRva2VucyI6WyJ0aGUiLCJjYXQiXSwidGFyZ2V0cyI6WyLnjKsiLCLllp0iXSwibG9zcyI6dHJ1ZSwidGVtcGVyYXR1cmUiOjJ9',
    holds: { mechanism: 'bahdanau', targets: ['猫', '喝'], loss: true, temperature: 2 },
    cells: [['weights', 1, 0, 0.3954]],
  },
  {
    name: 'edge cases',
    hash: '#1.eyJ2ZXJzaW9uIjoxLCJtZWNoYW5pc20iOiJtYXNrZWQiLCJ0b2tlbnMiOlsiYSIsImIiLCJjIl0sInN1YnRyYWN0X21heGltdW0iOmZhbHNlLCJtYXNrIjp7ImNhdXNhbCI6dHJ1ZSwiZmlsbCI6LTUsImVtcHR5X3Jvd3MiOiJ1bmlmb3JtIn0sIm5vcm1hbGl6ZXIiOiJzb2Z0bWF4Iiwic2NhbGUiOjF9',
    holds: { subtract_maximum: false, scale: 1, mask: { fill: -5, empty_rows: 'uniform' } },
    cells: [['weights', 0, 2, 0.0657]],
  },
  {
    name: 'positions',
    hash: '#1.eyJ2ZXJzaW9uIjoxLCJtZWNoYW5pc20iOiJzZWxmX2F0dGVudGlvbiIsInRva2VucyI6WyJhIiwiYiIsImMiXSwicG9zaXRpb24iOiJyb3RhcnkiLCJrZXlfd2lkdGgiOjQsInBvc2l0aW9uX2ZpcnN0IjozfQ',
    holds: { position: 'rotary', position_first: 3 },
    cells: [['weights', 2, 0, 0.3173]],
  },
];
