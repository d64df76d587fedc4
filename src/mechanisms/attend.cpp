#include "mechanisms/attend.hpp"

#include "graph/operations.hpp"

namespace attention {

Value add_mask(Graph& graph, Mask mask, Axis rows) {
  return graph.add(operations::given_mask(std::move(mask)), {}, {Stage::mask, rows, Axis::key});
}

Value normalize(Graph& graph, Value scores, const AttendOptions& options) {
  Value logits = scores;
  if (options.bias)
    logits = graph.add(operations::sum(), {logits, *options.bias},
                       {Stage::internal, options.rows, Axis::key, "biased_scores"});
  if (options.mask)
    logits = graph.add(operations::mask(), {logits, *options.mask}, {Stage::masked_scores, options.rows, Axis::key});
  return graph.add(operations::softmax(options.temperature), {logits},
                   {Stage::weights, options.rows, Axis::key, {}, Role::weights});
}

Attention attend(Graph& graph, Value queries, Value keys, Value values, const ScoreFunction& function,
                 const AttendOptions& options) {
  const Value scores = score(graph, queries, keys, function, options.rows);
  const Value weights = normalize(graph, scores, options);
  std::vector<Value> inputs{weights, values};
  if (options.mask) inputs.push_back(*options.mask);
  const Value output = graph.add(operations::weighted_sum(), std::move(inputs),
                                 {Stage::output, options.rows, Axis::feature, {}, Role::output});
  return {scores, weights, output};
}

}  // namespace attention
