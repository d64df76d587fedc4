#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>

#include "unit/check.hpp"

using namespace attention;
using check::random_matrix;
using reference::table;

namespace {

struct Fixture {
  Graph graph;
  Value queries;
  Value keys;
  Value values;

  Fixture(std::size_t n, std::size_t m, std::size_t d, std::size_t dv)
      : queries(graph.given(random_matrix(n, d, 1), {})),
        keys(graph.given(random_matrix(m, d, 2), {})),
        values(graph.given(random_matrix(m, dv, 3), {})) {}

  [[nodiscard]] reference::Table q() const { return table(graph.matrix(queries)); }
  [[nodiscard]] reference::Table k() const { return table(graph.matrix(keys)); }
  [[nodiscard]] reference::Table v() const { return table(graph.matrix(values)); }
};

reference::Visible visible(const Mask& mask) {
  reference::Visible result = reference::all_visible(mask.shape(0), mask.shape(1));
  for (std::size_t i = 0; i < mask.shape(0); ++i)
    for (std::size_t j = 0; j < mask.shape(1); ++j) result[i][j] = mask(i, j) == Hidden::visible;
  return result;
}

void require_attention(Fixture& fixture, const ScoreFunction& function, const reference::Pair& score) {
  const Attention got = attend(fixture.graph, fixture.queries, fixture.keys, fixture.values, function);
  const reference::Table scores = reference::scores(fixture.q(), fixture.k(), score);
  const auto expected = reference::attend(scores, fixture.v(), reference::all_visible(scores.size(), scores[0].size()));
  check::require_close(fixture.graph.matrix(got.scores), scores);
  check::require_close(fixture.graph.matrix(got.weights), expected.weights);
  check::require_close(fixture.graph.matrix(got.output), expected.output);
  check::require_explanations(fixture.graph);
}

}  // namespace

TEST_CASE("attend: the five scoring functions equal the reference", "[attend]") {
  for (const std::size_t d : {1U, 4U, 7U, 64U}) {
    Fixture f(3, 5, d, 2);
    const Matrix wq = random_matrix(6, d, 4);
    const Matrix wk = random_matrix(6, d, 5);
    const Matrix v = random_matrix(1, 6, 6);
    const Matrix b = random_matrix(1, 6, 7);
    const Matrix w = random_matrix(d, d, 8);
    const auto project = [](const reference::Row& x, const Matrix& weight) {
      return reference::linear({x}, table(weight))[0];
    };

    require_attention(f, DotScore{}, reference::dot);
    require_attention(f, ScaledDotScore{}, [&](const auto& q, const auto& k) {
      return reference::dot(q, k) / std::sqrt(static_cast<double>(d));
    });
    require_attention(f, ScaledDotScore{0.3F}, [](const auto& q, const auto& k) { return 0.3 * reference::dot(q, k); });
    require_attention(f, CosineScore{3.0F}, [](const auto& q, const auto& k) { return reference::cosine(q, k, 3.0); });
    require_attention(f, BilinearScore{f.graph.given(w, {})}, [&](const auto& q, const auto& k) {
      return reference::dot(reference::linear({q}, reference::transpose(table(w)))[0], k);
    });
    const AdditiveScore additive{f.graph.given(wq, {}), f.graph.given(wk, {}), f.graph.given(v, {}),
                                 f.graph.given(b, {})};
    require_attention(f, additive, [&](const auto& q, const auto& k) {
      return reference::additive(project(q, wq), project(k, wk), table(v)[0], table(b)[0]);
    });
  }
}

TEST_CASE("attend: a hidden NaN reaches nothing, forward and backward", "[attend][mask]") {
  constexpr float nan = std::numeric_limits<float>::quiet_NaN();
  Matrix keys = random_matrix(4, 3, 2);
  Matrix values = random_matrix(4, 2, 3);
  keys(2, 1) = nan;
  values(2, 0) = nan;
  Mask mask = make_mask({3, 4});
  for (std::size_t i = 0; i < 3; ++i) mask(i, 2) = Hidden::padding;

  for (const ScoreFunction& function : {ScoreFunction(ScaledDotScore{}), ScoreFunction(CosineScore{1.0F})}) {
    Graph graph;
    const Value q = graph.given(random_matrix(3, 3, 1), {});
    const Value k = graph.given(keys, {});
    const Value v = graph.given(values, {});
    const Attention result = attend(graph, q, k, v, function, {.mask = add_mask(graph, mask)});
    for (const float number : flat(graph.matrix(result.output))) REQUIRE(std::isfinite(number));
    for (std::size_t i = 0; i < 3; ++i) REQUIRE(graph.matrix(result.weights)(i, 2) == 0.0F);
    const auto gradients = graph.backward(result.output, make_matrix({3, 2}, 1.0F));
    for (const Value leaf : {q, k, v})
      for (const float number : flat(gradients[leaf.node])) REQUIRE(std::isfinite(number));
  }
}

