#include "golden/kinds.hpp"

#include "attention.hpp"
#include "golden/kinds/families.hpp"

namespace golden {

using namespace attention;

Value Built::leaf(const Case& of, const std::string& name, std::size_t index) {
  const Tensor* tensor = of.find(name);
  if (tensor == nullptr) throw NotSupported{"no tensor " + name};
  std::vector<Value>& known = leaves[name];
  index %= tensor->matrices();
  while (known.size() <= index) known.push_back(graph.given(tensor->matrix(known.size()), {Stage::parameter}));
  return known[index];
}

void hide(Mask& mask, const Tensor& tensor, std::size_t index, bool hides) {
  const Matrix given = tensor.matrix(index);
  for (std::size_t i = 0; i < mask.shape(0); ++i)
    for (std::size_t j = 0; j < given.shape(1); ++j)
      if ((given(given.shape(0) == 1 ? 0 : i, j) != 0.0F) == hides) mask(i, j) = Hidden::free;
}

std::optional<Value> optional_leaf(Built& built, const Case& of, const std::string& name, std::size_t index) {
  if (of.find(name) == nullptr) return std::nullopt;
  return built.leaf(of, name, index);
}

CellParameters cell_parameters(Built& built, const Case& of, const std::string& prefix) {
  const RecurrentCell kind = of.attributes.at("cell") == "lstm" ? RecurrentCell::lstm : RecurrentCell::gru;
  return {kind, built.leaf(of, prefix + "weight_ih"), built.leaf(of, prefix + "weight_hh"),
          optional_leaf(built, of, prefix + "bias_ih"), optional_leaf(built, of, prefix + "bias_hh")};
}

namespace {

Kinds all_kinds() {
  Kinds all;
  for (const auto family : {alignment_kinds, key_value_kinds, multi_head_kinds, onnx_attention_kinds, pointer_kinds,
                            pooling_kinds, position_kinds, recurrent_kinds, softmax_kinds, transformer_kinds})
    all.merge(family());
  return all;
}

}  // namespace

Built build(const Case& of) {
  static const Kinds kinds = all_kinds();
  const auto found = kinds.find(of.kind.starts_with("grad_") ? of.kind.substr(5) : of.kind);
  if (found == kinds.end()) throw NotSupported{"kind " + of.kind};
  return found->second(of);
}

}  // namespace golden
