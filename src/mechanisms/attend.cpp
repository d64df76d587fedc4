#include "mechanisms/attend.hpp"

#include <limits>

#include "graph/operations.hpp"

namespace attention {

Value add_mask(Graph& graph, Mask mask, Axis rows) {
  return graph.add(operations::given_mask(std::move(mask)), {}, {Stage::mask, rows, Axis::key});
}

Value logits(Graph& graph, Value scores, const AttendOptions& options) {
  // The others divide by the temperature themselves. Before the mask, so that what is hidden keeps its reason.
  const bool scaled = options.normalizer == Normalizer::sigmoid && options.temperature != 1.0F;
  // What the normaliser or the mask gets is a stage of its own; what is adjusted once more is not.
  const auto label = [&](const char* name, bool last) {
    return Label{last ? Stage::adjusted_scores : Stage::internal, options.rows, options.columns, name};
  };
  Value result = scores;
  if (options.soft_cap)
    result =
        graph.add(operations::soft_cap(*options.soft_cap), {result}, label("capped_scores", !options.bias && !scaled));
  if (options.bias) result = graph.add(operations::sum(), {result, *options.bias}, label("biased_scores", !scaled));
  if (scaled) result = graph.add(operations::sum(1.0F / options.temperature), {result}, label("scaled_scores", true));
  constexpr float infinity = std::numeric_limits<float>::infinity();
  if (options.mask && !options.hiding.after)
    result = graph.add(operations::mask(options.hiding.fill.value_or(-infinity)), {result, *options.mask},
                       {Stage::masked_scores, options.rows, options.columns});
  return result;
}

namespace {

Value sampled_weights(Graph& graph, Value logits, const AttendOptions& options, const Label& label) {
  if (!options.uniforms)
    throw Error(ErrorCode::missing_field, "sampled attention needs random numbers: uniforms(n, 1)");
  const Value probabilities = graph.add(operations::softmax(options.temperature), {logits},
                                        {Stage::internal, options.rows, options.columns, "probabilities"});
  return graph.add(operations::sample(), {probabilities, *options.uniforms}, label);
}

Value normalize_all(Graph& graph, Value logits, const AttendOptions& options, const Label& label) {
  switch (options.normalizer) {
    case Normalizer::uniform:
      return graph.add(operations::uniform(options.hiding.empty), {logits}, label);
    case Normalizer::sparsemax:
      return graph.add(operations::sparsemax(options.temperature), {logits}, label);
    case Normalizer::entmax:
      return graph.add(operations::entmax(options.temperature), {logits}, label);
    case Normalizer::sigmoid:
      return graph.add(operations::sigmoid(), {logits}, label);
    case Normalizer::hard:
      return graph.add(operations::argmax(), {logits}, label);
    case Normalizer::sampled:
      return sampled_weights(graph, logits, options, label);
    case Normalizer::softmax:
      break;
  }
  const operations::SoftmaxOptions softmax{options.temperature, options.subtract_maximum, options.hiding.empty};
  return graph.add(operations::softmax(softmax), {logits}, label);
}

/// The weights, and those of them that are hidden set to 0 if that comes after.
Value normalize_logits(Graph& graph, Value logits, const AttendOptions& options) {
  const Label label{options.stage, options.rows, options.columns, {}, Role::weights};
  const auto [fill, after, renormalized, empty] = options.hiding;
  if (!options.mask || !after) return normalize_all(graph, logits, options, label);
  const Label unmasked{Stage::alignments, options.rows, options.columns, {}, Role::weights};
  const Label masked{Stage::internal, options.rows, options.columns, "masked_weights", Role::weights};
  const Value all = normalize_all(graph, logits, options, unmasked);
  const Value visible = graph.add(operations::mask(0.0F), {all, *options.mask}, renormalized ? masked : label);
  return renormalized ? graph.add(operations::normalize_rows(empty), {visible}, label) : visible;
}

}  // namespace

Value normalize(Graph& graph, Value scores, const AttendOptions& options) {
  return normalize_logits(graph, logits(graph, scores, options), options);
}

Attention attend(Graph& graph, Value queries, Value keys, Value values, const ScoreFunction& function,
                 const AttendOptions& options) {
  const Value scores = score(graph, queries, keys, function, options.rows, options.projected_keys);
  const Value prepared = logits(graph, scores, options);
  const Value weights = normalize_logits(graph, prepared, options);
  std::vector<Value> inputs{weights, values};
  // Hidden values are left out, unless their weights are not 0.
  const bool left_out = !options.hiding.fill && options.hiding.empty == EmptyRows::zero;
  if (options.mask && left_out) inputs.push_back(*options.mask);
  const Value output = graph.add(operations::weighted_sum(), std::move(inputs),
                                 {Stage::output, options.rows, Axis::feature, {}, Role::output});
  return {scores, weights, output, prepared};
}

}  // namespace attention
