#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "unit/check.hpp"

using namespace attention;
using check::random_matrix;
using reference::table;

TEST_CASE("positions: sines and cosines of position / base^(2i / d)", "[position]") {
  for (const SinusoidalLayout layout : {SinusoidalLayout::interleaved, SinusoidalLayout::halves})
    for (const std::size_t d : {1U, 6U, 7U}) {
      Graph graph;
      const Value got = sinusoidal_positions(graph, {9, d}, {layout, 100.0, 3});
      for (std::size_t i = 0; i < 9; ++i)
        for (std::size_t c = 0; c < d; ++c) {
          const bool halves = layout == SinusoidalLayout::halves;
          const std::size_t sines = d / 2 + d % 2;
          const std::size_t pair = halves ? (c < sines ? c : c - sines) : c / 2;
          const double angle =
              static_cast<double>(i + 3) / std::pow(100.0, 2.0 * static_cast<double>(pair) / static_cast<double>(d));
          const bool sine = halves ? c < sines : c % 2 == 0;
          REQUIRE(std::abs(graph.matrix(got)(i, c) - (sine ? std::sin(angle) : std::cos(angle))) < 1e-6);
        }
      check::require_explanations(graph);
    }
}

TEST_CASE("positions: learned ones are rows of a table", "[position]") {
  Graph graph;
  const Value rows = graph.given(random_matrix(6, 3, 1), {});
  const Value got = learned_positions(graph, rows, 3, 2);
  for (std::size_t i = 0; i < 3; ++i) REQUIRE(graph.matrix(got)(i, 1) == graph.matrix(rows)(i + 2, 1));
  REQUIRE_THROWS_AS(learned_positions(graph, rows, 5, 2), Error);
}

TEST_CASE("rotary: pairs are turned as complex numbers, the rest is kept", "[position]") {
  for (const bool interleaved : {false, true}) {
    Graph graph;
    const Matrix x = random_matrix(4, 7, 1);
    const Rotary rotary = rotary_angles(graph, 4, {.width = 6, .base = 50.0, .first = 2, .interleaved = interleaved});
    const Matrix& got = graph.matrix(rotate(graph, graph.given(x, {}), rotary, {}));
    for (std::size_t i = 0; i < 4; ++i) {
      for (std::size_t p = 0; p < 3; ++p) {
        const std::size_t a = interleaved ? 2 * p : p;
        const std::size_t b = interleaved ? a + 1 : p + 3;
        const double angle = static_cast<double>(i + 2) * std::pow(50.0, -2.0 * static_cast<double>(p) / 6.0);
        REQUIRE(std::abs(got(i, a) - (x(i, a) * std::cos(angle) - x(i, b) * std::sin(angle))) < 1e-5);
        REQUIRE(std::abs(got(i, b) - (x(i, a) * std::sin(angle) + x(i, b) * std::cos(angle))) < 1e-5);
      }
      REQUIRE(got(i, 6) == x(i, 6));
    }
    check::require_explanations(graph);
  }
  Graph graph;
  REQUIRE_THROWS_AS(rotary_angles(graph, 4, {.width = 5}), Error);
}

TEST_CASE("rotary: scores depend on distances only", "[position]") {
  Graph graph;
  const Value q = graph.given(random_matrix(5, 6, 1), {});
  const Value k = graph.given(random_matrix(5, 6, 2), {});
  const auto scores = [&](std::size_t first) {
    const Rotary rotary = rotary_angles(graph, 5, {.width = 6, .base = 100.0, .first = first});
    return table(graph.matrix(score(graph, rotate(graph, q, rotary, {}), rotate(graph, k, rotary, {}), DotScore{})));
  };
  check::require_close(check::matrix(scores(0)), scores(40), 1e-4);
}

TEST_CASE("ALiBi: slopes are powers of two, also between powers of two", "[position]") {
  const std::vector<float> eight = alibi_slopes(8);
  for (std::size_t h = 0; h < 8; ++h) REQUIRE(eight[h] == std::exp2(-static_cast<float>(h + 1)));
  const std::vector<float> twelve = alibi_slopes(12);
  REQUIRE(std::vector<float>(twelve.begin(), twelve.begin() + 8) == eight);
  for (std::size_t h = 0; h < 4; ++h)
    REQUIRE(std::abs(twelve[8 + h] - std::exp2(-0.5F * static_cast<float>(2 * h + 1))) < 1e-7F);
  REQUIRE(alibi_slopes(1) == std::vector<float>{1.0F / 256.0F});

  Graph graph;
  const std::vector<Value> biases = alibi_biases(graph, alibi_slopes(2), {2, 4}, 1);
  check::require_close(graph.matrix(biases[0]),
                       {{-1 / 16.0, 0, -1 / 16.0, -2 / 16.0}, {-2 / 16.0, -1 / 16.0, 0, -1 / 16.0}}, 1e-7);
  REQUIRE(graph.node(biases[1]).head == 1);
  check::require_explanations(graph);
}

TEST_CASE("relative positions: T5's buckets", "[position]") {
  const RelativeOptions both;
  const std::vector<std::pair<std::ptrdiff_t, std::size_t>> bidirectional{
      {0, 0},     {-1, 1},    {-7, 7}, {-8, 8}, {-15, 9}, {-16, 10}, {-32, 12}, {-64, 14},
      {-127, 15}, {-500, 15}, {1, 17}, {7, 23}, {8, 24},  {16, 26},  {127, 31}, {500, 31}};
  for (const auto& [distance, bucket] : bidirectional) {
    INFO(distance);
    REQUIRE(relative_bucket(distance, 32, both) == bucket);
  }
  const RelativeOptions causal{.bidirectional = false};
  const std::vector<std::pair<std::ptrdiff_t, std::size_t>> backward{{5, 0},    {0, 0},    {-15, 15},  {-16, 16},
                                                                     {-32, 21}, {-64, 26}, {-127, 31}, {-999, 31}};
  for (const auto& [distance, bucket] : backward) {
    INFO(distance);
    REQUIRE(relative_bucket(distance, 32, causal) == bucket);
  }
}

TEST_CASE("relative positions: biases are gathered from the table, and teach it", "[position]") {
  Graph graph;
  const Value buckets = graph.given(random_matrix(2, 8, 1), {});
  const RelativeOptions options{.maximum = 6, .past = 1};
  const std::vector<Value> biases = relative_biases(graph, buckets, {3, 5}, options);
  for (std::size_t h = 0; h < 2; ++h)
    for (std::size_t i = 0; i < 3; ++i)
      for (std::size_t j = 0; j < 5; ++j) {
        const auto distance = static_cast<std::ptrdiff_t>(j) - static_cast<std::ptrdiff_t>(i + 1);
        REQUIRE(graph.matrix(biases[h])(i, j) == graph.matrix(buckets)(h, relative_bucket(distance, 8, options)));
      }
  check::require_explanations(graph);
  check::require_gradients({random_matrix(2, 8, 1)}, [&](Graph& other, const std::vector<Value>& x) {
    return relative_biases(other, x[0], {3, 5}, options)[1];
  });
  REQUIRE_THROWS_AS(relative_biases(graph, graph.given(random_matrix(1, 3, 1), {}), {2, 2}), Error);
  REQUIRE_THROWS_AS(relative_biases(graph, buckets, {2, 2}, {.maximum = 2}), Error);
}
