#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>

#include "attention.hpp"

using namespace attention;

TEST_CASE("difference: what was taken off comes out negative", "[difference]") {
  const Matrix got = difference(Matrix{{0.75F, 0.25F}, {1, -2}}, Matrix{{0.5F, 0.5F}, {1, 2}});
  REQUIRE(std::ranges::equal(flat(got), std::vector<float>{-0.25F, 0.25F, 0, 4}));
}

TEST_CASE("difference: of infinities, only those that changed", "[difference]") {
  constexpr float infinity = std::numeric_limits<float>::infinity();
  const Matrix got = difference(Matrix{{-infinity, -infinity, 1, NAN}}, Matrix{{-infinity, 1, -infinity, 1}});
  REQUIRE(got(0, 0) == 0);
  REQUIRE(got(0, 1) == infinity);
  REQUIRE(got(0, 2) == -infinity);
  REQUIRE(std::isnan(got(0, 3)));
}

TEST_CASE("difference: matrices of other shapes have none", "[difference]") {
  REQUIRE_THROWS_AS(difference(make_matrix({2, 3}), make_matrix({3, 2})), Error);
}
