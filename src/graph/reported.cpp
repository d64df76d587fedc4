#include "graph/reported.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace attention {

namespace {

/// Nodes that are not one step's own.
std::vector<Value> of_stages(const Graph& graph, std::span<const Stage> wanted) {
  std::vector<Value> values;
  for (std::size_t i = 0; i < graph.size(); ++i) {
    const Graph::Node& node = graph.node({i});
    if (node.step == Graph::common && std::ranges::find(wanted, node.label.stage) != wanted.end())
      values.push_back({i});
  }
  return values;
}

}  // namespace

std::vector<Value> reported(const Graph& graph) {
  constexpr std::array wanted{Stage::states,        Stage::centres,  Stage::scores,      Stage::adjusted_scores,
                              Stage::masked_scores, Stage::gaussian, Stage::alignments,  Stage::weights,
                              Stage::mean_weights,  Stage::output,   Stage::attentional, Stage::result,
                              Stage::distribution};
  return of_stages(graph, wanted);
}

Value output_of(const Graph& graph) {
  for (const Stage stage : {Stage::result, Stage::output, Stage::scores})
    if (const auto found = of_stages(graph, std::array{stage}); !found.empty()) return found.back();
  return {graph.size() - 1};
}

}  // namespace attention
