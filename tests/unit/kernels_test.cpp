#include "kernels/kernels.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <vector>

#include "unit/special.hpp"

namespace kernels = attention::kernels;
using check::infinity;
using check::not_a_number;

namespace {

/// Lengths around every lane count there is, and odd starts: `skip` numbers before the first.
template <class Check>
void over_lengths(Check check) {
  for (const std::size_t length : {1U, 2U, 3U, 4U, 5U, 7U, 8U, 9U, 15U, 16U, 17U, 33U, 130U})
    for (const std::size_t skip : {0U, 1U, 3U}) {
      std::vector<float> x(length + skip);
      std::vector<float> y(length + skip);
      for (std::size_t i = 0; i < x.size(); ++i) {
        x[i] = static_cast<float>(std::sin(static_cast<double>(3 * i + 1)) * 3);
        y[i] = static_cast<float>(std::cos(static_cast<double>(7 * i + 2)) * 2);
      }
      check(std::span<float>(x).subspan(skip), std::span<float>(y).subspan(skip));
    }
}

std::vector<float> softmax(std::vector<float> x, float temperature = 1.0F) {
  std::vector<float> y(x.size());
  kernels::softmax(x, temperature, y);
  return y;
}

}  // namespace

TEST_CASE("dot: equals the sum in double precision at every length", "[kernels]") {
  over_lengths([](std::span<float> x, std::span<float> y) {
    double sum = 0;
    double size = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      sum += static_cast<double>(x[i]) * y[i];
      size += std::abs(static_cast<double>(x[i]) * y[i]);
    }
    REQUIRE(std::abs(kernels::dot(x, y) - sum) <= 1e-6 * size);
  });
}

TEST_CASE("add_scaled: adds to every number and to no other", "[kernels]") {
  over_lengths([](std::span<float> x, std::span<float> y) {
    std::vector<float> padded(y.size() + 2, 7.0F);
    std::ranges::copy(y, padded.begin() + 1);
    kernels::add_scaled(0.5F, x, std::span(padded).subspan(1, y.size()));
    for (std::size_t i = 0; i < x.size(); ++i) REQUIRE(padded[i + 1] == y[i] + 0.5F * x[i]);
    REQUIRE(padded.front() == 7.0F);
    REQUIRE(padded.back() == 7.0F);
  });
}

TEST_CASE("tanh and sigmoid: close to double precision over their whole range", "[kernels]") {
  std::vector<float> x;
  for (int i = -4000; i <= 4000; ++i) x.push_back(static_cast<float>(i) / 200.0F);
  for (const float special : {0.0F, -0.0F, 1e-30F, -1e-20F, 88.0F, -104.0F, infinity, -infinity}) x.push_back(special);
  std::vector<float> y(x.size());
  kernels::tanh(x, y);
  for (std::size_t i = 0; i < x.size(); ++i) REQUIRE(std::abs(y[i] - std::tanh(static_cast<double>(x[i]))) <= 3e-7);
  kernels::sigmoid(x, y);
  for (std::size_t i = 0; i < x.size(); ++i)
    REQUIRE(std::abs(y[i] - 1.0 / (1.0 + std::exp(-static_cast<double>(x[i])))) <= 2e-7);
}

TEST_CASE("additive: equals the sum in double precision, with and without b", "[kernels]") {
  over_lengths([](std::span<float> q, std::span<float> k) {
    const std::vector<float> v(q.size(), 0.75F);
    const std::vector<float> b(q.size(), -0.25F);
    double with = 0;
    double without = 0;
    for (std::size_t i = 0; i < q.size(); ++i) {
      const double inner = static_cast<double>(q[i]) + k[i];
      with += 0.75 * std::tanh(inner - 0.25);
      without += 0.75 * std::tanh(inner);
    }
    const auto size = static_cast<double>(q.size());
    REQUIRE(std::abs(kernels::additive(q, k, b, v) - with) <= 1e-6 * size);
    REQUIRE(std::abs(kernels::additive(q, k, {}, v) - without) <= 1e-6 * size);
  });
}

TEST_CASE("softmax: equals double precision, sums to one, ignores a shift", "[kernels]") {
  over_lengths([](std::span<float> x, std::span<float> /*y*/) {
    for (const float temperature : {0.25F, 1.0F, 3.0F}) {
      const std::vector<float> weights = softmax({x.begin(), x.end()}, temperature);
      double sum = 0;
      for (const float number : x) sum += std::exp(static_cast<double>(number) / temperature);
      double total = 0;
      for (std::size_t i = 0; i < x.size(); ++i) {
        REQUIRE(std::abs(weights[i] - std::exp(static_cast<double>(x[i]) / temperature) / sum) <= 1e-6);
        total += weights[i];
      }
      REQUIRE(std::abs(total - 1.0) <= 1e-6);
      std::vector<float> shifted(x.begin(), x.end());
      for (float& number : shifted) number += 64.0F;
      const std::vector<float> same = softmax(shifted, temperature);
      for (std::size_t i = 0; i < x.size(); ++i) REQUIRE(std::abs(weights[i] - same[i]) <= 1e-4F);
    }
  });
}

TEST_CASE("softmax: the ends of the numbers", "[kernels]") {
  REQUIRE(softmax({3.0F}) == std::vector{1.0F});
  REQUIRE(softmax({-infinity, 2.0F, -infinity}) == std::vector{0.0F, 1.0F, 0.0F});
  REQUIRE(softmax({-infinity, -infinity, -infinity, -infinity, -infinity}) == std::vector<float>(5, 0.0F));
  REQUIRE(softmax({1e38F, -1e38F}) == std::vector{1.0F, 0.0F});
  REQUIRE(softmax({3.4e38F, 3.4e38F}) == std::vector{0.5F, 0.5F});
  for (const float weight : softmax({1.0F, not_a_number, 2.0F})) REQUIRE(std::isnan(weight));
  for (const float weight : softmax({-infinity, not_a_number})) REQUIRE(std::isnan(weight));
  for (const float weight : softmax({infinity, 0.0F})) REQUIRE(std::isnan(weight));
}

TEST_CASE("softmax backward: where the weight is zero, a NaN gradient reaches nothing", "[kernels]") {
  const std::vector<float> y{0.25F, 0.75F, 0.0F};
  const std::vector<float> dy{1.0F, 2.0F, not_a_number};
  std::vector<float> dx(3, 0.0F);
  kernels::softmax_backward(y, dy, 1.0F, dx);
  REQUIRE(dx[0] == 0.25F * (1.0F - 1.75F));
  REQUIRE(dx[1] == 0.75F * (2.0F - 1.75F));
  REQUIRE(dx[2] == 0.0F);
}
