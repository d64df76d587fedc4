import { html, svg, type TemplateResult } from 'lit';

const drawings = {
  link: svg`<path d="M9.5 14.5l5-5M11 7l1.6-1.6a4 4 0 0 1 5.7 5.7L16.5 13M13 17l-1.6 1.6a4 4 0 0 1-5.7-5.7L7.5 11" />`,
  globe: svg`<circle cx="12" cy="12" r="8.5" /><path d="M3.5 12h17M12 3.5c5 5 5 12 0 17M12 3.5c-5 5-5 12 0 17" />`,
  moon: svg`<path d="M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z" />`,
  sun: svg`<circle cx="12" cy="12" r="4" /><path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6l1.4 1.4M17 17l1.4 1.4M18.4 5.6L17 7M7 17l-1.4 1.4" />`,
  system: svg`<circle cx="12" cy="12" r="8" /><path d="M12 4a8 8 0 0 1 0 16z" fill="currentColor" />`,
  close: svg`<path d="M6 6l12 12M18 6L6 18" />`,
  dice: svg`<path d="M5 10.5a7.5 7.5 0 0 1 13.5-2.5M19 13.5a7.5 7.5 0 0 1-13.5 2.5M18.8 4v4.2h-4.2M5.2 20v-4.2h4.2" />`,
  pencil: svg`<path d="M5 19l1-4L16 5l3 3L9 18zM14 7l3 3" />`,
  eraser: svg`<path d="M8 19h11M5.5 14.5l8-8a2 2 0 0 1 2.8 0l2.2 2.2a2 2 0 0 1 0 2.8L11.5 19H9z" />`,
  play: svg`<path d="M9 6.5v11l9-5.5z" fill="currentColor" />`,
  pause: svg`<path d="M9 7v10M15 7v10" stroke-width="2.5" />`,
  previous: svg`<path d="M14.5 6L9 12l5.5 6" />`,
  next: svg`<path d="M9.5 6l5.5 6-5.5 6" />`,
  plus: svg`<path d="M12 6v12M6 12h12" />`,
  minus: svg`<path d="M6 12h12" />`,
  warning: svg`<path d="M12 4.5l8.5 15h-17zM12 10v4.5M12 17v.2" />`,
  sliders: svg`<path d="M4 8h9M17 8h3M4 16h3M11 16h9" /><circle cx="15" cy="8" r="2" /><circle cx="9" cy="16" r="2" />`,
  fit: svg`<path d="M5 9V5h4M15 5h4v4M19 15v4h-4M9 19H5v-4" />`,
  menu: svg`<path d="M5 7h14M5 12h14M5 17h14" />`,
  open: svg`<path d="M13 5h6v6M19 5l-8 8M17 14v5H5V7h5" />`,
  undo: svg`<path d="M8 5L4.5 8.5 8 12M5 8.5h8.5a5 5 0 0 1 0 10H10" />`,
  restart: svg`<path d="M5.5 4.5v5h5M6 9.5a7.5 7.5 0 1 1-1.4 4" />`,
  check: svg`<path d="M5.5 12.5l4.5 4.5 8.5-10" />`,
  circle: svg`<circle cx="12" cy="12" r="7" />`,
  book: svg`<path d="M12 7c-2-1.6-4.6-2-7.5-2v12.5c2.9 0 5.5.4 7.5 2 2-1.6 4.6-2 7.5-2V5c-2.9 0-5.5.4-7.5 2zM12 7v12" />`,
  download: svg`<path d="M12 4v11M7.5 10.5L12 15l4.5-4.5M5 19.5h14" />`,
  down: svg`<path d="M7 10l5 5 5-5" />`,
} as const;

export type IconName = keyof typeof drawings;

export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${drawings[name]}</svg>`;
}

/** Small pictures of the mechanisms, four by four cells: . nothing, o pale, O half, # strong. */
const glyphs = {
  soft: ['....', 'o#Oo', '....', '....'],
  key_value: ['o..o', 'O##O', 'O##O', 'o..o'],
  self_attention: ['#oOo', 'o#oO', 'Oo#o', 'oOo#'],
  masked: ['#...', 'O#..', 'oO#.', 'ooO#'],
  multi_head: ['##OO', '##OO', 'oo##', 'oo##'],
  cross_attention: ['#oo.', 'oO#.', 'o#o.', 'ooO#'],
  encoder_decoder: ['#...', '#...', '#...', '#...'],
  bahdanau: ['#o..', '.#o.', '.oO#', '...#'],
  luong: ['#...', 'oO..', '.#oo', '..O#'],
  local: ['#O..', 'O#O.', '.O#O', '..O#'],
  pointer: ['#...', '..#.', '.#..', '...#'],
  pooling: ['oO#o', '....', '...#', '....'],
  hierarchical: ['oO..', '..#o', '....', 'o##O'],
  memory: ['#o.o', '#o.o', 'oO#o', '.o#.'],
  encoder: ['####', 'oooo', '####', 'oooo'],
  decoder: ['#...', '##..', 'oooo', '####'],
  linear: ['#OOo', 'O...', 'O...', 'o...'],
  streaming: ['##..', '##..', '##oo', '##oo'],
} as const;

export function glyph(name: keyof typeof glyphs): TemplateResult {
  const strength: Readonly<Record<string, string>> = { o: '0.3', O: '0.6', '#': '1' };
  const cells = glyphs[name].flatMap((line, row) => [...line].map((mark, column) => ({ row, column, opacity: strength[mark] })));
  return html`<svg class="glyph" viewBox="0 0 20 20" aria-hidden="true">
    ${cells.map(({ row, column, opacity }) =>
      opacity ? svg`<rect x=${1 + column * 4.6} y=${1 + row * 4.6} width="4" height="4" rx="0.8" fill-opacity=${opacity} />` : '',
    )}
  </svg>`;
}
