// The command, as it was built: ATTENTION_COMMAND names it.
import { spawnSync } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

export const command = env.ATTENTION_COMMAND ?? resolve(root, 'build/native/src/attention');
export const moduleFolder = env.ATTENTION_WASM_DIR ?? resolve(root, 'build/wasm/bindings');

/** Runs the command; `input` is its standard input. */
export function attention(words, input = '') {
  const { status, stdout, stderr, error } = spawnSync(command, words, { encoding: 'utf8', input, maxBuffer: 1e8 });
  // A command that was asked wrongly may end before it has read what was written to it.
  if (error && error.code !== 'EPIPE') throw error;
  return { status, stdout, stderr };
}

/** The report of a scenario as JSON. */
export function report(scenario) {
  const { status, stdout, stderr } = attention(['run', '-', '--json'], JSON.stringify(scenario));
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

export function linkOf(scenario) {
  return `#1.${Buffer.from(JSON.stringify(scenario), 'utf8').toString('base64url')}`;
}

/** Mechanisms, scoring functions, masks and cells in every combination that differs. */
export function scenarios() {
  const tokens = ['the', 'dog', '我们', '👍🏽', 'ran'];
  const masks = {
    none: {},
    causal: { causal: true },
    'causal with a past': { causal: true, past: 2 },
    window: { window: { left: 1, right: 2 } },
    padding: { padding: 3 },
    'no real token': { padding: 0 },
    'free, with an empty row': { free: [0, 1, 2, 3].map(column => [1, column]) },
  };
  const list = [];
  const add = (name, fields) => list.push({ name, scenario: { version: 1, tokens, ...fields } });
  for (const [maskName, mask] of Object.entries(masks)) {
    for (const keys of [null, ['a', '苹果', 'pie', '!']]) {
      const own = { ...mask, ...(mask.free && !keys ? { free: [...mask.free, [1, 4]] } : {}) };
      const suffix = `mask ${maskName}${keys ? ', own keys' : ''}`;
      for (const score of ['additive', 'dot', 'scaled_dot', 'bilinear', 'cosine']) {
        add(`key_value, ${score}, ${suffix}`, { mechanism: 'key_value', keys, score, mask: own, bias: maskName === 'window' });
        if (!keys)
          add(`masked, ${score}, ${suffix}`, { mechanism: 'masked', score, mask: { causal: false, ...own }, temperature: 0.3 });
      }
      add(`multi_head, ${suffix}`, { mechanism: 'multi_head', keys, mask: own, bias: maskName !== 'none', width: 24, heads: 3 });
    }
  }
  for (const mechanism of ['soft', 'self_attention', 'cross_attention'])
    for (const score of ['additive', 'dot', 'scaled_dot', 'bilinear', 'cosine'])
      add(`${mechanism}, ${score}`, {
        mechanism,
        score,
        keys: ['a', '苹果', 'pie'],
        source_width: 5,
        bias: true,
        tied: score === 'cosine',
      });
  for (const mechanism of ['bahdanau', 'luong', 'local', 'encoder_decoder'])
    for (const teacher_forced of [true, false])
      add(`${mechanism}, teacher ${teacher_forced}`, { mechanism, teacher_forced, targets: ['der', 'Hund', '跑'], bias: true });
  for (const reading of ['window', 'floor_window', 'full', 'full_then_cut', 'window_renormalized'])
    add(`local, ${reading}`, { mechanism: 'local', alignment: 'predictive', reading, score: 'concat' });
  for (const position of ['none', 'sinusoidal', 'learned', 'rotary', 'rotary_interleaved', 'alibi', 'relative']) {
    add(`encoder, ${position}`, { mechanism: 'encoder', position, layers: 2, norm_first: true, activation: 'gelu' });
    add(`decoder, ${position}`, { mechanism: 'decoder', position, keys: ['a', 'b'], key_value_heads: 2, bias: true });
  }
  for (const normalizer of ['softmax', 'sparsemax', 'entmax', 'sigmoid', 'hard', 'sampled']) {
    add(`memory, ${normalizer}`, { mechanism: 'memory', keys: ['a', '苹果', 'pie'], normalizer, soft_cap: 2 });
    add(`multi_head, ${normalizer}`, { mechanism: 'multi_head', normalizer, soft_cap: 2 });
  }
  for (const causal of [true, false]) {
    add(`linear, causal ${causal}`, { mechanism: 'linear', mask: { causal }, key_width: 8, value_width: 8 });
    for (const block_size of [1, 2, 8])
      add(`streaming, ${block_size}, causal ${causal}`, { mechanism: 'streaming', mask: { causal }, block_size });
  }
  for (const hidden_width of [4, 6, 8, 12]) {
    add(`pooling, ${hidden_width}`, { mechanism: 'pooling', hidden_width, bias: true, mask: { padding: 4 } });
    add(`hierarchical, ${hidden_width}`, { mechanism: 'hierarchical', hidden_width, tokens: ['a', 'b', '.', 'c', '!'] });
  }
  for (const cell of ['gru', 'lstm']) {
    for (const visited of [true, false])
      add(`pointer, ${cell}, visited ${visited}`, { mechanism: 'pointer', cell, visited, bias: visited });
  }
  return list;
}
