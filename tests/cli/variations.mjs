// Scenarios of every mechanism that the command lists: as it is by default, and with each of its options changed, one at a
// time. What can be chosen comes from the command itself, so that nothing new is left out.
import { attention } from './run.mjs';

const schema = JSON.parse(attention(['list', '--schema']).stdout);

/** What a field is set to that no list of choices gives. */
const values = {
  tokens: [['the', 'dog', '我们', 'ran', '.', 'it', 'slept']],
  keys: [['a', '苹果', 'pie', '!']],
  targets: [['ein', 'Hund', 'lief']],
  beta: [2.5],
  scale: [0.3],
  temperature: [0.5],
  soft_cap: [1.5],
  width: [8],
  source_width: [5],
  key_width: [3],
  value_width: [5],
  hidden_width: [3],
  feed_forward_width: [6],
  heads: [4],
  key_value_heads: [1],
  layers: [1],
  features: [['p', 'q']],
  key_features: [['p']],
  value_features: [['p']],
  gain: [0.5],
  'mask.fill': [0, -1e9],
  position_first: [3],
  position_rows: [8],
  position_slope: [0.5],
  seed: [7],
  'mask.past': [2],
  'mask.window': [{ left: 1, right: 2 }],
  'mask.padding': [0, 3],
  'mask.prefix': [2],
  'mask.block': [2],
  'mask.free': [
    [
      [0, 1],
      [0, 2],
    ],
  ],
  position_base: [100],
  query: [1],
  steps: [2],
  beam: [2],
  half_window: [1],
  block_size: [2],
  hops: [1],
  weights: [],
  edits: [],
};

function property(path) {
  return path.split('.').reduce((node, name) => {
    const whole = node.properties ? node : node.oneOf.find(option => option.properties);
    return whole.properties[name];
  }, schema);
}

function choices(path) {
  const field = property(path);
  const kinds = field.oneOf ?? [field];
  const listed = kinds.flatMap(kind => kind.enum ?? (kind.type === 'boolean' ? [true, false] : []));
  if (listed.length > 0) return listed;
  if (!(path in values)) throw new Error(`no value to try for the field ${path}`);
  return values[path];
}

/** Tokens that these elements can be read from. */
const elements = { numbers: ['7', '-2.5', '4'], points: ['0.2,0.7', '-1,0', '3,2.5'] };

function withField(scenario, path, value) {
  const [head, tail] = path.split('.');
  return { ...scenario, [head]: tail ? { ...scenario[head], [tail]: value } : value };
}

/** Not every mechanism knows every choice: linear attention, say, has no scores to which positions could be added. */
const refused = (mechanism, path, value) =>
  (mechanism === 'linear' && path === 'position' && ['alibi', 'relative'].includes(value)) ||
  (['pooling', 'hierarchical'].includes(mechanism) && path === 'normalizer' && !['softmax', 'uniform'].includes(value)) ||
  (!['luong', 'local'].includes(mechanism) && path === 'cell' && value === 'none') ||
  (mechanism !== 'pointer' && path === 'encoder' && value === 'self_attention');

/** { name, scenario } of every variation. */
export function variations() {
  const fields = JSON.parse(attention(['list', '--json']).stdout);
  const list = [];
  for (const [mechanism, paths] of Object.entries(fields)) {
    const plain = { version: 1, mechanism, tokens: ['the', 'dog', '我们', 'ran'] };
    list.push({ name: mechanism, scenario: plain });
    for (const path of paths)
      for (const value of choices(path)) {
        if (refused(mechanism, path, value)) continue;
        const tokens = (path === 'elements' && elements[value]) || plain.tokens;
        const scenario = withField({ ...plain, tokens }, path, value);
        list.push({ name: `${mechanism}, ${path} ${JSON.stringify(value)}`, scenario });
      }
  }
  return list;
}
