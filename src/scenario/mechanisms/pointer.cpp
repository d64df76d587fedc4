#include "mechanisms/pointer.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "mechanisms/transformer.hpp"
#include "scenario/builder.hpp"

namespace attention {

namespace {

Value elements(Builder& build) {
  switch (build.scenario().elements) {
    case Elements::numbers:
      return build.token_coordinates(1, Axis::key);
    case Elements::points:
      return build.token_coordinates(2, Axis::key);
    case Elements::words:
      break;
  }
  return build.token_embeddings(Axis::key);
}

/// The elements as a transformer block sees them, all at once; the decoder starts from zeros.
Encoding encode_at_once(Builder& build, Value x) {
  // A block keeps the width of what it is given.
  if (build.scenario().elements != Elements::words)
    x = build.projection(x, "x", build.scenario().width, {Stage::internal, Axis::key, Axis::feature, "widened"});
  const EncoderLayerParameters parameters = build.encoder_layer_parameters("encoder.");
  const std::size_t count = build.scenario().tokens.size();
  const BlockOptions options{build.multi_head_options(count, count)};
  const EncoderLayer layer = encoder_layer(build.graph(), x, parameters, options);
  return {build.copy(layer.result, {Stage::encodings, Axis::key, Axis::feature, {}, Role::key}), build.zero_state()};
}

/// The elements as they stand. The score has no bias: a 1 beside numbers and points gives W_1 one.
Value unread_elements(Builder& build, Value x) {
  const Label label{Stage::encodings, Axis::key, Axis::feature, {}, Role::key};
  if (build.scenario().elements == Elements::words) return build.copy(x, label);
  const Value ones = build.graph().given(make_matrix({build.graph().shape(x).rows, 1}, 1.0F),
                                         {Stage::internal, Axis::key, Axis::one, "ones"});
  return build.graph().add(operations::concatenate_columns(), {x, ones}, label);
}

Encoding encode_elements(Builder& build, Value x) {
  const SequenceEncoder encoder = build.scenario().encoder;
  if (encoder == SequenceEncoder::self_attention) return encode_at_once(build, x);
  if (encoder == SequenceEncoder::none) return {unread_elements(build, x), build.zero_state()};
  const CellParameters cell = build.cell("encoder", build.graph().shape(x).columns);
  return encode(build.graph(), cell, x, build.zero_state(), Axis::key);
}

/// What should be pointed at: numbers in ascending order, other elements as they stand.
std::vector<std::size_t> target_order(const Graph& graph, Value elements, Elements kind) {
  const Matrix& x = graph.matrix(elements);
  std::vector<std::size_t> order(x.shape(0));
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (kind == Elements::numbers)
    std::ranges::sort(order, {}, [&x](std::size_t index) { return std::pair(x(index, 0), index); });
  return order;
}

}  // namespace

void build_pointer(Builder& build) {
  const Scenario& scenario = build.scenario();
  const Value x = elements(build);
  const std::size_t width = build.graph().shape(x).columns;
  const Encoding encoding = encode_elements(build, x);
  const std::size_t read = build.graph().shape(encoding.states).columns;
  // States of a recurrent network are small: a gain above 1 makes an untrained network point at something.
  constexpr float gain = 3.0F;
  const PointerParameters parameters{build.weight("W_1", scenario.hidden_width, read, Role::key, gain),
                                     build.weight("W_2", scenario.hidden_width, scenario.width, Role::query, gain),
                                     build.parameter("v", {1, scenario.hidden_width}, 1.0F),
                                     build.cell("decoder", width)};
  const Value start = build.parameter("start", {1, width}, 1.0F);
  PointerOptions options{.steps = scenario.steps.value_or(scenario.tokens.size()),
                         .mask_visited = scenario.visited,
                         .temperature = build.temperature(),
                         .beam = scenario.beam};
  if (scenario.loss) {
    options.forced = target_order(build.graph(), x, scenario.elements);
    options.steps = std::min(options.steps, options.forced.size());
    options.forced.resize(options.steps);
  }
  Pointer pointer = point(build.graph(), x, encoding.states, start, encoding.last, parameters, options);
  if (scenario.loss) build.add_loss(pointer.logits, options.forced);
  build.run().order = std::move(pointer.order);
  build.run().log_probability = pointer.log_probability;
  build.run().beams = std::move(pointer.beams);
}

}  // namespace attention
