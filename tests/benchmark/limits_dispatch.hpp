#pragma once

#include <cstddef>
#include <span>

#include "kernels/architecture.hpp"

// The limits as functions of an instruction set. Their definitions are compiled once for each, in files of their own.

namespace limits {

/// Enough chains that the next instruction never waits for the last: 2 units times a latency of 4 or 5 is 8 to 10. More
/// would not stay in the registers of the older instruction sets.
inline constexpr std::size_t chains = 12;

struct MultiplyAdd {
  template <class Arch>
  float operator()(Arch /*arch*/, std::size_t rounds) const noexcept;
};
struct Read {
  template <class Arch>
  float operator()(Arch /*arch*/, std::span<const float> numbers) const noexcept;
};
struct SoftmaxRows {
  template <class Arch>
  void operator()(Arch /*arch*/, float scale, std::size_t columns, std::span<float> y) const noexcept;
};

}  // namespace limits
