import type { Mechanism } from '../core/types.ts';

interface Group {
  /** Its heading in the catalogue. */
  readonly name: 'basics' | 'self' | 'sequence' | 'pooling' | 'transformer' | 'long';
  readonly mechanisms: readonly Mechanism[];
}

/** The list of mechanisms, in the order in which a learner meets them. */
export const groups: readonly Group[] = [
  { name: 'basics', mechanisms: ['soft', 'key_value'] },
  { name: 'self', mechanisms: ['self_attention', 'masked', 'multi_head', 'cross_attention'] },
  { name: 'sequence', mechanisms: ['encoder_decoder', 'bahdanau', 'luong', 'local', 'pointer'] },
  { name: 'pooling', mechanisms: ['pooling', 'hierarchical', 'memory'] },
  { name: 'transformer', mechanisms: ['encoder', 'decoder'] },
  { name: 'long', mechanisms: ['linear', 'streaming'] },
];
