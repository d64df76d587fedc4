#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "attention.hpp"

using namespace attention;

// Wrong scenarios of every kind: the error names the field, what was expected there, and what came.

namespace {

std::string scenario_with(const std::string& fields) {
  return R"({"version":1,"mechanism":"multi_head","tokens":["a","b","c"])" + fields + "}";
}

/// What was expected and what came stands in the message, and once more beside it, for other languages.
void require_details(const Error& error) {
  const auto has = [&](std::string_view name) {
    return std::ranges::any_of(error.details(), [&](const auto& detail) { return detail.first == name; });
  };
  for (const auto& [name, value] : error.details())
    REQUIRE(std::string_view(error.what()).find(value) != std::string_view::npos);
  switch (error.code()) {
    case ErrorCode::json_syntax:
      REQUIRE(has("position"));
      break;
    case ErrorCode::unknown_field:
      REQUIRE(has("field"));
      break;
    case ErrorCode::not_divisible:
      REQUIRE(has("width"));
      break;
    case ErrorCode::missing_field:
    case ErrorCode::empty:
      break;
    default:
      REQUIRE(has("got"));
      REQUIRE((has("expected") || has("minimum") || has("maximum")));
  }
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
    require_details(error);
  }
}

}  // namespace

TEST_CASE("scenario: wrong input names the field", "[scenario]") {
  require_error("", ErrorCode::json_syntax, "");
  require_error("{", ErrorCode::json_syntax, "");
  require_error("[]", ErrorCode::wrong_type, "scenario");
  require_error("{}", ErrorCode::missing_field, "version");
  require_error(R"({"version":2})", ErrorCode::unsupported_version, "version");
  require_error(R"({"version":1,"mechanism":"magic"})", ErrorCode::unknown_name, "mechanism");
  require_error(R"({"version":1,"mechanism":"masked"})", ErrorCode::missing_field, "tokens");
  require_error(R"({"version":1,"mechanism":"masked","tokens":[]})", ErrorCode::empty, "tokens");
  require_error(R"({"version":1,"mechanism":"masked","tokens":"  "})", ErrorCode::empty, "tokens");
  require_error(R"({"version":1,"mechanism":"masked","tokens":7})", ErrorCode::wrong_type, "tokens");
  require_error(R"({"version":1,"mechanism":"masked","tokens":["a",1]})", ErrorCode::wrong_type, "tokens[1]");
  require_error(scenario_with(R"(,"hads":3)"), ErrorCode::unknown_field, "hads");
  require_error(scenario_with(R"(,"heads":0)"), ErrorCode::out_of_range, "heads");
  require_error(scenario_with(R"(,"heads":3)"), ErrorCode::not_divisible, "heads");
  require_error(scenario_with(R"(,"heads":2.5)"), ErrorCode::wrong_type, "heads");
  require_error(scenario_with(R"(,"heads":"4")"), ErrorCode::wrong_type, "heads");
  require_error(scenario_with(R"(,"temperature":0)"), ErrorCode::out_of_range, "temperature");
  require_error(scenario_with(R"(,"temperature":-1)"), ErrorCode::out_of_range, "temperature");
  require_error(scenario_with(R"(,"temperature":1e999)"), ErrorCode::json_syntax, "");
  require_error(scenario_with(R"(,"temperature":null)"), ErrorCode::wrong_type, "temperature");
  require_error(scenario_with(R"(,"beta":1e300)"), ErrorCode::out_of_range, "beta");
  require_error(scenario_with(R"(,"seed":-1)"), ErrorCode::out_of_range, "seed");
  require_error(scenario_with(R"(,"seed":4294967296)"), ErrorCode::out_of_range, "seed");
  require_error(scenario_with(R"(,"seed":99999999999999999999999)"), ErrorCode::out_of_range, "seed");
  require_error(scenario_with(R"(,"bias":1)"), ErrorCode::wrong_type, "bias");
  require_error(scenario_with(R"(,"score":"dott")"), ErrorCode::unknown_name, "score");
  require_error(R"({"version":1,"mechanism":"linear","tokens":["a"],"position":"alibi"})", ErrorCode::unknown_name,
                "position");
  require_error(scenario_with(R"(,"mask":[])"), ErrorCode::wrong_type, "mask");
  require_error(scenario_with(R"(,"mask":{"window":{"left":-1}})"), ErrorCode::out_of_range, "mask.window.left");
  require_error(scenario_with(R"(,"mask":{"window":{"top":1}})"), ErrorCode::unknown_field, "mask.window.top");
  require_error(scenario_with(R"(,"mask":{"free":[[0,1],[2]]})"), ErrorCode::wrong_type, "mask.free[1]");
  require_error(scenario_with(R"(,"mask":{"free":[[0,3]]})"), ErrorCode::out_of_range, "mask.free");
  require_error(R"({"version":1,"mechanism":"pointer","tokens":["a","b"],"steps":3})", ErrorCode::out_of_range,
                "steps");
}

