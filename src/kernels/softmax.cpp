#include <cmath>
#include <limits>

#include "kernels.hpp"
#include "simd.hpp"

namespace attention::kernels {

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();

void fill(std::span<float> y, float value) noexcept {
  for (float& number : y) number = value;
}

}  // namespace

float maximum(std::span<const float> x) noexcept {
  float largest = -infinity;
  for (const float number : x) {
    if (std::isnan(number)) return number;
    largest = number > largest ? number : largest;
  }
  return largest;
}

void softmax(std::span<const float> x, float temperature, std::span<float> y) noexcept {
  const float largest = maximum(x);
  if (!std::isfinite(largest)) {
    // inf - inf is NaN, as in PyTorch: a row with an infinite score has no softmax.
    fill(y, largest == -infinity ? 0.0F : std::numeric_limits<float>::quiet_NaN());
    return;
  }

  const std::size_t end = vector_end(x.size());
  Lanes partial(0.0F);
  for (std::size_t i = 0; i < end; i += lanes) {
    const Lanes exponential = xsimd::exp((Lanes::load_unaligned(&x[i]) - largest) / temperature);
    exponential.store_unaligned(&y[i]);
    partial += exponential;
  }
  float sum = xsimd::reduce_add(partial);
  for (std::size_t i = end; i < x.size(); ++i) sum += y[i] = std::exp((x[i] - largest) / temperature);
  for (float& weight : y) weight /= sum;
}

void softmax_backward(std::span<const float> y, std::span<const float> dy, float temperature,
                      std::span<float> dx) noexcept {
  float mean = 0.0F;
  for (std::size_t i = 0; i < y.size(); ++i)
    if (y[i] != 0.0F) mean += y[i] * dy[i];
  for (std::size_t i = 0; i < y.size(); ++i)
    if (y[i] != 0.0F) dx[i] += y[i] * (dy[i] - mean) / temperature;
}

}  // namespace attention::kernels
