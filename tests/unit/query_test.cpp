#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "scenario/builder.hpp"
#include "scenario/stream.hpp"
#include "unit/check.hpp"

// One query of many, and the outputs of all by streaming attention, against the whole relation.

using namespace attention;

namespace {

constexpr std::size_t seven = 7;

std::string tokens_of(std::size_t number) {
  std::string list;
  for (std::size_t i = 0; i < number; ++i)
    list.append(list.empty() ? "[" : ",").append("\"w").append(digits(i % 1000)).append("\"");
  return list + "]";
}

Scenario long_scenario(const std::string& mechanism, const std::string& fields, std::size_t number = seven) {
  return read_scenario(R"({"version":1,"mechanism":")" + mechanism + R"(","tokens":)" + tokens_of(number) + fields +
                       "}");
}

/// The last node of a stage and head.
const Matrix& last_matrix(const Graph& graph, Stage stage, int head) {
  for (std::size_t i = graph.size(); i-- > 0;)
    if (graph.node({i}).label.stage == stage && graph.node({i}).head == head) return graph.matrix({i});
  FAIL("no such stage");
  return graph.matrix({0});
}

void require_row(const Matrix& one, const Matrix& all, std::size_t row) {
  REQUIRE(shape_of(one).rows == 1);
  REQUIRE(shape_of(one).columns == shape_of(all).columns);
  for (std::size_t j = 0; j < shape_of(all).columns; ++j) {
    const bool both_nan = std::isnan(one(0, j)) && std::isnan(all(row, j));
    REQUIRE((both_nan || one(0, j) == all(row, j)));
  }
}

struct LongInput {
  const char* mechanism;
  const char* fields;
  bool streams = true;
};

constexpr LongInput inputs[] = {
    {"key_value", ""},
    {"key_value", R"(,"keys":["x","y","z","u","v"],"score":"dot","bias":true,"temperature":0.7)"},
    {"key_value", R"(,"keys":["x","y"],"position":"learned")"},
    {"key_value", R"(,"score":"additive","normalizer":"entmax")", false},
    {"self_attention", R"(,"tied":true,"mask":{"window":{"left":2,"right":1}})"},
    {"self_attention", R"(,"position":"learned")"},
    {"cross_attention", R"(,"keys":["x","y","z"],"soft_cap":1.5)"},
    {"masked", ""},
    {"masked", R"(,"position":"alibi","temperature":2)"},
    {"masked", R"(,"position":"rotary","mask":{"causal":true,"padding":5})"},
    {"masked", R"(,"mask":{"causal":true,"prefix":2,"free":[[3,1],[5,0]]})", false},
    {"masked", R"(,"normalizer":"sampled")", false},
    {"multi_head", R"(,"heads":4,"width":16,"mask":{"causal":true})"},
    {"multi_head", R"(,"heads":4,"width":16,"key_value_heads":2,"position":"rotary_interleaved","bias":true)"},
    {"multi_head", R"(,"heads":2,"width":8,"position":"alibi","mask":{"causal":true},"soft_cap":2,"scale":0.8)"},
    {"multi_head", R"(,"heads":2,"width":8,"position":"sinusoidal","temperature":0.5,"mask":{"padding":4})"},
    {"multi_head", R"(,"heads":2,"width":8,"position":"relative","normalizer":"sparsemax")", false},
    {"multi_head", R"(,"heads":2,"width":8,"normalizer":"sampled","mask":{"block":3})", false},
    {"multi_head", R"(,"heads":2,"width":8,"position":"alibi")", false},
};

}  // namespace

TEST_CASE("query: a row alone has the bits that it has among the others", "[query]") {
  for (const LongInput& given : inputs) {
    INFO(given.mechanism << given.fields);
    Scenario scenario = long_scenario(given.mechanism, given.fields);
    const Run all = run(scenario);
    const bool heads = scenario.mechanism == Mechanism::multi_head;
    for (std::size_t row = 0; row < seven; ++row) {
      scenario.query = row;
      const Run one = run(read_scenario(write_scenario(scenario)));
      for (const Stage stage : {Stage::scores, Stage::weights, Stage::output})
        require_row(last_matrix(one.graph, stage, heads ? 1 : Graph::common),
                    last_matrix(all.graph, stage, heads ? 1 : Graph::common), row);
      if (heads) require_row(last_matrix(one.graph, Stage::result, -1), last_matrix(all.graph, Stage::result, -1), row);
    }
  }
}

TEST_CASE("query: streaming attention gives the outputs of all rows", "[query]") {
  for (const LongInput& given : inputs) {
    INFO(given.mechanism << given.fields);
    const Scenario scenario = long_scenario(given.mechanism, given.fields);
    const std::optional<Matrix> streamed = stream_output(scenario);
    REQUIRE(streamed.has_value() == given.streams);
    if (!streamed) continue;
    const Run all = run(scenario);
    const bool heads = scenario.mechanism == Mechanism::multi_head;
    const Matrix& output = last_matrix(all.graph, heads ? Stage::heads : Stage::output, Graph::common);
    REQUIRE(shape_of(*streamed) == shape_of(output));
    for (std::size_t i = 0; i < seven; ++i)
      for (std::size_t j = 0; j < shape_of(output).columns; ++j)
        REQUIRE((std::abs((*streamed)(i, j) - output(i, j)) < 1e-5F));
  }
  REQUIRE_FALSE(stream_output(long_scenario("pointer", "")).has_value());
}

TEST_CASE("query: memory grows with the tokens, and not with their square", "[query]") {
  const auto numbers = [](std::size_t number) {
    return estimate_numbers(long_scenario("multi_head", R"(,"query":0)", number));
  };
  REQUIRE(numbers(4096) < 9 * numbers(512));
  Scenario scenario = long_scenario("multi_head", R"(,"query":4000,"mask":{"causal":true})", 4096);
  const Run one = run(scenario);
  std::size_t held = 0;
  for (std::size_t i = 0; i < one.graph.size(); ++i) held += one.graph.matrix({i}).size();
  REQUIRE(held < numbers(4096));
  const Matrix& weights = last_matrix(one.graph, Stage::weights, 0);
  REQUIRE((weights(0, 4001) == 0.0F));
  REQUIRE((weights(0, 4000) > 0.0F));
}

TEST_CASE("query: wrong ones are refused", "[query]") {
  const auto path_of_error = [](const std::string& fields, std::size_t number) -> std::string {
    try {
      run(long_scenario("masked", fields, number));
    } catch (const Error& error) {
      return error.path();
    }
    return "accepted";
  };
  REQUIRE(path_of_error(R"(,"query":7)", seven) == "query");
  REQUIRE(path_of_error(R"(,"query":6)", seven) == "accepted");
  REQUIRE(path_of_error("", 513) == "tokens");
  REQUIRE(path_of_error(R"(,"query":512)", 513) == "accepted");
  REQUIRE(path_of_error(R"(,"query":0)", 4097) == "tokens");
}
