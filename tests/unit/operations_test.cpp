#include <catch2/catch_test_macros.hpp>

#include "unit/check.hpp"
#include "unit/samples.hpp"

using namespace attention;
using check::random_matrix;
using check::require_gradients;
using check::Sample;
using check::samples;

namespace {

/// One operation on its leaves: the build of check::require_gradients.
check::Build only(const std::function<OperationPointer()>& make) {
  return [make](Graph& graph, const std::vector<Value>& leaves) { return graph.add(make(), leaves, {}); };
}

}  // namespace

TEST_CASE("operations: backward agrees with finite differences", "[graph]") {
  for (const Sample& sample : samples()) {
    INFO(sample.name);
    require_gradients(sample.leaves, only(sample.make));
  }
}

TEST_CASE("operations: every number is explained", "[graph]") {
  for (const Sample& sample : samples()) {
    INFO(sample.name);
    Graph graph;
    std::vector<Value> leaves;
    leaves.reserve(sample.leaves.size());
    for (const Matrix& leaf : sample.leaves) leaves.push_back(graph.given(leaf, {Stage::parameter}));
    graph.add(sample.make(), leaves, {});
    check::require_explanations(graph);
  }
}

TEST_CASE("operations: a matrix used twice gets both gradients", "[graph]") {
  require_gradients({random_matrix(3, 3, 1)}, [](Graph& graph, const std::vector<Value>& leaves) {
    const Value squared = graph.add(operations::product(), {leaves[0], leaves[0]}, {});
    return graph.add(operations::matrix_product(), {squared, leaves[0]}, {});
  });
}

TEST_CASE("operations: operands that do not fit are refused, naming both shapes", "[graph]") {
  Graph graph;
  const Value a = graph.given(make_matrix({2, 3}), {});
  const Value b = graph.given(make_matrix({2, 4}), {});
  const auto refused = [&](OperationPointer operation, std::vector<Value> inputs) {
    const std::size_t before = graph.size();
    try {
      graph.add(std::move(operation), std::move(inputs), {});
      return false;
    } catch (const Error& error) {
      REQUIRE(error.code() == ErrorCode::shape_mismatch);
      REQUIRE(graph.size() == before);
      return std::string(error.what()).find("2 x 4") != std::string::npos;
    }
  };
  REQUIRE(refused(operations::linear(), {a, b}));
  REQUIRE(refused(operations::matrix_product(), {a, b}));
  REQUIRE(refused(operations::matrix_product_transposed(1.0F), {a, b}));
  REQUIRE(refused(operations::cosine_score(1.0F), {a, b}));
  REQUIRE(refused(operations::additive_score(), {a, b, a}));
  REQUIRE(refused(operations::mask(), {a, b}));
  REQUIRE(refused(operations::weighted_sum(), {a, b}));
  REQUIRE(refused(operations::sum(), {a, b}));
  REQUIRE(refused(operations::product(), {a, b}));
  REQUIRE(refused(operations::concatenate_rows(), {a, b}));
  REQUIRE(refused(operations::layer_norm(1e-5F), {a, b}));
  REQUIRE(refused(operations::sample(), {a, b}));
  REQUIRE(refused(operations::scale_rows(), {a, b}));
  REQUIRE(refused(operations::divide_rows(), {a, b}));
  REQUIRE(refused(operations::exponential(), {a, b}));
  REQUIRE(refused(operations::rotary(false), {a, b, b}));
  REQUIRE(refused(operations::gather({1, 1}, {8}), {b}));
  REQUIRE(refused(operations::gaussian(3, 0.0F, 1.0F), {b}));
  REQUIRE(refused(operations::negative_log_likelihood({1}), {b}));
  REQUIRE(refused(operations::negative_log_likelihood({1, 4}), {b}));
  REQUIRE(refused(operations::slice_columns(2, 3), {b}));
  REQUIRE(refused(operations::slice_rows(1, 2), {b}));
}

TEST_CASE("cosine score: a zero vector scores zero and is explained", "[graph]") {
  Graph graph;
  const Value q = graph.given(make_matrix({1, 3}), {});
  const Value k = graph.given(random_matrix(2, 3, 5), {});
  const Value s = graph.add(operations::cosine_score(2.0F), {q, k}, {});
  REQUIRE(graph.matrix(s)(0, 0) == 0.0F);
  check::require_explanations(graph);
  REQUIRE(flat(graph.backward(s, make_matrix({1, 2}, 1.0F))[k.node])[0] == 0.0F);
}

TEST_CASE("normalize rows: a row of sum zero stays zero and is explained", "[graph]") {
  Graph graph;
  const Value x = graph.given(make_matrix({1, 3}), {});
  const Value y = graph.add(operations::normalize_rows(), {x}, {});
  REQUIRE(graph.matrix(y) == graph.matrix(x));
  check::require_explanations(graph);
  REQUIRE(flat(graph.backward({y, 0, 1})[x.node])[1] == 0.0F);
}
