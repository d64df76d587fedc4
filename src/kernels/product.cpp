#include "product.hpp"

#include "compiled.hpp"
#include "dispatch.hpp"

namespace attention::kernels {

std::size_t product_workspace() noexcept { return panel_depth * widest_panel + panel_alignment; }

void product(Rows a, Rows b, MutableRows c, std::span<float> workspace, Architecture architecture) noexcept {
  dispatch(architecture, [&](auto arch) { Compiled<decltype(arch)>::product(a, b, c, workspace); });
}

void product_transposed(Rows a, Rows b, MutableRows c, std::span<float> workspace, Architecture architecture) noexcept {
  dispatch(architecture, [&](auto arch) { Compiled<decltype(arch)>::product_transposed(a, b, c, workspace); });
}

}  // namespace attention::kernels
