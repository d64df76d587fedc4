#include "limits_kernels.hpp"

// Compiled for its own instruction set: called only where the machine has it.

namespace limits {

using Arch = xsimd::avx512bw;
template float MultiplyAdd::operator()(Arch, std::size_t) const noexcept;
template float Read::operator()(Arch, std::span<const float>) const noexcept;
template void SoftmaxRows::operator()(Arch, float, std::size_t, std::span<float>) const noexcept;

}  // namespace limits
