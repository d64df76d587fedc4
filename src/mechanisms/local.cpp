#include "mechanisms/local.hpp"

#include <cmath>

#include "graph/operations.hpp"

namespace attention {

namespace {

/// Hides what is further than D from the centre of its row, and what was hidden before.
template <class Centre>
Value window_mask(Graph& graph, Shape shape, const LocalOptions& local, const AttendOptions& options, float first,
                  Centre centre) {
  Mask mask = make_mask(shape);
  for (std::size_t i = 0; i < shape.rows; ++i)
    for (std::size_t j = 0; j < shape.columns; ++j) {
      const float away = std::abs(first + static_cast<float>(j) - centre(i));
      if (away > static_cast<float>(local.half_window)) mask(i, j) = Hidden::window;
      const Hidden before = options.mask ? graph.hidden({*options.mask, i, j}) : Hidden::visible;
      if (before != Hidden::visible) mask(i, j) = before;
    }
  return add_mask(graph, std::move(mask), options.rows);
}

LocalAttention attend_monotonically(Graph& graph, Value states, Value encodings, const ScoreFunction& function,
                                    const LocalOptions& local, AttendOptions options) {
  const Shape shape{graph.shape(states).rows, graph.shape(encodings).rows};
  options.mask = window_mask(graph, shape, local, options, 0.0F,
                             [&](std::size_t i) { return static_cast<float>(local.first_step + i); });
  const Attention attention = attend(graph, states, encodings, encodings, function, options);
  return {attention.scores, {}, {}, attention.weights, attention.output};
}

/// p_t = S sigmoid(v_p . tanh(W_p h_t))
Value predict_centres(Graph& graph, Value states, std::size_t positions, const LocalOptions& local, Axis rows) {
  const auto internal = [rows](const char* name) { return Label{Stage::internal, rows, Axis::feature, name}; };
  const Value projected = graph.add(operations::linear(), {states, local.position_weight}, internal("W_p_h"));
  const Value hidden = graph.add(operations::tanh(), {projected}, internal("tanh"));
  const Value logit = graph.add(operations::linear(), {hidden, local.position_v}, internal("v_p_tanh"));
  const Value share = graph.add(operations::sigmoid(), {logit}, internal("sigmoid"));
  return graph.add(operations::sum(static_cast<float>(positions)), {share}, {Stage::centres, rows, Axis::one});
}

LocalAttention attend_predictively(Graph& graph, Value states, Value encodings, const ScoreFunction& function,
                                   const LocalOptions& local, const AttendOptions& options) {
  const LocalReading reading = local.reading;
  const bool full = reading == LocalReading::full || reading == LocalReading::full_then_cut;
  const Shape shape{graph.shape(states).rows, graph.shape(encodings).rows};
  const auto first = static_cast<float>(local.first_position);
  const Label weights_label{Stage::weights, options.rows, Axis::key, {}, Role::weights};

  LocalAttention result;
  result.centres = predict_centres(graph, states, shape.columns, local, options.rows);
  result.gaussian = graph.add(operations::gaussian(shape.columns, first, 0.5F * static_cast<float>(local.half_window)),
                              {*result.centres}, {Stage::gaussian, options.rows, Axis::key});
  std::optional<Value> mask = options.mask;
  if (reading != LocalReading::full)
    mask = window_mask(graph, shape, local, options, first, [&](std::size_t i) {
      const float centre = graph.matrix(*result.centres)(i, 0);
      return reading == LocalReading::floor_window ? std::floor(centre) : centre;
    });

  result.scores = score(graph, states, encodings, function, options.rows, options.projected_keys);
  AttendOptions aligned = options;
  aligned.mask = full ? options.mask : mask;
  aligned.stage = Stage::alignments;
  const Value alignments = normalize(graph, result.scores, aligned);
  const bool last = reading != LocalReading::full_then_cut && reading != LocalReading::window_renormalized;
  const Label favoured{Stage::internal, options.rows, Axis::key, "favoured", Role::weights};
  result.weights = graph.add(operations::product(), {alignments, *result.gaussian}, last ? weights_label : favoured);
  if (reading == LocalReading::full_then_cut && mask)
    result.weights = graph.add(operations::product(), {result.weights, *mask}, weights_label);
  if (reading == LocalReading::window_renormalized)
    result.weights = graph.add(operations::normalize_rows(), {result.weights}, weights_label);

  std::vector<Value> inputs{result.weights, encodings};
  if (mask) inputs.push_back(*mask);
  result.output = graph.add(operations::weighted_sum(), std::move(inputs),
                            {Stage::output, options.rows, Axis::feature, {}, Role::output});
  return result;
}

}  // namespace

LocalAttention attend_locally(Graph& graph, Value states, Value encodings, const ScoreFunction& function,
                              const LocalOptions& local, const AttendOptions& options) {
  if (local.half_window == 0)
    throw Error(ErrorCode::out_of_range, "half_window: expected 1 or more, got 0", "half_window",
                {{"minimum", "1"}, {"got", "0"}});
  return local.alignment == Alignment::predictive
             ? attend_predictively(graph, states, encodings, function, local, options)
             : attend_monotonically(graph, states, encodings, function, local, options);
}

}  // namespace attention
