#include "mechanisms/transformer.hpp"

#include "scenario/builder.hpp"

namespace attention {

namespace {

std::string layer_name(std::size_t index) { return "layers." + digits(index) + "."; }

std::optional<NormParameters> final_norm(Builder& build) {
  if (!build.scenario().final_norm) return std::nullopt;
  return build.norm_parameters("norm");
}

BlockOptions block_options(Builder& build) {
  const Scenario& scenario = build.scenario();
  BlockOptions options{build.multi_head_options(scenario.tokens.size(), scenario.tokens.size())};
  options.norm_first = scenario.norm_first;
  options.activation = scenario.activation;
  return options;
}

/// Without masks, and without positions that turn or bias: those are of the tokens among themselves.
MultiHeadOptions plain(MultiHeadOptions options) {
  options.masks.clear();
  options.biases.clear();
  options.query_rotary.reset();
  options.key_rotary.reset();
  return options;
}

std::vector<EncoderLayerParameters> encoder_layers(Builder& build, const std::string& prefix) {
  std::vector<EncoderLayerParameters> layers;
  layers.reserve(build.scenario().layers);
  for (std::size_t i = 0; i < build.scenario().layers; ++i)
    layers.push_back(build.encoder_layer_parameters(prefix + layer_name(i)));
  return layers;
}

/// What a whole Transformer's encoder makes of the keys.
Value encoded(Builder& build, Value memory, BlockOptions options) {
  const std::size_t width = build.scenario().width;
  if (const std::size_t got = build.graph().shape(memory).columns; got != width)
    throw Error(ErrorCode::out_of_range,
                "source_width: an encoder before the decoder is as wide as it: expected " + digits(width) + ", got " +
                    digits(got),
                "source_width", {{"minimum", digits(width)}, {"maximum", digits(width)}, {"got", digits(got)}});
  const std::vector<EncoderLayerParameters> layers = encoder_layers(build, "encoder.");
  options.self_attn = plain(std::move(options.self_attn));
  options.self_attn.uniforms = build.head_uniforms("encoder.", build.graph().shape(memory).rows);  // keys ask here
  const auto scope = build.graph().scope("encoder");
  return encoder_stack(build.graph(), memory, layers, std::nullopt, options).result;
}

}  // namespace

void build_encoder(Builder& build) {
  const Value x = build.queries_and_keys(false).first;
  const std::vector<EncoderLayerParameters> layers = encoder_layers(build, {});
  const auto norm = final_norm(build);
  encoder_stack(build.graph(), x, layers, norm, block_options(build));
}

void build_decoder(Builder& build) {
  auto [x, memory] = build.queries_and_keys(true);
  BlockOptions options = block_options(build);
  options.multihead_attn = plain(options.self_attn);
  if (build.scenario().encoded) memory = encoded(build, memory, options);
  const std::size_t source_width = build.graph().shape(memory).columns;
  std::vector<DecoderLayerParameters> layers;
  for (std::size_t i = 0; i < build.scenario().layers; ++i) {
    const std::string layer = layer_name(i);
    DecoderLayerParameters& parameters = layers.emplace_back();
    parameters.self_attn = build.multi_head_parameters(layer + "self_attn.", build.scenario().width);
    parameters.multihead_attn = build.multi_head_parameters(layer + "multihead_attn.", source_width);
    parameters.feed_forward = build.feed_forward_parameters(layer);
    parameters.norm1 = build.norm_parameters(layer + "norm1");
    parameters.norm2 = build.norm_parameters(layer + "norm2");
    parameters.norm3 = build.norm_parameters(layer + "norm3");
  }
  const auto norm = final_norm(build);
  decoder_stack(build.graph(), x, memory, layers, norm, options);
}

}  // namespace attention
