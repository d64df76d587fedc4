#include "product_panels.hpp"
#include "row_functions.hpp"
#include "streaming_backward.hpp"

// Compiled for its own instruction set: called only where the machine has it.

namespace attention::kernels {

template struct Compiled<xsimd::sse4_2>;

}  // namespace attention::kernels
