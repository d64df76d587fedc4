#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>

#include "unit/check.hpp"
#include "unit/special.hpp"

using namespace attention;
using check::not_a_number;
using check::random_matrix;
using reference::Row;
using reference::Table;
using reference::table;

// Attention as it should not be computed, to be compared: without subtracting the maximum, with masks that come late or
// fill with a number, with other conventions for rows that may attend nothing, and switched off.

namespace {

constexpr double minus_infinity = -std::numeric_limits<double>::infinity();

/// Softmax as a formula says it, in double precision, of scores that were filled; nothing but -infinity is a
/// convention.
Row softmax_of(const Row& x, EmptyRows empty) {
  if (std::ranges::all_of(x, [](double s) { return s == minus_infinity; })) {
    const double each = empty == EmptyRows::uniform ? 1.0 / static_cast<double>(x.size()) : 0.0;
    Row same(x.size(), empty == EmptyRows::nan ? not_a_number : each);
    return same;
  }
  double sum = 0;
  const double largest = std::ranges::max(x);
  for (const double s : x) sum += std::exp(s - largest);
  Row y;
  for (const double s : x) y.push_back(std::exp(s - largest) / sum);
  return y;
}

Row divided(Row x, EmptyRows empty) {
  double sum = 0;
  for (const double number : x) sum += number;
  const double each = empty == EmptyRows::uniform ? 1.0 / static_cast<double>(x.size()) : 0.0;
  for (double& number : x) number = sum != 0 ? number / sum : empty == EmptyRows::nan ? not_a_number : each;
  return x;
}

/// The weights of one row, by the words of the reference.
Row expected(const Row& scores, const std::vector<bool>& visible, const Hiding& hiding) {
  Row filled = scores;
  for (std::size_t j = 0; j < filled.size(); ++j)
    if (!visible[j] && !hiding.after) filled[j] = hiding.fill ? static_cast<double>(*hiding.fill) : minus_infinity;
  Row weights = softmax_of(filled, hiding.empty);
  if (!hiding.after) return weights;
  for (std::size_t j = 0; j < weights.size(); ++j)
    if (!visible[j]) weights[j] = 0;
  return hiding.renormalized ? divided(weights, hiding.empty) : weights;
}

bool same(double got, double wanted) { return std::isnan(wanted) ? std::isnan(got) : std::abs(got - wanted) <= 2e-6; }

/// A row in which some, none and all are hidden.
Mask some_hidden() {
  Mask mask = make_mask({3, 4});
  mask(0, 2) = mask(0, 3) = Hidden::causal;
  for (std::size_t j = 0; j < 4; ++j) mask(2, j) = Hidden::free;
  return mask;
}

std::vector<Hiding> hidings() {
  std::vector<Hiding> all;
  for (const EmptyRows empty : {EmptyRows::zero, EmptyRows::nan, EmptyRows::uniform}) {
    for (const std::optional<float> fill : {std::optional<float>{}, std::optional(-1e9F), std::optional(0.0F)})
      all.push_back({.fill = fill, .empty = empty});
    for (const bool renormalized : {false, true})
      all.push_back({.after = true, .renormalized = renormalized, .empty = empty});
  }
  return all;
}

}  // namespace

TEST_CASE("edge cases: every way of hiding equals its words, and is explained", "[edge]") {
  const Matrix scores = random_matrix(3, 4, 1);
  const Mask mask = some_hidden();
  for (const Hiding& hiding : hidings()) {
    INFO("fill " << hiding.fill.value_or(-1.0F) << ", after " << hiding.after << ", renormalized "
                 << hiding.renormalized << ", empty " << name_of(hiding.empty));
    Graph graph;
    const Value given = graph.given(scores, {Stage::scores, Axis::query, Axis::key});
    const Value weights = normalize(graph, given, {.mask = add_mask(graph, mask), .hiding = hiding});
    for (std::size_t i = 0; i < 3; ++i) {
      std::vector<bool> visible;
      for (std::size_t j = 0; j < 4; ++j) visible.push_back(mask(i, j) == Hidden::visible);
      const Row wanted = expected(table(scores)[i], visible, hiding);
      for (std::size_t j = 0; j < 4; ++j) {
        CAPTURE(i, j, graph.matrix(weights)(i, j), wanted[j]);
        REQUIRE(same(graph.matrix(weights)(i, j), wanted[j]));
      }
    }
    check::require_explanations(graph);
  }
}

