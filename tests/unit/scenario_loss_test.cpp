#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "unit/check.hpp"

using namespace attention;

// The loss of a scenario: what training would make smaller, and what gradients may be asked of.

namespace {

Run run_with_loss(const std::string& fields) {
  return run(read_scenario(R"({"version":1,"loss":true,)" + fields + "}"));
}

const Graph::Node& last_node(const Graph& graph, Stage stage) {
  for (std::size_t i = graph.size(); i-- > 0;)
    if (graph.node({i}).label.stage == stage) return graph.node({i});
  FAIL("no " << name_of(stage));
  return graph.node({0});
}

/// The mean of -log p of what should have been chosen.
double expected_loss(const Matrix& distribution, const std::vector<std::size_t>& targets) {
  double sum = 0;
  for (std::size_t t = 0; t < targets.size(); ++t) sum -= std::log(static_cast<double>(distribution(t, targets[t])));
  return sum / static_cast<double>(targets.size());
}

void require_loss(const Run& got, Stage stage, const std::vector<std::size_t>& targets) {
  const Matrix& loss = got.graph.matrix({got.graph.size() - 1});
  REQUIRE(loss.size() == 1);
  REQUIRE(std::abs(loss(0, 0) - expected_loss(last_node(got.graph, stage).matrix, targets)) < 1e-5);
  check::require_explanations(got.graph);
  check::require_gradient_explanations(got.graph, {got.graph.size() - 1}, make_matrix({1, 1}, 1.0F));
  const std::vector<Matrix> gradients = got.graph.backward({{got.graph.size() - 1}, 0, 0});
  double size = 0;
  for (const float number : flat(gradients[0])) size += std::abs(number);
  REQUIRE(size > 0);
}

}  // namespace

TEST_CASE("scenario: the loss of a decoder is the cross entropy with its targets", "[scenario]") {
  for (const char* mechanism : {"bahdanau", "luong", "local", "encoder_decoder"}) {
    INFO(mechanism);
    const std::string start =
        "\"mechanism\":\"" + std::string(mechanism) + R"(","tokens":["a","b"],"targets":["x","y","x"])";
    require_loss(run_with_loss(start), Stage::distribution, {0, 1, 0});
    require_loss(run_with_loss(start + R"(,"steps":2)"), Stage::distribution, {0, 1});
    require_loss(run_with_loss(start + R"(,"steps":5,"teacher_forced":false)"), Stage::distribution, {0, 1, 0});
  }
}

TEST_CASE("scenario: a pointer network with a loss is led through what it should point at", "[scenario]") {
  const Run sorted = run_with_loss(R"("mechanism":"pointer","elements":"numbers","tokens":["3","-1","2"])");
  REQUIRE(sorted.order == std::vector<std::size_t>{1, 2, 0});
  require_loss(sorted, Stage::weights, {1, 2, 0});
  const Run words = run_with_loss(R"("mechanism":"pointer","tokens":["a","b","c"],"steps":2)");
  REQUIRE(words.order == std::vector<std::size_t>{0, 1});
  require_loss(words, Stage::weights, {0, 1});
}

TEST_CASE("scenario: what a decoder shows of all its steps has the gradients of the steps", "[scenario]") {
  for (const char* mechanism : {"bahdanau", "luong", "local", "encoder_decoder", "pointer"}) {
    INFO(mechanism);
    const Run got = run_with_loss("\"mechanism\":\"" + std::string(mechanism) + R"(","tokens":["a","b","c"])");
    const std::vector<Matrix> gradients = got.graph.backward({{got.graph.size() - 1}, 0, 0});
    std::size_t stacks = 0;
    for (std::size_t i = 0; i < got.graph.size(); ++i) {
      const Graph::Node& stack = got.graph.node({i});
      const bool shown = stack.operation->name() == OperationName::concatenate_rows && stack.step == Graph::common;
      if (!shown || got.graph.node(stack.inputs[0]).step != 0) continue;
      ++stacks;
      INFO(stack.label.name);
      for (std::size_t t = 0; t < stack.inputs.size(); ++t)
        for (std::size_t j = 0; j < stack.matrix.shape(1); ++j)
          REQUIRE(gradients[i](t, j) == gradients[stack.inputs[t].node](0, j));
    }
    REQUIRE(stacks >= 2);
  }
}

TEST_CASE("scenario: the gradients of a decoder's scores are those of its weights, through the softmax", "[scenario]") {
  for (const char* mechanism : {"bahdanau", "luong"}) {
    INFO(mechanism);
    const Run got = run_with_loss("\"mechanism\":\"" + std::string(mechanism) + R"(","tokens":["a","b","c"])");
    const std::vector<Matrix> gradients = got.graph.backward({{got.graph.size() - 1}, 0, 0});
    const auto last = [&](Stage stage) {
      std::size_t found = 0;
      for (std::size_t i = 0; i < got.graph.size(); ++i)
        if (got.graph.node({i}).label.stage == stage && got.graph.node({i}).step == Graph::common) found = i;
      return found;
    };
    const Matrix& weights = got.graph.matrix({last(Stage::weights)});
    const Matrix& by_weights = gradients[last(Stage::weights)];
    const Matrix& by_scores = gradients[last(Stage::scores)];
    double size = 0;
    for (std::size_t t = 0; t < weights.shape(0); ++t) {
      double mean = 0;
      for (std::size_t j = 0; j < weights.shape(1); ++j) mean += double{weights(t, j)} * by_weights(t, j);
      for (std::size_t j = 0; j < weights.shape(1); ++j) {
        size += std::abs(by_scores(t, j));
        REQUIRE(std::abs(by_scores(t, j) - weights(t, j) * (by_weights(t, j) - mean)) < 1e-6);
      }
    }
    REQUIRE(size > 1e-3);
  }
}
