#include "mechanisms/pooling.hpp"

#include <algorithm>
#include <array>

#include "scenario/builder.hpp"

namespace attention {

namespace {

/// W, b and u of one level, "word." and "sentence." in a hierarchy.
PoolingParameters parameters_of(Builder& build, const std::string& level, std::size_t width) {
  const std::size_t hidden = build.scenario().hidden_width;
  // Compared with u, whose numbers have variance 1, the keys would all score alike but for this gain.
  constexpr float gain = 2.0F;
  const Value weight = build.weight(level + "W", hidden, width, Role::key, gain);
  const std::optional<Value> bias = build.bias(level + "b", hidden, Role::key);
  return {weight, bias ? *bias : build.zeros(level + "b", hidden),
          build.parameter(level + "u", {1, hidden}, 1.0F, Role::query)};
}

/// The sentences one by one, all padded with zeros to the length of the longest.
std::vector<Value> cut(Builder& build, Value words, const std::vector<std::size_t>& lengths) {
  Graph& graph = build.graph();
  const std::size_t longest = std::ranges::max(lengths);
  const Value nothing = build.zeros("padding", build.scenario().width);
  std::vector<Value> sentences;
  std::size_t first = 0;
  for (const std::size_t length : lengths) {
    std::vector<Value> rows{graph.add(operations::slice_rows(first, length), {words},
                                      {Stage::internal, Axis::word, Axis::feature, "sentence"})};
    rows.resize(1 + longest - length, nothing);
    sentences.push_back(graph.add(operations::concatenate_rows(), rows,
                                  {Stage::internal, Axis::word, Axis::feature, "padded_sentence"}));
    first += length;
  }
  return sentences;
}

BidirectionalCells cells(Builder& build, const std::string& level, std::size_t input_width) {
  const CellParameters forward = build.cell(level + ".forward", input_width);
  return {forward, build.cell(level + ".backward", input_width)};
}

}  // namespace

std::vector<std::size_t> sentence_lengths(const std::vector<std::string>& tokens) {
  constexpr std::array<std::string_view, 6> ends{".", "!", "?", "。", "！", "？"};
  std::vector<std::size_t> lengths;
  std::size_t length = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    ++length;
    const bool ended = std::ranges::any_of(ends, [&](std::string_view end) { return tokens[i].ends_with(end); });
    if (i + 1 < tokens.size() && !ended) continue;
    lengths.push_back(length);
    length = 0;
  }
  return lengths;
}

void build_pooling(Builder& build) {
  const Value states = build.token_embeddings(Axis::key);
  const PoolingParameters parameters = parameters_of(build, "", build.scenario().width);
  const Pooling pooling = pool(build.graph(), states, parameters,
                               {.length = build.scenario().mask.padding,
                                .temperature = build.temperature(),
                                .normalizer = build.scenario().normalizer});
  build.classify(pooling.output);
}

void build_hierarchical(Builder& build) {
  const std::size_t width = build.scenario().width;
  const std::vector<std::size_t> lengths = sentence_lengths(build.scenario().tokens);
  const std::vector<Value> sentences = cut(build, build.token_embeddings(Axis::word), lengths);
  const bool read = build.scenario().encoder != SequenceEncoder::none;
  const std::size_t inner = read ? 2 * width : width;
  HierarchyParameters parameters;
  if (read) parameters.word_cells = cells(build, "word", width);
  parameters.words = parameters_of(build, "word.", inner);
  if (read) parameters.sentence_cells = cells(build, "sentence", inner);
  parameters.sentences = parameters_of(build, "sentence.", inner);
  const Hierarchy hierarchy =
      pool_document(build.graph(), sentences, parameters, lengths, build.temperature(), build.scenario().normalizer);
  build.classify(hierarchy.document.output);
}

}  // namespace attention
