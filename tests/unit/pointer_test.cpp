#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "unit/check.hpp"

using namespace attention;
using check::random_matrix;
using reference::table;

namespace {

constexpr std::size_t width = 3;

struct Network {
  Graph graph;
  Value elements = graph.given(random_matrix(5, width, 1), {Stage::embeddings, Axis::key});
  Value encodings = graph.given(random_matrix(5, 4, 2), {Stage::encodings, Axis::key});
  Value start = graph.given(random_matrix(1, width, 3), {});
  Value initial = graph.given(random_matrix(1, width, 4), {});
  PointerParameters parameters{
      graph.given(random_matrix(6, 4, 5), {}),
      graph.given(random_matrix(6, width, 6), {}),
      graph.given(random_matrix(1, 6, 7), {}),
      {RecurrentCell::gru, graph.given(random_matrix(9, width, 8), {}), graph.given(random_matrix(9, width, 9), {})}};

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

TEST_CASE("recurrent: gradients of both cells agree with finite differences", "[recurrent]") {
  for (const RecurrentCell kind : {RecurrentCell::gru, RecurrentCell::lstm}) {
    const std::size_t gates = kind == RecurrentCell::gru ? 6 : 8;
    const std::vector<Matrix> leaves{random_matrix(3, 2, 1),     random_matrix(gates, 2, 2), random_matrix(gates, 2, 3),
                                     random_matrix(1, gates, 4), random_matrix(1, gates, 5), random_matrix(1, 2, 6)};
    check::require_gradients(leaves, [kind](Graph& graph, const std::vector<Value>& x) {
      RecurrentState state{x[5]};
      if (kind == RecurrentCell::lstm) state.memory = x[5];
      return encode(graph, {kind, x[1], x[2], x[3], x[4]}, x[0], state, Axis::key).states;
    });
  }
}

TEST_CASE("recurrent: an LSTM without a memory is refused", "[recurrent]") {
  Graph graph;
  const Value x = graph.given(random_matrix(1, 2, 1), {});
  const Value w = graph.given(random_matrix(8, 2, 2), {});
  REQUIRE_THROWS_AS(advance(graph, {RecurrentCell::lstm, w, w}, x, {x}, {}), Error);
}
