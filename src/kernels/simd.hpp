#pragma once

// The only include of xsimd.
#include <xsimd/xsimd.hpp>

#include <cstddef>

namespace attention::kernels {

using Lanes = xsimd::batch<float>;
using DoubleLanes = xsimd::batch<double>;
inline constexpr std::size_t lanes = Lanes::size;

/// The largest multiple of the lane count that is not above n: vector loops run to here, scalar ones do the rest.
constexpr std::size_t vector_end(std::size_t n) { return n - n % lanes; }

}  // namespace attention::kernels
