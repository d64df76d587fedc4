#include "kernels/product.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "unit/architectures.hpp"

namespace kernels = attention::kernels;

namespace {

std::vector<float> random_numbers(std::mt19937& engine, std::size_t count) {
  std::uniform_real_distribution<float> distribution(-2.0F, 2.0F);
  std::vector<float> numbers(count);
  for (float& number : numbers) number = distribution(engine);
  return numbers;
}

/// a(n, k) b, where b(k, m) is stored so, or transposed; the rows of all three stand `gap` numbers further apart than
/// they must.
void require_product(std::mt19937& engine, std::size_t n, std::size_t k, std::size_t m, bool transposed) {
  const std::size_t gap = n % 3;
  const std::vector<float> a = random_numbers(engine, n * (k + gap));
  const std::size_t b_stride = (transposed ? k : m) + gap;
  const std::vector<float> b = random_numbers(engine, (transposed ? m : k) * b_stride);
  std::vector<float> workspace(kernels::product_workspace());
  check::on_each_architecture([&](kernels::Architecture architecture) {
    INFO(n << " x " << k << " x " << m << (transposed ? " transposed" : "") << " on "
           << kernels::architecture_name(architecture));
    std::vector<float> c(n * (m + gap), 7.0F);
    (transposed ? kernels::product_transposed : kernels::product)(
        {a.data(), n, k, k + gap}, {b.data(), transposed ? m : k, transposed ? k : m, b_stride},
        {c.data(), n, m, m + gap}, workspace, architecture);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < m; ++j) {
        double sum = 0;
        double size = 1;
        for (std::size_t d = 0; d < k; ++d) {
          const double term = static_cast<double>(a[i * (k + gap) + d]) *
                              static_cast<double>(transposed ? b[j * b_stride + d] : b[d * b_stride + j]);
          sum += term;
          size += std::abs(term);
        }
        REQUIRE(std::abs(static_cast<double>(c[i * (m + gap) + j]) - sum) <= 1e-6 * size);
      }
      for (std::size_t j = m; j < m + gap; ++j) REQUIRE(c[i * (m + gap) + j] == 7.0F);
    }
  });
}

}  // namespace

TEST_CASE("product: equals double precision for any shape, either way around", "[kernels]") {
  std::mt19937 engine(3);
  for (int round = 0; round < 150; ++round)
    for (const bool transposed : {false, true})
      require_product(engine, 1 + engine() % 20, 1 + engine() % 40, 1 + engine() % 70, transposed);
  for (const bool transposed : {false, true}) {
    require_product(engine, 9, 255, 50, transposed);  // around the depth that is packed at once
    require_product(engine, 9, 256, 48, transposed);
    require_product(engine, 9, 257, 97, transposed);
    require_product(engine, 2, 700, 3, transposed);
  }
}

TEST_CASE("product: what is not a number stays in its rows and columns", "[kernels]") {
  const std::vector<float> a{1.0F, std::numeric_limits<float>::quiet_NaN(), 2.0F};
  const std::vector<float> b{3.0F, std::numeric_limits<float>::infinity()};
  std::vector<float> c(6);
  std::vector<float> workspace(kernels::product_workspace());
  check::on_each_architecture([&](kernels::Architecture architecture) {
    kernels::product({a.data(), 3, 1, 1}, {b.data(), 1, 2, 2}, {c.data(), 3, 2, 2}, workspace, architecture);
    REQUIRE((c[0] == 3.0F && std::isinf(c[1]) && std::isnan(c[2]) && std::isnan(c[3]) && c[4] == 6.0F));
  });
}
