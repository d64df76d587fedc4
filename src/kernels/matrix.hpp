#pragma once

#include <cstddef>

namespace attention::kernels {

/// A matrix in somebody's memory: `rows` rows of `columns` numbers, from one row to the next `stride` numbers.
template <class Number>
struct Strided {
  Number* data = nullptr;
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::size_t stride = 0;

  [[nodiscard]] Number* row(std::size_t index) const noexcept { return data + index * stride; }
};
using Rows = Strided<const float>;
using MutableRows = Strided<float>;

}  // namespace attention::kernels
