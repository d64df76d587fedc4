#include "mechanisms/spread.hpp"

#include <cmath>

namespace attention {

Spread spread(const Matrix& weights, std::size_t past) {
  Spread sum;
  std::size_t rows = 0;
  for (std::size_t i = 0; i < weights.shape(0); ++i) {
    bool empty = true;
    for (std::size_t j = 0; j < weights.shape(1); ++j) {
      const double weight = weights(i, j);
      if (weight == 0.0) continue;
      empty = false;
      sum.entropy -= weight * std::log2(weight);
      sum.distance += weight * std::abs(static_cast<double>(j) - static_cast<double>(i + past));
    }
    if (!empty) ++rows;
  }
  if (rows == 0) return {};
  const auto count = static_cast<double>(rows);
  return {sum.entropy / count, sum.distance / count};
}

}  // namespace attention
