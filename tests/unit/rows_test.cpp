#include "kernels/rows.hpp"

#include <algorithm>
#include <bit>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <random>
#include <utility>
#include <vector>

#include "unit/architectures.hpp"
#include "unit/special.hpp"

namespace kernels = attention::kernels;
using check::infinity;
using check::not_a_number;
using kernels::Architecture;

namespace {

constexpr double beyond = std::numeric_limits<double>::infinity();

kernels::Rows row(const std::vector<float>& x) { return {x.data(), 1, x.size(), x.size()}; }
kernels::MutableRows row(std::vector<float>& x) { return {x.data(), 1, x.size(), x.size()}; }

/// How far a number is from the wanted one, in units of the wanted one's last place.
double units(float got, double wanted) {
  if (std::isnan(wanted)) return std::isnan(got) ? 0 : beyond;
  const auto nearest = static_cast<float>(wanted);
  if (got == nearest) return 0;
  if (!std::isfinite(got) || !std::isfinite(nearest)) return beyond;
  const float size = std::abs(nearest);
  const double unit = static_cast<double>(std::nextafter(size, infinity)) - static_cast<double>(size);
  return std::abs(static_cast<double>(got) - wanted) / unit;
}

/// Numbers of every size and sign, all ends, and many where the functions change most.
std::vector<float> whole_range() {
  std::vector<float> x{0.0F,
                       -0.0F,
                       infinity,
                       -infinity,
                       not_a_number,
                       std::bit_cast<float>(0x7FC00001U),
                       std::numeric_limits<float>::min(),
                       std::numeric_limits<float>::denorm_min(),
                       std::numeric_limits<float>::max(),
                       std::numeric_limits<float>::lowest(),
                       88.72283F,
                       88.72284F,
                       -87.33654F,
                       -87.33655F,
                       -103.97207F,
                       -103.97208F,
                       -103.97209F,
                       127.99999F,
                       128.0F,
                       -126.0F,
                       -149.0F,
                       -149.99999F,
                       -150.0F,
                       -151.0F,
                       0.54999995F,
                       0.55F,
                       -0.55F};
  for (std::uint64_t bits = 0; bits < (std::uint64_t{1} << 32U); bits += 40009)
    x.push_back(std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
  for (int i = -40000; i <= 40000; ++i) x.push_back(static_cast<float>(i) / 256.0F);
  return x;
}

using Function = void (*)(kernels::Rows, kernels::MutableRows, Architecture) noexcept;

void require_within_two_units(Function function, double (*exact)(double)) {
  const std::vector<float> x = whole_range();
  check::on_each_architecture([&](Architecture architecture) {
    std::vector<float> y(x.size());
    function(row(x), row(y), architecture);
    double worst = 0;
    float where = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double distance = units(y[i], exact(static_cast<double>(x[i])));
      if (distance <= worst) continue;
      worst = distance;
      where = x[i];
    }
    INFO("worst at " << where << " on " << kernels::architecture_name(architecture));
    REQUIRE(worst <= 2.0);
  });
}

struct Numbers {
  std::size_t rows, columns;
  std::vector<float> numbers;

  [[nodiscard]] kernels::Rows read() const { return {numbers.data(), rows, columns, columns}; }
  [[nodiscard]] kernels::MutableRows write() { return {numbers.data(), rows, columns, columns}; }
};

Numbers random_numbers(std::mt19937& engine, std::size_t rows, std::size_t columns, double size) {
  Numbers matrix{rows, columns, std::vector<float>(rows * columns)};
  std::uniform_real_distribution<double> distribution(-size, size);
  for (float& number : matrix.numbers) number = static_cast<float>(distribution(engine));
  return matrix;
}

/// Every width around the lane counts, on each instruction set; the result in a matrix of its own and in place.
template <class Call, class Wanted>
void require_rows(const Call& call, const Wanted& wanted) {
  std::mt19937 engine(1);
  for (std::size_t columns = 1; columns <= 70; ++columns) {
    const Numbers x = random_numbers(engine, 3, columns, columns % 3 == 0 ? 60.0 : 2.0);
    check::on_each_architecture([&](Architecture architecture) {
      INFO(columns << " columns on " << kernels::architecture_name(architecture));
      Numbers y{3, columns, std::vector<float>(3 * columns)};
      call(x.read(), y.write(), architecture);
      Numbers in_place = x;
      call(in_place.read(), in_place.write(), architecture);
      REQUIRE(in_place.numbers == y.numbers);
      for (std::size_t i = 0; i < 3; ++i) {
        const std::vector<double> exact(x.read().row(i), x.read().row(i) + columns);
        const std::vector<double> right = wanted(exact);
        for (std::size_t j = 0; j < columns; ++j)
          REQUIRE(std::abs(static_cast<double>(y.read().row(i)[j]) - right[j]) <= 2e-6 * (1 + std::abs(right[j])));
      }
    });
  }
}

std::vector<double> log_softmax(const std::vector<double>& x) {
  const double largest = *std::ranges::max_element(x);
  double sum = 0;
  for (const double number : x) sum += std::exp(number - largest);
  std::vector<double> y;
  for (const double number : x) y.push_back(number - largest - std::log(sum));
  return y;
}

std::vector<float> on_best(Function function, const std::vector<float>& x) {
  std::vector<float> y(x.size());
  function(row(x), row(y), Architecture::best);
  return y;
}

}  // namespace

