#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

/// Every choice of the library, and the one place where its spelling is typed. The spelling in JSON, in JavaScript, in
/// menus and in error messages is the enumerator's own name.

namespace attention {

template <class Enum>
struct Spelling;

#define ATTENTION_ENUM(Enum, ...)                                 \
  enum class Enum : std::uint8_t { __VA_ARGS__ };                 \
  template <>                                                     \
  struct Spelling<Enum> {                                         \
    static constexpr std::string_view title = #Enum;              \
    static constexpr std::string_view enumerators = #__VA_ARGS__; \
  }

/// What the playground can compute.
ATTENTION_ENUM(Mechanism, soft, key_value, self_attention, cross_attention, multi_head, masked, pointer, bahdanau,
               luong, local, encoder_decoder, pooling, hierarchical, memory, encoder, decoder, linear, streaming);

/// How a query is compared with a key.
ATTENTION_ENUM(Score, additive, dot, scaled_dot, bilinear, cosine, concat);

/// Which columns of sinusoidal positions hold the sines, and which the cosines: 2i and 2i + 1, or the first half and
/// the second.
ATTENTION_ENUM(SinusoidalLayout, interleaved, halves);

/// What makes weights of scores: softmax, sparsemax (Martins and Astudillo 2016), entmax with alpha 1.5 (Peters et al.
/// 2019), sigmoid one by one, or all the weight on one key: the best (hard), or one drawn by its softmax (sampled).
/// Uniform is no attention at all: every key that may be attended has the same weight.
ATTENTION_ENUM(Normalizer, softmax, uniform, sparsemax, entmax, sigmoid, hard, sampled);

/// How attention learns where a token stands.
ATTENTION_ENUM(Position, none, sinusoidal, learned, rotary, rotary_interleaved, alibi, relative);

/// What reads the input sequence before it is attended; none: the embeddings are attended themselves.
ATTENTION_ENUM(SequenceEncoder, recurrent, none, self_attention);

/// What the elements of a pointer network are: words, numbers on a line, or points in the plane, written x,y.
ATTENTION_ENUM(Elements, words, numbers, points);

/// Where local attention centres its window (Luong et al. 2015, section 3.2): at the step itself, or where it predicts.
ATTENTION_ENUM(Alignment, monotonic, predictive);

/// What predictive local attention does to the weights, where the article leaves it open: softmax over the window,
/// times the Gaussian; the same around the centre rounded down; softmax over all, times the Gaussian; that, cut to the
/// window; the first, made to sum to 1.
ATTENTION_ENUM(LocalReading, window, floor_window, full, full_then_cut, window_renormalized);

/// Between the two layers of a feed-forward network.
ATTENTION_ENUM(Activation, relu, gelu);

/// The unit of a recurrent network; gated is that of Bahdanau et al. 2015; none: the states are given, not computed.
ATTENTION_ENUM(RecurrentCell, gru, lstm, gated, none);

/// What maps a sequence to a sequence, to be compared in cost (Vaswani et al. 2017, Table 1).
ATTENTION_ENUM(Layer, self_attention, restricted_self_attention, causal_self_attention, recurrent, convolutional,
               dilated_convolutional, fully_connected);

/// Why a query may not attend a key.
ATTENTION_ENUM(Hidden, visible, causal, window, padding, free, visited, block);

/// What a row that may attend nothing has for weights: 0; 0/0, as the formula says; or the same for every key, as where
/// hidden scores are large negative numbers.
ATTENTION_ENUM(EmptyRows, zero, nan, uniform);

/// How the search for a change ended: the number is as wanted; no weight can be that much; no gradient leads there; or
/// the search stopped short of it.
ATTENTION_ENUM(InverseOutcome, reached, out_of_range, no_gradient, not_reached);

/// What a field of a scenario holds.
ATTENTION_ENUM(FieldKind, tokens, flag, count, seed, number, choice, group, window, pairs, weights, edits);

/// What a row or a column of a matrix stands for.
ATTENTION_ENUM(Axis, query, key, feature, step, one, vocabulary, word, sentence);

/// Which of the parts of attention a matrix plays.
ATTENTION_ENUM(Role, none, query, key, value, weights, output);

/// Where a matrix stands on the way from tokens to output.
ATTENTION_ENUM(Stage, embeddings, parameter, queries, keys, values, projected_queries, projected_keys, scores, mask,
               adjusted_scores, masked_scores, weights, mean_weights, output, heads, result, encodings, states,
               internal, centres, alignments, gaussian, attentional, logits, distribution, normalized, residual,
               hidden_layer, feed_forward, loss, positions);

/// The operations of the graph.
ATTENTION_ENUM(OperationName, given, embed, linear, matrix_product, additive_score, cosine_score, mask, softmax,
               weighted_sum, slice_columns, slice_rows, concatenate_columns, concatenate_rows, sum, product, sigmoid,
               tanh, one_minus, relu, gelu, gelu_tanh, layer_norm, gaussian, normalize_rows, negative_log_likelihood,
               log_softmax, log_sum_exp, sparsemax, entmax, argmax, sample, soft_cap, feature_map, exponential,
               row_maximum, row_sum, scale_rows, divide_rows, transpose, rotary, gather, wave, uniform);

/// What a number in an explanation is: the value of a cell, the gradient of a cell, or neither.
ATTENTION_ENUM(Source, value, gradient, constant);

/// How the numbers of an explanation make its result.
ATTENTION_ENUM(Formula, given, copy, sum_of_products, additive_score, cosine_score, mask, softmax, sigmoid, tanh,
               one_minus, relu, gelu, gelu_tanh, layer_norm, gaussian, share, log_softmax, log_sum_exp, sparsemax,
               entmax, argmax, sample, soft_cap, feature_map, exponential, maximum, quotient, sine, cosine,
               naive_softmax, uniform);

/// What can be wrong with what the library was given.
ATTENTION_ENUM(ErrorCode, json_syntax, unknown_field, missing_field, wrong_type, unknown_name, out_of_range,
               not_divisible, too_large, unsupported_version, empty, shape_mismatch, not_loaded);

#undef ATTENTION_ENUM

namespace detail {

constexpr std::size_t count_names(std::string_view list) {
  std::size_t commas = 0;
  for (const char letter : list) commas += letter == ',' ? 1 : 0;
  return commas + 1;
}

template <class Enum>
constexpr auto split_names() {
  constexpr std::string_view list = Spelling<Enum>::enumerators;
  std::array<std::string_view, count_names(list)> names{};
  std::size_t start = 0;
  for (auto& name : names) {
    while (list[start] == ' ') ++start;
    std::size_t end = start;
    while (end < list.size() && list[end] != ',') ++end;
    name = list.substr(start, end - start);
    start = end + 1;
  }
  return names;
}

}  // namespace detail

/// All names of an enum, in order: names<Score>[1] is "dot".
template <class Enum>
inline constexpr auto names = detail::split_names<Enum>();

template <class Enum>
constexpr std::string_view name_of(Enum value) {
  return names<Enum>[static_cast<std::size_t>(value)];
}

/// The enumerator with this name, or nothing.
template <class Enum>
constexpr std::optional<Enum> from_name(std::string_view name) {
  for (std::size_t i = 0; i < names<Enum>.size(); ++i)
    if (names<Enum>[i] == name) return static_cast<Enum>(i);
  return std::nullopt;
}

}  // namespace attention
