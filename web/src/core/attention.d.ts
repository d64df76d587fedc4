// TypeScript bindings for emscripten-generated code.  Automatically generated at compile time.
declare namespace RuntimeExports {
    let HEAPF32: any;
    let HEAPF64: any;
    let HEAP_DATA_VIEW: any;
    let HEAP8: any;
    let HEAPU8: any;
    let HEAP16: any;
    let HEAPU16: any;
    let HEAP32: any;
    let HEAPU32: any;
    let HEAP64: any;
    let HEAPU64: any;
}
interface WasmModule {
}

type EmbindString = ArrayBuffer|Uint8Array|Uint8ClampedArray|Int8Array|string;
export interface Gradients {
  values(node: number): Float32Array;
  explain(run: Run, node: number, row: number, column: number): { operation: 'given' | 'embed' | 'linear' | 'matrix_product' | 'additive_score' | 'cosine_score' | 'mask' | 'softmax' | 'weighted_sum' | 'slice_columns' | 'slice_rows' | 'concatenate_columns' | 'concatenate_rows' | 'sum' | 'product' | 'sigmoid' | 'tanh' | 'one_minus' | 'relu' | 'gelu' | 'gelu_tanh' | 'layer_norm' | 'gaussian' | 'normalize_rows' | 'negative_log_likelihood' | 'log_softmax' | 'log_sum_exp' | 'sparsemax' | 'entmax' | 'argmax' | 'sample' | 'soft_cap' | 'feature_map' | 'exponential' | 'row_maximum' | 'row_sum' | 'scale_rows' | 'divide_rows' | 'transpose' | 'rotary' | 'gather' | 'wave' | 'uniform'; formula: 'given' | 'copy' | 'sum_of_products' | 'additive_score' | 'cosine_score' | 'mask' | 'softmax' | 'sigmoid' | 'tanh' | 'one_minus' | 'relu' | 'gelu' | 'gelu_tanh' | 'layer_norm' | 'gaussian' | 'share' | 'log_softmax' | 'log_sum_exp' | 'sparsemax' | 'entmax' | 'argmax' | 'sample' | 'soft_cap' | 'feature_map' | 'exponential' | 'maximum' | 'quotient' | 'sine' | 'cosine' | 'naive_softmax' | 'uniform'; node: number; row: number; column: number; terms: { factors: { value: number; source: 'value' | 'gradient' | 'constant'; node: number; row: number; column: number }[]; value: number; hidden: 'visible' | 'causal' | 'window' | 'padding' | 'free' | 'visited' | 'block' }[]; scale: number; temperature: number; maximum: number; sum: number; threshold: number; queryNorm: number; keyNorm: number; mean: number; deviation: number; epsilon: number; position: number; fill: number; empty: 'zero' | 'nan' | 'uniform'; result: number };
  delete(): void;
}

export interface Run {
  nodes(): { node: number; operation: 'given' | 'embed' | 'linear' | 'matrix_product' | 'additive_score' | 'cosine_score' | 'mask' | 'softmax' | 'weighted_sum' | 'slice_columns' | 'slice_rows' | 'concatenate_columns' | 'concatenate_rows' | 'sum' | 'product' | 'sigmoid' | 'tanh' | 'one_minus' | 'relu' | 'gelu' | 'gelu_tanh' | 'layer_norm' | 'gaussian' | 'normalize_rows' | 'negative_log_likelihood' | 'log_softmax' | 'log_sum_exp' | 'sparsemax' | 'entmax' | 'argmax' | 'sample' | 'soft_cap' | 'feature_map' | 'exponential' | 'row_maximum' | 'row_sum' | 'scale_rows' | 'divide_rows' | 'transpose' | 'rotary' | 'gather' | 'wave' | 'uniform'; stage: 'embeddings' | 'parameter' | 'queries' | 'keys' | 'values' | 'projected_queries' | 'projected_keys' | 'scores' | 'mask' | 'adjusted_scores' | 'masked_scores' | 'weights' | 'mean_weights' | 'output' | 'heads' | 'result' | 'encodings' | 'states' | 'internal' | 'centres' | 'alignments' | 'gaussian' | 'attentional' | 'logits' | 'distribution' | 'normalized' | 'residual' | 'hidden_layer' | 'feed_forward' | 'loss' | 'positions'; role: 'none' | 'query' | 'key' | 'value' | 'weights' | 'output'; name: string; head: number; step: number; scope: string; rows: number; columns: number; rowAxis: 'query' | 'key' | 'feature' | 'step' | 'one' | 'vocabulary' | 'word' | 'sentence'; columnAxis: 'query' | 'key' | 'feature' | 'step' | 'one' | 'vocabulary' | 'word' | 'sentence'; inputs: number[] }[];
  values(node: number): Float32Array;
  hidden(node: number): Uint8Array;
  explain(node: number, row: number, column: number): { operation: 'given' | 'embed' | 'linear' | 'matrix_product' | 'additive_score' | 'cosine_score' | 'mask' | 'softmax' | 'weighted_sum' | 'slice_columns' | 'slice_rows' | 'concatenate_columns' | 'concatenate_rows' | 'sum' | 'product' | 'sigmoid' | 'tanh' | 'one_minus' | 'relu' | 'gelu' | 'gelu_tanh' | 'layer_norm' | 'gaussian' | 'normalize_rows' | 'negative_log_likelihood' | 'log_softmax' | 'log_sum_exp' | 'sparsemax' | 'entmax' | 'argmax' | 'sample' | 'soft_cap' | 'feature_map' | 'exponential' | 'row_maximum' | 'row_sum' | 'scale_rows' | 'divide_rows' | 'transpose' | 'rotary' | 'gather' | 'wave' | 'uniform'; formula: 'given' | 'copy' | 'sum_of_products' | 'additive_score' | 'cosine_score' | 'mask' | 'softmax' | 'sigmoid' | 'tanh' | 'one_minus' | 'relu' | 'gelu' | 'gelu_tanh' | 'layer_norm' | 'gaussian' | 'share' | 'log_softmax' | 'log_sum_exp' | 'sparsemax' | 'entmax' | 'argmax' | 'sample' | 'soft_cap' | 'feature_map' | 'exponential' | 'maximum' | 'quotient' | 'sine' | 'cosine' | 'naive_softmax' | 'uniform'; node: number; row: number; column: number; terms: { factors: { value: number; source: 'value' | 'gradient' | 'constant'; node: number; row: number; column: number }[]; value: number; hidden: 'visible' | 'causal' | 'window' | 'padding' | 'free' | 'visited' | 'block' }[]; scale: number; temperature: number; maximum: number; sum: number; threshold: number; queryNorm: number; keyNorm: number; mean: number; deviation: number; epsilon: number; position: number; fill: number; empty: 'zero' | 'nan' | 'uniform'; result: number };
  spread(node: number, past: number): { entropy: number; distance: number };
  given(): { name: string; node: number }[];
  features(node: number): string[];
  vocabulary(): string[];
  order(): number[];
  logProbability(): number;
  delete(): void;
}

