#pragma once

#include <functional>
#include <vector>

#include "attention.hpp"

namespace check {

/// One operation, and leaves that fit it: what every test of all operations goes through.
struct Sample {
  const char* name;
  std::function<attention::OperationPointer()> make;
  std::vector<attention::Matrix> leaves;
  bool smooth = true;  ///< differentiable wherever one stands: random graphs compare it with finite differences
};

std::vector<Sample> samples();

}  // namespace check
