#include <cmath>

#include "kernels.hpp"
#include "simd.hpp"

namespace attention::kernels {

void tanh(std::span<const float> x, std::span<float> y) noexcept {
  const std::size_t end = vector_end(x.size());
  for (std::size_t i = 0; i < end; i += lanes) xsimd::tanh(Lanes::load_unaligned(&x[i])).store_unaligned(&y[i]);
  for (std::size_t i = end; i < x.size(); ++i) y[i] = std::tanh(x[i]);
}

void sigmoid(std::span<const float> x, std::span<float> y) noexcept {
  for (std::size_t i = 0; i < x.size(); ++i) y[i] = 1.0F / (1.0F + std::exp(-x[i]));
}

float additive(std::span<const float> q, std::span<const float> k, std::span<const float> b,
               std::span<const float> v) noexcept {
  const std::size_t end = vector_end(q.size());
  Lanes partial(0.0F);
  for (std::size_t i = 0; i < end; i += lanes) {
    Lanes inner = Lanes::load_unaligned(&q[i]) + Lanes::load_unaligned(&k[i]);
    if (!b.empty()) inner += Lanes::load_unaligned(&b[i]);
    partial += Lanes::load_unaligned(&v[i]) * xsimd::tanh(inner);
  }
  float sum = xsimd::reduce_add(partial);
  for (std::size_t i = end; i < q.size(); ++i) sum += v[i] * std::tanh(q[i] + k[i] + (b.empty() ? 0.0F : b[i]));
  return sum;
}

}  // namespace attention::kernels
