#include "attention.hpp"
#include "golden/kinds/families.hpp"

// Transformer blocks, and what they are made of: layer norm, GELU.

namespace golden {

using namespace attention;

namespace {

NormParameters norm(Built& built, const Case& of, const std::string& name) {
  return {optional_leaf(built, of, name + ".weight"), optional_leaf(built, of, name + ".bias")};
}

MultiHeadParameters heads(Built& built, const Case& of, const std::string& name) {
  MultiHeadParameters parameters;
  parameters.in_proj_weight = built.leaf(of, name + ".in_proj_weight");
  parameters.in_proj_bias = optional_leaf(built, of, name + ".in_proj_bias");
  parameters.out_proj_weight = built.leaf(of, name + ".out_proj.weight");
  parameters.out_proj_bias = optional_leaf(built, of, name + ".out_proj.bias");
  return parameters;
}

FeedForwardParameters feed_forward_parameters(Built& built, const Case& of, const std::string& prefix) {
  return {built.leaf(of, prefix + "linear1.weight"), optional_leaf(built, of, prefix + "linear1.bias"),
          built.leaf(of, prefix + "linear2.weight"), optional_leaf(built, of, prefix + "linear2.bias")};
}

EncoderLayerParameters encoder_parameters(Built& built, const Case& of, const std::string& prefix) {
  return {heads(built, of, prefix + "self_attn"), feed_forward_parameters(built, of, prefix),
          norm(built, of, prefix + "norm1"), norm(built, of, prefix + "norm2")};
}

BlockOptions block_options(const Case& of) {
  BlockOptions options;
  options.self_attn.heads = options.multihead_attn.heads = of.attributes.at("nhead");
  options.norm_first = of.flag("norm_first");
  options.activation = of.attributes.at("activation") == "gelu" ? Activation::gelu : Activation::relu;
  options.epsilon = of.attributes.at("eps").get<float>();
  return options;
}

Built encoder(const Case& of) {
  Built built;
  const bool stack = of.kind.ends_with("encoder_stack");
  std::vector<EncoderLayerParameters> layers;
  for (std::size_t i = 0; i < (stack ? of.attributes.at("num_layers").get<std::size_t>() : 1); ++i)
    layers.push_back(encoder_parameters(built, of, stack ? "layers." + digits(i) + "." : ""));
  std::optional<NormParameters> last;
  if (of.flag("final_norm")) last = norm(built, of, "norm");
  const Tensor& x = *of.find("x");
  for (std::size_t b = 0; b < x.matrices(); ++b) {
    BlockOptions options = block_options(of);
    mask_heads(built, of, "src_mask", "src_key_padding_mask", b, {x.extent(2), x.extent(2)}, options.self_attn);
    built.outputs["y"].push_back(encoder_stack(built.graph, built.leaf(of, "x", b), layers, last, options).result);
  }
  return built;
}

Built decoder(const Case& of) {
  Built built;
  const DecoderLayerParameters parameters{
      heads(built, of, "self_attn"), heads(built, of, "multihead_attn"), feed_forward_parameters(built, of, ""),
      norm(built, of, "norm1"),      norm(built, of, "norm2"),           norm(built, of, "norm3")};
  const std::size_t targets = of.find("tgt")->extent(2);
  const std::size_t sources = of.find("memory")->extent(2);
  for (std::size_t b = 0; b < of.find("tgt")->matrices(); ++b) {
    BlockOptions options = block_options(of);
    mask_heads(built, of, "tgt_mask", "tgt_key_padding_mask", b, {targets, targets}, options.self_attn);
    mask_heads(built, of, "memory_mask", "memory_key_padding_mask", b, {targets, sources}, options.multihead_attn);
    const DecoderLayer layer =
        decoder_layer(built.graph, built.leaf(of, "tgt", b), built.leaf(of, "memory", b), parameters, options);
    built.outputs["y"].push_back(layer.result);
  }
  return built;
}

Built layer_norm(const Case& of) {
  Built built;
  for (std::size_t b = 0; b < of.find("x")->matrices(); ++b) {
    std::vector<Value> inputs{built.leaf(of, "x", b)};
    for (const char* name : {"weight", "bias"})
      if (of.find(name) != nullptr) inputs.push_back(built.leaf(of, name));
    const float epsilon = of.attributes.at("eps").get<float>();
    built.outputs["y"].push_back(built.graph.add(operations::layer_norm(epsilon), inputs, {}));
  }
  return built;
}

/// Normalises all dimensions from `axis` on: the matrix of that many columns.
Built onnx_layer_norm(const Case& of) {
  Built built;
  const auto rank = static_cast<int>(of.find("X")->shape.size());
  const int axis = (of.attributes.value("axis", -1) + rank) % rank;
  std::size_t columns = 1;
  for (int i = axis; i < rank; ++i) columns *= of.find("X")->shape[static_cast<std::size_t>(i)];
  const auto given = [&](const char* name) {
    Tensor tensor = *of.find(name);
    tensor.shape = {tensor.numbers.size() / columns, columns};
    return built.graph.given(tensor.matrix(), {});
  };
  std::vector<Value> inputs{given("X"), given("W")};
  if (of.find("B") != nullptr) inputs.push_back(given("B"));
  const Value y = built.graph.add(operations::layer_norm(of.attributes.value("epsilon", 1e-5F)), inputs, {});
  built.outputs["Y"] = {y};
  for (std::size_t i = 0; i < built.graph.shape(y).rows; ++i) {
    const Explanation account = built.graph.explain({y, i, 0});
    built.numbers["Mean"].push_back(account.mean);
    built.numbers["InvStdDev"].push_back(1.0 / account.deviation);
  }
  return built;
}

Built onnx_gelu(const Case& of) {
  Built built;
  const bool approximate = of.attributes.value("approximate", "none") == "tanh";
  for (std::size_t b = 0; b < of.find("x")->matrices(); ++b)
    built.outputs["y"].push_back(
        built.graph.add(approximate ? operations::gelu_tanh() : operations::gelu(), {built.leaf(of, "x", b)}, {}));
  return built;
}

}  // namespace

Kinds transformer_kinds() {
  return {
      {"encoder_layer", encoder},
      {"encoder_stack", encoder},
      {"decoder_layer", decoder},
      {"layer_norm", layer_norm},
      {"onnx_layer_normalization", onnx_layer_norm},
      {"onnx_gelu", onnx_gelu},
  };
}

}  // namespace golden
