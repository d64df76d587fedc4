#include "mechanisms/loss.hpp"

#include "graph/operations.hpp"

namespace attention {

Value cross_entropy(Graph& graph, Value logits, std::vector<std::size_t> targets) {
  const Label label = graph.node(logits).label;
  const Value logarithms =
      graph.add(operations::log_softmax(), {logits}, {Stage::internal, label.rows, label.columns, "log_probabilities"});
  return graph.add(operations::negative_log_likelihood(std::move(targets)), {logarithms},
                   {Stage::loss, Axis::one, Axis::one});
}

}  // namespace attention
