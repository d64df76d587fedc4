#include "scenario/builder.hpp"

namespace attention {

MultiHeadParameters Builder::multi_head_parameters(const std::string& prefix, std::size_t source_width) {
  const std::size_t width = scenario_.width;
  // Of all key-value heads together; multi_head says if the numbers of heads do not fit.
  const std::size_t key_width = width / scenario_.heads * scenario_.key_value_heads.value_or(scenario_.heads);
  const bool grouped = scenario_.key_value_heads && *scenario_.key_value_heads != scenario_.heads;
  const std::size_t inner = grouped ? key_width : width;
  MultiHeadParameters parameters;
  if (source_width == width) {
    parameters.in_proj_weight = weight(prefix + "in_proj_weight", width + 2 * inner, width);
  } else {
    parameters.q_proj_weight = weight(prefix + "q_proj_weight", width, width, Role::query);
    parameters.k_proj_weight = weight(prefix + "k_proj_weight", inner, source_width, Role::key);
    parameters.v_proj_weight = weight(prefix + "v_proj_weight", inner, source_width, Role::value);
  }
  parameters.in_proj_bias = bias(prefix + "in_proj_bias", width + 2 * inner);
  parameters.out_proj_weight = weight(prefix + "out_proj.weight", width, width, Role::output);
  parameters.out_proj_bias = bias(prefix + "out_proj.bias", width, Role::output);
  return parameters;
}

MultiHeadOptions Builder::multi_head_options(std::size_t queries, std::size_t keys) {
  std::vector<Value> masks;
  if (const auto hidden = mask(queries, keys)) masks = {*hidden};
  std::vector<Value> biases = position_biases(scenario_.heads, {queries, keys});
  MultiHeadOptions options = head_options(queries, keys);
  options.masks = std::move(masks);
  options.biases = std::move(biases);
  options.uniforms = head_uniforms({}, queries);
  return options;
}

std::vector<Value> Builder::head_uniforms(const std::string& prefix, std::size_t queries) {
  std::vector<Value> drawn;
  if (scenario_.normalizer == Normalizer::sampled)
    for (std::size_t h = 0; h < scenario_.heads; ++h)
      drawn.push_back(uniforms(prefix + "uniforms." + digits(h), queries, Axis::query));
  return drawn;
}

MultiHeadOptions Builder::head_options(std::size_t queries, std::size_t keys) {
  MultiHeadOptions options{.heads = scenario_.heads, .temperature = temperature(), .scale = scale()};
  options.key_value_heads = scenario_.key_value_heads;
  options.normalizer = scenario_.normalizer;
  options.soft_cap = soft_cap();
  options.subtract_maximum = scenario_.subtract_maximum;
  options.hiding = hiding();
  if (scenario_.width % scenario_.heads == 0) {  // multi_head says so if not
    const std::size_t head_width = scenario_.width / scenario_.heads;
    options.query_rotary = rotary(queries, head_width, first_position(), Axis::query);
    options.key_rotary = rotary(keys, head_width, 0, Axis::key);
  }
  return options;
}

FeedForwardParameters Builder::feed_forward_parameters(const std::string& prefix) {
  const std::size_t inner = scenario_.feed_forward_width;
  FeedForwardParameters parameters{weight(prefix + "linear1.weight", inner, scenario_.width)};
  parameters.linear1_bias = bias(prefix + "linear1.bias", inner);
  parameters.linear2_weight = weight(prefix + "linear2.weight", scenario_.width, inner);
  parameters.linear2_bias = bias(prefix + "linear2.bias", scenario_.width);
  return parameters;
}

NormParameters Builder::norm_parameters(const std::string& name) {
  // Not drawn: 1 and 0, as every network begins.
  NormParameters parameters{filled(name + ".weight", scenario_.width, 1.0F)};
  if (scenario_.bias) parameters.bias = filled(name + ".bias", scenario_.width, 0.0F);
  return parameters;
}

EncoderLayerParameters Builder::encoder_layer_parameters(const std::string& prefix) {
  EncoderLayerParameters parameters;
  parameters.self_attn = multi_head_parameters(prefix + "self_attn.", scenario_.width);
  parameters.feed_forward = feed_forward_parameters(prefix);
  parameters.norm1 = norm_parameters(prefix + "norm1");
  parameters.norm2 = norm_parameters(prefix + "norm2");
  return parameters;
}

}  // namespace attention
