#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "unit/check.hpp"

using namespace attention;
using check::random_matrix;
using reference::Row;
using reference::Table;
using reference::table;

namespace {

constexpr std::size_t source = 4;       // S
constexpr std::size_t state_width = 3;  // of the states
constexpr std::size_t word_width = 2;   // of the target's embeddings
constexpr std::size_t words = 5;        // in the vocabulary

/// A translation of four source words, with all that the decoders need.
struct Translation {
  Graph graph;
  Value encodings = leaf(source, state_width, 1);
  Value initial = leaf(1, state_width, 2);
  Value teacher = leaf(3, word_width, 3);
  Value embeddings = leaf(words, word_width, 4);

  Value leaf(std::size_t rows, std::size_t columns, std::uint32_t seed) {
    return graph.given(random_matrix(rows, columns, seed), {Stage::parameter});
  }
  AdditiveScore score() { return {leaf(6, state_width, 5), leaf(6, state_width, 6), leaf(1, 6, 7)}; }
  CellParameters cell(RecurrentCell kind, std::size_t in) {
    const bool gated = kind == RecurrentCell::gated;
    CellParameters parameters{kind, leaf(3 * state_width, in, 8), leaf((gated ? 2 : 3) * state_width, state_width, 9)};
    if (gated) parameters.candidate_hh = leaf(state_width, state_width, 10);
    return parameters;
  }
  [[nodiscard]] Table of(Value value) const { return table(graph.matrix(value)); }

  Row advance(const CellParameters& cell, const Row& x, const Row& h) const {
    if (cell.kind == RecurrentCell::gru) return reference::gru(x, h, of(cell.weight_ih), of(cell.weight_hh));
    return reference::gated(x, h, of(cell.weight_ih), of(cell.weight_hh), of(*cell.candidate_hh));
  }
};

reference::Attention glance(const Row& query, const Table& keys, const reference::Pair& score) {
  return reference::attend(reference::scores({query}, keys, score), keys, reference::all_visible(1, keys.size()));
}

std::size_t best(const Row& row) { return static_cast<std::size_t>(std::ranges::max_element(row) - row.begin()); }

}  // namespace

TEST_CASE("Bahdanau's decoder: every step equals the reference, with its own unit and with a GRU", "[alignment]") {
  for (const RecurrentCell kind : {RecurrentCell::gated, RecurrentCell::gru}) {
    Translation t;
    const AdditiveScore score = t.score();
    const CellParameters cell = t.cell(kind, word_width + state_width);
    const Decoded got =
        decode_bahdanau(t.graph, t.encodings, {t.initial}, score, cell, {.steps = 3, .forced = t.teacher});

    const Table keys = reference::linear(t.of(t.encodings), t.of(score.key_weight));
    Row state = t.of(t.initial)[0];
    Table states, weights, contexts;
    for (std::size_t step = 0; step < 3; ++step) {
      const Row query = reference::linear({state}, t.of(score.query_weight))[0];
      const auto attention = reference::attend(
          reference::scores({query}, keys,
                            [&](const auto& q, const auto& k) { return reference::additive(q, k, t.of(score.v)[0]); }),
          t.of(t.encodings), reference::all_visible(1, source));
      weights.push_back(attention.weights[0]);
      contexts.push_back(attention.output[0]);
      state = t.advance(cell, reference::join(t.of(t.teacher)[step], contexts.back()), state);
      states.push_back(state);
    }
    check::require_close(t.graph.matrix(got.weights.value()), weights);
    check::require_close(t.graph.matrix(got.contexts.value()), contexts);
    check::require_close(t.graph.matrix(got.states), states);
    REQUIRE(got.words.empty());
    check::require_explanations(t.graph);
  }
}

TEST_CASE("Luong's decoder: greedy, it is fed its own words and its attentional states", "[alignment]") {
  Translation t;
  const LuongParameters parameters{ConcatScore{t.leaf(6, 2 * state_width, 5), t.leaf(1, 6, 7)},
                                   t.cell(RecurrentCell::gru, word_width + state_width),
                                   t.leaf(state_width, 2 * state_width, 11)};
  const TargetVocabulary vocabulary{t.embeddings, t.leaf(words, state_width, 12), t.leaf(1, words, 13)};
  const Decoded got = decode_luong(t.graph, t.encodings, {t.initial}, parameters,
                                   {.steps = 4, .start = t.leaf(1, word_width, 14), .vocabulary = vocabulary});

  const Table whole = table(random_matrix(6, 2 * state_width, 5));
  Row state = t.of(t.initial)[0];
  Row input = table(random_matrix(1, word_width, 14))[0];
  Row fed(state_width, 0.0);
  double log_probability = 0;
  Table attentional;
  for (std::size_t step = 0; step < 4; ++step) {
    state = t.advance(parameters.cell, reference::join(input, fed), state);
    const auto attention = glance(state, t.of(t.encodings), [&](const auto& q, const auto& k) {
      const Row inner = reference::linear({reference::join(q, k)}, whole)[0];
      return reference::additive(inner, Row(inner.size(), 0.0), table(random_matrix(1, 6, 7))[0]);
    });
    fed = reference::linear({reference::join(attention.output[0], state)}, t.of(parameters.combine_weight))[0];
    for (double& number : fed) number = std::tanh(number);
    attentional.push_back(fed);
    const Row logits = reference::linear({fed}, t.of(vocabulary.output_weight), t.of(*vocabulary.output_bias)[0])[0];
    const Row distribution = reference::softmax(logits, std::vector<bool>(words, true));
    REQUIRE(got.words[step] == best(distribution));
    log_probability += std::log(distribution[best(distribution)]);
    input = t.of(t.embeddings)[best(distribution)];
  }
  check::require_close(t.graph.matrix(got.attentional.value()), attentional);
  REQUIRE(std::abs(got.log_probability - log_probability) < 1e-4);
  REQUIRE(t.graph.shape(got.distribution.value()) == Shape{4, words});
  check::require_explanations(t.graph);
}

