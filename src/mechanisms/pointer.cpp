#include "mechanisms/pointer.hpp"

#include <algorithm>
#include <cmath>

#include "graph/operations.hpp"
#include "mechanisms/attend.hpp"
#include "mechanisms/steps.hpp"

namespace attention {

namespace {

Mask visited_mask(const std::vector<std::size_t>& order, std::size_t elements) {
  Mask mask = make_mask({1, elements});
  for (const std::size_t taken : order) mask(0, taken) = Hidden::visited;
  return mask;
}

[[noreturn]] void throw_steps(std::size_t maximum, std::size_t got) {
  throw Error(ErrorCode::out_of_range,
              "a pointer network over " + digits(maximum) + " elements takes 1 to " + digits(maximum) + " steps, got " +
                  digits(got),
              "steps", {{"minimum", "1"}, {"maximum", digits(maximum)}, {"got", digits(got)}});
}

std::size_t argmax(std::span<const float> row) {
  return static_cast<std::size_t>(std::ranges::max_element(row) - row.begin());
}

}  // namespace

void require_steps(const PointerOptions& options, std::size_t elements) {
  if (options.steps == 0 || (options.mask_visited && options.steps > elements)) throw_steps(elements, options.steps);
  if (options.forced.empty()) return;
  if (options.forced.size() != options.steps)
    throw_shape("pointer", digits(options.steps) + " forced elements", digits(options.forced.size()));
  for (const std::size_t element : options.forced)
    if (element >= elements) throw_shape("pointer", "forced elements below " + digits(elements), digits(element));
}

Pointer point(Graph& graph, Value elements, Value encodings, Value start, const RecurrentState& initial,
              const PointerParameters& parameters, const PointerOptions& options) {
  require_steps(options, graph.shape(elements).rows);
  Pointer result;
  std::vector<std::size_t> forced = options.forced;
  if (forced.empty() && options.beam > 1) {
    result.beams = search_beams(graph, elements, encodings, start, initial, parameters, options);
    forced = result.beams.at(0).order;
  }
  const std::size_t first = graph.size();
  const Value projected_keys = project_keys(graph, encodings, parameters.encoding_weight);

  Value input = start;
  RecurrentState state = initial;
  for (std::size_t t = 0; t < options.steps; ++t) {
    const auto scope = graph.step(static_cast<int>(t));
    state = advance(graph, parameters.cell, input, state, {Stage::states, Axis::step, Axis::feature, {}, Role::query});
    std::optional<Mask> visited;
    if (options.mask_visited) visited = visited_mask(result.order, graph.shape(elements).rows);
    const Value weights =
        point_at(graph, state.hidden, projected_keys, parameters, options.temperature, std::move(visited));
    const std::span<const float> probabilities = row_of(graph.matrix(weights), 0);
    const std::size_t chosen = forced.empty() ? argmax(probabilities) : forced[t];
    result.log_probability += std::log(static_cast<double>(probabilities[chosen]));
    result.order.push_back(chosen);
    input =
        graph.add(operations::slice_rows(chosen, 1), {elements}, {Stage::internal, Axis::one, Axis::feature, "input"});
  }

  const StackedSteps steps(graph, first);
  result.states = steps[Stage::states];
  result.scores = steps[Stage::scores];
  result.logits = steps.find(Stage::masked_scores).value_or(result.scores);
  result.weights = steps[Stage::weights];
  return result;
}

Value point_at(Graph& graph, Value states, Value projected_keys, const PointerParameters& parameters, float temperature,
               std::optional<Mask> visited) {
  const Value projected = project_queries(graph, states, parameters.state_weight, Axis::step);
  const Value scores = graph.add(operations::additive_score(), {projected, projected_keys, parameters.v},
                                 {Stage::scores, Axis::step, Axis::key});
  AttendOptions options{.temperature = temperature, .rows = Axis::step};
  if (visited) options.mask = add_mask(graph, std::move(*visited), Axis::step);
  return normalize(graph, scores, options);
}

}  // namespace attention
