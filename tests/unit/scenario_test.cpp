#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "unit/check.hpp"

using namespace attention;

namespace {

std::string scenario(const std::string& fields) {
  return R"({"version":1,"mechanism":"multi_head","tokens":["a","b","c"])" + fields + "}";
}

void require_error(const std::string& json, ErrorCode code, const std::string& path) {
  INFO(json.substr(0, 200));
  try {
    run(read_scenario(json));
    FAIL("accepted");
  } catch (const Error& error) {
    INFO(error.what());
    REQUIRE(name_of(error.code()) == name_of(code));
    REQUIRE(error.path() == path);
    REQUIRE(std::string(error.what()).size() < 400);
  }
}

std::vector<Value> of_stage(const Graph& graph, Stage stage) {
  std::vector<Value> found;
  for (std::size_t i = 0; i < graph.size(); ++i)
    if (graph.node({i}).label.stage == stage) found.push_back({i});
  return found;
}

}  // namespace

TEST_CASE("scenario: writing and reading gives the same", "[scenario]") {
  for (std::size_t i = 0; i < names<Mechanism>.size(); ++i) {
    Scenario first = default_scenario(static_cast<Mechanism>(i));
    first.tokens = {"a", "我们", "👍", "\"<b>\\"};
    const std::string written = write_scenario(first);
    REQUIRE(write_scenario(read_scenario(written)) == written);
  }
  const std::string full = scenario(
      R"(,"keys":["x"],"score":"cosine","beta":1.5,"scale":0.1,"temperature":0.7,"width":8,"key_width":3,"value_width":5,)"
      R"("hidden_width":6,"heads":2,"bias":true,"seed":4294967295,"mask":{"causal":true,"past":2,"window":{"left":1,"right":2},)"
      R"("padding":3,"free":[[0,0]]},"visited":false,"steps":2,"cell":"lstm")");
  const Scenario read = read_scenario(full);
  REQUIRE(write_scenario(read) == full);
  REQUIRE(read.scale == 0.1);
  REQUIRE(read.seed == 4294967295U);
}

TEST_CASE("scenario: what is left out has its default; view is not read; texts are tokenised", "[scenario]") {
  const Scenario read =
      read_scenario(R"({"version":1,"mechanism":"masked","tokens":"the dog, 我们","view":{"head":1,"x":[]}})");
  REQUIRE(read.tokens == std::vector<std::string>{"the", "dog", ",", "我", "们"});
  REQUIRE(read.mask.causal);
  REQUIRE(read.seed == 42);
  REQUIRE_FALSE(read_scenario(scenario("")).mask.causal);
  REQUIRE_FALSE(
      read_scenario(R"({"version":1,"mechanism":"masked","tokens":["a"],"mask":{"causal":false}})").mask.causal);
}

TEST_CASE("scenario: wrong input names the field", "[scenario]") {
  require_error("", ErrorCode::json_syntax, "");
  require_error("{", ErrorCode::json_syntax, "");
  require_error("[]", ErrorCode::wrong_type, "scenario");
  require_error("{}", ErrorCode::missing_field, "version");
  require_error(R"({"version":2})", ErrorCode::unsupported_version, "version");
  require_error(R"({"version":1,"mechanism":"soft"})", ErrorCode::unknown_name, "mechanism");
  require_error(R"({"version":1,"mechanism":"masked"})", ErrorCode::missing_field, "tokens");
  require_error(R"({"version":1,"mechanism":"masked","tokens":[]})", ErrorCode::empty, "tokens");
  require_error(R"({"version":1,"mechanism":"masked","tokens":"  "})", ErrorCode::empty, "tokens");
  require_error(R"({"version":1,"mechanism":"masked","tokens":7})", ErrorCode::wrong_type, "tokens");
  require_error(R"({"version":1,"mechanism":"masked","tokens":["a",1]})", ErrorCode::wrong_type, "tokens[1]");
  require_error(scenario(R"(,"hads":3)"), ErrorCode::unknown_field, "hads");
  require_error(scenario(R"(,"heads":0)"), ErrorCode::out_of_range, "heads");
  require_error(scenario(R"(,"heads":3)"), ErrorCode::not_divisible, "heads");
  require_error(scenario(R"(,"heads":2.5)"), ErrorCode::wrong_type, "heads");
  require_error(scenario(R"(,"heads":"4")"), ErrorCode::wrong_type, "heads");
  require_error(scenario(R"(,"temperature":0)"), ErrorCode::out_of_range, "temperature");
  require_error(scenario(R"(,"temperature":-1)"), ErrorCode::out_of_range, "temperature");
  require_error(scenario(R"(,"temperature":1e999)"), ErrorCode::json_syntax, "");
  require_error(scenario(R"(,"temperature":null)"), ErrorCode::wrong_type, "temperature");
  require_error(scenario(R"(,"beta":1e300)"), ErrorCode::out_of_range, "beta");
  require_error(scenario(R"(,"seed":-1)"), ErrorCode::out_of_range, "seed");
  require_error(scenario(R"(,"seed":4294967296)"), ErrorCode::out_of_range, "seed");
  require_error(scenario(R"(,"seed":99999999999999999999999)"), ErrorCode::out_of_range, "seed");
  require_error(scenario(R"(,"bias":1)"), ErrorCode::wrong_type, "bias");
  require_error(scenario(R"(,"score":"dott")"), ErrorCode::unknown_name, "score");
  require_error(scenario(R"(,"mask":[])"), ErrorCode::wrong_type, "mask");
  require_error(scenario(R"(,"mask":{"window":{"left":-1}})"), ErrorCode::out_of_range, "mask.window.left");
  require_error(scenario(R"(,"mask":{"window":{"top":1}})"), ErrorCode::unknown_field, "mask.window.top");
  require_error(scenario(R"(,"mask":{"free":[[0,1],[2]]})"), ErrorCode::wrong_type, "mask.free[1]");
  require_error(scenario(R"(,"mask":{"free":[[0,3]]})"), ErrorCode::out_of_range, "mask.free");
  require_error(R"({"version":1,"mechanism":"pointer","tokens":["a","b"],"steps":3})", ErrorCode::out_of_range,
                "steps");
}

