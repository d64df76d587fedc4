#pragma once

// The only include of xtensor. Releases from 0.26 on moved its header.
#if __has_include(<xtensor/containers/xtensor.hpp>)
#include <xtensor/containers/xtensor.hpp>
#else
#include <xtensor/xtensor.hpp>
#endif

#include <cstddef>
#include <span>
#include <string>

#include "error.hpp"

namespace attention {

/// Every number of the library lives in one of these: row-major float32, rank 2. Heads and batches are slices and
/// loops, because a learner reads matrices.
using Matrix = xt::xtensor<float, 2>;

struct Shape {
  std::size_t rows = 0;
  std::size_t columns = 0;
  friend bool operator==(const Shape&, const Shape&) = default;
};

inline Shape shape_of(const Matrix& matrix) { return {matrix.shape(0), matrix.shape(1)}; }

inline std::string describe(Shape shape) { return digits(shape.rows) + " x " + digits(shape.columns); }

inline Matrix make_matrix(Shape shape, float fill = 0.0F) {
  return Matrix(Matrix::shape_type{shape.rows, shape.columns}, fill);
}

/// One row as contiguous numbers. Valid until the matrix is resized or destroyed.
inline std::span<const float> row_of(const Matrix& matrix, std::size_t row) {
  return {matrix.data() + row * matrix.shape(1), matrix.shape(1)};
}
inline std::span<float> row_of(Matrix& matrix, std::size_t row) {
  return {matrix.data() + row * matrix.shape(1), matrix.shape(1)};
}

/// All numbers, row after row.
inline std::span<const float> flat(const Matrix& matrix) { return {matrix.data(), matrix.size()}; }
inline std::span<float> flat(Matrix& matrix) { return {matrix.data(), matrix.size()}; }

}  // namespace attention