TEST_CASE("attend: a row that may attend nothing has weights 0 and output 0", "[attend][mask]") {
  Fixture f(3, 4, 5, 2);
  Mask mask = make_mask({3, 4});
  for (std::size_t j = 0; j < 4; ++j) mask(1, j) = Hidden::free;
  const Attention result =
      attend(f.graph, f.queries, f.keys, f.values, ScaledDotScore{}, {.mask = add_mask(f.graph, mask)});
  for (std::size_t j = 0; j < 4; ++j) REQUIRE(f.graph.matrix(result.weights)(1, j) == 0.0F);
  for (std::size_t d = 0; d < 2; ++d) REQUIRE(f.graph.matrix(result.output)(1, d) == 0.0F);
  const auto gradients = f.graph.backward(result.output, make_matrix({3, 2}, 1.0F));
  for (std::size_t d = 0; d < 5; ++d) REQUIRE(gradients[f.queries.node](1, d) == 0.0F);
  check::require_explanations(f.graph);
}

TEST_CASE("attend: masks, temperature and bias equal the reference", "[attend][mask]") {
  MaskOptions options;
  options.causal = true;
  options.past = 1;
  options.free = {{2, 0}};
  const Mask mask = make_mask(options, 4, 5);
  Fixture f(4, 5, 3, 2);
  const Matrix bias = random_matrix(4, 5, 9);
  const Attention got = attend(f.graph, f.queries, f.keys, f.values, DotScore{},
                               {.temperature = 0.5F, .mask = add_mask(f.graph, mask), .bias = f.graph.given(bias, {})});
  reference::Table scores = reference::scores(f.q(), f.k(), reference::dot);
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t j = 0; j < 5; ++j) scores[i][j] += bias(i, j);
  const auto expected = reference::attend(scores, f.v(), visible(mask), 0.5);
  check::require_close(f.graph.matrix(got.weights), expected.weights);
  check::require_close(f.graph.matrix(got.output), expected.output);
  check::require_explanations(f.graph);
}

TEST_CASE("attend: permuting keys and values together changes nothing but the columns", "[attend]") {
  Fixture f(3, 4, 5, 2);
  const Attention before = attend(f.graph, f.queries, f.keys, f.values, ScaledDotScore{});
  const std::vector<std::size_t> order{2, 0, 3, 1};
  const auto permute = [&](Value value) {
    std::vector<Value> rows;
    rows.reserve(order.size());
    for (const std::size_t j : order) rows.push_back(f.graph.add(operations::slice_rows(j, 1), {value}, {}));
    return f.graph.add(operations::concatenate_rows(), rows, {});
  };
  const Attention after = attend(f.graph, f.queries, permute(f.keys), permute(f.values), ScaledDotScore{});
  check::require_close(f.graph.matrix(after.output), table(f.graph.matrix(before.output)), 1e-6);
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 4; ++j)
      REQUIRE(std::abs(f.graph.matrix(after.weights)(i, j) - f.graph.matrix(before.weights)(i, order[j])) < 1e-6F);
}

TEST_CASE("attend: gradients of every scoring function with mask and temperature", "[attend]") {
  Mask mask = make_mask({3, 4});
  mask(0, 1) = mask(2, 3) = Hidden::free;
  for (int kind = 0; kind < 5; ++kind) {
    std::vector<Matrix> leaves{random_matrix(3, 3, 1), random_matrix(4, 3, 2), random_matrix(4, 2, 3),
                               random_matrix(3, 3, 4), random_matrix(3, 3, 5), random_matrix(1, 3, 6)};
    check::require_gradients(leaves, [&](Graph& graph, const std::vector<Value>& x) {
      const std::vector<ScoreFunction> functions{DotScore{}, ScaledDotScore{}, CosineScore{2.0F}, BilinearScore{x[3]},
                                                 AdditiveScore{x[3], x[4], x[5], x[5]}};
      const AttendOptions options{.temperature = 2.0F, .mask = add_mask(graph, mask)};
      return attend(graph, x[0], x[1], x[2], functions[static_cast<std::size_t>(kind)], options).output;
    });
  }
}
