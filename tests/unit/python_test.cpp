#include <array>
#include <catch2/catch_test_macros.hpp>

#include "unit/check.hpp"

using namespace attention;

TEST_CASE("python: a graph is a script with its very numbers", "[python]") {
  Graph graph;
  Matrix x = make_matrix({2, 2}, 0.1F);
  x(0, 1) = -3.0F;
  x(1, 0) = 1e-8F;
  const Value left = graph.given(x, {Stage::parameter, Axis::feature, Axis::feature, "in_proj.weight"});
  const Value right =
      graph.given(make_matrix({1, 2}, 0.5F), {Stage::parameter, Axis::one, Axis::feature, "in_proj.weight"});
  const auto head = graph.head(1);
  const Value scores = graph.add(operations::matrix_product_transposed(0.25F), {left, right}, {Stage::scores});
  REQUIRE(python(graph, std::array{scores}) ==
          "import torch\n"
          "\n"
          "in_proj_weight = torch.tensor([[0.1, -3.0],\n"
          "    [1e-08, 0.1]])\n"
          "in_proj_weight_2 = torch.tensor([[0.5, 0.5]])\n"
          "scores_head2 = 0.25 * in_proj_weight @ in_proj_weight_2.T\n"
          "\n"
          "torch.set_printoptions(precision=6, sci_mode=False, linewidth=120, threshold=10**9)\n"
          "print(\"scores_head2\", scores_head2, sep=\"\\n\")\n");
}

TEST_CASE("python: a script that grows too long ends with a whole line", "[python]") {
  Graph graph;
  Value last = graph.given(make_matrix({1, 2}, 0.5F), {Stage::parameter, Axis::one, Axis::feature, "x"});
  for (int i = 0; i < 3; ++i)
    last = graph.add(operations::tanh(), {last}, {Stage::internal, Axis::one, Axis::feature, "y"});
  const std::string whole = python(graph, std::array{last});
  const std::size_t second = whole.find("y_2 =");
  const std::string beginning = whole.substr(0, second);
  REQUIRE(python(graph, std::array{last}, second - 1) == beginning);
  REQUIRE(python(graph, std::array{last}, second) == beginning + "y_2 = torch.tanh(y)\n");
  REQUIRE(python(graph, std::array{last}, whole.size()) == whole);
}
