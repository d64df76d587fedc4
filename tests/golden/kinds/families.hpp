#pragma once

#include <map>
#include <string>

#include "golden/kinds.hpp"
#include "mechanisms/multi_head.hpp"
#include "mechanisms/recurrent.hpp"

/// The kinds of cases, a file a family; and what several families need.
namespace golden {

/// How a case of each kind is built; "grad_" in front of a kind is left out.
using Kinds = std::map<std::string, Built (*)(const Case&)>;

Kinds alignment_kinds();
Kinds key_value_kinds();
Kinds multi_head_kinds();
Kinds onnx_attention_kinds();
Kinds pointer_kinds();
Kinds pooling_kinds();
Kinds position_kinds();
Kinds recurrent_kinds();
Kinds softmax_kinds();
Kinds transformer_kinds();

/// Hides cells of a mask where the tensor says so. `hides` is what it says there: true for nn.MultiheadAttention's
/// masks, false where True means attend.
void hide(attention::Mask& mask, const Tensor& tensor, std::size_t index, bool hides);

std::optional<attention::Value> optional_leaf(Built& built, const Case& of, const std::string& name,
                                              std::size_t index = 0);

/// The masks and biases of one batch entry's heads, from the forms that nn.MultiheadAttention takes: the tensors of
/// these names, if there are any.
void mask_heads(Built& built, const Case& of, const std::string& attn_mask, const std::string& key_padding_mask,
                std::size_t batch, attention::Shape shape, attention::MultiHeadOptions& options);

/// The parameters of the attribute "cell", whose names start with the prefix.
attention::CellParameters cell_parameters(Built& built, const Case& of, const std::string& prefix);

}  // namespace golden