TEST_CASE("scenario: wrong matrices and edits name the place", "[scenario]") {
  const auto weights = [](const std::string& matrices) {
    return scenario_with(R"(,"width":2,"heads":1,"weights":)" + matrices);
  };
  require_error(weights("[]"), ErrorCode::wrong_type, "weights");
  require_error(weights(R"({"embeddings":"J"})"), ErrorCode::wrong_type, "weights.embeddings");
  require_error(weights(R"({"embeddings":[]})"), ErrorCode::empty, "weights.embeddings");
  require_error(weights(R"({"embeddings":[[]]})"), ErrorCode::empty, "weights.embeddings");
  require_error(weights(R"({"embeddings":[[1,2],3]})"), ErrorCode::wrong_type, "weights.embeddings[1]");
  require_error(weights(R"({"embeddings":[[1,2],[3]]})"), ErrorCode::wrong_type, "weights.embeddings[1]");
  require_error(weights(R"({"embeddings":[[1,2],[3,"4"]]})"), ErrorCode::wrong_type, "weights.embeddings[1][1]");
  require_error(weights(R"({"embeddings":[[1,2],[3,null]]})"), ErrorCode::wrong_type, "weights.embeddings[1][1]");
  require_error(weights(R"({"embeddings":[[1,2],[3,1e31]]})"), ErrorCode::out_of_range, "weights.embeddings[1][1]");
  require_error(weights(R"({"embeddings":[[1,1e999]]})"), ErrorCode::json_syntax, "");
  require_error(weights(R"({"embeddings":[[1,2],[3,4]]})"), ErrorCode::shape_mismatch, "weights.embeddings");
  require_error(weights(R"({"W_q":[[1,2],[3,4]]})"), ErrorCode::unknown_name, "weights.W_q");
  const auto edits = [](const std::string& list) { return scenario_with(R"(,"width":2,"heads":1,"edits":)" + list); };
  require_error(edits("{}"), ErrorCode::wrong_type, "edits");
  require_error(edits("[1]"), ErrorCode::wrong_type, "edits[0]");
  require_error(edits(R"([{"matrix":"embeddings"}])"), ErrorCode::missing_field, "edits[0].row");
  require_error(edits(R"([{"matrix":"embeddings","row":3,"column":0,"value":1}])"), ErrorCode::out_of_range,
                "edits[0].row");
  require_error(edits(R"([{"matrix":"embeddings","row":0,"column":2,"value":1}])"), ErrorCode::out_of_range,
                "edits[0].column");
  require_error(edits(R"([{"matrix":"embeddings","row":0,"column":1,"value":1,"x":1}])"), ErrorCode::unknown_field,
                "edits[0].x");
  require_error(edits(R"([{"matrix":"magic","row":0,"column":1,"value":1}])"), ErrorCode::unknown_name,
                "edits[0].matrix");
}

TEST_CASE("scenario: hostile sizes are refused before anything is allocated", "[scenario]") {
  std::string many = R"({"version":1,"mechanism":"masked","tokens":[)";
  for (int i = 0; i < 513; ++i) many += i == 0 ? "\"a\"" : ",\"a\"";
  require_error(many + "]}", ErrorCode::too_large, "tokens");
  require_error(R"({"version":1,"mechanism":"masked","tokens":[")" + std::string(257, 'x') + "\"]}",
                ErrorCode::too_large, "tokens[0]");
  require_error(std::string(1'000'001, ' '), ErrorCode::too_large, "scenario");
  require_error(scenario_with(R"(,"width":1000000000000)"), ErrorCode::out_of_range, "width");
  require_error(std::string(500'000, '['), ErrorCode::json_syntax, "");
  require_error(scenario_with(",\"" + std::string(5000, 'k') + "\":1"), ErrorCode::unknown_field,
                "\"" + std::string(39, 'k') + "...");
  std::string wide = R"({"version":1,"mechanism":"multi_head","width":512,"heads":64,"tokens":[)";
  for (int i = 0; i < 512; ++i) wide += i == 0 ? "\"a\"" : ",\"a\"";
  require_error(wide + "]}", ErrorCode::too_large, "tokens");
}
