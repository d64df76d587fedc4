import type { Trace } from '../core/trace.ts';
import type { Node } from '../core/types.ts';
import type { Looking } from '../store/figure.ts';
import { flowParts, lookedAt, partOf, vectorParts } from './flow-parts.ts';
import { drawInLanes, type Lane } from './lanes.ts';

const isAttention = ({ scope }: Node): boolean => /attn$/.test(scope);

/** An encoder that stands before a decoder, and reads its source. */
const isOfEncoder = ({ scope }: Node): boolean => /^encoder\b/.test(scope);

/**
 * A transformer's layer: each attention is a line, with what comes before it on its left; what follows the last one, the
 * feed-forward network, is a line of its own. Where the norms stand is for the graph to say.
 */
function layerLanes(trace: Trace, looking: Looking, ofEncoder: boolean): Lane[] {
  const nodes = trace.nodes.filter(node => isOfEncoder(node) === ofEncoder);
  const all = lookedAt(trace, looking).filter(node => nodes.includes(node));
  const name = (line: string): string => (ofEncoder ? `encoder_${line}` : line);
  const beside = all.filter(
    node =>
      node.rowAxis === 'query' &&
      node.columnAxis === 'feature' &&
      !isAttention(node) &&
      node.stage !== 'internal' &&
      (trace.layerOf(node) >= 0 || isAtEnd(trace, nodes, looking, node)),
  );
  const input = inputOf(trace, nodes, looking);
  const places = input ? placesOf(nodes, looking, input) : [];
  const sequence = [...(input ? [input] : []), ...beside];
  // Positions are added in a line of their own.
  const lanes: Lane[] = places.length > 0 ? [{ name: 'positions', parts: vectorParts(places) }] : [];
  let done = -1;
  for (const scope of new Set(all.filter(isAttention).map(node => node.scope))) {
    const own = all.filter(node => node.scope === scope);
    const start = own[0]?.node ?? 0;
    const isUsed = ({ node, stage, scope: of }: Node): boolean =>
      of === '' && stage === 'mask' && own.some(({ inputs }) => inputs.includes(node));
    // The other sentence, which a decoder looks at, unless an encoder stands between.
    const isSource = ({ stage, rowAxis }: Node): boolean =>
      scope.endsWith('multihead_attn') && stage === 'embeddings' && rowAxis === 'key' && !trace.nodes.some(isOfEncoder);
    const parts = flowParts(trace, [...all.filter(node => isUsed(node) || isSource(node)), ...own]);
    const left = sequence.filter(({ node }) => node > done && node < start).map(node => partOf(node));
    lanes.push({ name: name(scope.split('.').at(-1) ?? ''), parts: { ...parts, left: [...left, ...parts.left] } });
    done = start;
  }
  lanes.push({ name: name('feed_forward'), parts: vectorParts(sequence.filter(({ node }) => node > done)) });
  return lanes;
}

/** What a layer adds to: the embeddings with their positions, or what the layer before has made. */
function inputOf(trace: Trace, nodes: readonly Node[], { layer }: Looking): Node | undefined {
  const first = nodes.find(node => node.stage === 'residual' && trace.layerOf(node) === layer);
  return first?.inputs
    .map(input => trace.node(input))
    .find(node => node && !(nodes.includes(node) && trace.layerOf(node) === layer));
}

/** What goes into the first layer's input, or turns its queries: words, and their places. */
function placesOf(nodes: readonly Node[], { layer }: Looking, input: Node): Node[] {
  if (layer > 0) return [];
  const isPlace = ({ stage, rowAxis, columnAxis, scope }: Node): boolean =>
    stage === 'positions' && rowAxis === input.rowAxis && columnAxis === 'feature' && scope === '';
  return nodes.filter(node => input.inputs.includes(node.node) || isPlace(node));
}

/** A norm after the last layer belongs to it. */
function isAtEnd(trace: Trace, nodes: readonly Node[], { layer }: Looking, { node }: Node): boolean {
  const last = nodes.findLast(other => trace.layerOf(other) === layer)?.node ?? -1;
  return layer === trace.layers - 1 && node > last;
}

drawInLanes('encoder', (trace, looking) => layerLanes(trace, looking, false));
drawInLanes('decoder', (trace, looking) => [
  ...(trace.nodes.some(isOfEncoder) ? layerLanes(trace, looking, true) : []),
  ...layerLanes(trace, looking, false),
]);
