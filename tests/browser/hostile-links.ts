// Links that somebody broke, or means ill with, and what is to be said of each.

import { hashOf } from './playground';
import { noMask, scenario } from './scenario';

export interface Hostile {
  readonly name: string;
  readonly hash: string;
  /** Path and code of every fault that is told, "width out_of_range". */
  readonly told: readonly string[];
  /** What the sentences say, in English. */
  readonly says?: readonly (string | RegExp)[];
  /** What of the link opens all the same; nothing: the example does. */
  readonly shows?: Readonly<Record<string, unknown>>;
}

const words = ['the', 'dog', 'ran'];
export const masked = scenario('masked', words, { seed: 7 });
const rest = { mechanism: 'masked', tokens: words, seed: 7 };
const raw = (json: string): string => `#1.${Buffer.from(json, 'utf8').toString('base64url')}`;
/** One more field, as it is written: also what no object could hold. */
const withRaw = (field: string): string => raw(`${JSON.stringify(masked).slice(0, -1)},${field}}`);
const withField = (field: object): string => hashOf({ ...masked, ...field });
const good = hashOf(masked);
const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

/** A field with a value that it cannot have: all but that field opens. */
function bad(name: string, field: Record<string, unknown>, code: string): Hostile {
  const [path = ''] = Object.keys(field);
  const { [path]: _, ...others } = rest as Record<string, unknown>;
  return { name: `${path}: ${name}`, hash: withField(field), told: [`${path} ${code}`], shows: others };
}

const notNumbers = ['width', 'key_width', 'seed', 'temperature'].flatMap(field =>
  [
    ['text', 'x'],
    ['list', [1]],
    ['object', {}],
    ['truth', true],
    ['null', null],
  ].map(([name, value]) => bad(`${name} for a number`, { [String(field)]: value }, 'wrong_type')),
);

