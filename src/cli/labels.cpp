#include "cli/labels.hpp"

#include <algorithm>

#include "cli/table.hpp"
#include "scenario/feature_names.hpp"
#include "scenario/field.hpp"

namespace attention::cli {

namespace {

/// Whether it is of the encoder of a whole Transformer, which reads the keys.
bool is_of_source(const Scenario& scenario, const Graph::Node& node) {
  return scenario.mechanism == Mechanism::decoder && node.scope.starts_with("encoder");
}

/// Whether the keys of a decoder are its own tokens, and not those of the sentence that it looks at.
bool is_within(const Scenario& scenario, const Graph::Node& node) {
  if (is_of_source(scenario, node)) return false;
  const bool masks = scenario.mechanism == Mechanism::decoder && node.label.stage == Stage::mask;
  return masks || node.scope.ends_with("self_attn");
}

std::vector<std::string> labels(const Computed& computed, const Graph::Node& node, Axis axis, std::size_t count) {
  const Scenario& scenario = computed.scenario;
  const std::vector<std::string>& vocabulary = computed.run.vocabulary;
  if (axis == Axis::vocabulary && count == vocabulary.size()) return vocabulary;
  const bool asks = axis == Axis::query && !is_of_source(scenario, node);
  if (asks && count == scenario.tokens.size()) return scenario.tokens;
  if (axis == Axis::query && count == 1 && scenario.query) return {scenario.tokens.at(*scenario.query)};
  if (axis == Axis::key || (axis == Axis::query && !asks)) {
    const bool own_keys =
        scenario.keys && find_used("keys", scenario.mechanism) != nullptr && !is_within(scenario, node);
    const std::vector<std::string>& keys = own_keys ? *scenario.keys : scenario.tokens;
    if (count == keys.size()) return keys;
  }
  std::vector<std::string> numbers;
  const bool counted = axis == Axis::step || axis == Axis::sentence;
  for (std::size_t i = 1; i <= count; ++i)
    numbers.push_back((counted ? std::string(name_of(axis)) + " " : std::string()) + digits(i));
  return numbers;
}

}  // namespace

std::vector<std::string> row_labels(const Computed& computed, const Graph::Node& node) {
  return labels(computed, node, node.label.rows, shape_of(node.matrix).rows);
}

std::vector<std::string> column_labels(const Computed& computed, const Graph::Node& node) {
  std::vector<std::string> called = labels(computed, node, node.label.columns, shape_of(node.matrix).columns);
  const std::vector<std::string> features = feature_names(computed.scenario, computed.run.graph, node);
  std::copy_n(features.begin(), std::min(features.size(), called.size()), called.begin());
  return called;
}

std::string full_name(const Graph::Node& node) {
  return node.scope.empty() ? node.label.name : node.scope + "." + node.label.name;
}

namespace {

std::string with_place(std::string text, const Graph::Node& node) {
  if (node.head != Graph::common) text.append(", head ").append(std::to_string(node.head + 1));
  if (node.step != Graph::common) text.append(", step ").append(std::to_string(node.step + 1));
  return text;
}

}  // namespace

std::string title(const Graph::Node& node) { return with_place(full_name(node), node); }

std::string own_name(const Graph& graph, Value value) {
  const Graph::Node& node = graph.node(value);
  std::string name = full_name(node);
  for (std::size_t i = 0; i < graph.size(); ++i) {
    const Graph::Node& other = graph.node({i});
    if (i != value.node && other.head == node.head && other.step == node.step && full_name(other) == name)
      return name + "#" + digits(value.node);
  }
  return name;
}

std::string name_of_cell(const Computed& computed, CellReference cell) {
  const Graph::Node& node = computed.run.graph.node(cell.value);
  const bool own_step = node.step != Graph::common && node.label.rows == Axis::step;
  const std::string row = own_step ? "step " + std::to_string(node.step + 1) : row_labels(computed, node).at(cell.row);
  const std::string column = column_labels(computed, node).at(cell.column);
  return with_place(own_name(computed.run.graph, cell.value), node) + " [" + printable(row) + ", " + printable(column) +
         "]";
}

}  // namespace attention::cli
