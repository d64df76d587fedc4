#include "scenario/feature_names.hpp"

#include "scenario/field.hpp"

namespace attention {

namespace {

using Names = std::optional<std::vector<std::string>>;

/// The names that belong to a stage.
Names names_of_stage(const Scenario& scenario, const Label& label) {
  const auto used = [&](std::string_view field, const Names& names) {
    return find_used(field, scenario.mechanism) == nullptr ? std::nullopt : names;
  };
  switch (label.stage) {
    case Stage::embeddings:
      return label.rows == Axis::vocabulary ? std::nullopt : scenario.features;
    case Stage::queries:
    case Stage::keys:
      return used("key_features", scenario.key_features);
    case Stage::values:
      return used("value_features", scenario.value_features);
    default:
      return std::nullopt;
  }
}

/// The input whose columns the node keeps, or nothing.
std::optional<Value> source_of(const Graph::Node& node) {
  switch (node.operation->name()) {
    case OperationName::slice_rows:
    case OperationName::concatenate_rows:
    case OperationName::rotary:
    case OperationName::sum:
      return node.inputs[0];
    case OperationName::weighted_sum:
      return node.inputs[1];
    default:
      return std::nullopt;
  }
}

/// What a parameter is multiplied with, or the node itself.
const Graph::Node* multiplied(const Graph& graph, const Graph::Node* node) {
  if (node->label.stage != Stage::parameter) return node;
  for (std::size_t index = 0; index < graph.size(); ++index) {
    const Graph::Node& user = graph.node(Value{index});
    if (user.operation->name() == OperationName::linear && &graph.node(user.inputs[1]) == node)
      return &graph.node(user.inputs[0]);
  }
  return node;
}

}  // namespace

std::vector<std::string> feature_names(const Scenario& scenario, const Graph& graph, const Graph::Node& node) {
  const Graph::Node* at = multiplied(graph, &node);
  while (at->label.columns == Axis::feature && at->label.stage != Stage::parameter) {
    if (const Names names = names_of_stage(scenario, at->label)) return *names;
    const std::optional<Value> source = source_of(*at);
    if (!source) break;
    at = &graph.node(*source);
  }
  return {};
}

}  // namespace attention
