#include <catch2/catch_test_macros.hpp>

#include "attention.hpp"

using namespace attention;

TEST_CASE("link: holds the scenario as base64url", "[scenario]") {
  REQUIRE(is_link("https://example.org/#1.eyJhIjoxfQ"));
  REQUIRE_FALSE(is_link("scenario.json"));
  REQUIRE(read_link("#1.eyJhIjoxfQ") == R"({"a":1})");
  REQUIRE(read_link("x#1.5oiR") == "我");
  REQUIRE(read_link("#1.").empty());
  REQUIRE_THROWS_AS(read_link("#1.ab!c"), Error);
}