TEST_CASE("rows: exp, exp2 and tanh are within two units of the last place everywhere", "[kernels]") {
  require_within_two_units(kernels::exp_rows, [](double x) { return std::exp(x); });
  require_within_two_units(kernels::exp2_rows, [](double x) { return std::exp2(x); });
  require_within_two_units(kernels::tanh_rows, [](double x) { return std::tanh(x); });
}

TEST_CASE("rows: tanh keeps the sign of zero", "[kernels]") {
  const std::vector<float> y = on_best(kernels::tanh_rows, {0.0F, -0.0F});
  REQUIRE(!std::signbit(y[0]));
  REQUIRE(std::signbit(y[1]));
}

TEST_CASE("rows: softmax and its logarithm equal double precision", "[kernels]") {
  require_rows(kernels::softmax_rows, [](const std::vector<double>& x) {
    std::vector<double> y = log_softmax(x);
    for (double& number : y) number = std::exp(number);
    return y;
  });
  require_rows(kernels::log_softmax_rows, log_softmax);
}

TEST_CASE("rows: softmax at the ends of the numbers", "[kernels]") {
  using Row = std::vector<float>;
  REQUIRE(on_best(kernels::softmax_rows, {-infinity, 2.0F, -infinity}) == Row{0.0F, 1.0F, 0.0F});
  REQUIRE(on_best(kernels::softmax_rows, Row(5, -infinity)) == Row(5, 0.0F));
  REQUIRE(on_best(kernels::softmax_rows, {1e38F, -1e38F}) == Row{1.0F, 0.0F});
  REQUIRE(on_best(kernels::softmax_rows, {3.4e38F, 3.4e38F}) == Row{0.5F, 0.5F});
  REQUIRE(on_best(kernels::log_softmax_rows, {-infinity, 2.0F}) == Row{-infinity, 0.0F});
  REQUIRE(on_best(kernels::log_softmax_rows, Row(5, -infinity)) == Row(5, -infinity));
  check::on_each_architecture([](Architecture architecture) {
    for (const float bad : {not_a_number, infinity})
      for (std::size_t place = 0; place < 19; ++place) {
        Row x(19, 1.0F);
        x[place] = bad;
        kernels::softmax_rows(row(std::as_const(x)), row(x), architecture);
        REQUIRE(std::ranges::all_of(x, [](float number) { return std::isnan(number); }));
      }
  });
}

TEST_CASE("rows: layer norm equals double precision, with and without gain and bias", "[kernels]") {
  for (const bool affine : {false, true}) {
    std::vector<float> gain;
    std::vector<float> bias;
    for (std::size_t j = 0; affine && j < 70; ++j) {
      gain.push_back(0.5F + static_cast<float>(j % 7));
      bias.push_back(static_cast<float>(j % 5) - 2.0F);
    }
    require_rows(
        [&](kernels::Rows x, kernels::MutableRows y, Architecture architecture) {
          kernels::layer_norm_rows(x, gain, bias, 1e-5F, y, architecture);
        },
        [&](const std::vector<double>& x) {
          double mean = 0;
          double variance = 0;
          for (const double number : x) mean += number / static_cast<double>(x.size());
          for (const double number : x) variance += (number - mean) * (number - mean) / static_cast<double>(x.size());
          std::vector<double> y;
          for (std::size_t j = 0; j < x.size(); ++j)
            y.push_back((x[j] - mean) / std::sqrt(variance + 1e-5) * (affine ? static_cast<double>(gain[j]) : 1.0) +
                        (affine ? static_cast<double>(bias[j]) : 0.0));
          return y;
        });
  }
}
