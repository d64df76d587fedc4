#pragma once

#include <optional>
#include <vector>

#include "mechanisms/attend.hpp"
#include "mechanisms/local.hpp"
#include "mechanisms/recurrent.hpp"

/// Sequence to sequence: a recurrent decoder that writes one word a step, and where it looks meanwhile.
namespace attention {

/// The words that a decoder can write. Each step's distribution is softmax(W_o x + b_o), x what the decoder computed in
/// that step.
struct TargetVocabulary {
  Value embeddings;                       ///< (V, d_y): what a word is as the next step's input
  Value output_weight;                    ///< W_o (V, d_x)
  std::optional<Value> output_bias = {};  ///< b_o (1, V)
};

struct DecodeOptions {
  std::size_t steps = 1;  ///< T
  /// Teacher forcing: (T, d_y), row t the input of step t, whatever the decoder would have written.
  std::optional<Value> forced = {};
  /// Greedy otherwise: the input of the first step, (1, d_y); each later one is the embedding of the most probable word
  /// (the first of equals) of the step before.
  std::optional<Value> start = {};
  std::optional<TargetVocabulary> vocabulary = {};  ///< greedy decoding needs it
  std::optional<Value> mask = {};                   ///< (1, S): which source words may be attended
  float temperature = 1.0F;                         ///< of the attention
  /// (T, d_s): Luong's decoder has these states, whatever it hears; it then needs neither words nor a cell.
  std::optional<Value> states = {};
};

/// Every stage over all T steps, one row a step. Without attention there are no scores, weights and contexts.
struct Decoded {
  Value states;                            ///< (T, d_s)
  std::optional<Value> scores = {};        ///< (T, S)
  std::optional<Value> weights = {};       ///< (T, S): the alignment matrix
  std::optional<Value> contexts = {};      ///< (T, d_h)
  std::optional<Value> attentional = {};   ///< (T, d_c): Luong's h~
  std::optional<Value> logits = {};        ///< (T, V)
  std::optional<Value> distribution = {};  ///< (T, V): their softmax
  std::vector<std::size_t> words = {};     ///< the most probable word of each step
  double log_probability = 0.0;            ///< sum of the logarithms of their probabilities
};

/// Bahdanau et al. 2015, App. A.2.2: e_tj = v . tanh(W_a s_{t-1} + U_a h_j), alpha_t = softmax(e_t), c_t = sum_j
/// alpha_tj h_j, s_t = cell([y_t; c_t], s_{t-1}), for encodings h(S, d_h). The cell is the article's own gated unit or
/// another; its input weights are [W; C] side by side. The distribution is read from [s_t; c_t], in place of the
/// article's maxout layer. Throws shape_mismatch, or missing_field if the first input or the vocabulary is missing.
Decoded decode_bahdanau(Graph& graph, Value encodings, const RecurrentState& initial, const AdditiveScore& score,
                        const CellParameters& cell, const DecodeOptions& options);

struct LuongParameters {
  ScoreFunction score;  ///< dot, bilinear ("general") or concat
  CellParameters cell;
  Value combine_weight;                    ///< W_c (d_c, d_h + d_t)
  bool input_feeding = true;               ///< h~_{t-1} joins the input (section 3.3); zeros at first
  std::optional<LocalOptions> local = {};  ///< local attention; global without
};

/// Luong et al. 2015: h_t = cell([y_t; h~_{t-1}], h_{t-1}), a_t = align(h_t, h_s), c_t = sum_s a_t(s) h_s, h~_t =
/// tanh(W_c [c_t; h_t]); the distribution is read from h~_t. Attention comes after the state here, before it in
/// Bahdanau's. Throws as decode_bahdanau.
Decoded decode_luong(Graph& graph, Value encodings, const RecurrentState& initial, const LuongParameters& parameters,
                     const DecodeOptions& options);

/// The plain encoder-decoder: s_t = cell([y_t; c], s_{t-1}) with one context c(1, d_h) for every step, all that the
/// decoder ever hears of the source (Cho et al. 2014, section 2.2; with s_0 alone as the context, Sutskever et al.
/// 2014). The distribution is read from [s_t; c]. Throws as decode_bahdanau.
Decoded decode_fixed(Graph& graph, Value context, const RecurrentState& initial, const CellParameters& cell,
                     const DecodeOptions& options);

/// h~ = tanh(W_c [c; h]), row by row. Luong et al. 2015, equation 5.
Value attentional_state(Graph& graph, Value contexts, Value states, Value weight, Axis rows);

}  // namespace attention
