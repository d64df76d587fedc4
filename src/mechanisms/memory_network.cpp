#include "mechanisms/memory_network.hpp"

#include "graph/operations.hpp"
#include "mechanisms/steps.hpp"

namespace attention {

MemoryNetwork read_memory(Graph& graph, Value facts, Value question, const MemoryParameters& parameters,
                          const AttendOptions& options) {
  if (parameters.hops.empty()) throw Error(ErrorCode::empty, "a memory network needs a hop", "layers");
  const auto linear = [&graph](Value x, Value weight, Label label) {
    return graph.add(operations::linear(), {x, weight}, std::move(label));
  };
  const Label state_label{Stage::queries, Axis::step, Axis::feature, {}, Role::query};
  AttendOptions hop_options = options;
  hop_options.rows = Axis::step;

  MemoryNetwork result{};
  result.state = linear(question, parameters.question_weight, state_label);
  const std::size_t first = graph.size();
  for (std::size_t k = 0; k < parameters.hops.size(); ++k) {
    const auto scope = graph.step(static_cast<int>(k));
    const Value keys =
        linear(facts, parameters.hops[k].key_weight, {Stage::keys, Axis::key, Axis::feature, {}, Role::key});
    const Value values =
        linear(facts, parameters.hops[k].value_weight, {Stage::values, Axis::key, Axis::feature, {}, Role::value});
    result.hops.push_back(attend(graph, result.state, keys, values, DotScore{}, hop_options));
    const Value kept = parameters.state_weight ? linear(result.state, *parameters.state_weight,
                                                        {Stage::internal, Axis::step, Axis::feature, "H_u"})
                                               : result.state;
    result.state = graph.add(operations::sum(), {kept, result.hops.back().output},
                             {Stage::states, Axis::step, Axis::feature, {}, Role::query});
  }
  result.weights = StackedSteps(graph, first)[Stage::weights];
  if (!parameters.answer_weight) return result;
  const Value logits = linear(result.state, *parameters.answer_weight, {Stage::logits, Axis::one, Axis::vocabulary});
  result.distribution =
      graph.add(operations::softmax(1.0F), {logits}, {Stage::distribution, Axis::one, Axis::vocabulary});
  return result;
}

}  // namespace attention
