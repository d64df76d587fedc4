#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "attention.hpp"

using namespace attention;
using Catch::Approx;

namespace {

Matrix rows(std::initializer_list<std::initializer_list<float>> numbers) {
  Matrix matrix = make_matrix({numbers.size(), numbers.begin()->size()});
  std::size_t i = 0;
  for (const auto& row : numbers) std::ranges::copy(row, row_of(matrix, i++).begin());
  return matrix;
}

}  // namespace

TEST_CASE("spread: one key has all, or all have the same", "[spread]") {
  const Spread sure = spread(rows({{1, 0, 0, 0}, {0, 1, 0, 0}}));
  REQUIRE(sure.entropy == 0.0);
  REQUIRE(sure.distance == 0.0);
  const Spread even = spread(rows({{0.25F, 0.25F, 0.25F, 0.25F}}));
  REQUIRE(even.entropy == Approx(2.0));
  REQUIRE(even.distance == Approx((0 + 1 + 2 + 3) / 4.0));
}

TEST_CASE("spread: means over the rows that see anything, counted from where the queries stand", "[spread]") {
  const Spread got = spread(rows({{0.5F, 0.5F, 0}, {0, 0, 0}, {0, 0, 1}}));
  REQUIRE(got.entropy == Approx(0.5));
  REQUIRE(got.distance == Approx((0.5 + 0) / 2));
  REQUIRE(spread(rows({{0, 0, 1}}), 2).distance == 0.0);
  REQUIRE(spread(rows({{0, 0, 0}})).entropy == 0.0);
}
