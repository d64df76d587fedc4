#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "unit/check.hpp"

using namespace attention;
using check::random_matrix;
using reference::Row;
using reference::table;

namespace {

constexpr std::size_t steps = 4;
constexpr std::size_t positions = 9;
constexpr std::size_t local_width = 3;

struct Local {
  Graph graph;
  Value states = graph.given(random_matrix(steps, local_width, 1), {});
  Value encodings = graph.given(random_matrix(positions, local_width, 2), {});
  LocalOptions options{.alignment = Alignment::predictive,
                       .half_window = 2,
                       .position_weight = graph.given(random_matrix(5, local_width, 3), {}),
                       .position_v = graph.given(random_matrix(1, 5, 4), {})};

  /// p_t of one step.
  [[nodiscard]] double centre(std::size_t t) const {
    Row hidden = reference::linear(table(graph.matrix(states)), table(graph.matrix(options.position_weight)))[t];
    for (double& number : hidden) number = std::tanh(number);
    return positions / (1 + std::exp(-reference::dot(hidden, table(graph.matrix(options.position_v))[0])));
  }

  /// The weights of one step, read as the options say.
  [[nodiscard]] Row weights(std::size_t t) const {
    const double p = centre(t);
    const double around = options.reading == LocalReading::floor_window ? std::floor(p) : p;
    const bool full = options.reading == LocalReading::full || options.reading == LocalReading::full_then_cut;
    std::vector<bool> near(positions);
    for (std::size_t s = 0; s < positions; ++s)
      near[s] = std::abs(position(s) - around) <= static_cast<double>(options.half_window);
    const auto scores =
        reference::scores({table(graph.matrix(states))[t]}, table(graph.matrix(encodings)), reference::dot)[0];
    Row row = reference::softmax(scores, full ? std::vector<bool>(positions, true) : near);
    const double sigma = static_cast<double>(options.half_window) / 2;
    double sum = 0;
    for (std::size_t s = 0; s < positions; ++s) {
      row[s] *= std::exp(-std::pow(position(s) - p, 2) / (2 * sigma * sigma));
      if (options.reading == LocalReading::full_then_cut && !near[s]) row[s] = 0;
      sum += row[s];
    }
    for (double& weight : row)
      if (options.reading == LocalReading::window_renormalized) weight /= sum;
    return row;
  }

  [[nodiscard]] double position(std::size_t s) const { return static_cast<double>(s + options.first_position); }
};

}  // namespace

TEST_CASE("local attention, predictive: every reading of the article equals the reference", "[local]") {
  for (std::size_t reading = 0; reading < names<LocalReading>.size(); ++reading)
    for (const std::size_t first : {0U, 1U}) {
      Local local;
      local.options.reading = static_cast<LocalReading>(reading);
      local.options.first_position = first;
      const LocalAttention got = attend_locally(local.graph, local.states, local.encodings, DotScore{}, local.options);
      reference::Table weights;
      reference::Table contexts;
      for (std::size_t t = 0; t < steps; ++t) {
        REQUIRE(std::abs(local.graph.matrix(got.centres.value())(t, 0) - local.centre(t)) < 1e-5);
        weights.push_back(local.weights(t));
        contexts.push_back(
            reference::linear({weights.back()}, reference::transpose(table(local.graph.matrix(local.encodings))))[0]);
      }
      INFO(names<LocalReading>[reading]);
      check::require_close(local.graph.matrix(got.weights), weights);
      check::require_close(local.graph.matrix(got.output), contexts);
      check::require_explanations(local.graph);
    }
}

TEST_CASE("local attention, monotonic: a window around the step, nothing beyond the end", "[local]") {
  Graph graph;
  const Value states = graph.given(random_matrix(3, local_width, 1), {});
  const Value encodings = graph.given(random_matrix(5, local_width, 2), {});
  const LocalAttention got = attend_locally(graph, states, encodings, DotScore{}, {.half_window = 1, .first_step = 4});
  const Matrix& weights = graph.matrix(got.weights);
  for (std::size_t j = 0; j < 5; ++j) {
    REQUIRE((weights(0, j) > 0) == (j == 3 || j == 4));
    REQUIRE((weights(1, j) > 0) == (j == 4));
    REQUIRE(weights(2, j) == 0.0F);
  }
  REQUIRE(graph.matrix(got.output)(2, 0) == 0.0F);
  check::require_explanations(graph);
}

TEST_CASE("local attention: padding stays hidden inside the window", "[local]") {
  Local local;
  const Value mask = add_mask(local.graph, make_mask({.padding = 6}, steps, positions));
  for (const LocalReading reading : {LocalReading::window, LocalReading::full, LocalReading::full_then_cut}) {
    local.options.reading = reading;
    const LocalAttention got =
        attend_locally(local.graph, local.states, local.encodings, DotScore{}, local.options, {.mask = mask});
    for (std::size_t t = 0; t < steps; ++t)
      for (std::size_t s = 6; s < positions; ++s) REQUIRE(local.graph.matrix(got.weights)(t, s) == 0.0F);
  }
}

TEST_CASE("local attention: a window of no width is refused", "[local]") {
  Local local;
  local.options.half_window = 0;
  REQUIRE_THROWS_AS(attend_locally(local.graph, local.states, local.encodings, DotScore{}, local.options), Error);
}

TEST_CASE("local attention: gradients agree with finite differences, the window held", "[local]") {
  const std::vector<Matrix> leaves{random_matrix(2, 2, 1), random_matrix(6, 2, 2), random_matrix(3, 2, 3),
                                   random_matrix(1, 3, 4)};
  for (std::size_t reading = 0; reading < names<LocalReading>.size(); ++reading)
    check::require_gradients(leaves, [reading](Graph& graph, const std::vector<Value>& x) {
      return attend_locally(graph, x[0], x[1], DotScore{},
                            {.alignment = Alignment::predictive,
                             .half_window = 3,
                             .reading = static_cast<LocalReading>(reading),
                             .position_weight = x[2],
                             .position_v = x[3]})
          .output;
    });
}
