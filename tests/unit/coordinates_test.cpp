#include <catch2/catch_test_macros.hpp>

#include "unit/check.hpp"

using namespace attention;

// A pointer network whose elements are numbers or points reads them as they are written.

namespace {

Run pointer_of(const std::string& elements, const std::string& tokens, const std::string& fields = "") {
  return run(read_scenario(R"({"version":1,"mechanism":"pointer","width":4,"hidden_width":3,"heads":2,"elements":")" +
                           elements + R"(","tokens":)" + tokens + fields + "}"));
}

const Matrix& embeddings_of(const Run& run) {
  for (const Given& given : run.given)
    if (given.name == "embeddings") return run.graph.matrix(given.value);
  throw std::runtime_error("no embeddings");
}

std::string path_of_error(const std::string& elements, const std::string& tokens) {
  try {
    pointer_of(elements, tokens);
  } catch (const Error& error) {
    REQUIRE(error.code() == ErrorCode::wrong_type);
    return error.path();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("coordinates: numbers and points are read as they are written", "[scenario]") {
  const Run numbers = pointer_of("numbers", R"("7 -2.5 1e-3")");
  REQUIRE(shape_of(embeddings_of(numbers)) == Shape{3, 1});
  REQUIRE(embeddings_of(numbers)(0, 0) == 7.0F);
  REQUIRE(embeddings_of(numbers)(1, 0) == -2.5F);
  REQUIRE(embeddings_of(numbers)(2, 0) == 0.001F);

  const Run points = pointer_of("points", R"(["0.25,0.5", "-1, 3", "−2,0"])");
  REQUIRE(shape_of(embeddings_of(points)) == Shape{3, 2});
  REQUIRE(embeddings_of(points)(0, 1) == 0.5F);
  REQUIRE(embeddings_of(points)(1, 0) == -1.0F);
  REQUIRE(embeddings_of(points)(2, 0) == -2.0F);
  REQUIRE(points.order.size() == 3);
}

TEST_CASE("coordinates: every encoder and cell takes them, and every number is explained", "[scenario]") {
  for (const std::string fields : {R"(,"cell":"lstm")", R"(,"encoder":"self_attention","beam":2)", R"(,"bias":true)"}) {
    INFO(fields);
    check::require_explanations(pointer_of("points", R"("0.2,0.7 -1,0 3,2.5")", fields).graph);
    check::require_explanations(pointer_of("numbers", R"("3 1 2")", fields).graph);
  }
}

TEST_CASE("coordinates: what is none is refused by its place", "[scenario]") {
  REQUIRE(path_of_error("numbers", R"("7 two 3")") == "tokens[1]");
  REQUIRE(path_of_error("numbers", R"("7 1,2")") == "tokens[1]");
  REQUIRE(path_of_error("points", R"("1,2 3")") == "tokens[1]");
  REQUIRE(path_of_error("points", R"(["1,2,3"])") == "tokens[0]");
  REQUIRE(path_of_error("points", R"(["1,1e31"])") == "tokens[0]");
  REQUIRE(path_of_error("points", R"(["[1,2]"])") == "tokens[0]");
  REQUIRE(path_of_error("points", R"(["1,\"2\""])") == "tokens[0]");
  REQUIRE(path_of_error("numbers", R"(["{\"a\":1}"])") == "tokens[0]");
  REQUIRE(path_of_error("numbers", R"(["NaN"])") == "tokens[0]");
  REQUIRE(path_of_error("numbers", R"(["1e999"])") == "tokens[0]");
}
