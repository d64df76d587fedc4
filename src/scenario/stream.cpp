#include "scenario/stream.hpp"

#include <cmath>

#include "kernels/streaming.hpp"
#include "scenario/builder.hpp"
#include "scenario/field.hpp"

namespace attention {

namespace {

bool streams(const Scenario& scenario) {
  const MaskOptions& mask = scenario.mask;
  const bool multiplies = scenario.mechanism == Mechanism::multi_head || scenario.score == Score::dot ||
                          scenario.score == Score::scaled_dot;
  const bool hides_plainly = !mask.fill && !mask.after && mask.empty_rows == EmptyRows::zero;
  const bool masks = mask.prefix == 0 && !mask.block && mask.free.empty() && hides_plainly;
  const bool places =
      scenario.position != Position::relative &&
      (scenario.position != Position::alibi || (mask.causal && scenario.position_slope.value_or(0.0) >= 0.0));
  return find_used("query", scenario.mechanism) != nullptr && scenario.normalizer == Normalizer::softmax &&
         scenario.subtract_maximum && multiplies && masks && places;
}

kernels::Rows rows_of(const Matrix& matrix) {
  const Shape shape = shape_of(matrix);
  return {matrix.data(), shape.rows, shape.columns, shape.columns};
}

/// What the kernel is told of one head. Softmax divides by the temperature whatever the score is made of.
kernels::Streaming options_of(Builder& build, std::size_t key_width, float slope) {
  const Scenario& scenario = build.scenario();
  const MaskOptions& mask = scenario.mask;
  const bool plain = scenario.mechanism != Mechanism::multi_head && scenario.score == Score::dot;
  const float usual = plain ? 1.0F : 1.0F / std::sqrt(static_cast<float>(key_width));
  kernels::Streaming options;
  options.scale = (plain ? usual : build.scale().value_or(usual)) / build.temperature();
  options.cap = build.soft_cap().value_or(0.0F) / build.temperature();
  options.slope = slope / build.temperature();
  options.causal = mask.causal;
  options.past = static_cast<std::ptrdiff_t>(mask.past);
  if (mask.window) {
    options.left = mask.window->left;
    options.right = mask.window->right;
  }
  options.keys = mask.padding.value_or(kernels::Streaming::unlimited);
  return options;
}

/// The output of one head, into its columns.
void stream_head(Builder& build, const HeadInputs& head, float slope, std::size_t first, Matrix& output) {
  const Graph& graph = build.graph();
  const std::size_t key_width = graph.shape(head.keys).columns;
  const std::size_t value_width = graph.shape(head.values).columns;
  std::vector<float> workspace(kernels::streaming_workspace(key_width, value_width));
  const Shape size = shape_of(output);
  kernels::streaming_attention(rows_of(graph.matrix(head.queries)), rows_of(graph.matrix(head.keys)),
                               rows_of(graph.matrix(head.values)), options_of(build, key_width, slope),
                               {output.data() + first, size.rows, value_width, size.columns}, {}, workspace);
}

Matrix stream_heads(Builder& build) {
  const auto [x, memory] = build.queries_and_keys(true);
  Graph& graph = build.graph();
  const Shape source = graph.shape(memory);
  const MultiHeadParameters parameters = build.multi_head_parameters("", source.columns);
  const MultiHeadOptions options = build.head_options(graph.shape(x).rows, source.rows);
  const Projections projections = project_heads(graph, x, memory, memory, parameters, options);
  const std::vector<float> slopes = build.position_slopes(options.heads);
  Matrix output = make_matrix({graph.shape(x).rows, build.scenario().width});
  for (std::size_t h = 0; h < options.heads; ++h)
    stream_head(build, inputs_of_head(graph, projections, h, options), slopes[h], h * projections.head_width, output);
  return output;
}

Matrix stream_one(Builder& build) {
  const HeadInputs head = project(build);
  Matrix output = make_matrix({build.graph().shape(head.queries).rows, build.graph().shape(head.values).columns});
  stream_head(build, head, build.position_slopes(1)[0], 0, output);
  return output;
}

}  // namespace

std::optional<Matrix> stream_output(const Scenario& scenario) {
  if (!streams(scenario)) return std::nullopt;
  Scenario all = scenario;
  all.query.reset();
  Run run;
  Builder build(all, run);
  return scenario.mechanism == Mechanism::multi_head ? stream_heads(build) : stream_one(build);
}

}  // namespace attention
