#include "attention.hpp"
#include "golden/kinds/families.hpp"

// Attention pooling of words and of sentences.

namespace golden {

using namespace attention;

namespace {

PoolingParameters pooling_parameters(Built& built, const Case& of, const std::string& level) {
  return {built.leaf(of, "W_" + level), built.leaf(of, "b_" + level), built.leaf(of, "u_" + level)};
}

std::vector<std::size_t> lengths_of(const Case& of) {
  std::vector<std::size_t> lengths;
  if (const Tensor* tensor = of.find("lengths"))
    for (const double length : tensor->numbers) lengths.push_back(static_cast<std::size_t>(length));
  return lengths;
}

Built pooling(const Case& of) {
  Built built;
  const PoolingParameters parameters = pooling_parameters(built, of, "w");
  const std::vector<std::size_t> lengths = lengths_of(of);
  for (std::size_t b = 0; b < of.find("h")->matrices(); ++b) {
    PoolingOptions options;
    if (!lengths.empty()) options.length = lengths.at(b);
    const Pooling result = pool(built.graph, built.leaf(of, "h", b), parameters, options);
    built.outputs["u"].push_back(result.keys);
    built.outputs["scores"].push_back(result.scores);
    built.outputs["alpha"].push_back(result.weights);
    built.outputs["s"].push_back(result.output);
  }
  return built;
}

BidirectionalCells cells(Built& built, const Case& of, const std::string& prefix) {
  const auto direction = [&](const std::string& suffix) {
    const auto leaf = [&](const char* name) { return built.leaf(of, prefix + name + suffix); };
    return CellParameters{RecurrentCell::gru, leaf("weight_ih"), leaf("weight_hh"), leaf("bias_ih"), leaf("bias_hh")};
  };
  return {direction("_l0"), direction("_l0_reverse")};
}

Built document(const Case& of) {
  Built built;
  const bool recurrent = of.find("x") != nullptr;
  HierarchyParameters parameters{pooling_parameters(built, of, "w"), pooling_parameters(built, of, "s")};
  if (recurrent) {
    parameters.word_cells = cells(built, of, "word_gru.");
    parameters.sentence_cells = cells(built, of, "sent_gru.");
  }
  const std::string input = recurrent ? "x" : "h";
  std::vector<Value> sentences;
  for (std::size_t i = 0; i < of.find(input)->matrices(); ++i) sentences.push_back(built.leaf(of, input, i));
  const Hierarchy result = pool_document(built.graph, sentences, parameters, lengths_of(of));
  built.outputs["alpha_word"] = {result.word_weights};
  built.outputs["s"] = {result.sentences};
  built.outputs["alpha_sent"] = {result.document.weights};
  built.outputs["v"] = {result.document.output};
  const auto states_of = [&](const Pooling& pooling) { return built.graph.node(pooling.output).inputs.at(1); };
  for (const Pooling& words : result.words) built.outputs["h_word"].push_back(states_of(words));
  built.outputs["h_sent"] = {states_of(result.document)};
  return built;
}

}  // namespace

Kinds pooling_kinds() {
  return {
      {"han_pooling", pooling},
      {"han_document", document},
      {"han_document_gru", document},
  };
}

}  // namespace golden
