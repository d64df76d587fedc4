import type { Mechanism } from '../core/types.ts';
import type { Language } from '../text/catalogue.ts';
import type { Scenario } from './scenario.ts';

/** An entry of the list of mechanisms. Cross-attention is multi-head attention with keys of its own. */
export type Entry = 'key_value' | 'masked' | 'multi_head' | 'cross' | 'pointer';

export const entries: readonly Entry[] = ['key_value', 'masked', 'multi_head', 'cross', 'pointer'];

export function mechanismOf(entry: Entry): Mechanism {
  return entry === 'cross' ? 'multi_head' : entry;
}

export function entryOf(scenario: Scenario): Entry {
  return scenario.mechanism === 'multi_head' && scenario.keys !== null ? 'cross' : scenario.mechanism;
}

export interface Example {
  readonly text: string;
  readonly keysText?: string;
  readonly fields: Partial<Scenario>;
  readonly head?: number;
  /** The row whose largest weight is explained at first. */
  readonly look: number;
}

const causal = { causal: true, past: 0, window: null, padding: null, free: [] } as const;

export const examples: Readonly<Record<Language, Readonly<Record<Entry, Example>>>> = {
  en: {
    key_value: { text: 'a good soup', keysText: 'recipes history travel cooking sport', fields: { seed: 42 }, look: 2 },
    masked: { text: 'the dog ran until it was tired', fields: { seed: 42 }, look: 4 },
    multi_head: {
      text: 'the dog ran until it was tired',
      fields: { seed: 42, heads: 4, width: 16, mask: causal },
      head: 1,
      look: 4,
    },
    cross: {
      text: 'I met her in Beijing yesterday',
      keysText: '我 昨天 在 北京 遇见 了 她',
      fields: { seed: 42, heads: 4, width: 16 },
      look: 1,
    },
    pointer: { text: '7 2 9 4 1', fields: { seed: 42 }, look: 1 },
  },
  zh: {
    key_value: { text: '一碗好汤', keysText: '菜谱 历史 旅行 烹饪 体育', fields: { seed: 42 }, look: 2 },
    masked: { text: '我们昨天在北京遇见了她', fields: { seed: 42 }, look: 4 },
    multi_head: {
      text: '我们昨天在北京遇见了她',
      fields: { seed: 42, heads: 4, width: 16, mask: causal },
      head: 1,
      look: 4,
    },
    cross: {
      text: '我昨天在北京遇见了她',
      keysText: 'I met her in Beijing yesterday',
      fields: { seed: 42, heads: 4, width: 16 },
      look: 4,
    },
    pointer: { text: '7 2 9 4 1', fields: { seed: 42 }, look: 1 },
  },
};
