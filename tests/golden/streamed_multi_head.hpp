#pragma once

#include <map>
#include <string>
#include <vector>

#include "golden/case.hpp"
#include "graph/operations.hpp"
#include "kernels/machine.hpp"

namespace golden {

/// Hides what a float mask hides. Throws NotSupported where it does something else.
void hide_infinite(attention::Mask& mask, const attention::Matrix& bias);

/// nn.MultiheadAttention: attn_output.
std::map<std::string, std::vector<double>> stream_multi_head(const Case& of,
                                                             attention::kernels::Architecture architecture);

/// ONNX's Attention: Y.
std::map<std::string, std::vector<double>> stream_onnx(const Case& of, attention::kernels::Architecture architecture);

}  // namespace golden
