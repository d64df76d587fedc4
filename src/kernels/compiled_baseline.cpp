#include "product_panels.hpp"
#include "row_functions.hpp"
#include "streaming_backward.hpp"

// Compiled for the instructions that every machine of the kind has.

namespace attention::kernels {

template struct Compiled<Baseline>;

}  // namespace attention::kernels
