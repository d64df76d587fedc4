#pragma once

#include "tensor.hpp"

namespace attention {

/// How widely weights are spread, as means over the rows that see anything.
struct Spread {
  double entropy = 0;   ///< -sum_j a_ij log2 a_ij, in bits: 0 where one key has all, log2 m where all have the same
  double distance = 0;  ///< sum_j a_ij |j - i - past|, in positions: how far from itself a token looks
};

/// The spread of weights(n, m), query i standing at position i + past of the keys. Rows of nothing but zeros do not
/// count; without any other, both are 0. Vig and Belinkov 2019, who call
/// them attention entropy and attention distance.
Spread spread(const Matrix& weights, std::size_t past = 0);

}  // namespace attention
