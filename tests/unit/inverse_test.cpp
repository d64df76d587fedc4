#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "scenario/inverse.hpp"
#include "unit/check.hpp"

using namespace attention;

// The smallest change that gives a number: it is reached, nothing smaller near it does as well, and what cannot be had
// is said.

namespace {

CellReference cell_of(const Scenario& scenario, Stage stage, std::size_t row, std::size_t column) {
  const Run got = run(scenario);
  for (std::size_t i = 0; i < got.graph.size(); ++i)
    if (got.graph.node({i}).label.stage == stage) return {{i}, row, column};
  FAIL("no " << name_of(stage));
  return {};
}

/// The scenario after a change: its edits are replaced cell by cell.
Scenario with(Scenario scenario, const std::vector<Edit>& edits) {
  for (const Edit& edit : edits) {
    std::erase_if(scenario.edits, [&](const Edit& old) {
      return old.matrix == edit.matrix && old.row == edit.row && old.column == edit.column;
    });
    scenario.edits.push_back(edit);
  }
  return scenario;
}

double value_at(const Scenario& scenario, CellReference cell) {
  return run(scenario).graph.matrix(cell.value)(cell.row, cell.column);
}

double norm_of(const Inverse& inverse) {
  double sum = 0;
  for (std::size_t i = 0; i < inverse.edits.size(); ++i)
    sum += std::pow(inverse.edits[i].value - inverse.previous[i], 2);
  return std::sqrt(sum);
}

struct Wish {
  const char* fields;
  Stage stage;
  double wanted;
  InverseVariable variable;
};

const Wish wishes[]{
    {R"("mechanism":"self_attention")", Stage::weights, 0.8, {"W_q"}},
    {R"("mechanism":"self_attention")", Stage::weights, 0.05, {"W_k"}},
    {R"("mechanism":"self_attention")", Stage::output, 1.5, {"W_v"}},
    {R"("mechanism":"self_attention")", Stage::output, 0.3, {"W_q"}},
    {R"("mechanism":"self_attention","score":"additive")", Stage::weights, 0.7, {"W_q"}},
    {R"("mechanism":"masked","normalizer":"sigmoid")", Stage::weights, 0.9, {"W_q"}},
    {R"("mechanism":"key_value","projected":false)", Stage::weights, 0.6, {"queries", 1, 1}},
    {R"("mechanism":"key_value","projected":false,"edits":[{"matrix":"keys","row":0,"column":1,"value":2}])",
     Stage::weights,
     0.6,
     {"keys"}},
    {R"("mechanism":"soft")", Stage::scores, -2.0, {"query"}},
    {R"("mechanism":"multi_head","width":4,"heads":2)", Stage::weights, 0.75, {"in_proj_weight", 0, 4}},
    {R"("mechanism":"multi_head","width":4,"heads":2)", Stage::weights, 0.75, {"embeddings", 1, 1}},
};

Scenario scenario_for(const Wish& tried) {
  return read_scenario(R"({"version":1,"tokens":["the","dog","ran"],)" + std::string(tried.fields) + "}");
}

}  // namespace

TEST_CASE("inverse: the number that is wanted is reached by the edits, and by none that are smaller", "[inverse]") {
  for (const Wish& tried : wishes) {
    INFO(tried.fields << " " << name_of(tried.stage) << " " << tried.wanted << " by " << tried.variable.matrix);
    const Scenario scenario = scenario_for(tried);
    const std::size_t row = scenario.mechanism == Mechanism::soft ? 0 : 1;
    const CellReference cell = cell_of(scenario, tried.stage, row, 0);
    const Inverse got = invert(scenario, cell, tried.wanted, tried.variable);
    CAPTURE(got.before, got.reached, got.norm, got.iterations);
    REQUIRE(got.outcome == InverseOutcome::reached);
    REQUIRE(std::abs(got.reached - tried.wanted) <= 1e-5);
    const Scenario changed = with(scenario, got.edits);
    REQUIRE(std::abs(value_at(changed, cell) - tried.wanted) <= 1e-5);
    REQUIRE(value_at(scenario, cell) == got.before);
    REQUIRE(std::abs(norm_of(got) - got.norm) <= 1e-4 * (1 + got.norm));
    for (const Edit& edit : got.edits) {
      REQUIRE(edit.matrix == tried.variable.matrix);
      if (tried.variable.rows > 0) REQUIRE(edit.row < tried.variable.first_row + tried.variable.rows);
      REQUIRE(edit.row >= tried.variable.first_row);
    }

    // Least: the change lies along the gradient where it ends, so that no direction of equal numbers shortens it ...
    const Run there = run(changed);
    const std::vector<Matrix> gradients = there.graph.backward(cell);
    const auto given = std::ranges::find(there.given, tried.variable.matrix, &Given::name);
    const Matrix& gradient = gradients[given->value.node];
    double along = 0;
    double size = 0;
    for (std::size_t i = 0; i < got.edits.size(); ++i) {
      const double slope = gradient(got.edits[i].row, got.edits[i].column);
      along += slope * (got.edits[i].value - got.previous[i]);
      size += slope * slope;
    }
    REQUIRE(std::abs(std::abs(along) - std::sqrt(size) * got.norm) <= 1e-3 * std::abs(along));

    // ... and from any other place near it the way there is longer.
    for (std::uint32_t seed = 1; seed <= 5; ++seed) {
      const Matrix random = check::random_matrix(1, got.edits.size(), seed);
      std::vector<Edit> moved = got.edits;
      for (std::size_t i = 0; i < moved.size(); ++i) moved[i].value += 0.1 * got.norm * random(0, i);
      const Inverse back = invert(with(scenario, moved), cell, tried.wanted, tried.variable);
      if (back.outcome != InverseOutcome::reached) continue;
      double distance = 0;
      Scenario other = with(with(scenario, moved), back.edits);
      for (std::size_t i = 0; i < got.edits.size(); ++i) {
        const auto now = std::ranges::find_if(other.edits, [&](const Edit& edit) {
          return edit.matrix == got.edits[i].matrix && edit.row == got.edits[i].row &&
                 edit.column == got.edits[i].column;
        });
        distance += std::pow(now->value - got.previous[i], 2);
      }
      REQUIRE(std::sqrt(distance) >= got.norm * (1 - 1e-3));
    }
  }
}

