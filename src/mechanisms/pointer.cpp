#include "mechanisms/pointer.hpp"

#include <algorithm>
#include <cmath>

#include "graph/operations.hpp"
#include "mechanisms/attend.hpp"

namespace attention {

namespace {

/// The nodes of every step, to be stacked at the end.
struct Steps {
  std::vector<Value> states, projected, scores, masks, masked, weights;
};

Value stack(Graph& graph, const std::vector<Value>& rows, Label label) {
  return graph.add(operations::concatenate_rows(), rows, std::move(label));
}

Mask visited_mask(const std::vector<std::size_t>& order, std::size_t elements) {
  Mask mask = make_mask({1, elements});
  for (const std::size_t taken : order) mask(0, taken) = Hidden::visited;
  return mask;
}

void require_steps(const PointerOptions& options, std::size_t elements) {
  if (options.steps == 0 || (options.mask_visited && options.steps > elements))
    throw Error(ErrorCode::out_of_range,
                "a pointer network over " + digits(elements) + " elements takes 1 to " + digits(elements) +
                    " steps, got " + digits(options.steps),
                "steps", {{"minimum", "1"}, {"maximum", digits(elements)}, {"got", digits(options.steps)}});
}

std::size_t argmax(std::span<const float> row) {
  return static_cast<std::size_t>(std::ranges::max_element(row) - row.begin());
}

/// One step's distribution over the elements, from the decoder's state.
void point_once(Graph& graph, Value projected_keys, const PointerParameters& parameters, const PointerOptions& options,
                const std::vector<std::size_t>& order, Steps& steps) {
  const Value state = steps.states.back();
  steps.projected.push_back(project_queries(graph, state, parameters.state_weight, Axis::step));
  steps.scores.push_back(graph.add(operations::additive_score(), {steps.projected.back(), projected_keys, parameters.v},
                                   {Stage::scores, Axis::step, Axis::key}));
  AttendOptions attend_options{.temperature = options.temperature, .rows = Axis::step};
  if (options.mask_visited) {
    steps.masks.push_back(add_mask(graph, visited_mask(order, graph.shape(projected_keys).rows), Axis::step));
    attend_options.mask = steps.masks.back();
  }
  steps.weights.push_back(normalize(graph, steps.scores.back(), attend_options));
  steps.masked.push_back(graph.node(steps.weights.back()).inputs[0]);
}

Pointer stack_steps(Graph& graph, const Steps& steps, const PointerOptions& options) {
  Pointer result;
  result.states = stack(graph, steps.states, {Stage::states, Axis::step, Axis::feature, {}, Role::query});
  stack(graph, steps.projected, {Stage::projected_queries, Axis::step, Axis::feature, {}, Role::query});
  result.scores = stack(graph, steps.scores, {Stage::scores, Axis::step, Axis::key});
  result.logits = result.scores;
  if (options.mask_visited) {
    stack(graph, steps.masks, {Stage::mask, Axis::step, Axis::key});
    result.logits = stack(graph, steps.masked, {Stage::masked_scores, Axis::step, Axis::key});
  }
  result.weights = stack(graph, steps.weights, {Stage::weights, Axis::step, Axis::key, {}, Role::weights});
  return result;
}

}  // namespace

Pointer point(Graph& graph, Value elements, Value encodings, Value start, const RecurrentState& initial,
              const PointerParameters& parameters, const PointerOptions& options) {
  require_steps(options, graph.shape(elements).rows);
  const Value projected_keys = project_keys(graph, encodings, parameters.encoding_weight);

  Steps steps;
  std::vector<std::size_t> order;
  double log_probability = 0.0;
  Value input = start;
  RecurrentState state = initial;
  for (std::size_t t = 0; t < options.steps; ++t) {
    const auto scope = graph.step(static_cast<int>(t));
    state = advance(graph, parameters.cell, input, state, {Stage::states, Axis::step, Axis::feature, {}, Role::query});
    steps.states.push_back(state.hidden);
    point_once(graph, projected_keys, parameters, options, order, steps);

    const Matrix& weights = graph.matrix(steps.weights.back());
    const std::size_t chosen = argmax(row_of(weights, 0));
    log_probability += std::log(static_cast<double>(weights(0, chosen)));
    order.push_back(chosen);
    input =
        graph.add(operations::slice_rows(chosen, 1), {elements}, {Stage::internal, Axis::one, Axis::feature, "input"});
  }

  Pointer result = stack_steps(graph, steps, options);
  result.order = std::move(order);
  result.log_probability = log_probability;
  return result;
}

}  // namespace attention