export const hostileLinks: readonly Hostile[] = [
  { name: 'no link at all', hash: '#hello', told: ['link not_link'], says: ['#1.'] },
  { name: 'a lesson that there is not', hash: '#lesson-16', told: ['link no_lesson'], says: ['#lesson-1 to #lesson-15'] },
  {
    name: 'a later form',
    hash: good.replace('#1.', '#2.'),
    told: ['link unsupported_version'],
    says: ['Version 2', 'only version 1'],
  },
  { name: 'nothing behind the prefix', hash: '#1.', told: ['link not_scenario'] },
  { name: 'a list', hash: hashOf([1, 2, 3]), told: ['link not_scenario'] },
  {
    name: 'cut off',
    hash: good.slice(0, 100),
    told: ['link cut_off'],
    says: ['The end of the link is missing'],
    shows: { mechanism: 'masked', tokens: words },
  },
  { name: 'cut off within the tokens', hash: good.slice(0, 60), told: ['link cut_off'], shows: { mechanism: 'masked' } },
  ...[5, 17, 61, 62, 63, 64].map(length => ({
    name: `cut to ${length} letters`,
    hash: good.slice(0, length),
    told: [/^link (cut_off|not_scenario)$/.source],
  })),
  {
    name: 'a stray character',
    hash: `${good.slice(0, 120)}!${good.slice(120)}`,
    told: ['link stray_character'],
    says: ['Character 121', '!'],
    shows: { mechanism: 'masked', tokens: words },
  },
  { name: 'not UTF-8', hash: '#1._____w', told: ['link not_scenario'] },
  {
    name: 'a later version',
    hash: withField({ version: 2 }),
    told: ['version unsupported_version'],
    says: ['Version 2'],
    shows: rest,
  },
  {
    name: 'unknown fields',
    hash: withField({ hits: 1, evil: '<img src=x onerror=hit()>' }),
    told: ['hits unknown_field', 'evil unknown_field'],
    says: ['hits', 'evil'],
    shows: rest,
  },
  { name: 'a prototype', hash: withRaw('"__proto__":{"width":2,"polluted":1}'), told: ['__proto__ unknown_field'], shows: rest },
  {
    name: 'a constructor',
    hash: withRaw('"constructor":{"prototype":{"polluted":1}},"toString":1'),
    told: ['constructor unknown_field', 'toString unknown_field'],
    shows: rest,
  },
  {
    name: 'an unknown mechanism',
    hash: withField({ mechanism: 'magic' }),
    told: ['mechanism unknown_name'],
    says: ['magic'],
    shows: { tokens: words, seed: 7 },
  },
  {
    name: 'a prototype for a mechanism',
    hash: withField({ mechanism: '__proto__' }),
    told: ['mechanism unknown_name'],
    shows: { tokens: words },
  },
  { name: 'no mechanism', hash: hashOf({ version: 1, tokens: words }), told: [], shows: { tokens: words } },
  {
    name: 'too deep',
    hash: withRaw(`"weights":${deep}`),
    told: ['weights too_deep'],
    says: [/nested too deep/, '32'],
    shows: rest,
  },
  { name: 'too deep where nobody looks', hash: withRaw(`"x":${deep}`), told: ['x too_deep'], shows: rest },
  { name: 'too long', hash: `#1.${'A'.repeat(1_400_000)}`, told: ['link too_large'], says: [/1,?400,?003 characters/] },
  {
    name: 'infinite numbers',
    hash: withRaw('"beta":1e999,"gain":-1e999'),
    told: ['beta wrong_type', 'gain wrong_type'],
    shows: rest,
  },
  {
    name: 'NaN, which is no JSON',
    hash: withRaw('"beta":NaN'),
    told: ['beta unreadable'],
    says: ['cannot be read'],
    shows: rest,
  },
  { name: 'a lone surrogate', hash: withRaw('"features":["\\ud800"]'), told: [], shows: { mechanism: 'masked', tokens: words } },
  {
    name: 'huge sizes',
    hash: withField({ width: 1e9, key_width: 1e300 }),
    told: ['width out_of_range', 'key_width out_of_range'],
    says: ['Width', '512'],
    shows: rest,
  },
  {
    name: 'huge layers',
    hash: hashOf({ ...masked, mechanism: 'encoder', layers: 1e6 }),
    told: ['layers out_of_range'],
    shows: { mechanism: 'encoder', tokens: words },
  },
  {
    name: 'more memory than is allowed',
    hash: hashOf({
      version: 1,
      mechanism: 'encoder',
      tokens: Array(512).fill('a'),
      heads: 64,
      width: 512,
      layers: 12,
      feed_forward_width: 2048,
    }),
    told: ['tokens too_large'],
    says: ['MB'],
    shows: { mechanism: 'encoder' },
  },
  {
    name: 'ten thousand tokens',
    hash: withField({ tokens: Array(10_000).fill('a') }),
    told: ['tokens too_large'],
    says: ['10000', '4096'],
    shows: { mechanism: 'masked', seed: 7 },
  },
  {
    name: 'a token of a book',
    hash: withField({ tokens: ['the', 'x'.repeat(500_000), 'ran'] }),
    told: ['tokens[1] too_large'],
    says: ['Token 2'],
    shows: { tokens: ['the', 'ran'] },
  },
  {
    name: 'tokens of the wrong kind',
    hash: withField({ tokens: [1, 'dog', null] }),
    told: ['tokens[0] wrong_type', 'tokens[1] wrong_type'],
    shows: { tokens: ['dog'] },
  },
  { name: 'no tokens', hash: withField({ tokens: [] }), told: ['tokens empty'], shows: { mechanism: 'masked', seed: 7 } },
  {
    name: 'null for all',
    hash: hashOf({ version: null, mechanism: null, tokens: null }),
    told: ['mechanism unknown_name', 'tokens wrong_type', 'version unsupported_version'],
  },
  { name: 'a mask of the wrong kind', hash: withField({ mask: 'causal' }), told: ['mask wrong_type'], shows: rest },
  {
    name: 'a window of the wrong kind',
    hash: withField({ mask: { ...noMask, window: 5 } }),
    told: ['mask.window wrong_type'],
    shows: rest,
  },
  {
    name: 'a painted mask of the wrong kind',
    hash: withField({ mask: { ...noMask, free: 5 } }),
    told: ['mask.free wrong_type'],
    shows: rest,
  },
  {
    name: 'half a pair',
    hash: withField({ mask: { ...noMask, free: [[0], [0, 1]] } }),
    told: ['mask.free[0] wrong_type'],
    shows: { ...rest, mask: { free: [[0, 1]] } },
  },
  {
    name: 'an edit of nothing',
    hash: withField({
      edits: [
        { matrix: 'magic', row: 0, column: 0, value: 1 },
        { matrix: 'embeddings', row: 0, column: 0, value: 2 },
      ],
    }),
    told: [/^edits\[0\].*unknown_name$/.source],
    shows: { ...rest, edits: [{ matrix: 'embeddings', value: 2 }] },
  },
  {
    name: 'numbers set by hand that are none',
    hash: withField({
      edits: [
        { matrix: 'W_q', row: 1, column: 2, value: 'x' },
        { matrix: 'W_k', row: 0, column: 0, value: null },
      ],
    }),
    told: [/^edits\[0\].*wrong_type$/.source],
    says: ['W_q [2, 3]', 'W_k [1, 1]'],
    shows: rest,
  },
  { name: 'edits of the wrong kind', hash: withField({ edits: {} }), told: ['edits wrong_type'], shows: rest },
  {
    name: 'a matrix of another shape',
    hash: withField({ weights: { W_q: [[1, 2, 3]] } }),
    told: ['weights.W_q shape_mismatch'],
    shows: rest,
  },
  {
    name: 'settings of the view',
    hash: withField({ view: { panel: 'evil', head: -1, step: 'x', locked: 5, __proto: 1 } }),
    told: ['view unknown_setting'],
    says: ['panel', 'head', 'step', 'locked'],
    shows: rest,
  },
  { name: 'a view of the wrong kind', hash: withField({ view: 5 }), told: ['view unknown_setting'], shows: rest },
  {
    name: 'several at once',
    hash: withField({ width: -1, score: 'magic', temperature: 0, bias: 1 }),
    told: ['width out_of_range', 'score unknown_name', 'temperature out_of_range', 'bias wrong_type'],
    shows: rest,
  },
  ...notNumbers,
  bad('number for a choice', { score: 5 }, 'wrong_type'),
  bad('number for a truth', { bias: 1 }, 'wrong_type'),
  {
    name: 'keys: object for keys',
    hash: withField({ mechanism: 'key_value', keys: {} }),
    told: ['keys wrong_type'],
    shows: { ...rest, mechanism: 'key_value' },
  },
];
