#include <catch2/catch_test_macros.hpp>

#include "unit/check.hpp"

using namespace attention;
using check::random_matrix;

TEST_CASE("recurrent: gradients of all cells agree with finite differences", "[recurrent]") {
  for (const RecurrentCell kind : {RecurrentCell::gru, RecurrentCell::lstm, RecurrentCell::gated}) {
    const std::size_t gates = 2 * gates_of(kind);
    const std::size_t recurrent = kind == RecurrentCell::gated ? 4 : gates;
    const std::vector<Matrix> leaves{random_matrix(3, 2, 1),         random_matrix(gates, 2, 2),
                                     random_matrix(recurrent, 2, 3), random_matrix(1, gates, 4),
                                     random_matrix(1, recurrent, 5), random_matrix(1, 2, 6),
                                     random_matrix(2, 2, 7)};
    check::require_gradients(leaves, [kind](Graph& graph, const std::vector<Value>& x) {
      RecurrentState state{x[5]};
      if (kind == RecurrentCell::lstm) state.memory = x[5];
      return encode(graph, {kind, x[1], x[2], x[3], x[4], x[6]}, x[0], state, Axis::key).states;
    });
  }
}

TEST_CASE("recurrent: an LSTM without a memory is refused", "[recurrent]") {
  Graph graph;
  const Value x = graph.given(random_matrix(1, 2, 1), {});
  const Value w = graph.given(random_matrix(8, 2, 2), {});
  REQUIRE_THROWS_AS(advance(graph, {RecurrentCell::lstm, w, w}, x, {x}, {}), Error);
}

TEST_CASE("recurrent: a gated unit without the weight of its candidate is refused", "[recurrent]") {
  Graph graph;
  const Value x = graph.given(random_matrix(1, 2, 1), {});
  REQUIRE_THROWS_AS(
      advance(graph,
              {RecurrentCell::gated, graph.given(random_matrix(6, 2, 2), {}), graph.given(random_matrix(4, 2, 3), {})},
              x, {x}, {}),
      Error);
}

TEST_CASE("recurrent: from both ends, the last row read first", "[recurrent]") {
  Graph graph;
  const auto leaf = [&](std::size_t rows, std::size_t columns, std::uint32_t seed) {
    return graph.given(random_matrix(rows, columns, seed), {});
  };
  const CellParameters there{RecurrentCell::gru, leaf(6, 3, 1), leaf(6, 2, 2)};
  const CellParameters back{RecurrentCell::gru, leaf(6, 3, 3), leaf(6, 2, 4)};
  const Value x = leaf(4, 3, 5);
  const BidirectionalEncoding got =
      encode_bidirectional(graph, there, back, x, {leaf(1, 2, 6)}, {leaf(1, 2, 7)}, Axis::key);

  const auto of = [&](Value value) { return reference::table(graph.matrix(value)); };
  reference::Table expected(4, reference::Row(4));
  reference::Row state = reference::table(random_matrix(1, 2, 6))[0];
  for (std::size_t t = 0; t < 4; ++t) {
    state = reference::gru(of(x)[t], state, of(there.weight_ih), of(there.weight_hh));
    for (std::size_t i = 0; i < 2; ++i) expected[t][i] = state[i];
  }
  state = reference::table(random_matrix(1, 2, 7))[0];
  for (std::size_t t = 4; t-- > 0;) {
    state = reference::gru(of(x)[t], state, of(back.weight_ih), of(back.weight_hh));
    for (std::size_t i = 0; i < 2; ++i) expected[t][2 + i] = state[i];
  }
  check::require_close(graph.matrix(got.states), expected);
  check::require_close(graph.matrix(got.forward.hidden), {{expected[3][0], expected[3][1]}});
  check::require_close(graph.matrix(got.backward.hidden), {{expected[0][2], expected[0][3]}});
}
