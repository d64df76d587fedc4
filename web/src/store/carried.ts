import type { Edit, GivenMatrix, Mask, Scenario, Sentence } from './scenario.ts';

/** Which token one was before; null for one that is new. */
export type Origin = number | null;

export interface TokenChange {
  readonly sentence: Sentence;
  readonly tokens: readonly string[];
  /** Of each of them. */
  readonly origin: readonly Origin[];
}

/** The rows of a matrix that the core would draw. */
export type Drawn = (scenario: Scenario, name: string) => readonly (readonly number[])[];

const mostCompared = 1_000_000;

/**
 * Which token of a sentence is which of the sentence before: the longest run of words that stayed, in order; between two that
 * stayed a word that changed is the one that stood there.
 */
export function origins(before: readonly string[], after: readonly string[]): Origin[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) ++start;
  let end = 0;
  const rest = Math.min(before.length, after.length) - start;
  while (end < rest && before.at(-1 - end) === after.at(-1 - end)) ++end;
  const [old, now] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  const stayed = old.length * now.length > mostCompared ? [] : common(old, now);
  const found: Origin[] = after.map((_, index) => (index < start ? index : null));
  for (let at = 1; at <= end; ++at) found[after.length - at] = before.length - at;
  let [from, to] = [0, 0];
  for (const [one, other] of [...stayed, [old.length, now.length] as const]) {
    for (; from < one && to < other; ++from, ++to) found[start + to] = start + from;
    if (other < now.length) found[start + other] = start + one;
    [from, to] = [one + 1, other + 1];
  }
  return found;
}

/** The longest common subsequence, as pairs of indices. */
function common(old: readonly string[], now: readonly string[]): (readonly [number, number])[] {
  const width = now.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  const length = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; --i)
    for (let j = now.length - 1; j >= 0; --j)
      lengths[i * width + j] = old[i] === now[j] ? length(i + 1, j + 1) + 1 : Math.max(length(i + 1, j), length(i, j + 1));
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < old.length && j < now.length; ) {
    if (old[i] === now[j]) pairs.push([i++, j++]);
    else if (length(i + 1, j) >= length(i, j + 1)) ++i;
    else ++j;
  }
  return pairs;
}

/** A scenario with other tokens, and with what belongs to a token where that stands now. */
export function carried(scenario: Scenario, { sentence, tokens, origin }: TokenChange, drawn: Drawn): Scenario {
  const before = scenario[sentence] ?? [];
  const bare: Scenario = { ...scenario, [sentence]: tokens, query: null };
  const weights: Record<string, GivenMatrix> = { ...scenario.weights };
  let edits: readonly Edit[] = scenario.edits;
  for (const { name, side, ofWords } of belongings(scenario, sentence)) {
    const [old, now] = ofWords ? [distinct(before), distinct(tokens)] : [before, tokens];
    const from = ofWords ? wordOrigins(before, tokens, origin) : origin;
    edits = moved(edits, name, side, from);
    const given = scenario.weights[name];
    if (typeof given === 'object')
      weights[name] = side === 'row' ? rows(given, old, now, from, () => drawn(bare, name)) : columns(given, old, from);
  }
  return { ...bare, weights, edits, mask: maskOf(scenario, sentence, origin) };
}

interface Belonging {
  readonly name: string;
  readonly side: 'row' | 'column';
  /** A word that occurs twice has it once. */
  readonly ofWords: boolean;
}

/** The matrices of which a row or a column belongs to a token of the sentence; src/scenario/mechanisms makes them. */
function belongings({ mechanism, keys, targets }: Scenario, sentence: Sentence): Belonging[] {
  const row = (...names: readonly string[]): Belonging[] => names.map(name => ({ name, side: 'row', ofWords: false }));
  const classes = { memory: 'W', pooling: 'W_c', hierarchical: 'W_c' } as const;
  if (sentence === 'targets' && mechanism in classes) return row(classes[mechanism as keyof typeof classes]);
  const decodes = ['bahdanau', 'luong', 'local', 'encoder_decoder'].includes(mechanism);
  const vocabulary: Belonging[] = [
    { name: 'target_embeddings', side: 'row', ofWords: true },
    { name: 'W_o', side: 'row', ofWords: true },
    { name: 'b_o', side: 'column', ofWords: true },
    ...row('states'),
  ];
  const decoded = decodes && sentence === (targets === null ? 'tokens' : 'targets') ? vocabulary : [];
  if (sentence === 'targets') return decoded;
  const attended = sentence === 'keys' || keys === null ? row('keys', 'values') : [];
  const own = sentence === 'keys' ? row('key_embeddings') : row('embeddings', 'queries', 'uniforms');
  return [...own, ...attended, ...decoded];
}

function distinct(tokens: readonly string[]): string[] {
  return [...new Set(tokens)];
}

/** The same of the words of a vocabulary. One that took the place of another takes over what was that one's. */
function wordOrigins(before: readonly string[], after: readonly string[], origin: readonly Origin[]): Origin[] {
  const [old, now] = [distinct(before), distinct(after)];
  return now.map(word => {
    const same = old.indexOf(word);
    if (same >= 0) return same;
    const stood = before[origin[after.indexOf(word)] ?? -1];
    return stood === undefined || now.includes(stood) ? null : old.indexOf(stood);
  });
}

function moved(edits: readonly Edit[], name: string, side: 'row' | 'column', origin: readonly Origin[]): readonly Edit[] {
  if (!edits.some(({ matrix }) => matrix === name)) return edits;
  return edits.flatMap(edit => {
    if (edit.matrix !== name) return [edit];
    const at = origin.indexOf(edit[side]);
    return at < 0 ? [] : [{ ...edit, [side]: at }];
  });
}

/** A new token has the row of the same word, where there is one; else the one that would be drawn. */
function rows(
  given: Exclude<GivenMatrix, string | number>,
  before: readonly string[],
  after: readonly string[],
  origin: readonly Origin[],
  drawn: () => ReturnType<Drawn>,
): GivenMatrix {
  if (given.length !== before.length) return given;
  let all: ReturnType<Drawn> | null = null;
  const zeros = (given[0] ?? []).map(() => 0);
  return after.map((word, index) => {
    const old = given[origin[index] ?? before.indexOf(word)];
    if (old) return old;
    all ??= drawn();
    return all[index] ?? zeros;
  });
}

function columns(
  given: Exclude<GivenMatrix, string | number>,
  before: readonly string[],
  origin: readonly Origin[],
): GivenMatrix {
  return given.map(line => (line.length === before.length ? origin.map(at => line[at ?? -1] ?? 0) : line));
}

/** Pairs of tokens that are hidden by hand. */
function maskOf({ mask, keys, mechanism }: Scenario, sentence: Sentence, origin: readonly Origin[]): Mask {
  if (mask.free.length === 0 || sentence === 'targets') return mask;
  // A decoder's mask is within what it writes.
  const within = keys === null || mechanism === 'decoder';
  const asks = sentence === 'tokens';
  const attended = within ? asks : sentence === 'keys';
  const free = mask.free.map(([query, key]) => [asks ? origin.indexOf(query) : query, attended ? origin.indexOf(key) : key]);
  return { ...mask, free: free.filter((pair): pair is [number, number] => pair.every(at => at >= 0)) };
}