TEST_CASE("the plain decoder: one context, whatever the step", "[alignment]") {
  Translation t;
  const Value context = t.leaf(1, state_width, 20);
  const CellParameters cell = t.cell(RecurrentCell::gru, word_width + state_width);
  const TargetVocabulary vocabulary{t.embeddings, t.leaf(words, 2 * state_width, 12)};
  const Decoded got =
      decode_fixed(t.graph, context, {t.initial}, cell, {.steps = 3, .forced = t.teacher, .vocabulary = vocabulary});
  Row state = t.of(t.initial)[0];
  Table states, distributions;
  for (std::size_t step = 0; step < 3; ++step) {
    state = t.advance(cell, reference::join(t.of(t.teacher)[step], t.of(context)[0]), state);
    states.push_back(state);
    const Row logits = reference::linear({reference::join(state, t.of(context)[0])}, t.of(vocabulary.output_weight))[0];
    distributions.push_back(reference::softmax(logits, std::vector<bool>(words, true)));
    REQUIRE(got.words[step] == best(distributions.back()));
  }
  check::require_close(t.graph.matrix(got.states), states);
  check::require_close(t.graph.matrix(got.distribution.value()), distributions);
  REQUIRE(!got.weights);
}

TEST_CASE("decoders: hidden source words get no weight, and why is known", "[alignment]") {
  Translation t;
  const AdditiveScore score = t.score();
  const Value mask = add_mask(t.graph, make_mask({.padding = 2}, 1, source), Axis::step);
  const Decoded got =
      decode_bahdanau(t.graph, t.encodings, {t.initial}, score, t.cell(RecurrentCell::gru, word_width + state_width),
                      {.steps = 2, .forced = t.teacher, .mask = mask});
  REQUIRE(t.graph.matrix(got.weights.value())(1, 3) == 0.0F);
  const Value masked = t.graph.node(t.graph.node(got.weights.value()).inputs[1]).inputs[0];
  REQUIRE(t.graph.hidden({masked, 0, 3}) == Hidden::padding);
}

TEST_CASE("decoders: what they cannot do without is asked for", "[alignment]") {
  Translation t;
  const CellParameters cell = t.cell(RecurrentCell::gru, word_width + state_width);
  const auto code = [&](const DecodeOptions& options) {
    try {
      decode_fixed(t.graph, t.leaf(1, state_width, 20), {t.initial}, cell, options);
    } catch (const Error& error) {
      return error.code();
    }
    return ErrorCode::json_syntax;
  };
  REQUIRE(code({.steps = 2}) == ErrorCode::missing_field);
  REQUIRE(code({.steps = 2, .start = t.teacher}) == ErrorCode::missing_field);
  REQUIRE(code({.steps = 0, .forced = t.teacher}) == ErrorCode::out_of_range);
  REQUIRE(code({.steps = 4, .forced = t.teacher}) == ErrorCode::out_of_range);
}

TEST_CASE("decoders: gradients agree with finite differences", "[alignment]") {
  const std::vector<Matrix> leaves{random_matrix(3, 2, 1), random_matrix(1, 2, 2), random_matrix(2, 2, 3),
                                   random_matrix(6, 4, 4), random_matrix(4, 2, 5), random_matrix(2, 2, 6),
                                   random_matrix(3, 2, 7), random_matrix(3, 2, 8), random_matrix(1, 3, 9)};
  check::require_gradients(leaves, [](Graph& graph, const std::vector<Value>& x) {
    CellParameters cell{RecurrentCell::gated, x[3], x[4]};
    cell.candidate_hh = x[5];
    return decode_bahdanau(graph, x[0], {x[1]}, {x[6], x[7], x[8]}, cell, {.steps = 2, .forced = x[2]}).states;
  });
  check::require_gradients(leaves, [](Graph& graph, const std::vector<Value>& x) {
    const LuongParameters parameters{BilinearScore{x[5]}, {RecurrentCell::gru, x[3], x[7]}, x[4]};
    const Value weight = graph.add(operations::concatenate_rows(), {x[7], x[6]}, {});
    const Value combine =
        graph.add(operations::slice_rows(0, 2), {graph.add(operations::concatenate_columns(), {x[4], x[4]}, {})}, {});
    LuongParameters whole = parameters;
    whole.cell.weight_hh = weight;
    whole.combine_weight = combine;
    return decode_luong(graph, x[0], {x[1]}, whole, {.steps = 2, .forced = x[2]}).attentional.value();
  });
}