TEST_CASE("edge cases: every normaliser explains the share that a fill leaves to hidden keys", "[edge]") {
  const Matrix scores = random_matrix(3, 4, 5);
  for (const Hiding& hiding : hidings())
    for (const Normalizer normalizer : {Normalizer::softmax, Normalizer::uniform, Normalizer::sparsemax,
                                        Normalizer::entmax, Normalizer::sigmoid, Normalizer::hard}) {
      INFO(name_of(normalizer) << ", fill " << hiding.fill.value_or(-1.0F) << ", after " << hiding.after);
      Graph graph;
      const Value given = graph.given(scores, {Stage::scores, Axis::query, Axis::key});
      normalize(graph, given, {.mask = add_mask(graph, some_hidden()), .normalizer = normalizer, .hiding = hiding});
      check::require_explanations(graph);
    }
}

TEST_CASE("edge cases: what hidden keys are left with takes part in the output", "[edge]") {
  const Matrix values = random_matrix(4, 3, 2);
  for (const Hiding& hiding : hidings()) {
    Graph graph;
    const Value queries = graph.given(random_matrix(3, 2, 3), {});
    const Value keys = graph.given(random_matrix(4, 2, 4), {});
    const Attention got = attend(graph, queries, keys, graph.given(values, {}), DotScore{},
                                 {.mask = add_mask(graph, some_hidden()), .hiding = hiding});
    const Matrix& weights = graph.matrix(got.weights);
    for (std::size_t i = 0; i < 3; ++i)
      for (std::size_t c = 0; c < 3; ++c) {
        double sum = 0;
        for (std::size_t j = 0; j < 4; ++j) sum += static_cast<double>(weights(i, j)) * values(j, c);
        REQUIRE(same(graph.matrix(got.output)(i, c), sum));
      }
  }
}

TEST_CASE("edge cases: gradients through every way of hiding", "[edge]") {
  for (const Hiding& hiding : hidings()) {
    if (hiding.empty == EmptyRows::nan) continue;  // differences of NaN say nothing
    check::require_gradients({random_matrix(3, 4, 1)}, [&](Graph& graph, const std::vector<Value>& leaves) {
      return normalize(graph, leaves[0], {.mask = add_mask(graph, some_hidden()), .hiding = hiding});
    });
  }
}

TEST_CASE("edge cases: softmax without its maximum overflows and vanishes as single precision does", "[edge]") {
  const Matrix scores = check::matrix({{1, 0, -1}, {88, 87, 0}, {89, 0, 0}, {-200, -300, -400}});
  Graph graph;
  const Value given = graph.given(scores, {Stage::scores, Axis::query, Axis::key});
  const Value naive = normalize(graph, given, {.subtract_maximum = false});
  const Value safe = normalize(graph, given, {});
  const Matrix& got = graph.matrix(naive);
  for (std::size_t j = 0; j < 3; ++j) {
    for (std::size_t i = 0; i < 2; ++i) REQUIRE(same(got(i, j), graph.matrix(safe)(i, j)));
    REQUIRE(std::isnan(got(3, j)));
    REQUIRE(std::isfinite(graph.matrix(safe)(3, j)));
  }
  REQUIRE(std::isnan(got(2, 0)));  // infinity / infinity
  REQUIRE(got(2, 1) == 0.0F);      // 1 / infinity
  check::require_explanations(graph);
  check::require_gradients({random_matrix(3, 4, 1)}, [](Graph& other, const std::vector<Value>& leaves) {
    return normalize(other, leaves[0], {.temperature = 0.7F, .subtract_maximum = false});
  });
}

TEST_CASE("edge cases: attention switched off gives every visible key the same", "[edge]") {
  for (const EmptyRows empty : {EmptyRows::zero, EmptyRows::nan, EmptyRows::uniform}) {
    Graph graph;
    const Value given = graph.given(random_matrix(3, 4, 1), {Stage::scores, Axis::query, Axis::key});
    const Value weights = normalize(
        graph, given,
        {.mask = add_mask(graph, some_hidden()), .normalizer = Normalizer::uniform, .hiding = {.empty = empty}});
    const Matrix& got = graph.matrix(weights);
    for (std::size_t j = 0; j < 4; ++j) {
      REQUIRE(got(0, j) == (j < 2 ? 0.5F : 0.0F));
      REQUIRE(got(1, j) == 0.25F);
      REQUIRE(same(got(2, j), expected(Row(4, minus_infinity), std::vector<bool>(4, true), {.empty = empty})[j]));
    }
    check::require_explanations(graph);
  }
}

TEST_CASE("edge cases: scores that overflow are carried through", "[edge]") {
  const Run got = run(read_scenario(
      R"({"version":1,"mechanism":"key_value","tokens":["q"],"keys":["a","b"],"projected":false,"key_width":1,)"
      R"("score":"dot","weights":{"queries":1e30,"keys":[[1e30],[0]],"values":1}})"));
  check::require_explanations(got.graph);
  const Matrix& output = got.graph.matrix({got.graph.size() - 1});
  for (const float number : flat(output)) REQUIRE(std::isnan(number));
}