TEST_CASE("inverse: a number that is as wanted needs no change", "[inverse]") {
  const Scenario scenario = scenario_for(wishes[0]);
  const CellReference cell = cell_of(scenario, Stage::weights, 1, 0);
  const Inverse got = invert(scenario, cell, value_at(scenario, cell), {"W_q"});
  REQUIRE(got.outcome == InverseOutcome::reached);
  REQUIRE(got.edits.empty());
  REQUIRE(got.norm == 0.0);
  // Also one that no change leads to: the first may attend itself alone.
  const Scenario masked = read_scenario(R"({"version":1,"mechanism":"masked","tokens":["the","dog","ran"]})");
  REQUIRE(invert(masked, cell_of(masked, Stage::weights, 0, 0), 1.0, {"W_q"}).outcome == InverseOutcome::reached);
  REQUIRE(invert(masked, cell_of(masked, Stage::weights, 0, 1), 0.0, {"W_q"}).outcome == InverseOutcome::reached);
}

TEST_CASE("inverse: what cannot be had is said", "[inverse]") {
  const Scenario scenario = scenario_for(wishes[0]);
  const CellReference weight = cell_of(scenario, Stage::weights, 1, 0);
  for (const double wanted : {0.0, 1.0, 1.5, -0.2})
    REQUIRE(invert(scenario, weight, wanted, {"W_q"}).outcome == InverseOutcome::out_of_range);
  // The values do not enter the weights; a hidden weight stays 0.
  REQUIRE(invert(scenario, weight, 0.5, {"W_v"}).outcome == InverseOutcome::no_gradient);
  const Scenario masked = read_scenario(R"({"version":1,"mechanism":"masked","tokens":["the","dog","ran"]})");
  const Inverse hidden = invert(masked, cell_of(masked, Stage::weights, 0, 2), 0.5, {"W_q"});
  REQUIRE(hidden.outcome == InverseOutcome::no_gradient);
  REQUIRE(hidden.reached == 0.0);
  // A mean of values that lie within -1 ... 1 is never 9, whoever asks.
  const Scenario bounded = read_scenario(
      R"({"version":1,"mechanism":"key_value","tokens":["q"],"keys":["a","b"],"projected":false,"value_width":1,)"
      R"("weights":{"values":[[1],[-1]]}})");
  const Inverse far = invert(bounded, cell_of(bounded, Stage::output, 0, 0), 9.0, {"queries"});
  REQUIRE(far.outcome == InverseOutcome::not_reached);
  REQUIRE(far.reached <= 1.0);
  // It is moved, until the softmax is so steep that its gradient is 0: the nearest is offered as such.
  const CellReference output = cell_of(scenario, Stage::output, 1, 0);
  const Inverse further = invert(scenario, output, 1e9, {"W_q"});
  CAPTURE(further.before, further.reached, further.norm);
  REQUIRE(further.outcome == InverseOutcome::not_reached);
  REQUIRE(further.reached > further.before);
  REQUIRE(further.reached >= 0.999 * invert(scenario, output, 5.0, {"W_q"}).reached);
  REQUIRE(std::abs(value_at(with(scenario, further.edits), output) - further.reached) <= 1e-5);
  // So far off that a step nearer is none in its digits.
  const Inverse furthest = invert(scenario, output, 1e30, {"W_q"});
  REQUIRE(furthest.outcome == InverseOutcome::not_reached);
  REQUIRE(furthest.reached >= 0.999 * further.reached);

  REQUIRE_THROWS_AS(invert(scenario, weight, 0.5, {"W"}), Error);
  REQUIRE_THROWS_AS(invert(scenario, weight, 0.5, {"W_q", 4}), Error);
}
