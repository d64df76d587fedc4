#pragma once

#include "kernels/machine.hpp"

namespace check {

/// Calls `test(architecture)` for every instruction set of this machine.
template <class Test>
void on_each_architecture(Test test) {
  for (std::size_t i = 0; i < attention::kernels::architecture_count(); ++i)
    test(static_cast<attention::kernels::Architecture>(i));
}

}  // namespace check