TEST_CASE("scenario: hostile sizes are refused before anything is allocated", "[scenario]") {
  std::string many = R"({"version":1,"mechanism":"masked","tokens":[)";
  for (int i = 0; i < 513; ++i) many += i == 0 ? "\"a\"" : ",\"a\"";
  require_error(many + "]}", ErrorCode::too_large, "tokens");
  require_error(R"({"version":1,"mechanism":"masked","tokens":[")" + std::string(257, 'x') + "\"]}",
                ErrorCode::too_large, "tokens[0]");
  require_error(std::string(1'000'001, ' '), ErrorCode::too_large, "scenario");
  require_error(scenario(R"(,"width":1000000000000)"), ErrorCode::out_of_range, "width");
  require_error(std::string(500'000, '['), ErrorCode::json_syntax, "");
  require_error(scenario(",\"" + std::string(5000, 'k') + "\":1"), ErrorCode::unknown_field,
                "\"" + std::string(39, 'k') + "...");
  std::string wide = R"({"version":1,"mechanism":"multi_head","width":512,"heads":64,"tokens":[)";
  for (int i = 0; i < 512; ++i) wide += i == 0 ? "\"a\"" : ",\"a\"";
  require_error(wide + "]}", ErrorCode::too_large, "tokens");
}

TEST_CASE("scenario: every mechanism and score is explained whole", "[scenario]") {
  for (const std::string_view mechanism : names<Mechanism>)
    for (const std::string_view score : names<Score>)
      for (const bool rich : {false, true}) {
        std::string json = R"({"version":1,"mechanism":")" + std::string(mechanism) +
                           R"(","tokens":["the","dog","ran"],"score":")" + std::string(score) + "\"";
        if (rich)
          json +=
              R"(,"bias":true,"temperature":0.5,"cell":"lstm","keys":["a","b"],"mask":{"padding":1},"visited":false)";
        const Run result = run(read_scenario(json + "}"));
        INFO(json);
        check::require_explanations(result.graph);
        for (const Value weights : of_stage(result.graph, Stage::weights))
          for (std::size_t i = 0; i < result.graph.shape(weights).rows; ++i) {
            double sum = 0;
            for (const float weight : row_of(result.graph.matrix(weights), i)) sum += weight;
            REQUIRE(std::abs(sum - 1) < 1e-5);
          }
      }
}

TEST_CASE("scenario: the stages of each mechanism", "[scenario]") {
  const auto shape = [](const Run& result, Stage stage, std::size_t index = 0) {
    return result.graph.shape(of_stage(result.graph, stage).at(index));
  };
  const Run cross = run(read_scenario(scenario(R"(,"keys":["x","y"],"mask":{"causal":true})")));
  REQUIRE(of_stage(cross.graph, Stage::embeddings).size() == 2);
  REQUIRE(of_stage(cross.graph, Stage::weights).size() == 4);
  REQUIRE(shape(cross, Stage::weights) == Shape{3, 2});
  REQUIRE(shape(cross, Stage::mask) == Shape{3, 2});
  REQUIRE(shape(cross, Stage::queries, 1) == Shape{3, 4});
  REQUIRE(shape(cross, Stage::heads) == Shape{3, 16});
  REQUIRE(shape(cross, Stage::result) == Shape{3, 16});
  REQUIRE(of_stage(run(read_scenario(scenario(""))).graph, Stage::mask).empty());

  const Run pointer = run(read_scenario(R"({"version":1,"mechanism":"pointer","tokens":["a","b","c","d"],"steps":3})"));
  REQUIRE(pointer.order.size() == 3);
  REQUIRE(shape(pointer, Stage::weights, 3) == Shape{3, 4});
  REQUIRE(shape(pointer, Stage::encodings) == Shape{4, 16});
  REQUIRE(pointer.log_probability < 0);
}

TEST_CASE("link: holds the scenario as base64url", "[scenario]") {
  REQUIRE(is_link("https://example.org/#1.eyJhIjoxfQ"));
  REQUIRE_FALSE(is_link("scenario.json"));
  REQUIRE(read_link("#1.eyJhIjoxfQ") == R"({"a":1})");
  REQUIRE(read_link("x#1.5oiR") == "我");
  REQUIRE(read_link("#1.").empty());
  REQUIRE_THROWS_AS(read_link("#1.ab!c"), Error);
}
