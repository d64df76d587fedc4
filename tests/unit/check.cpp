#include "unit/check.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

namespace check {

using namespace attention;

Matrix random_matrix(std::size_t rows, std::size_t columns, std::uint32_t seed) {
  std::mt19937 engine(seed);
  Matrix result = make_matrix({rows, columns});
  for (float& number : flat(result)) number = static_cast<float>(engine() % 4001U) / 1000.0F - 2.0F;
  return result;
}

Matrix matrix(const reference::Table& rows) {
  Matrix result = make_matrix({rows.size(), rows.at(0).size()});
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (std::size_t j = 0; j < rows[i].size(); ++j) result(i, j) = static_cast<float>(rows[i][j]);
  return result;
}

void require_close(const Matrix& got, const reference::Table& expected, double tolerance) {
  REQUIRE(shape_of(got) == Shape{expected.size(), expected.at(0).size()});
  for (std::size_t i = 0; i < expected.size(); ++i)
    for (std::size_t j = 0; j < expected[i].size(); ++j) {
      const double want = expected[i][j];
      const double have = got(i, j);
      INFO("row " << i << ", column " << j << ": got " << have << ", expected " << want);
      REQUIRE((have == want || std::abs(have - want) <= tolerance * (1 + std::abs(want))));
    }
}

namespace {

double weigh(const Matrix& output, const Matrix& seed) {
  double sum = 0;
  for (std::size_t i = 0; i < output.size(); ++i)
    if (flat(seed)[i] != 0.0F) sum += static_cast<double>(flat(output)[i]) * static_cast<double>(flat(seed)[i]);
  return sum;
}

struct Built {
  Graph graph;
  std::vector<Value> leaves;
  Value output;
};

Built build_graph(const std::vector<Matrix>& leaves, const Build& build) {
  Built built;
  for (const Matrix& leaf : leaves) built.leaves.push_back(built.graph.given(leaf, {Stage::parameter}));
  built.output = build(built.graph, built.leaves);
  return built;
}

}  // namespace

void require_gradients(const std::vector<Matrix>& leaves, const Build& build) {
  const Built built = build_graph(leaves, build);
  const Shape shape = built.graph.shape(built.output);
  const Matrix seed = random_matrix(shape.rows, shape.columns, 99);
  const std::vector<Matrix> gradients = built.graph.backward(built.output, seed);
  require_gradient_explanations(built.graph, built.output, seed);

  constexpr float step = 1.0F / 128.0F;
  for (std::size_t leaf = 0; leaf < leaves.size(); ++leaf)
    for (std::size_t i = 0; i < leaves[leaf].size(); ++i) {
      std::vector<Matrix> shifted = leaves;
      flat(shifted[leaf])[i] += step;
      const Built above = build_graph(shifted, build);
      flat(shifted[leaf])[i] -= 2 * step;
      const Built below = build_graph(shifted, build);
      const double difference =
          (weigh(above.graph.matrix(above.output), seed) - weigh(below.graph.matrix(below.output), seed)) /
          (2.0 * step);
      const double gradient = flat(gradients[built.leaves[leaf].node])[i];
      INFO("leaf " << leaf << ", number " << i << ": backward " << gradient << ", difference " << difference);
      REQUIRE(std::abs(gradient - difference) <= 4e-3 * (1 + std::abs(difference)));
    }
}

namespace {

void require_account(const Graph& graph, CellReference cell) {
  const Explanation account = graph.explain(cell);
  const double value = graph.matrix(cell.value)(cell.row, cell.column);
  const double again = evaluate(account);
  double size = 1 + std::abs(value);
  for (const Term& term : account.terms) {
    if (std::isfinite(term.value)) size += std::abs(account.scale * term.value);
    for (const Factor& factor : term.factors) {
      if (factor.source == Source::constant) continue;
      const double read = graph.matrix(factor.cell.value)(factor.cell.row, factor.cell.column);
      REQUIRE((factor.value == read || (std::isnan(read) && std::isnan(factor.value))));
      REQUIRE(factor.cell.value.node < cell.value.node);
    }
  }
  INFO(name_of(account.operation) << " node " << cell.value.node << " (" << cell.row << ", " << cell.column
                                  << "): value " << value << ", account " << again);
  REQUIRE((account.result == value || (std::isnan(value) && std::isnan(account.result))));
  const bool same = again == value || (std::isnan(value) && std::isnan(again));
  REQUIRE((same || std::abs(again - value) <= 2e-6 * size));
}

void require_gradient_account(const Graph& graph, Value output, const std::vector<Matrix>& gradients,
                              CellReference cell) {
  const Explanation account = graph.explain_gradient(output, gradients, cell);
  const double value = gradients[cell.value.node](cell.row, cell.column);
  double size = 1 + std::abs(value);
  for (const Term& term : account.terms) {
    size += std::abs(term.value);
    for (const Factor& factor : term.factors) {
      if (factor.source == Source::constant) continue;
      const Matrix& read =
          factor.source == Source::gradient ? gradients[factor.cell.value.node] : graph.matrix(factor.cell.value);
      REQUIRE(factor.value == read(factor.cell.row, factor.cell.column));
    }
  }
  const double again = evaluate(account);
  INFO("gradient of node " << cell.value.node << " (" << cell.row << ", " << cell.column << "): " << value
                           << ", account " << again);
  REQUIRE(account.result == value);
  REQUIRE(std::abs(again - value) <= 4e-6 * size);
}

}  // namespace

void require_gradient_explanations(const Graph& graph, Value output, const Matrix& seed) {
  const std::vector<Matrix> gradients = graph.backward(output, seed);
  for (std::size_t node = 0; node <= output.node; ++node) {
    const Shape shape = graph.shape({node});
    for (std::size_t i = 0; i < shape.rows; ++i)
      for (std::size_t j = 0; j < shape.columns; ++j)
        require_gradient_account(graph, output, gradients, {{node}, i, j});
  }
}

void require_explanations(const Graph& graph) {
  for (std::size_t node = 0; node < graph.size(); ++node) {
    const Shape shape = graph.shape({node});
    for (std::size_t i = 0; i < shape.rows; ++i)
      for (std::size_t j = 0; j < shape.columns; ++j) require_account(graph, {{node}, i, j});
  }
}

}  // namespace check
