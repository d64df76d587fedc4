#include "limits.hpp"

#include "limits_dispatch.hpp"

namespace limits {

namespace {

template <class Kernel>
auto best(Kernel kernel) noexcept {
  return xsimd::dispatch<attention::kernels::Architectures>(kernel);
}

struct Lanes {
  template <class Arch>
  std::size_t operator()(Arch /*arch*/) const noexcept {
    return Arch::alignment() / sizeof(float);
  }
};

}  // namespace

float multiply_add(std::size_t rounds) noexcept { return best(MultiplyAdd{})(rounds); }
std::size_t lanes() noexcept { return best(Lanes{})(); }
double round_flops() noexcept { return 2.0 * static_cast<double>(chains * lanes()); }
float read(std::span<const float> numbers) noexcept { return best(Read{})(numbers); }
void softmax_rows(float scale, std::size_t columns, std::span<float> y) noexcept {
  best(SoftmaxRows{})(scale, columns, y);
}

}  // namespace limits
