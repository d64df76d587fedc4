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
