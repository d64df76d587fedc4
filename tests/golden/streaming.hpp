#pragma once

#include <map>
#include <string>
#include <vector>

#include "golden/case.hpp"
#include "golden/kinds.hpp"
#include "kernels/machine.hpp"

namespace golden {

/// The outputs of an attention case, and of a "grad_" case the gradients of its inputs, computed by the streaming
/// kernels on one instruction set. Throws NotSupported where the kernels have no such option.
std::map<std::string, std::vector<double>> stream(const Case& of, attention::kernels::Architecture architecture);

}  // namespace golden
