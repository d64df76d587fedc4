#include <catch2/catch_test_macros.hpp>
#include <optional>
#include <random>

#include "unit/check.hpp"
#include "unit/samples.hpp"

using namespace attention;

// Graphs that nobody thought of: operations in random order, on one another's results wherever the shapes fit. Every
// number and every gradient in them is explained; where all operations are smooth, finite differences agree.

namespace {

struct Step {
  std::size_t sample;
  std::vector<std::size_t> inputs;  // places in the pool of leaves and earlier results
};

/// A recipe that can be built anew on other leaves, as finite differences need.
struct Recipe {
  std::vector<Matrix> leaves;
  std::vector<Step> steps;
  bool smooth = true;
};

class Writer {
 public:
  explicit Writer(std::uint32_t seed) : engine_(seed), samples_(check::samples()) {}

  Recipe write(std::size_t steps) {
    while (recipe_.steps.size() < steps) add();
    // Results follow the leaves: only now is it known how many leaves there are.
    for (Step& step : recipe_.steps)
      for (std::size_t& input : step.inputs)
        input = input >= first_result ? recipe_.leaves.size() + input - first_result : input;
    return std::move(recipe_);
  }

 private:
  static constexpr std::size_t first_result = 1000;

  void add() {
    const std::size_t index = engine_() % samples_.size();
    const check::Sample& sample = samples_[index];
    Step step{index, {}};
    for (const Matrix& leaf : sample.leaves) step.inputs.push_back(input(leaf));
    Graph graph;
    std::vector<Value> inputs;
    for (const Matrix& leaf : sample.leaves) inputs.push_back(graph.given(leaf, {}));
    results_.push_back(graph.shape(graph.add(sample.make(), inputs, {})));
    recipe_.smooth = recipe_.smooth && sample.smooth;
    recipe_.steps.push_back(std::move(step));
  }

  /// An earlier result of that shape, if there is one, else a leaf.
  std::size_t input(const Matrix& leaf) {
    std::vector<std::size_t> fitting;
    for (std::size_t i = 0; i < results_.size(); ++i)
      if (results_[i] == shape_of(leaf)) fitting.push_back(first_result + i);
    if (!fitting.empty() && engine_() % 4 != 0) return fitting[engine_() % fitting.size()];
    recipe_.leaves.push_back(leaf);
    return recipe_.leaves.size() - 1;
  }

  std::mt19937 engine_;
  std::vector<check::Sample> samples_;
  std::vector<Shape> results_;
  Recipe recipe_;
};

/// All results side by side in one number each: their means, so that every step counts.
Value build(Graph& graph, const std::vector<Value>& leaves, const Recipe& recipe) {
  const std::vector<check::Sample> samples = check::samples();
  std::vector<Value> pool = leaves;
  for (const Step& step : recipe.steps) {
    std::vector<Value> inputs;
    for (const std::size_t input : step.inputs) inputs.push_back(pool.at(input));
    const Value result = graph.add(samples[step.sample].make(), std::move(inputs), {});
    pool.push_back(graph.add(operations::tanh(), {result}, {}));  // keeps numbers small, however long the chain
  }
  std::vector<Value> means;
  for (std::size_t i = leaves.size(); i < pool.size(); ++i) {
    const auto [rows, columns] = graph.shape(pool[i]);
    const Value left = graph.given(make_matrix({1, rows}, 1.0F / static_cast<float>(rows)), {});
    const Value right = graph.given(make_matrix({columns, 1}, 1.0F / static_cast<float>(columns)), {});
    const Value sums = graph.add(operations::matrix_product(), {left, pool[i]}, {});
    means.push_back(graph.add(operations::matrix_product(), {sums, right}, {}));
  }
  return graph.add(operations::concatenate_columns(), means, {});
}

}  // namespace

TEST_CASE("random graphs: every number and every gradient is explained", "[graph]") {
  for (std::uint32_t seed = 1; seed <= 60; ++seed) {
    INFO("seed " << seed);
    const Recipe recipe = Writer(seed).write(12);
    Graph graph;
    std::vector<Value> leaves;
    for (const Matrix& leaf : recipe.leaves) leaves.push_back(graph.given(leaf, {Stage::parameter}));
    const Value output = build(graph, leaves, recipe);
    check::require_explanations(graph);
    const auto [rows, columns] = graph.shape(output);
    check::require_gradient_explanations(graph, output, check::random_matrix(rows, columns, seed));
  }
}

TEST_CASE("random graphs: backward agrees with finite differences", "[graph]") {
  int compared = 0;
  for (std::uint32_t seed = 101; seed <= 120; ++seed) {
    INFO("seed " << seed);
    const Recipe recipe = Writer(seed).write(6);
    if (!recipe.smooth) continue;
    ++compared;
    check::require_gradients(
        recipe.leaves, [&](Graph& graph, const std::vector<Value>& leaves) { return build(graph, leaves, recipe); });
  }
  REQUIRE(compared > 0);
}
