import type { Trace } from '../core/trace.ts';
import type { Mechanism, Node } from '../core/types.ts';
import type { Looking } from '../store/figure.ts';
import { flowParts, lookedAt, partOf, vectorParts } from './flow-parts.ts';
import { betweenLanes } from './lane-wires.ts';
import { drawInLanes, type Lane } from './lanes.ts';
import { passing } from './passing.ts';
import { joinLanesBy } from './stack.ts';
import { letPass } from './wires.ts';

joinLanesBy(betweenLanes);
letPass(passing);

/** What a matrix must be to stand in a place: all that is said of it. */
type Wanted = Partial<globalThis.Pick<Node, 'stage' | 'name' | 'rowAxis' | 'scope'>> & {
  /** A step other than the one that is looked at: so many before it. */
  readonly before?: number;
};

/** One line of a mechanism, as a table says it. */
interface Row {
  readonly name: string;
  /** The vectors on its rows, from the left; before the relation, if it has one. */
  readonly left?: readonly Wanted[];
  /** The line goes around the relation that is among these nodes. */
  readonly around?: (node: Node) => boolean;
  readonly source?: Wanted;
  readonly right?: readonly Wanted[];
}

const isWithin = (scope: string) => (node: Node) => node.scope === scope;
const isWhole = ({ step }: Node): boolean => step === -1;

/** Mechanisms of more lines than one, line by line. */
const tables: Partial<Readonly<Record<Mechanism, readonly Row[]>>> = {
  encoder_decoder: [
    {
      name: 'encoder',
      left: [{ stage: 'embeddings', rowAxis: 'key' }, { stage: 'encodings' }, { name: 'encoding' }],
    },
    { name: 'decoder', left: [{ name: 'dictated' }, { stage: 'states', rowAxis: 'step' }, { stage: 'distribution' }] },
  ],
  hierarchical: [
    { name: 'words', around: isWithin('words'), source: { stage: 'embeddings' } },
    { name: 'sentences', around: isWithin('sentences') },
  ],
  memory: [
    { name: 'question', left: [{ stage: 'embeddings', rowAxis: 'query' }, { name: 'question' }] },
    {
      name: 'hops',
      around: ({ rowAxis }) => rowAxis !== 'query',
      right: [{ stage: 'distribution' }],
    },
  ],
  linear: [
    {
      name: 'running',
      left: [
        { stage: 'embeddings' },
        { stage: 'values' },
        { stage: 'keys' },
        { stage: 'projected_keys' },
        { name: 'new_state' },
        { name: 'S', before: 1 },
        { name: 'S' },
        { name: 'z' },
      ],
    },
    {
      name: 'reading',
      left: [
        { stage: 'embeddings', rowAxis: 'query' },
        { stage: 'queries' },
        { stage: 'projected_queries' },
        { stage: 'output' },
      ],
    },
    {
      name: 'equivalent',
      around: node => isWhole(node) && ['projected_queries', 'projected_keys', 'scores', 'mask', 'weights'].includes(node.stage),
    },
  ],
};

for (const [mechanism, rows] of Object.entries(tables)) {
  drawInLanes(mechanism as Mechanism, (trace, looking) => rows.map(row => laneOf(trace, looking, row)));
}

function laneOf(trace: Trace, looking: Looking, { name, left = [], around, source, right = [] }: Row): Lane {
  const nodes = lookedAt(trace, looking);
  const find = ({ before = 0, ...wanted }: Wanted): Node[] => {
    const among = before === 0 ? nodes : lookedAt(trace, { ...looking, step: looking.step - before });
    const fits = (node: Node): boolean =>
      Object.entries(wanted).every(([key, value]) => node[key as keyof Node] === value) && node.stage !== 'parameter';
    const found = among.findLast(node => fits(node) && (before === 0 || node.step >= 0));
    return found ? [found] : [];
  };
  const vectors = left.flatMap(find);
  if (!around) return { name, parts: vectorParts(vectors) };
  const parts = flowParts(trace, nodes.filter(around));
  const from = source && find(source)[0];
  return {
    name,
    parts: {
      ...parts,
      left: [...vectors.map(node => partOf(node)), ...parts.left],
      source: from ? partOf(from) : parts.source,
      right: [...parts.right, ...right.flatMap(find).map(node => partOf(node))],
    },
  };
}

const mostBlocks = 3;

/** The weights as they are, and under them what is carried from block to block instead, up to the block that is looked at. */
drawInLanes('streaming', (trace, looking) => {
  const whole = lookedAt(trace, looking).filter(isWhole);
  const parts = flowParts(trace, whole);
  const running = (name: string): Node[] =>
    trace.nodes.filter(
      node => node.stage === 'states' && node.name === name && node.step <= looking.step && node.step > looking.step - mostBlocks,
    );
  const isLast = looking.step === trace.steps - 1;
  const right = [...running('running_output'), ...(isLast ? whole.filter(({ stage }) => stage === 'output') : [])];
  return [
    { name: 'attention', parts: { ...parts, values: null, right: [] } },
    {
      name: 'blocks',
      parts: {
        ...vectorParts([...running('maximum'), ...running('sum')].sort((one, other) => one.step - other.step)),
        values: parts.values,
        right: right.map(node => partOf(node)),
      },
    },
  ];
});

/** Where a window is predicted, how it comes about stands above what is read through it. */
drawInLanes('local', (trace, looking) => {
  const whole = lookedAt(trace, looking).filter(isWhole);
  const isCentre = ({ stage, rowAxis }: Node): boolean => rowAxis === 'step' && ['states', 'centres', 'gaussian'].includes(stage);
  if (!whole.some(({ stage }) => stage === 'gaussian')) return [{ name: '', parts: flowParts(trace, whole) }];
  return [
    { name: 'centre', parts: vectorParts(whole.filter(isCentre)) },
    {
      name: 'window',
      parts: flowParts(
        trace,
        whole.filter(node => !isCentre(node)),
      ),
    },
  ];
});
