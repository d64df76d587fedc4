#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "unit/check.hpp"

using namespace attention;
using check::random_matrix;
using reference::table;

namespace {

reference::Table rows(const reference::Table& x, std::size_t first, std::size_t count) {
  const auto start = x.begin() + static_cast<std::ptrdiff_t>(first);
  return {start, start + static_cast<std::ptrdiff_t>(count)};
}

reference::Table columns(const reference::Table& x, std::size_t first, std::size_t count) {
  return reference::transpose(rows(reference::transpose(x), first, count));
}

}  // namespace

TEST_CASE("multi-head: equals the reference, cross-attention with biases and a mask", "[multi_head]") {
  constexpr std::size_t width = 6;
  constexpr std::size_t heads = 3;
  constexpr std::size_t each = width / heads;
  const Matrix x = random_matrix(3, width, 1);
  const Matrix memory = random_matrix(4, width, 2);
  const Matrix in_weight = random_matrix(3 * width, width, 3);
  const Matrix in_bias = random_matrix(1, 3 * width, 4);
  const Matrix out_weight = random_matrix(width, width, 5);
  const Matrix out_bias = random_matrix(1, width, 6);
  const Mask mask = make_mask({.causal = true}, 3, 4);

  Graph graph;
  const Value key = graph.given(memory, {});
  const MultiHead got = multi_head(graph, graph.given(x, {}), key, key,
                                   {.in_proj_weight = graph.given(in_weight, {}),
                                    .in_proj_bias = graph.given(in_bias, {}),
                                    .out_proj_weight = graph.given(out_weight, {}),
                                    .out_proj_bias = graph.given(out_bias, {})},
                                   {.heads = heads, .masks = {add_mask(graph, mask)}});

  const auto project = [&](const Matrix& input, std::size_t part) {
    const reference::Row bias = columns(table(in_bias), part * width, width)[0];
    return reference::linear(table(input), rows(table(in_weight), part * width, width), bias);
  };
  const auto q = project(x, 0);
  const auto k = project(memory, 1);
  const auto v = project(memory, 2);
  reference::Visible visible = reference::all_visible(3, 4);
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 4; ++j) visible[i][j] = j <= i;
  reference::Table concatenated(3);
  reference::Table mean(3, reference::Row(4, 0.0));
  for (std::size_t h = 0; h < heads; ++h) {
    const auto scores = reference::scores(
        columns(q, h * each, each), columns(k, h * each, each),
        [](const auto& a, const auto& b) { return reference::dot(a, b) / std::sqrt(static_cast<double>(each)); });
    const auto head = reference::attend(scores, columns(v, h * each, each), visible);
    check::require_close(graph.matrix(got.heads[h].scores), scores, 1e-5);
    check::require_close(graph.matrix(got.heads[h].weights), head.weights, 1e-5);
    for (std::size_t i = 0; i < 3; ++i) {
      concatenated[i].insert(concatenated[i].end(), head.output[i].begin(), head.output[i].end());
      for (std::size_t j = 0; j < 4; ++j) mean[i][j] += head.weights[i][j] / heads;
    }
    REQUIRE(graph.node(got.heads[h].weights).head == static_cast<int>(h));
  }
  check::require_close(graph.matrix(got.concatenated), concatenated, 1e-5);
  check::require_close(graph.matrix(got.mean_weights), mean, 1e-5);
  check::require_close(graph.matrix(got.result), reference::linear(concatenated, table(out_weight), table(out_bias)[0]),
                       1e-5);
  check::require_explanations(graph);
}

TEST_CASE("multi-head: one head is key-value attention between two projections", "[multi_head]") {
  Graph graph;
  const Value x = graph.given(random_matrix(4, 5, 1), {});
  const Value weight = graph.given(random_matrix(15, 5, 2), {});
  const Value out = graph.given(random_matrix(5, 5, 3), {});
  const MultiHead whole = multi_head(graph, x, x, x, {.in_proj_weight = weight, .out_proj_weight = out}, {.heads = 1});
  const auto project = [&](std::size_t part) {
    return graph.add(operations::linear(), {x, graph.add(operations::slice_rows(part * 5, 5), {weight}, {})}, {});
  };
  const Attention single = attend(graph, project(0), project(1), project(2), ScaledDotScore{});
  REQUIRE(graph.matrix(whole.heads[0].output) == graph.matrix(single.output));
  REQUIRE(graph.matrix(whole.mean_weights) == graph.matrix(single.weights));
}

TEST_CASE("multi-head: without positions, permuting the tokens permutes the result", "[multi_head]") {
  Graph graph;
  const Matrix x = random_matrix(3, 4, 1);
  Matrix swapped = x;
  for (std::size_t d = 0; d < 4; ++d) std::swap(swapped(0, d), swapped(2, d));
  const MultiHeadParameters parameters{.in_proj_weight = graph.given(random_matrix(12, 4, 2), {}),
                                       .out_proj_weight = graph.given(random_matrix(4, 4, 3), {})};
  const auto result = [&](const Matrix& input) {
    const Value value = graph.given(input, {});
    return table(graph.matrix(multi_head(graph, value, value, value, parameters, {.heads = 2}).result));
  };
  reference::Table expected = result(x);
  std::swap(expected[0], expected[2]);
  check::require_close(check::matrix(result(swapped)), expected, 1e-5);
}

