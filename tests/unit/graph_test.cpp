#include <catch2/catch_test_macros.hpp>

#include "unit/check.hpp"

using namespace attention;
using check::random_matrix;

TEST_CASE("graph: the gradient of one cell is a row of the Jacobian", "[graph]") {
  Graph graph;
  const Value a = graph.given(random_matrix(2, 3, 1), {});
  const Value b = graph.given(random_matrix(3, 2, 2), {});
  const Value c = graph.add(operations::matrix_product(), {a, b}, {});
  const std::vector<Matrix> gradients = graph.backward(CellReference{c, 1, 0});
  for (std::size_t d = 0; d < 3; ++d) {
    REQUIRE(gradients[a.node](0, d) == 0.0F);
    REQUIRE(gradients[a.node](1, d) == graph.matrix(b)(d, 0));
    REQUIRE(gradients[b.node](d, 0) == graph.matrix(a)(1, d));
    REQUIRE(gradients[b.node](d, 1) == 0.0F);
  }
}

TEST_CASE("graph: cells and nodes that do not exist are refused", "[graph]") {
  Graph graph;
  const Value a = graph.given(random_matrix(2, 3, 1), {});
  REQUIRE_THROWS_AS(graph.explain({a, 2, 0}), Error);
  REQUIRE_THROWS_AS(graph.explain({a, 0, 3}), Error);
  REQUIRE_THROWS_AS(graph.explain({{7}, 0, 0}), Error);
  REQUIRE_THROWS_AS(graph.backward(CellReference{a, 0, 3}), Error);
  REQUIRE_THROWS_AS(graph.backward(a, make_matrix({3, 2})), Error);
}

TEST_CASE("graph: a scope names the head of what is added in it, and ends", "[graph]") {
  Graph graph;
  {
    const auto head = graph.head(2);
    const auto step = graph.step(5);
    REQUIRE(graph.node(graph.given(make_matrix({1, 1}), {})).head == 2);
    REQUIRE(graph.node(graph.given(make_matrix({1, 1}), {})).step == 5);
  }
  const Value after = graph.given(make_matrix({1, 1}), {Stage::scores});
  REQUIRE(graph.node(after).head == Graph::common);
  REQUIRE(graph.node(after).step == Graph::common);
  REQUIRE(graph.node(after).label.name == "scores");
}

TEST_CASE("names: every enumerator has its own name, and is found by it", "[names]") {
  REQUIRE(names<Score>.size() == 6);
  REQUIRE(name_of(Score::scaled_dot) == "scaled_dot");
  REQUIRE(from_name<Score>("cosine") == Score::cosine);
  REQUIRE(from_name<Mechanism>("pointer") == Mechanism::pointer);
  REQUIRE_FALSE(from_name<Score>("Cosine").has_value());
  REQUIRE_FALSE(from_name<Score>("").has_value());
  for (std::size_t i = 0; i < names<Stage>.size(); ++i)
    REQUIRE(from_name<Stage>(names<Stage>[i]) == static_cast<Stage>(i));
}
