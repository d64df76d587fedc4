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
export interface Run {
  nodes(): { node: number; operation: 'given' | 'embed' | 'linear' | 'matrix_product' | 'additive_score' | 'cosine_score' | 'mask' | 'softmax' | 'weighted_sum' | 'slice_columns' | 'slice_rows' | 'concatenate_columns' | 'concatenate_rows' | 'sum' | 'product' | 'sigmoid' | 'tanh' | 'one_minus'; stage: 'embeddings' | 'parameter' | 'queries' | 'keys' | 'values' | 'projected_queries' | 'projected_keys' | 'scores' | 'mask' | 'masked_scores' | 'weights' | 'mean_weights' | 'output' | 'heads' | 'result' | 'encodings' | 'states' | 'internal'; role: 'none' | 'query' | 'key' | 'value' | 'weights' | 'output'; name: string; head: number; step: number; rows: number; columns: number; rowAxis: 'query' | 'key' | 'feature' | 'step' | 'one'; columnAxis: 'query' | 'key' | 'feature' | 'step' | 'one'; inputs: number[] }[];
  order(): number[];
  values(node: number): Float32Array;
  hidden(node: number): Uint8Array;
  explain(node: number, row: number, column: number): { operation: 'given' | 'embed' | 'linear' | 'matrix_product' | 'additive_score' | 'cosine_score' | 'mask' | 'softmax' | 'weighted_sum' | 'slice_columns' | 'slice_rows' | 'concatenate_columns' | 'concatenate_rows' | 'sum' | 'product' | 'sigmoid' | 'tanh' | 'one_minus'; formula: 'given' | 'copy' | 'sum_of_products' | 'additive_score' | 'cosine_score' | 'mask' | 'softmax' | 'sigmoid' | 'tanh' | 'one_minus'; node: number; row: number; column: number; terms: { factors: { value: number; node: number; row: number; column: number }[]; value: number; hidden: 'visible' | 'causal' | 'window' | 'padding' | 'free' | 'visited' }[]; scale: number; temperature: number; maximum: number; sum: number; queryNorm: number; keyNorm: number; result: number };
  logProbability(): number;
  delete(): void;
}

interface EmbindModule {
  Run: {};
  choices(): { mechanism: ('key_value' | 'multi_head' | 'masked' | 'pointer')[]; score: ('additive' | 'dot' | 'scaled_dot' | 'bilinear' | 'cosine')[]; cell: ('gru' | 'lstm')[]; hidden: ('visible' | 'causal' | 'window' | 'padding' | 'free' | 'visited')[]; stage: ('embeddings' | 'parameter' | 'queries' | 'keys' | 'values' | 'projected_queries' | 'projected_keys' | 'scores' | 'mask' | 'masked_scores' | 'weights' | 'mean_weights' | 'output' | 'heads' | 'result' | 'encodings' | 'states' | 'internal')[]; errorCode: ('json_syntax' | 'unknown_field' | 'missing_field' | 'wrong_type' | 'unknown_name' | 'out_of_range' | 'not_divisible' | 'too_large' | 'unsupported_version' | 'empty' | 'shape_mismatch')[]; limits: { tokens: number; tokenBytes: number; width: number; heads: number; temperature: number; factor: number } };
  run(scenario: EmbindString): Run;
  defaults(mechanism: EmbindString): string;
  tokenize(text: EmbindString): string[];
}

export type MainModule = WasmModule & typeof RuntimeExports & EmbindModule;
export default function MainModuleFactory (options?: unknown): Promise<MainModule>;
