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
ATTENTION_ENUM(Mechanism, key_value, multi_head, masked, pointer);

/// How a query is compared with a key.
ATTENTION_ENUM(Score, additive, dot, scaled_dot, bilinear, cosine);

/// The unit of a recurrent network.
ATTENTION_ENUM(RecurrentCell, gru, lstm);

/// Why a query may not attend a key.
ATTENTION_ENUM(Hidden, visible, causal, window, padding, free, visited);

/// What a row or a column of a matrix stands for.
ATTENTION_ENUM(Axis, query, key, feature, step, one);

/// Which of the parts of attention a matrix plays.
ATTENTION_ENUM(Role, none, query, key, value, weights, output);

/// Where a matrix stands on the way from tokens to output.
ATTENTION_ENUM(Stage, embeddings, parameter, queries, keys, values, projected_queries, projected_keys, scores, mask,
               masked_scores, weights, mean_weights, output, heads, result, encodings, states, internal);

/// The operations of the graph.
ATTENTION_ENUM(OperationName, given, embed, linear, matrix_product, additive_score, cosine_score, mask, softmax,
               weighted_sum, slice_columns, slice_rows, concatenate_columns, concatenate_rows, sum, product, sigmoid,
               tanh, one_minus);

/// How the numbers of an explanation make its result.
ATTENTION_ENUM(Formula, given, copy, sum_of_products, additive_score, cosine_score, mask, softmax, sigmoid, tanh,
               one_minus);

/// What can be wrong with what the library was given.
ATTENTION_ENUM(ErrorCode, json_syntax, unknown_field, missing_field, wrong_type, unknown_name, out_of_range,
               not_divisible, too_large, unsupported_version, empty, shape_mismatch);

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
