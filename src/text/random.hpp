#pragma once

#include <cstdint>
#include <string_view>

namespace attention {

/// The library's one generator: the same seed and name give the same numbers, bit for bit, on every machine and in
/// every browser. (std::normal_distribution differs between standard libraries, and logarithms and cosines between
/// systems.)
///
/// SplitMix64 (Steele, Lea and Flood 2014), started from the seed and the FNV-1a hash of a name, so that every
/// parameter and every token has a stream of its own: adding one does not change the others.
class Random {
 public:
  Random(std::uint32_t seed, std::string_view name) noexcept;

  std::uint64_t next() noexcept;

  /// A bell-shaped number of mean 0 and variance 1: the sum of four 16-bit uniform numbers (Irwin-Hall), which needs
  /// integer addition and one exact division only. It lies within -3.47 ... 3.47.
  float normal() noexcept;

 private:
  std::uint64_t state_;
};

}  // namespace attention
