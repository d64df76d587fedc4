#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "compiled.hpp"
#include "exponential.hpp"

namespace attention::kernels {

/// Passes over a row, a vector at a time; the last may be filled up.
template <class Arch>
class RowPass {
 public:
  using Batch = xsimd::batch<float, Arch>;
  static constexpr std::size_t lanes = Batch::size;

  explicit RowPass(std::size_t columns) noexcept : whole_(columns - columns % lanes), rest_(columns % lanes) {}

  /// y = change(j, x), x being `filling` beyond the end.
  template <class Change>
  void map(const float* x, float* y, float filling, const Change& change) const noexcept {
    for (std::size_t j = 0; j < whole_; j += lanes) change(j, Batch::load_unaligned(x + j)).store_unaligned(y + j);
    if (rest_ == 0) return;
    alignas(Arch::alignment()) std::array<float, lanes> result;
    change(whole_, part(x, filling)).store_aligned(result.data());
    std::copy_n(result.data(), rest_, y + whole_);
  }

  /// The vectors one after the other, `filling` beyond the end.
  template <class Look>
  void each(const float* x, float filling, const Look& look) const noexcept {
    for (std::size_t j = 0; j < whole_; j += lanes) look(Batch::load_unaligned(x + j));
    if (rest_ != 0) look(part(x, filling));
  }

  /// The vector that begins at column j, zeros beyond the end.
  [[nodiscard]] Batch load(const float* x, std::size_t j) const noexcept {
    return j < whole_ ? Batch::load_unaligned(x + j) : part(x, 0.0F);
  }

 private:
  [[nodiscard]] Batch part(const float* x, float filling) const noexcept {
    alignas(Arch::alignment()) std::array<float, lanes> numbers;
    numbers.fill(filling);
    std::copy_n(x + whole_, rest_, numbers.data());
    return Batch::load_aligned(numbers.data());
  }

  std::size_t whole_;
  std::size_t rest_;
};

template <class Arch, class Function>
void map_rows(Rows x, MutableRows y, const Function& function) noexcept {
  using Batch = xsimd::batch<float, Arch>;
  const RowPass<Arch> pass(x.columns);
  for (std::size_t i = 0; i < x.rows; ++i)
    pass.map(x.row(i), y.row(i), 0.0F, [&](std::size_t /*j*/, const Batch& numbers) { return function(numbers); });
}

template <class Arch>
void Compiled<Arch>::exp(Rows x, MutableRows y) noexcept {
  map_rows<Arch>(x, y, [](const auto& numbers) { return kernels::exp<Arch>(numbers); });
}

template <class Arch>
void Compiled<Arch>::exp2(Rows x, MutableRows y) noexcept {
  map_rows<Arch>(x, y, [](const auto& numbers) { return kernels::exp2<Arch>(numbers); });
}

template <class Arch>
void Compiled<Arch>::tanh(Rows x, MutableRows y) noexcept {
  map_rows<Arch>(x, y, [](const auto& numbers) { return kernels::tanh<Arch>(numbers); });
}

/// The largest of a row, but 0 where that is -infinity: so much can be subtracted from each number.
template <class Arch>
float largest_to_subtract(const RowPass<Arch>& pass, const float* x) noexcept {
  using Batch = xsimd::batch<float, Arch>;
  constexpr float least = -std::numeric_limits<float>::infinity();
  Batch largest(least);
  pass.each(x, least, [&](const Batch& numbers) { largest = xsimd::max(largest, numbers); });
  const float result = xsimd::reduce_max(largest);
  return result == least ? 0.0F : result;
}

template <class Arch>
void Compiled<Arch>::softmax(Rows x, MutableRows y) noexcept {
  using Batch = xsimd::batch<float, Arch>;
  const RowPass<Arch> pass(x.columns);
  for (std::size_t i = 0; i < x.rows; ++i) {
    const Batch largest(largest_to_subtract(pass, x.row(i)));
    Batch sums(0.0F);
    pass.map(x.row(i), y.row(i), -std::numeric_limits<float>::infinity(), [&](std::size_t, const Batch& numbers) {
      const Batch power = exp_of_negative<Arch>(numbers - largest);
      sums += power;
      return power;
    });
    const float sum = xsimd::reduce_add(sums);
    const Batch factor(sum == 0.0F ? 0.0F : 1.0F / sum);
    pass.map(y.row(i), y.row(i), 0.0F, [&](std::size_t, const Batch& power) { return power * factor; });
  }
}

template <class Arch>
void Compiled<Arch>::log_softmax(Rows x, MutableRows y) noexcept {
  using Batch = xsimd::batch<float, Arch>;
  const RowPass<Arch> pass(x.columns);
  for (std::size_t i = 0; i < x.rows; ++i) {
    const Batch largest(largest_to_subtract(pass, x.row(i)));
    Batch sums(0.0F);
    pass.each(x.row(i), -std::numeric_limits<float>::infinity(),
              [&](const Batch& numbers) { sums += exp_of_negative<Arch>(numbers - largest); });
    const float sum = xsimd::reduce_add(sums);
    const Batch logarithm(sum == 0.0F ? 0.0F : std::log(sum));
    pass.map(x.row(i), y.row(i), 0.0F,
             [&](std::size_t, const Batch& numbers) { return numbers - largest - logarithm; });
  }
}

template <class Arch>
void Compiled<Arch>::layer_norm(Rows x, std::span<const float> gain, std::span<const float> bias, float epsilon,
                                MutableRows y) noexcept {
  using Batch = xsimd::batch<float, Arch>;
  const RowPass<Arch> pass(x.columns);
  const auto count = static_cast<float>(x.columns);
  for (std::size_t i = 0; i < x.rows; ++i) {
    Batch sums(0.0F);
    pass.each(x.row(i), 0.0F, [&](const Batch& numbers) { sums += numbers; });
    const float mean = xsimd::reduce_add(sums) / count;
    Batch squares(0.0F);
    pass.each(x.row(i), mean, [&](const Batch& numbers) {
      const Batch distance = numbers - Batch(mean);
      squares = xsimd::fma(distance, distance, squares);
    });
    const Batch factor(1.0F / std::sqrt(xsimd::reduce_add(squares) / count + epsilon));
    pass.map(x.row(i), y.row(i), 0.0F, [&](std::size_t j, const Batch& numbers) {
      Batch result = (numbers - Batch(mean)) * factor;
      if (!gain.empty()) result *= pass.load(gain.data(), j);
      if (!bias.empty()) result += pass.load(bias.data(), j);
      return result;
    });
  }
}

}  // namespace attention::kernels
