#include "mechanisms/transformer.hpp"

#include "graph/operations.hpp"

namespace attention {

namespace {

Label rows_label(Stage stage, const char* name = "", Axis columns = Axis::feature) {
  return {stage, Axis::query, columns, name, Role::output};
}

/// One block of a stack: parts around which the input is led, normalised before or after.
class ResidualBlock {
 public:
  ResidualBlock(Graph& graph, Value x, const BlockOptions& options) : graph_(graph), options_(options), x_(x) {}

  /// What the next part reads.
  Value open(const NormParameters& norm, const char* name) {
    return options_.norm_first ? normalized(x_, norm, name) : x_;
  }
  /// Adds what the part made.
  void close(Value made, const NormParameters& norm, const char* name) {
    x_ = graph_.add(operations::sum(), {x_, made}, rows_label(Stage::residual));
    if (!options_.norm_first) x_ = normalized(x_, norm, name);
  }

  MultiHead attend(const char* name, Value query, Value memory, const MultiHeadParameters& parameters,
                   const MultiHeadOptions& options) {
    const auto scope = graph_.scope(name);
    return multi_head(graph_, query, memory, memory, parameters, options);
  }

  Value normalized(Value x, const NormParameters& norm, const char* name) {
    std::vector<Value> inputs{x};
    if (norm.weight) inputs.push_back(*norm.weight);
    if (norm.weight && norm.bias) inputs.push_back(*norm.bias);
    return graph_.add(operations::layer_norm(options_.epsilon), std::move(inputs), rows_label(Stage::normalized, name));
  }

  [[nodiscard]] Value result() const { return x_; }

 private:
  Graph& graph_;
  const BlockOptions& options_;
  Value x_;
};

Value linear(Graph& graph, Value x, Value weight, const std::optional<Value>& bias, Label label) {
  std::vector<Value> inputs{x, weight};
  if (bias) inputs.push_back(*bias);
  return graph.add(operations::linear(), std::move(inputs), std::move(label));
}

std::string layer_name(std::size_t index) { return "layers." + digits(index); }

}  // namespace

Value feed_forward(Graph& graph, Value x, const FeedForwardParameters& parameters, Activation activation) {
  const Value inner =
      linear(graph, x, parameters.linear1_weight, parameters.linear1_bias, rows_label(Stage::internal, "linear1"));
  const Value hidden = graph.add(activation == Activation::relu ? operations::relu() : operations::gelu(), {inner},
                                 rows_label(Stage::hidden_layer));
  return linear(graph, hidden, parameters.linear2_weight, parameters.linear2_bias, rows_label(Stage::feed_forward));
}

EncoderLayer encoder_layer(Graph& graph, Value x, const EncoderLayerParameters& parameters,
                           const BlockOptions& options) {
  ResidualBlock block(graph, x, options);
  const Value read = block.open(parameters.norm1, "norm1");
  EncoderLayer layer{block.attend("self_attn", read, read, parameters.self_attn, options.self_attn), {}};
  block.close(layer.self_attn.result, parameters.norm1, "norm1");
  const Value thought = block.open(parameters.norm2, "norm2");
  block.close(feed_forward(graph, thought, parameters.feed_forward, options.activation), parameters.norm2, "norm2");
  layer.result = block.result();
  return layer;
}

DecoderLayer decoder_layer(Graph& graph, Value x, Value memory, const DecoderLayerParameters& parameters,
                           const BlockOptions& options) {
  ResidualBlock block(graph, x, options);
  const Value own = block.open(parameters.norm1, "norm1");
  DecoderLayer layer{block.attend("self_attn", own, own, parameters.self_attn, options.self_attn), {}, {}};
  block.close(layer.self_attn.result, parameters.norm1, "norm1");
  const Value asking = block.open(parameters.norm2, "norm2");
  layer.multihead_attn =
      block.attend("multihead_attn", asking, memory, parameters.multihead_attn, options.multihead_attn);
  block.close(layer.multihead_attn.result, parameters.norm2, "norm2");
  const Value thought = block.open(parameters.norm3, "norm3");
  block.close(feed_forward(graph, thought, parameters.feed_forward, options.activation), parameters.norm3, "norm3");
  layer.result = block.result();
  return layer;
}

EncoderStack encoder_stack(Graph& graph, Value x, const std::vector<EncoderLayerParameters>& parameters,
                           const std::optional<NormParameters>& norm, const BlockOptions& options) {
  EncoderStack stack{{}, x};
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const auto scope = graph.scope(layer_name(i));
    stack.layers.push_back(encoder_layer(graph, stack.result, parameters[i], options));
    stack.result = stack.layers.back().result;
  }
  if (norm) stack.result = ResidualBlock(graph, stack.result, options).normalized(stack.result, *norm, "norm");
  return stack;
}

DecoderStack decoder_stack(Graph& graph, Value x, Value memory, const std::vector<DecoderLayerParameters>& parameters,
                           const std::optional<NormParameters>& norm, const BlockOptions& options) {
  DecoderStack stack{{}, x};
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const auto scope = graph.scope(layer_name(i));
    stack.layers.push_back(decoder_layer(graph, stack.result, memory, parameters[i], options));
    stack.result = stack.layers.back().result;
  }
  if (norm) stack.result = ResidualBlock(graph, stack.result, options).normalized(stack.result, *norm, "norm");
  return stack;
}

}  // namespace attention