interface EmbindModule {
  Gradients: {};
  inverse(scenario: EmbindString, node: number, row: number, column: number, wanted: number, matrix: EmbindString, firstRow: number, rows: number): { outcome: 'reached' | 'out_of_range' | 'no_gradient' | 'not_reached'; before: number; reached: number; norm: number; iterations: number; edits: { matrix: string; row: number; column: number; value: number; previous: number }[] };
  streamed(scenario: EmbindString): Float32Array | null;
  costs(length: number, width: number, heads: number, kernel: number, window: number): { layer: 'self_attention' | 'restricted_self_attention' | 'causal_self_attention' | 'recurrent' | 'convolutional' | 'dilated_convolutional' | 'fully_connected'; parameters: number; multiplyAdds: number; sequentialSteps: number; longestPath: number; memory: number }[];
  Run: {};
  gradients(run: Run, node: number, row: number, column: number): Gradients;
  difference(from: Run, fromNode: number, to: Run, toNode: number): Float32Array;
  counted(run: Run): { parameters: number; multiplyAdds: number; operations: number; numbers: number };
  python(run: Run, most: number): string;
  run(scenario: EmbindString): Run;
  defaults(mechanism: EmbindString): string;
  fields(mechanism: EmbindString): { path: string; kind: 'tokens' | 'flag' | 'count' | 'seed' | 'number' | 'choice' | 'group' | 'window' | 'pairs' | 'weights' | 'edits'; nullable: boolean; minimum: number; maximum: number; choices: string[]; when: { path: string; choices: string[] } | null }[];
  choices(): { mechanism: ('soft' | 'key_value' | 'self_attention' | 'cross_attention' | 'multi_head' | 'masked' | 'pointer' | 'bahdanau' | 'luong' | 'local' | 'encoder_decoder' | 'pooling' | 'hierarchical' | 'memory' | 'encoder' | 'decoder' | 'linear' | 'streaming')[]; score: ('additive' | 'dot' | 'scaled_dot' | 'bilinear' | 'cosine' | 'concat')[]; normalizer: ('softmax' | 'uniform' | 'sparsemax' | 'entmax' | 'sigmoid' | 'hard' | 'sampled')[]; emptyRows: ('zero' | 'nan' | 'uniform')[]; position: ('none' | 'sinusoidal' | 'learned' | 'rotary' | 'rotary_interleaved' | 'alibi' | 'relative')[]; cell: ('gru' | 'lstm' | 'gated' | 'none')[]; encoder: ('recurrent' | 'none' | 'self_attention')[]; elements: ('words' | 'numbers' | 'points')[]; alignment: ('monotonic' | 'predictive')[]; reading: ('window' | 'floor_window' | 'full' | 'full_then_cut' | 'window_renormalized')[]; activation: ('relu' | 'gelu')[]; hidden: ('visible' | 'causal' | 'window' | 'padding' | 'free' | 'visited' | 'block')[]; stage: ('embeddings' | 'parameter' | 'queries' | 'keys' | 'values' | 'projected_queries' | 'projected_keys' | 'scores' | 'mask' | 'adjusted_scores' | 'masked_scores' | 'weights' | 'mean_weights' | 'output' | 'heads' | 'result' | 'encodings' | 'states' | 'internal' | 'centres' | 'alignments' | 'gaussian' | 'attentional' | 'logits' | 'distribution' | 'normalized' | 'residual' | 'hidden_layer' | 'feed_forward' | 'loss' | 'positions')[]; errorCode: ('json_syntax' | 'unknown_field' | 'missing_field' | 'wrong_type' | 'unknown_name' | 'out_of_range' | 'not_divisible' | 'too_large' | 'unsupported_version' | 'empty' | 'shape_mismatch' | 'not_loaded')[]; limits: { tokens: number; longTokens: number; tokenBytes: number; width: number; heads: number; temperature: number; factor: number } };
  tokenize(text: EmbindString): string[];
}

export type MainModule = WasmModule & typeof RuntimeExports & EmbindModule;
export default function MainModuleFactory (options?: unknown): Promise<MainModule>;
