#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "unit/check.hpp"

using namespace attention;
using check::random_matrix;
using reference::table;

namespace {

double phi(double x) { return x > 0 ? x + 1 : std::exp(x); }

/// Weights of phi(q) . phi(k), row by row.
reference::Attention expected(const Matrix& q, const Matrix& k, const Matrix& v, const LinearOptions& options) {
  reference::Attention result;
  for (std::size_t i = 0; i < q.shape(0); ++i) {
    reference::Row weights(k.shape(0), 0.0);
    double sum = 0;
    for (std::size_t j = 0; j < std::min(k.shape(0), options.padding.value_or(k.shape(0))); ++j) {
      if (options.causal && j > i + options.past) continue;
      for (std::size_t d = 0; d < q.shape(1); ++d) weights[j] += phi(q(i, d)) * phi(k(j, d));
      sum += weights[j];
    }
    reference::Row output(v.shape(1), 0.0);
    for (std::size_t j = 0; j < weights.size(); ++j) {
      if (sum > 0) weights[j] /= sum;
      for (std::size_t d = 0; d < output.size(); ++d) output[d] += weights[j] * v(j, d);
    }
    result.weights.push_back(weights);
    result.output.push_back(output);
  }
  return result;
}

}  // namespace

TEST_CASE("linear attention: equals the weights that it never makes", "[linear]") {
  const Matrix q = random_matrix(4, 3, 1);
  const Matrix k = random_matrix(6, 3, 2);
  const Matrix v = random_matrix(6, 5, 3);
  for (const LinearOptions& options :
       {LinearOptions{}, LinearOptions{.causal = true}, LinearOptions{.causal = true, .past = 2},
        LinearOptions{.causal = true, .past = 9}, LinearOptions{.padding = 4},
        LinearOptions{.causal = true, .padding = 2}, LinearOptions{.padding = 0},
        LinearOptions{.causal = true, .padding = 0}}) {
    INFO("causal " << options.causal << ", past " << options.past << ", padding " << options.padding.value_or(99));
    Graph graph;
    const LinearAttention got =
        attend_linearly(graph, graph.given(q, {}), graph.given(k, {}), graph.given(v, {}), options);
    const auto want = expected(q, k, v, options);
    check::require_close(graph.matrix(got.output), want.output);
    check::require_close(graph.matrix(linear_weights(graph, got, options)), want.weights);
    check::require_explanations(graph);
  }
}

TEST_CASE("linear attention: the causal state is a step's own, and grows by one key", "[linear]") {
  Graph graph;
  const Value q = graph.given(random_matrix(3, 2, 1), {});
  const Value k = graph.given(random_matrix(3, 2, 2), {});
  const Value v = graph.given(random_matrix(3, 4, 3), {});
  const LinearAttention got = attend_linearly(graph, q, k, v, {.causal = true});
  REQUIRE(got.states.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    REQUIRE(graph.node(got.states[i]).step == static_cast<int>(i));
    for (std::size_t a = 0; a < 2; ++a) {
      double sum = 0;
      double state = 0;
      for (std::size_t j = 0; j <= i; ++j) {
        const double feature = phi(graph.matrix(k)(j, a));
        sum += feature;
        state += feature * graph.matrix(v)(j, 3);
      }
      REQUIRE(std::abs(graph.matrix(got.sums[i])(a, 0) - sum) < 1e-5);
      REQUIRE(std::abs(graph.matrix(got.states[i])(a, 3) - state) < 1e-5);
    }
  }
}

TEST_CASE("linear attention: gradients agree with finite differences", "[linear]") {
  const std::vector<Matrix> leaves{random_matrix(3, 2, 1), random_matrix(4, 2, 2), random_matrix(4, 2, 3)};
  for (const bool causal : {false, true})
    check::require_gradients(leaves, [&](Graph& graph, const std::vector<Value>& x) {
      return attend_linearly(graph, x[0], x[1], x[2], {.causal = causal}).output;
    });
}

TEST_CASE("linear attention: shapes that do not fit are refused", "[linear]") {
  Graph graph;
  const Value a = graph.given(random_matrix(3, 2, 1), {});
  const Value b = graph.given(random_matrix(4, 3, 2), {});
  REQUIRE_THROWS_AS(attend_linearly(graph, a, b, b), Error);
  REQUIRE_THROWS_AS(attend_linearly(graph, a, a, b), Error);
}
