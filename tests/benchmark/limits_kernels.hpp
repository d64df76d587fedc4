#pragma once

#include <algorithm>
#include <array>

#include "kernels/exponential.hpp"
#include "limits_dispatch.hpp"

namespace limits {

using attention::kernels::exp_of_negative;

template <class Arch>
float MultiplyAdd::operator()(Arch /*arch*/, std::size_t rounds) const noexcept {
  using Batch = xsimd::batch<float, Arch>;
  std::array<Batch, chains> sums;
  for (std::size_t i = 0; i < chains; ++i) sums[i] = Batch(static_cast<float>(i));
  const Batch factor(0.99F);
  const Batch addend(0.5F);  // towards 50, never to where numbers are slow
  for (std::size_t r = 0; r < rounds; ++r)
    for (Batch& sum : sums) sum = xsimd::fma(sum, factor, addend);
  Batch all(0.0F);
  for (const Batch& sum : sums) all += sum;
  return xsimd::reduce_add(all);
}

template <class Arch>
float Read::operator()(Arch /*arch*/, std::span<const float> numbers) const noexcept {
  using Batch = xsimd::batch<float, Arch>;
  constexpr std::size_t sums_at_once = 8;
  constexpr std::size_t step = sums_at_once * Batch::size;
  std::array<Batch, sums_at_once> sums;
  for (Batch& sum : sums) sum = Batch(0.0F);
  for (std::size_t first = 0; first + step <= numbers.size(); first += step)
    for (std::size_t i = 0; i < sums_at_once; ++i)
      sums[i] += Batch::load_unaligned(numbers.data() + first + i * Batch::size);
  Batch all(0.0F);
  for (const Batch& sum : sums) all += sum;
  return xsimd::reduce_add(all);
}

template <class Arch>
void SoftmaxRows::operator()(Arch /*arch*/, float scale, std::size_t columns, std::span<float> y) const noexcept {
  using Batch = xsimd::batch<float, Arch>;
  const Batch factor(scale);
  const std::size_t end = columns - columns % Batch::size;  // the benchmark's rows are whole vectors
  for (float* row = y.data(); row != y.data() + y.size(); row += columns) {
    Batch largest = Batch::load_unaligned(row);
    for (std::size_t i = 0; i < end; i += Batch::size) largest = xsimd::max(largest, Batch::load_unaligned(row + i));
    const Batch maximum(xsimd::reduce_max(largest) * factor.get(0));
    Batch sum(0.0F);
    for (std::size_t i = 0; i < end; i += Batch::size) {
      const Batch exponential = exp_of_negative<Arch>(xsimd::fms(Batch::load_unaligned(row + i), factor, maximum));
      exponential.store_unaligned(row + i);
      sum += exponential;
    }
    const Batch share(1.0F / xsimd::reduce_add(sum));
    for (std::size_t i = 0; i < end; i += Batch::size)
      (Batch::load_unaligned(row + i) * share).store_unaligned(row + i);
  }
}

}  // namespace limits
