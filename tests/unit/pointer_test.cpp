#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "unit/check.hpp"

using namespace attention;
using check::random_matrix;
using reference::table;

namespace {

constexpr std::size_t element_width = 3;

struct Network {
  Graph graph;
  Value elements = graph.given(random_matrix(5, element_width, 1), {Stage::embeddings, Axis::key});
  Value encodings = graph.given(random_matrix(5, 4, 2), {Stage::encodings, Axis::key});
  Value start = graph.given(random_matrix(1, element_width, 3), {});
  Value initial = graph.given(random_matrix(1, element_width, 4), {});
  PointerParameters parameters{graph.given(random_matrix(6, 4, 5), {}),
                               graph.given(random_matrix(6, element_width, 6), {}),
                               graph.given(random_matrix(1, 6, 7), {}),
                               {RecurrentCell::gru, graph.given(random_matrix(9, element_width, 8), {}),
                                graph.given(random_matrix(9, element_width, 9), {})}};

  Pointer run(const PointerOptions& options) {
    return point(graph, elements, encodings, start, {initial}, parameters, options);
  }
};

}  // namespace

TEST_CASE("pointer: every step equals the reference, and hides what was chosen", "[pointer]") {
  for (const bool visited : {true, false}) {
    Network network;
    const Graph& graph = network.graph;
    const Pointer got = network.run({.steps = 5, .mask_visited = visited});
    const auto keys = reference::linear(table(graph.matrix(network.encodings)),
                                        table(graph.matrix(network.parameters.encoding_weight)));

    reference::Row state = table(graph.matrix(network.initial))[0];
    reference::Row input = table(graph.matrix(network.start))[0];
    std::vector<bool> visible(5, true);
    double log_probability = 0;
    for (std::size_t t = 0; t < 5; ++t) {
      state = reference::gru(input, state, table(graph.matrix(network.parameters.cell.weight_ih)),
                             table(graph.matrix(network.parameters.cell.weight_hh)));
      const auto query = reference::linear({state}, table(graph.matrix(network.parameters.state_weight)))[0];
      const auto scores = reference::scores({query}, keys, [&](const auto& q, const auto& k) {
        return reference::additive(q, k, table(graph.matrix(network.parameters.v))[0]);
      });
      const reference::Row weights = reference::softmax(scores[0], visible);
      const auto chosen = static_cast<std::size_t>(std::ranges::max_element(weights) - weights.begin());
      REQUIRE(got.order[t] == chosen);
      for (std::size_t j = 0; j < 5; ++j) {
        REQUIRE(std::abs(graph.matrix(got.weights)(t, j) - weights[j]) < 1e-5);
        REQUIRE(std::isinf(graph.matrix(got.logits)(t, j)) == !visible[j]);
      }
      log_probability += std::log(weights[chosen]);
      if (visited) visible[chosen] = false;
      input = table(graph.matrix(network.elements))[chosen];
    }
    REQUIRE(std::abs(got.log_probability - log_probability) < 1e-4);
    check::require_explanations(graph);
  }
}

TEST_CASE("pointer: with the visited mask the order is a permutation", "[pointer]") {
  Network network;
  std::vector<std::size_t> order = network.run({.steps = 5}).order;
  std::ranges::sort(order);
  REQUIRE(order == std::vector<std::size_t>{0, 1, 2, 3, 4});
}

TEST_CASE("pointer: more steps than elements are refused if nothing may be chosen twice", "[pointer]") {
  Network network;
  REQUIRE_THROWS_AS(network.run({.steps = 6}), Error);
  REQUIRE_THROWS_AS(network.run({.steps = 0}), Error);
  REQUIRE(network.run({.steps = 6, .mask_visited = false}).order.size() == 6);
}

TEST_CASE("pointer: why a point is hidden is known through the stacked matrices", "[pointer]") {
  Network network;
  const Pointer got = network.run({.steps = 2});
  REQUIRE(network.graph.hidden({got.logits, 1, got.order[0]}) == Hidden::visited);
  REQUIRE(network.graph.hidden({got.logits, 0, got.order[0]}) == Hidden::visible);
}

TEST_CASE("pointer: a wide enough beam finds the most probable order of all", "[pointer]") {
  Network network;
  constexpr std::size_t steps = 3;
  // Every order of three of the five elements, one after the other.
  std::vector<Beam> all;
  for (std::size_t code = 0; code < 125; ++code) {
    const std::vector<std::size_t> order{code / 25, code / 5 % 5, code % 5};
    if (order[0] == order[1] || order[0] == order[2] || order[1] == order[2]) continue;
    const Pointer forced = network.run({.steps = steps, .forced = order});
    REQUIRE(forced.order == order);
    all.push_back({order, forced.log_probability});
  }
  std::ranges::sort(all, std::ranges::greater{}, &Beam::log_probability);

  const std::size_t before = network.graph.size();
  const Pointer got = network.run({.steps = steps, .beam = 60});
  REQUIRE(got.order == all[0].order);
  REQUIRE(got.beams.size() == 60);
  for (std::size_t i = 0; i < 60; ++i) REQUIRE(std::abs(got.beams[i].log_probability - all[i].log_probability) < 1e-4);
  REQUIRE(std::abs(got.log_probability - got.beams[0].log_probability) < 1e-5);
  // The graph shows the best order's steps and no others.
  const std::size_t plain = Network().run({.steps = steps}).weights.node;
  REQUIRE(got.weights.node - before < plain);
}

TEST_CASE("pointer: a beam of one is greedy, and none is better than the widest", "[pointer]") {
  Network network;
  const Pointer greedy = network.run({.steps = 4, .mask_visited = false});
  double widest = 0.0;
  for (const std::size_t beam : {625U, 125U, 25U, 5U, 2U, 1U}) {
    const auto beams =
        search_beams(network.graph, network.elements, network.encodings, network.start, {network.initial},
                     network.parameters, {.steps = 4, .mask_visited = false, .beam = beam});
    REQUIRE(beams.size() == beam);
    if (beam == 1) REQUIRE(beams[0].order == greedy.order);
    if (beam == 625) widest = beams[0].log_probability;
    REQUIRE(beams[0].log_probability <= widest + 1e-6);
  }
}

TEST_CASE("pointer: what cannot be searched or forced is refused", "[pointer]") {
  Network network;
  const auto search = [&](const PointerOptions& options) {
    return search_beams(network.graph, network.elements, network.encodings, network.start, {network.initial},
                        network.parameters, options);
  };
  REQUIRE_THROWS_AS(search({.steps = 6, .beam = 2}), Error);
  REQUIRE_THROWS_AS(search({.steps = 2, .beam = 0}), Error);
  REQUIRE_THROWS_AS(network.run({.steps = 2, .forced = {0}}), Error);
  REQUIRE_THROWS_AS(network.run({.steps = 2, .forced = {0, 5}}), Error);
}

TEST_CASE("cross entropy: the mean of -log p, explained and differentiated", "[pointer]") {
  const Matrix logits = random_matrix(3, 4, 1);
  const std::vector<std::size_t> targets{2, 0, 2};
  Graph graph;
  const Value loss = cross_entropy(graph, graph.given(logits, {}), targets);
  double expected = 0;
  for (std::size_t t = 0; t < 3; ++t)
    expected -= std::log(reference::softmax(table(logits)[t], std::vector<bool>(4, true))[targets[t]]) / 3;
  REQUIRE(std::abs(graph.matrix(loss)(0, 0) - expected) < 1e-5);
  check::require_explanations(graph);
  check::require_gradients(
      {logits}, [&](Graph& other, const std::vector<Value>& x) { return cross_entropy(other, x[0], targets); });
}
