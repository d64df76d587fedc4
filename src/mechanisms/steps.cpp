#include "mechanisms/steps.hpp"

#include "graph/operations.hpp"

namespace attention {

namespace {

/// The node of this stage in every step, or nothing if a step has none, several or one of many rows.
std::vector<Value> nodes_of(const Graph& graph, std::size_t first, std::size_t end, Stage stage) {
  std::vector<Value> rows;
  for (std::size_t i = first; i < end; ++i) {
    const Graph::Node& node = graph.node({i});
    if (node.label.stage != stage || node.step == Graph::common) continue;
    if (static_cast<std::size_t>(node.step) != rows.size() || node.matrix.shape(0) != 1) return {};
    rows.push_back({i});
  }
  return rows;
}

}  // namespace

StackedSteps::StackedSteps(Graph& graph, std::size_t first) {
  const std::size_t end = graph.size();
  std::size_t steps = 0;
  for (std::size_t i = first; i < end; ++i) steps = std::max(steps, static_cast<std::size_t>(graph.node({i}).step + 1));
  for (std::size_t i = first; i < end && steps > 0; ++i) {
    const Label label = graph.node({i}).label;
    if (graph.node({i}).step != 0 || label.stage == Stage::internal || label.stage == Stage::parameter) continue;
    std::vector<Value> rows = nodes_of(graph, first, end, label.stage);
    if (rows.size() == steps)
      stacked_.emplace_back(label.stage, graph.add(operations::concatenate_rows(), std::move(rows), label));
  }
}

std::optional<Value> StackedSteps::find(Stage stage) const {
  for (const auto& [known, value] : stacked_)
    if (known == stage) return value;
  return std::nullopt;
}

Value StackedSteps::operator[](Stage stage) const {
  if (const auto found = find(stage)) return *found;
  throw Error(ErrorCode::missing_field, std::string("no step has a matrix of the stage ").append(name_of(stage)));
}

}  // namespace attention
