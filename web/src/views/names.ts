import { once } from '../core/once.ts';
import type { Trace } from '../core/trace.ts';
import type { Axis, Node, Stage } from '../core/types.ts';
import type { Scenario } from '../store/scenario.ts';
import { type Catalogue, fill } from '../text/catalogue.ts';

/** What rows and columns are called by. */
export interface Names {
  readonly scenario: Scenario;
  readonly trace: Trace;
  /** What the rows of the weights stand for. */
  readonly rowAxis: Axis;
  /** What is attended. */
  readonly columnNames: readonly string[];
  /** What a decoder can write, or point at. */
  readonly vocabulary: readonly string[];
  /** Which of the vocabulary each step wrote. */
  readonly order: readonly number[];
}

/** What the tokens are called: points go by their numbers, others by themselves. */
export function tokenNames({ mechanism, elements, tokens }: Scenario): readonly string[] {
  return mechanism === 'pointer' && elements === 'points' ? tokens.map((_, index) => String(index + 1)) : tokens;
}

/** What one sees of a token: of one that shows nothing, its code points. */
export function visible(token: string): string {
  const code = (letter: string): string => `U+${letter.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`;
  return /^[\p{DI}\p{C}\p{Z}\u2800]*$/u.test(token) ? [...token].map(code).join(' ') : token;
}

/** What a row or a column of a matrix is called. */
export function nameOf(names: Names, node: Node, side: 'row' | 'column', index: number, words: Catalogue): string {
  const axis = side === 'row' ? node.rowAxis : node.columnAxis;
  const feature = side === 'column' && axis === 'feature' ? names.trace.features(node.node)[index] : undefined;
  return feature ?? called(names, node, axis, index, words) ?? String(index + 1);
}

export function namesOf(names: Names, node: Node, side: 'row' | 'column', words: Catalogue): string[] {
  const length = side === 'row' ? node.rows : node.columns;
  return Array.from({ length }, (_, index) => nameOf(names, node, side, index, words));
}

function called(names: Names, node: Node, axis: Axis, index: number, words: Catalogue): string | undefined {
  const { scenario } = names;
  switch (axis) {
    case 'query':
      return (isOfSource(scenario, node) ? names.columnNames : tokenNames(scenario))[index + firstQuery(scenario, node)];
    case 'key':
      return (isWithin(scenario, node) ? scenario.tokens : names.columnNames)[index + firstKey(scenario, node)];
    case 'step':
      return stepName(names, index, words);
    case 'vocabulary':
      return names.vocabulary[index];
    case 'sentence':
      return fill(words.sentence, { n: index + 1 });
    case 'word':
      return wordName(scenario, node, index) ?? fill(words.word, { n: index + 1 });
    case 'one':
      return isQuery(names, node) ? words.soleQuery : undefined;
    case 'feature':
      return undefined;
  }
}

/** Where one query is computed, its row is the first. */
export function firstQuery({ query, tokens }: Scenario, { rows }: Pick<Node, 'rows'>): number {
  return query !== null && rows < tokens.length ? Number(query) : 0;
}

/** Keys that are read in blocks are numbered from the block's first. */
function firstKey({ mechanism, block_size: size }: Scenario, { step }: Node): number {
  return mechanism === 'streaming' && step >= 0 ? step * Number(size) : 0;
}

/** What the encoder of a whole Transformer makes, which reads the keys. */
export function isOfSource({ mechanism }: Scenario, { scope }: Node): boolean {
  return mechanism === 'decoder' && scope.startsWith('encoder');
}

/** A decoder's own attention is within what it writes, and so is its mask. */
export function isWithin(scenario: Scenario, node: Node): boolean {
  if (isOfSource(scenario, node)) return false;
  return node.scope.endsWith('self_attn') || (scenario.mechanism === 'decoder' && node.stage === 'mask');
}

/** A step goes by the word that it writes: the one that is dictated, or else its own. */
function stepName({ scenario, vocabulary, order }: Names, index: number, words: Catalogue): string {
  const { mechanism, targets, teacher_forced: forced } = scenario;
  if (mechanism === 'memory') return fill(words.chooser.number, { label: words.chooser.memory, n: index + 1 });
  const written = mechanism === 'pointer' ? undefined : vocabulary[order[index] ?? -1];
  const word = forced && mechanism !== 'pointer' ? (targets ?? scenario.tokens)[index] : written;
  return word ?? fill(words.step, { n: index + 1 });
}

/** A word of the text, or of the one sentence that the node is about. */
function wordName({ tokens }: Scenario, { step, rows }: Node, index: number): string | undefined {
  if (step >= 0) return sentencesOf(tokens)[step]?.[index] ?? '·';
  return rows === tokens.length ? tokens[index] : undefined;
}

/** The sentences that the core reads in a text: a full stop, a question or an exclamation mark ends one. */
export const sentencesOf = once((tokens: readonly string[]): string[][] => {
  const sentences: string[][] = [[]];
  tokens.forEach((token, index) => {
    sentences.at(-1)?.push(token);
    if (/[.!?。！？]$/.test(token) && index < tokens.length - 1) sentences.push([]);
  });
  return sentences;
});

/** The one row that asks. */
function isQuery({ rowAxis }: Names, { stage, role }: Node): boolean {
  return rowAxis === 'one' && stage !== 'internal' && (stage !== 'parameter' || role === 'query');
}

/** Scores, as they are compared, adjusted and masked. */
export const scoreStages: readonly Stage[] = ['scores', 'adjusted_scores', 'masked_scores'];

export function isScores({ stage }: Node): boolean {
  return scoreStages.includes(stage);
}

/** Whether the matrix relates two things, rather than describing one by numbers. */
export function isRelation({ columnAxis }: Node): boolean {
  return columnAxis === 'key' || columnAxis === 'word' || columnAxis === 'sentence';
}
