#include "mechanisms/attend.hpp"
#include "mechanisms/linear.hpp"
#include "mechanisms/position.hpp"
#include "mechanisms/streaming.hpp"
#include "scenario/builder.hpp"
#include "scenario/field.hpp"

namespace attention {

namespace {

Label queries_of(Axis rows) { return {Stage::queries, rows, Axis::feature, {}, Role::query}; }
Label keys_label() { return {Stage::keys, Axis::key, Axis::feature, {}, Role::key}; }
Label values_label() { return {Stage::values, Axis::key, Axis::feature, {}, Role::value}; }

/// The tokens' vectors themselves.
HeadInputs unprojected(Builder& build) {
  const Scenario& scenario = build.scenario();
  const bool own_keys = scenario.keys && find_used("keys", scenario.mechanism) != nullptr;
  const std::vector<std::string>& attended = own_keys ? *scenario.keys : scenario.tokens;
  const std::size_t skipped = own_keys ? scenario.mask.past : 0;
  const Label queries = queries_of(Axis::query);
  const Value asking =
      build.with_positions(build.vectors("queries", scenario.tokens, scenario.key_width, queries), skipped, queries);
  return {build.only_query(asking, queries),
          build.with_positions(build.vectors("keys", attended, scenario.key_width, keys_label()), 0, keys_label()),
          build.vectors("values", attended, scenario.value_width, values_label())};
}

/// Queries, keys and values of their own widths.
HeadInputs projected(Builder& build) {
  const Scenario& scenario = build.scenario();
  const auto [x, memory] = build.queries_and_keys(find_used("keys", scenario.mechanism) != nullptr);
  const bool tied = scenario.tied && scenario.mechanism == Mechanism::self_attention;
  const auto part = [&](Value input, const char* letter, std::size_t width, Label label) {
    return tied ? build.copy(input, std::move(label)) : build.projection(input, letter, width, std::move(label));
  };
  HeadInputs parts;
  parts.queries = part(x, "q", scenario.key_width, queries_of(Axis::query));
  parts.keys = part(memory, "k", scenario.key_width, keys_label());
  parts.values = part(memory, "v", scenario.value_width, values_label());
  return parts;
}

}  // namespace

HeadInputs project(Builder& build) {
  const Scenario& scenario = build.scenario();
  Graph& graph = build.graph();
  HeadInputs parts = scenario.projected ? projected(build) : unprojected(build);
  const Shape shape = graph.shape(parts.keys);
  if (const auto turn = build.rotary(build.query_count(), shape.columns, build.first_position(), Axis::query))
    parts.queries = rotate(graph, parts.queries, *turn, queries_of(Axis::query));
  if (const auto turn = build.rotary(shape.rows, shape.columns, 0, Axis::key))
    parts.keys = rotate(graph, parts.keys, *turn, keys_label());
  return parts;
}

namespace {

/// All that the scenario says of one attention over them.
AttendOptions options_of(Builder& build, const HeadInputs& parts) {
  const Shape relation{build.query_count(), build.graph().shape(parts.keys).rows};
  AttendOptions options = build.attend_options(relation.rows, Axis::query);
  options.mask = build.mask(relation.rows, relation.columns);
  if (const auto biases = build.position_biases(1, relation); !biases.empty()) options.bias = biases[0];
  return options;
}

ScoreFunction score_of(Builder& build, const HeadInputs& parts) {
  const std::size_t width = build.graph().shape(parts.keys).columns;
  return build.score_function(width, width);
}

}  // namespace

void build_soft(Builder& build) {
  const Scenario& scenario = build.scenario();
  const std::size_t width = scenario.width;
  const Value inputs = build.token_embeddings(Axis::key);
  const Value query = build.drawn("query", {1, width}, 1.0F, queries_of(Axis::one));
  const Value keys = build.copy(inputs, keys_label());
  const Value values = build.copy(inputs, values_label());
  const ScoreFunction function = build.score_function(width, width);
  AttendOptions options = build.attend_options(1, Axis::one);
  options.mask = build.mask(1, scenario.tokens.size());
  attend(build.graph(), query, keys, values, function, options);
}

void build_projected(Builder& build) {
  const HeadInputs parts = project(build);
  const ScoreFunction function = score_of(build, parts);
  attend(build.graph(), parts.queries, parts.keys, parts.values, function, options_of(build, parts));
}

void build_linear(Builder& build) {
  const MaskOptions& mask = build.scenario().mask;
  const HeadInputs parts = project(build);
  const LinearOptions options{.causal = mask.causal, .past = mask.past, .padding = mask.padding};
  const LinearAttention attention = attend_linearly(build.graph(), parts.queries, parts.keys, parts.values, options);
  linear_weights(build.graph(), attention, options);
}

void build_streaming(Builder& build) {
  const HeadInputs parts = project(build);
  const ScoreFunction function = score_of(build, parts);
  const AttendOptions options = options_of(build, parts);
  const Streaming streaming =
      stream(build.graph(), parts.queries, parts.keys, parts.values, function, build.scenario().block_size, options);
  streamed_weights(build.graph(), streaming, options);
}

}  // namespace attention
