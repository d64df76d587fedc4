#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>

#include "unit/check.hpp"

using namespace attention;
using check::random_matrix;
using reference::Row;
using reference::Table;
using reference::table;

namespace {

constexpr std::size_t level_width = 4;

struct Level {
  Matrix weight, bias, query;
  explicit Level(std::uint32_t seed, std::size_t states = level_width)
      : weight(random_matrix(3, states, seed)),
        bias(random_matrix(1, 3, seed + 1)),
        query(random_matrix(1, 3, seed + 2)) {}

  PoolingParameters in(Graph& graph) const {
    return {graph.given(weight, {}), graph.given(bias, {}), graph.given(query, {})};
  }
  /// alpha and s, over the first `length` states.
  reference::Attention pool(const Table& states, std::size_t length) const {
    Table keys = reference::linear(states, table(weight), table(bias)[0]);
    for (Row& key : keys)
      for (double& number : key) number = std::tanh(number);
    reference::Visible visible(1, std::vector<bool>(states.size(), false));
    for (std::size_t t = 0; t < length; ++t) visible[0][t] = true;
    return reference::attend(reference::scores(table(query), keys, reference::dot), states, visible);
  }
};

}  // namespace

TEST_CASE("pooling: equals the reference; padding has no part in it", "[pooling]") {
  for (const std::size_t length : {5U, 3U, 1U}) {
    Graph graph;
    Matrix states = random_matrix(5, level_width, 1);
    const Level level(2);
    const auto expected = level.pool(table(states), length);
    if (length < 5) states(4, 0) = std::numeric_limits<float>::quiet_NaN();
    const Pooling got = pool(graph, graph.given(states, {}), level.in(graph), {.length = length});
    check::require_close(graph.matrix(got.weights), expected.weights);
    check::require_close(graph.matrix(got.output), expected.output);
    if (length == 5) check::require_explanations(graph);
  }
}

TEST_CASE("pooling a document: words, then sentences, of different lengths", "[pooling]") {
  Graph graph;
  const std::vector<Matrix> sentences{random_matrix(3, level_width, 1), random_matrix(3, level_width, 2),
                                      random_matrix(3, level_width, 3)};
  const std::vector<std::size_t> lengths{3, 1, 2};
  const Level words(10);
  const Level document(20);
  Table vectors;
  std::vector<Value> values;
  for (std::size_t i = 0; i < 3; ++i) {
    vectors.push_back(words.pool(table(sentences[i]), lengths[i]).output[0]);
    values.push_back(graph.given(sentences[i], {}));
  }
  const Hierarchy got = pool_document(graph, values, {words.in(graph), document.in(graph)}, lengths);
  check::require_close(graph.matrix(got.sentences), vectors);
  check::require_close(graph.matrix(got.document.output), document.pool(vectors, 3).output);
  REQUIRE(graph.shape(got.word_weights) == Shape{3, 3});
  REQUIRE(graph.matrix(got.word_weights)(1, 0) == 1.0F);
  check::require_explanations(graph);
}

TEST_CASE("pooling a document: cells read what is no padding, from both ends", "[pooling]") {
  const auto read = [](std::size_t rows, std::size_t length) {
    Graph graph;
    Matrix words = random_matrix(2, 3, 1);
    Matrix padded = make_matrix({rows, 3}, 7.0F);
    std::ranges::copy(flat(words), flat(padded).begin());
    const auto leaf = [&](std::size_t r, std::size_t c, std::uint32_t seed) {
      return graph.given(random_matrix(r, c, seed), {});
    };
    HierarchyParameters parameters{Level(10).in(graph), Level(20).in(graph)};
    parameters.word_cells = {{RecurrentCell::gru, leaf(6, 3, 2), leaf(6, 2, 3)},
                             {RecurrentCell::gru, leaf(6, 3, 4), leaf(6, 2, 5)}};
    parameters.sentence_cells = {{RecurrentCell::lstm, leaf(8, 4, 6), leaf(8, 2, 7)},
                                 {RecurrentCell::lstm, leaf(8, 4, 8), leaf(8, 2, 9)}};
    const Hierarchy got = pool_document(graph, {graph.given(padded, {})}, parameters, {length});
    return table(graph.matrix(got.document.output));
  };
  check::require_close(check::matrix(read(5, 2)), read(2, 2), 1e-6);
}

