#include "kernels.hpp"
#include "simd.hpp"

namespace attention::kernels {

float dot(std::span<const float> x, std::span<const float> y) noexcept {
  const std::size_t end = vector_end(x.size());
  Lanes partial(0.0F);
  for (std::size_t i = 0; i < end; i += lanes) partial += Lanes::load_unaligned(&x[i]) * Lanes::load_unaligned(&y[i]);
  float sum = xsimd::reduce_add(partial);
  for (std::size_t i = end; i < x.size(); ++i) sum += x[i] * y[i];
  return sum;
}

void add_scaled(float factor, std::span<const float> x, std::span<float> y) noexcept {
  const std::size_t end = vector_end(x.size());
  const Lanes factors(factor);
  for (std::size_t i = 0; i < end; i += lanes)
    (Lanes::load_unaligned(&y[i]) + factors * Lanes::load_unaligned(&x[i])).store_unaligned(&y[i]);
  for (std::size_t i = end; i < x.size(); ++i) y[i] += factor * x[i];
}

}  // namespace attention::kernels
