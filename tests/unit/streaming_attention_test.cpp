#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>

#include "unit/check.hpp"

using namespace attention;
using check::random_matrix;
using reference::table;

TEST_CASE("streaming attention: equals softmax attention for blocks of any size", "[streaming]") {
  const Matrix q = random_matrix(4, 3, 1);
  const Matrix k = random_matrix(7, 3, 2);
  const Matrix v = random_matrix(7, 2, 3);
  const Matrix bias = random_matrix(4, 7, 4);
  Mask mask = make_mask({.causal = true, .past = 1}, 4, 7);
  for (std::size_t j = 0; j < 7; ++j) mask(2, j) = Hidden::free;  // a row that may attend nothing
  mask(3, 0) = mask(3, 1) = mask(3, 2) = Hidden::free;            // a first block of which nothing is seen
  for (const bool masked : {false, true})
    for (const std::size_t block : {1U, 2U, 3U, 7U, 20U}) {
      INFO("masked " << masked << ", blocks of " << block);
      Graph graph;
      const Value queries = graph.given(q, {});
      const Value keys = graph.given(k, {});
      const Value values = graph.given(v, {});
      AttendOptions options{.temperature = 1.5F};
      if (masked) {
        options.mask = add_mask(graph, mask);
        options.bias = graph.given(bias, {});
        options.soft_cap = 2.0F;
      }
      const Attention whole = attend(graph, queries, keys, values, ScaledDotScore{}, options);
      const Streaming got = stream(graph, queries, keys, values, ScaledDotScore{}, block, options);
      REQUIRE(got.steps.size() == (7 + block - 1) / block);
      check::require_close(graph.matrix(got.output), table(graph.matrix(whole.output)), 1e-6);
      check::require_close(graph.matrix(streamed_weights(graph, got, options)), table(graph.matrix(whole.weights)),
                           1e-6);
      check::require_explanations(graph);
    }
}

TEST_CASE("streaming attention: after every block, maximum and sum are those of the keys so far", "[streaming]") {
  Graph graph;
  const Value q = graph.given(random_matrix(3, 4, 1), {});
  const Value k = graph.given(random_matrix(5, 4, 2), {});
  const Value v = graph.given(random_matrix(5, 2, 3), {});
  const Streaming got = stream(graph, q, k, v, DotScore{}, 2);
  const reference::Table scores = reference::scores(table(graph.matrix(q)), table(graph.matrix(k)), reference::dot);
  for (std::size_t step = 0; step < 3; ++step) {
    REQUIRE(graph.node(got.steps[step].maximum).step == static_cast<int>(step));
    for (std::size_t i = 0; i < 3; ++i) {
      double maximum = -std::numeric_limits<double>::infinity();
      double sum = 0;
      const std::size_t seen = std::min<std::size_t>(5, 2 * (step + 1));
      for (std::size_t j = 0; j < seen; ++j) maximum = std::max(maximum, scores[i][j]);
      for (std::size_t j = 0; j < seen; ++j) sum += std::exp(scores[i][j] - maximum);
      REQUIRE(std::abs(graph.matrix(got.steps[step].maximum)(i, 0) - maximum) < 1e-5);
      REQUIRE(std::abs(graph.matrix(got.steps[step].sum)(i, 0) - sum) < 1e-5);
    }
  }
}

TEST_CASE("streaming attention: what is hidden says why, at any temperature", "[streaming][mask]") {
  Graph graph;
  const Value x = graph.given(random_matrix(3, 2, 1), {});
  const AttendOptions options{.temperature = 0.5F, .mask = add_mask(graph, make_mask({.causal = true}, 3, 3))};
  const Streaming streaming = stream(graph, x, x, x, ScaledDotScore{}, 2, options);
  const Value weights = streamed_weights(graph, streaming, options);
  const Value scores = graph.node(graph.node(weights).inputs[0]).inputs[0];
  REQUIRE(graph.node(scores).label.stage == Stage::masked_scores);
  REQUIRE(graph.hidden({scores, 0, 2}) == Hidden::causal);
  REQUIRE(graph.hidden({scores, 2, 0}) == Hidden::visible);
  REQUIRE(graph.hidden({streaming.steps[1].logits, 1, 0}) == Hidden::causal);
}

TEST_CASE("streaming attention: scores that would overflow an exponential do not", "[streaming]") {
  Graph graph;
  const Value q = graph.given(make_matrix({1, 1}, 300.0F), {});
  Matrix keys = make_matrix({3, 1});
  keys(0, 0) = -1.0F;
  keys(1, 0) = 1.0F;
  keys(2, 0) = 1.0F;
  const Value v = graph.given(random_matrix(3, 2, 3), {});
  const Streaming got = stream(graph, q, graph.given(keys, {}), v, DotScore{}, 1);
  for (std::size_t d = 0; d < 2; ++d)
    REQUIRE(std::abs(graph.matrix(got.output)(0, d) - (graph.matrix(v)(1, d) + graph.matrix(v)(2, d)) / 2) < 1e-6F);
}

TEST_CASE("streaming attention: a hidden NaN reaches nothing", "[streaming][mask]") {
  Matrix k = random_matrix(4, 2, 2);
  Matrix v = random_matrix(4, 2, 3);
  k(1, 0) = v(1, 1) = std::numeric_limits<float>::quiet_NaN();
  Graph graph;
  const Value q = graph.given(random_matrix(2, 2, 1), {});
  const Value values = graph.given(v, {});
  Mask mask = make_mask({2, 4});
  mask(0, 1) = mask(1, 1) = Hidden::padding;
  const Streaming got =
      stream(graph, q, graph.given(k, {}), values, ScaledDotScore{}, 2, {.mask = add_mask(graph, mask)});
  for (const float number : flat(graph.matrix(got.output))) REQUIRE(std::isfinite(number));
  const auto gradients = graph.backward(got.output, make_matrix({2, 2}, 1.0F));
  for (const Value leaf : {q, values})
    for (const float number : flat(gradients[leaf.node])) REQUIRE(std::isfinite(number));
}

TEST_CASE("streaming attention: gradients agree with finite differences", "[streaming]") {
  const std::vector<Matrix> leaves{random_matrix(3, 2, 1), random_matrix(5, 2, 2), random_matrix(5, 2, 3)};
  check::require_gradients(leaves, [](Graph& graph, const std::vector<Value>& x) {
    const AttendOptions options{.temperature = 2.0F, .mask = add_mask(graph, make_mask({.causal = true}, 3, 5))};
    return stream(graph, x[0], x[1], x[2], ScaledDotScore{}, 2, options).output;
  });
}

TEST_CASE("streaming attention: blocks of no keys are refused", "[streaming]") {
  Graph graph;
  const Value x = graph.given(random_matrix(2, 2, 1), {});
  REQUIRE_THROWS_AS(stream(graph, x, x, x, DotScore{}, 0), Error);
}
