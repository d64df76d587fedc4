#include "rows.hpp"

#include "compiled.hpp"
#include "dispatch.hpp"

namespace attention::kernels {

void exp_rows(Rows x, MutableRows y, Architecture architecture) noexcept {
  dispatch(architecture, [&](auto arch) { Compiled<decltype(arch)>::exp(x, y); });
}

void exp2_rows(Rows x, MutableRows y, Architecture architecture) noexcept {
  dispatch(architecture, [&](auto arch) { Compiled<decltype(arch)>::exp2(x, y); });
}

void tanh_rows(Rows x, MutableRows y, Architecture architecture) noexcept {
  dispatch(architecture, [&](auto arch) { Compiled<decltype(arch)>::tanh(x, y); });
}

void softmax_rows(Rows x, MutableRows y, Architecture architecture) noexcept {
  dispatch(architecture, [&](auto arch) { Compiled<decltype(arch)>::softmax(x, y); });
}

void log_softmax_rows(Rows x, MutableRows y, Architecture architecture) noexcept {
  dispatch(architecture, [&](auto arch) { Compiled<decltype(arch)>::log_softmax(x, y); });
}

void layer_norm_rows(Rows x, std::span<const float> gain, std::span<const float> bias, float epsilon, MutableRows y,
                     Architecture architecture) noexcept {
  dispatch(architecture, [&](auto arch) { Compiled<decltype(arch)>::layer_norm(x, gain, bias, epsilon, y); });
}

}  // namespace attention::kernels