TEST_CASE("multi-head: the number of heads must divide the width", "[multi_head]") {
  Graph graph;
  const Value x = graph.given(random_matrix(2, 6, 1), {});
  const MultiHeadParameters parameters{.in_proj_weight = graph.given(random_matrix(18, 6, 2), {}),
                                       .out_proj_weight = graph.given(random_matrix(6, 6, 3), {})};
  for (const std::size_t heads : {0U, 4U, 7U}) {
    try {
      multi_head(graph, x, x, x, parameters, {.heads = heads});
      FAIL("accepted " << heads);
    } catch (const Error& error) {
      REQUIRE(error.code() == ErrorCode::not_divisible);
      REQUIRE(error.path() == "heads");
    }
  }
}

TEST_CASE("multi-head: gradients agree with finite differences", "[multi_head]") {
  const std::vector<Matrix> leaves{random_matrix(3, 4, 1), random_matrix(12, 4, 2), random_matrix(1, 12, 3),
                                   random_matrix(4, 4, 4)};
  check::require_gradients(leaves, [](Graph& graph, const std::vector<Value>& x) {
    return multi_head(graph, x[0], x[0], x[0], {.in_proj_weight = x[1], .in_proj_bias = x[2], .out_proj_weight = x[3]},
                      {.heads = 2, .temperature = 4.0F, .masks = {add_mask(graph, make_mask({.causal = true}, 3, 3))}})
        .result;
  });
}

TEST_CASE("multi-head: grouped queries equal keys and values that are repeated", "[multi_head]") {
  constexpr std::size_t width = 8;
  constexpr std::size_t heads = 4;
  constexpr std::size_t each = width / heads;
  const Matrix x = random_matrix(3, width, 1);
  for (const std::size_t groups : {1U, 2U, 4U}) {
    INFO("key-value heads: " << groups);
    const std::size_t narrow = groups * each;
    const Matrix weight = random_matrix(width + 2 * narrow, width, 2);
    const Matrix bias = random_matrix(1, width + 2 * narrow, 3);
    Matrix wide = make_matrix({3 * width, width});
    Matrix wide_bias = make_matrix({1, 3 * width});
    for (std::size_t row = 0; row < 3 * width; ++row) {
      const std::size_t part = row / width;
      const std::size_t head = row % width / each;
      const std::size_t own = head / (heads / groups) * each + row % each;
      const std::size_t source = part == 0 ? row : width + (part - 1) * narrow + own;
      std::ranges::copy(row_of(weight, source), row_of(wide, row).begin());
      wide_bias(0, row) = bias(0, source);
    }
    Graph graph;
    const Value input = graph.given(x, {});
    const Value out = graph.given(random_matrix(width, width, 4), {});
    const auto run = [&](const Matrix& in_weight, const Matrix& in_bias, const MultiHeadOptions& options) {
      return multi_head(graph, input, input, input,
                        {.in_proj_weight = graph.given(in_weight, {}),
                         .in_proj_bias = graph.given(in_bias, {}),
                         .out_proj_weight = out},
                        options);
    };
    const MultiHead grouped = run(weight, bias, {.heads = heads, .key_value_heads = groups});
    const MultiHead repeated = run(wide, wide_bias, {.heads = heads});
    REQUIRE(graph.matrix(grouped.result) == graph.matrix(repeated.result));
    check::require_explanations(graph);
    for (const std::size_t wrong : {0U, 3U, 8U})
      REQUIRE_THROWS_AS(run(weight, bias, {.heads = heads, .key_value_heads = wrong}), Error);
  }
}

TEST_CASE("multi-head: grouped queries with rotary positions, gradients", "[multi_head]") {
  const std::vector<Matrix> leaves{random_matrix(3, 4, 1), random_matrix(8, 4, 2), random_matrix(1, 8, 3),
                                   random_matrix(4, 4, 4)};
  check::require_gradients(leaves, [](Graph& graph, const std::vector<Value>& x) {
    const Rotary rotary = rotary_angles(graph, 3, {.width = 2});
    return multi_head(graph, x[0], x[0], x[0], {.in_proj_weight = x[1], .in_proj_bias = x[2], .out_proj_weight = x[3]},
                      {.heads = 2,
                       .temperature = 4.0F,
                       .key_value_heads = 1,
                       .query_rotary = rotary,
                       .key_rotary = rotary,
                       .soft_cap = 3.0F})
        .result;
  });
}

TEST_CASE("multi-head: a key and value of zeros take the weight of a score of 0", "[multi_head]") {
  Graph graph;
  const Value x = graph.given(random_matrix(3, 4, 1), {});
  const MultiHeadParameters parameters{.in_proj_weight = graph.given(random_matrix(12, 4, 2), {}),
                                       .out_proj_weight = graph.given(random_matrix(4, 4, 3), {})};
  const MultiHead plain = multi_head(graph, x, x, x, parameters, {.heads = 2});
  const MultiHead more = multi_head(graph, x, x, x, parameters, {.heads = 2, .add_zero_attn = true});
  for (std::size_t h = 0; h < 2; ++h) {
    reference::Table scores = table(graph.matrix(plain.heads[h].scores));
    for (reference::Row& row : scores) row.push_back(0.0);
    reference::Table values = table(graph.matrix(graph.node(plain.heads[h].output).inputs[1]));
    values.emplace_back(2, 0.0);
    const auto expected = reference::attend(scores, values, reference::all_visible(3, 4));
    check::require_close(graph.matrix(more.heads[h].weights), expected.weights);
    check::require_close(graph.matrix(more.heads[h].output), expected.output);
  }
  check::require_explanations(graph);
}
