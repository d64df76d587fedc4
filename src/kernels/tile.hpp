#pragma once

#include "architecture.hpp"

namespace attention::kernels {

/// The left operand of a product: element (i, k) stands at data[i * row + k * step], so that a matrix and its transpose
/// are read where they are.
struct Left {
  const float* data;
  std::size_t row;
  std::size_t step;
};

/// The right operand: `depth` rows of Vectors vectors, aligned, one every `stride` numbers.
struct Right {
  const float* data;
  std::size_t stride;
};

/// C = start + A B for a tile of Rows x Vectors vectors. start(i, j) gives a vector to begin with, finish(i, j, sum)
/// takes the result.
template <class Arch, std::size_t Rows, std::size_t Vectors, class Start, class Finish>
[[gnu::always_inline]] inline void multiply_tile(std::size_t depth, Left a, Right b, const Start& start,
                                                 const Finish& finish) noexcept {
  using Batch = xsimd::batch<float, Arch>;
  Batch sums[Rows][Vectors];
  for (std::size_t i = 0; i < Rows; ++i)
    for (std::size_t j = 0; j < Vectors; ++j) sums[i][j] = start(i, j);
  const float* rows[Rows];
  for (std::size_t i = 0; i < Rows; ++i) rows[i] = a.data + i * a.row;
  // Unrolled by hand or by the compiler this loop was slower in every engine.
#ifdef __clang__
#pragma clang loop unroll(disable)
#else
#pragma GCC unroll 1
#endif
  for (std::size_t k = 0; k < depth; ++k) {
    Batch columns[Vectors];
    for (std::size_t j = 0; j < Vectors; ++j) columns[j] = Batch::load_aligned(b.data + j * Batch::size);
    for (std::size_t i = 0; i < Rows; ++i) {
      const Batch factor(*rows[i]);
      rows[i] += a.step;
      for (std::size_t j = 0; j < Vectors; ++j) sums[i][j] = xsimd::fma(factor, columns[j], sums[i][j]);
    }
    b.data += b.stride;
  }
  for (std::size_t i = 0; i < Rows; ++i)
    for (std::size_t j = 0; j < Vectors; ++j) finish(i, j, sums[i][j]);
}

/// The same for any number of rows: whole tiles, then what remains in tiles of half as many. A function of its own:
/// within a large one engines run out of registers, and the loop is two to four times slower.
template <class Arch, std::size_t Rows, std::size_t Vectors, class Start, class Finish>
[[gnu::noinline]] void multiply(std::size_t rows, std::size_t depth, Left a, Right b, const Start& start,
                                const Finish& finish) noexcept {
  using Batch = xsimd::batch<float, Arch>;
  std::size_t row = 0;
  const auto begin = [&](std::size_t i, std::size_t j) { return start(row + i, j); };
  const auto end = [&](std::size_t i, std::size_t j, const Batch& sum) { finish(row + i, j, sum); };
  for (; row + Rows <= rows; row += Rows)
    multiply_tile<Arch, Rows, Vectors>(depth, {a.data + row * a.row, a.row, a.step}, b, begin, end);
  if constexpr (Rows > 1) {
    if (row < rows)
      multiply<Arch, Rows / 2, Vectors>(rows - row, depth, {a.data + row * a.row, a.row, a.step}, b, begin, end);
  }
}

}  // namespace attention::kernels
