#include "kernels.hpp"
#include "simd.hpp"

namespace attention::kernels {

// In double precision: the products of float32 are exact there, so that a score in which large terms cancel keeps its
// digits.
float dot(std::span<const float> x, std::span<const float> y) noexcept {
  constexpr std::size_t wide = DoubleLanes::size;
  const std::size_t end = x.size() - x.size() % wide;
  DoubleLanes partial(0.0);
  for (std::size_t i = 0; i < end; i += wide)
    partial += DoubleLanes::load_unaligned(&x[i]) * DoubleLanes::load_unaligned(&y[i]);
  double sum = xsimd::reduce_add(partial);
  for (std::size_t i = end; i < x.size(); ++i) sum += static_cast<double>(x[i]) * static_cast<double>(y[i]);
  return static_cast<float>(sum);
}

void add_scaled(float factor, std::span<const float> x, std::span<float> y) noexcept {
  const std::size_t end = vector_end(x.size());
  const Lanes factors(factor);
  for (std::size_t i = 0; i < end; i += lanes)
    (Lanes::load_unaligned(&y[i]) + factors * Lanes::load_unaligned(&x[i])).store_unaligned(&y[i]);
  for (std::size_t i = end; i < x.size(); ++i) y[i] += factor * x[i];
}

}  // namespace attention::kernels
