#include <catch2/catch_test_macros.hpp>

#include "unit/check.hpp"

using namespace attention;
using check::random_matrix;
using check::require_gradients;

namespace {

/// One operation on its leaves: the build of check::require_gradients.
check::Build only(const std::function<OperationPointer()>& make) {
  return [make](Graph& graph, const std::vector<Value>& leaves) { return graph.add(make(), leaves, {}); };
}

struct Sample {
  const char* name;
  std::function<OperationPointer()> make;
  std::vector<Matrix> leaves;
};

std::vector<Sample> samples() {
  const auto r = [](std::size_t rows, std::size_t columns, std::uint32_t seed) {
    return random_matrix(rows, columns, seed);
  };
  return {
      {"linear", operations::linear, {r(3, 5, 1), r(4, 5, 2)}},
      {"linear with bias", operations::linear, {r(3, 5, 1), r(4, 5, 2), r(1, 4, 3)}},
      {"matrix product", operations::matrix_product, {r(3, 5, 1), r(5, 2, 2)}},
      {"dot products", [] { return operations::matrix_product_transposed(0.5F); }, {r(3, 5, 1), r(4, 5, 2)}},
      {"additive score", operations::additive_score, {r(3, 5, 1), r(4, 5, 2), r(1, 5, 3)}},
      {"additive score with bias", operations::additive_score, {r(3, 5, 1), r(4, 5, 2), r(1, 5, 3), r(1, 5, 4)}},
      {"cosine score", [] { return operations::cosine_score(1.5F); }, {r(3, 5, 1), r(4, 5, 2)}},
      {"softmax", [] { return operations::softmax(1.0F); }, {r(3, 7, 1)}},
      {"softmax, warm", [] { return operations::softmax(2.5F); }, {r(3, 7, 1)}},
      {"weighted sum", operations::weighted_sum, {r(3, 4, 1), r(4, 5, 2)}},
      {"slice of columns", [] { return operations::slice_columns(1, 3); }, {r(3, 5, 1)}},
      {"slice of rows", [] { return operations::slice_rows(2, 2); }, {r(5, 3, 1)}},
      {"concatenate columns", operations::concatenate_columns, {r(3, 2, 1), r(3, 1, 2), r(3, 4, 3)}},
      {"concatenate rows", operations::concatenate_rows, {r(2, 3, 1), r(1, 3, 2), r(3, 3, 3)}},
      {"sum", [] { return operations::sum(0.25F); }, {r(3, 4, 1), r(3, 4, 2), r(3, 4, 3)}},
      {"product", operations::product, {r(3, 4, 1), r(3, 4, 2)}},
      {"sigmoid", operations::sigmoid, {r(3, 4, 1)}},
      {"tanh", operations::tanh, {r(3, 5, 1)}},
      {"one minus", operations::one_minus, {r(3, 4, 1)}},
  };
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