TEST_CASE("pooling a document: lengths and sentences must fit", "[pooling]") {
  Graph graph;
  const HierarchyParameters parameters{Level(10).in(graph), Level(20).in(graph)};
  const Value three = graph.given(random_matrix(3, level_width, 1), {});
  const Value two = graph.given(random_matrix(2, level_width, 1), {});
  REQUIRE_THROWS_AS(pool_document(graph, {}, parameters), Error);
  REQUIRE_THROWS_AS(pool_document(graph, {three, two}, parameters), Error);
  REQUIRE_THROWS_AS(pool_document(graph, {three}, parameters, {1, 2}), Error);
  REQUIRE_THROWS_AS(pool_document(graph, {three}, parameters, {4}), Error);
  REQUIRE_THROWS_AS(pool_document(graph, {three}, parameters, {0}), Error);
}

TEST_CASE("pooling: gradients agree with finite differences", "[pooling]") {
  const std::vector<Matrix> leaves{random_matrix(3, 2, 1), random_matrix(3, 2, 2), random_matrix(3, 2, 3),
                                   random_matrix(1, 3, 4), random_matrix(1, 3, 5)};
  check::require_gradients(leaves, [](Graph& graph, const std::vector<Value>& x) {
    const PoolingParameters parameters{x[2], x[3], x[4]};
    return pool_document(graph, {x[0], x[1]}, {parameters, parameters}, {3, 2}).document.output;
  });
}

TEST_CASE("memory network: the hops equal the reference", "[memory_network]") {
  for (const bool mapped : {false, true}) {
    Graph graph;
    const auto leaf = [&](std::size_t rows, std::size_t columns, std::uint32_t seed) {
      return graph.given(random_matrix(rows, columns, seed), {});
    };
    const Value facts = leaf(4, 3, 1);
    const Value question = leaf(1, 3, 2);
    MemoryParameters parameters{leaf(2, 3, 3), {}};
    for (std::uint32_t hop = 0; hop < 3; ++hop) parameters.hops.push_back({leaf(2, 3, 10 + hop), leaf(2, 3, 20 + hop)});
    if (mapped) parameters.state_weight = leaf(2, 2, 5);
    parameters.answer_weight = leaf(6, 2, 6);
    const MemoryNetwork got = read_memory(graph, facts, question, parameters);

    const auto of = [&](Value value) { return table(graph.matrix(value)); };
    Row u = reference::linear(of(question), of(parameters.question_weight))[0];
    for (std::size_t k = 0; k < 3; ++k) {
      const auto hop = reference::attend(
          reference::scores({u}, reference::linear(of(facts), of(parameters.hops[k].key_weight)), reference::dot),
          reference::linear(of(facts), of(parameters.hops[k].value_weight)), reference::all_visible(1, 4));
      for (std::size_t j = 0; j < 4; ++j) REQUIRE(std::abs(graph.matrix(got.weights)(k, j) - hop.weights[0][j]) < 1e-5);
      u = reference::sum(mapped ? reference::linear({u}, of(*parameters.state_weight))[0] : u, hop.output[0]);
    }
    check::require_close(graph.matrix(got.state), {u});
    const Row logits = reference::linear({u}, of(*parameters.answer_weight))[0];
    check::require_close(graph.matrix(got.distribution.value()),
                         {reference::softmax(logits, std::vector<bool>(6, true))});
    check::require_explanations(graph);
    REQUIRE_THROWS_AS(read_memory(graph, facts, question, {parameters.question_weight, {}}), Error);
  }
}
