#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "unit/check.hpp"

using namespace attention;

// What scenarios build, mechanism by mechanism: with all of their options every row of weights is a distribution, and
// every number is explained.

namespace {

Run run_of(const std::string& mechanism, const std::string& fields, const std::string& tokens = "a b. c d e") {
  return run(read_scenario(R"({"version":1,"mechanism":")" + mechanism + R"(","tokens":")" + tokens +
                           R"(","width":4,"hidden_width":3,"heads":2,)" + R"("feed_forward_width":5)" + fields + "}"));
}

std::vector<Value> of_stage(const Graph& graph, Stage stage) {
  std::vector<Value> found;
  for (std::size_t i = 0; i < graph.size(); ++i)
    if (graph.node({i}).label.stage == stage) found.push_back({i});
  return found;
}

void require_distributions(const Graph& graph, Stage stage) {
  for (const Value value : of_stage(graph, stage))
    for (std::size_t i = 0; i < graph.shape(value).rows; ++i) {
      double sum = 0;
      for (const float weight : row_of(graph.matrix(value), i)) sum += weight;
      REQUIRE(std::abs(sum - 1) < 1e-5);
    }
}

Value last_of(const Graph& graph, Stage stage) { return of_stage(graph, stage).back(); }

struct Options {
  const char* mechanism;
  const char* fields;
};

constexpr Options options[]{
    {"encoder_decoder", ""},
    {"encoder_decoder", R"(,"targets":["x","y"],"cell":"lstm","bias":true)"},
    {"bahdanau", ""},
    {"bahdanau", R"(,"targets":["x","y","x"],"teacher_forced":false,"steps":5,"cell":"lstm")"},
    {"bahdanau", R"(,"mask":{"padding":4},"cell":"gru","bias":true)"},
    {"luong", ""},
    {"luong", R"(,"score":"additive","teacher_forced":false,"steps":2)"},
    {"luong", R"(,"score":"dot","targets":["x"],"mask":{"padding":2})"},
    {"local", ""},
    {"pooling", ""},
    {"pooling", R"(,"mask":{"padding":4})"},
    {"hierarchical", ""},
    {"hierarchical", R"(,"temperature":0.5,"cell":"lstm","bias":true)"},
    {"memory", ""},
    {"memory", R"(,"keys":["u","v","w"],"targets":["x","y"],"layers":3,"mask":{"padding":2})"},
    {"encoder", ""},
    {"encoder",
     R"(,"layers":2,"norm_first":true,"activation":"gelu","final_norm":true,"bias":true,"mask":{"causal":true})"},
    {"decoder", ""},
    {"decoder", R"(,"keys":["x","y","z"],"layers":2,"norm_first":true,"final_norm":true)"},
    {"decoder", R"(,"keys":["x","y","z"],"encoded":true,"normalizer":"sampled","layers":2)"},
    {"decoder", R"(,"keys":["x"],"encoded":true,"normalizer":"hard","mask":{"causal":true,"past":1})"},
    {"pointer", R"(,"beam":3)"},
    {"pointer", R"(,"encoder":"self_attention","cell":"lstm","beam":2)"},
    {"pointer", R"(,"visited":false,"steps":8)"},
};

}  // namespace

TEST_CASE("scenario: every mechanism, with its options, attends and is explained", "[scenario]") {
  for (const Options& chosen : options) {
    INFO(chosen.mechanism << chosen.fields);
    const Run got = run_of(chosen.mechanism, chosen.fields);
    require_distributions(got.graph, Stage::weights);
    require_distributions(got.graph, Stage::distribution);
    check::require_explanations(got.graph);
    const std::size_t choices = got.vocabulary.empty() ? 6 : got.vocabulary.size();
    for (const std::size_t choice : got.order) REQUIRE(choice < choices);
  }
}

TEST_CASE("scenario: predictive local attention in every reading", "[scenario]") {
  for (const std::string_view reading : names<LocalReading>) {
    const Run got =
        run_of("local", R"(,"alignment":"predictive","half_window":1,"reading":")" + std::string(reading) + "\"");
    const Shape shape = got.graph.shape(last_of(got.graph, Stage::gaussian));
    REQUIRE(shape == Shape{6, 6});
    REQUIRE(got.graph.shape(last_of(got.graph, Stage::centres)) == Shape{6, 1});
    REQUIRE(got.graph.shape(last_of(got.graph, Stage::weights)) == Shape{6, 6});
  }
}

TEST_CASE("scenario: a decoder's words are those of its targets", "[scenario]") {
  const Run got = run_of("luong", R"(,"targets":["x","y","x","z"])");
  REQUIRE(got.vocabulary == std::vector<std::string>{"x", "y", "z"});
  REQUIRE(got.order.size() == 4);
  REQUIRE(got.graph.shape(last_of(got.graph, Stage::distribution)) == Shape{4, 3});
  // The first step hears the start in either case; what comes after depends on who dictates.
  const Run alone = run_of("luong", R"(,"targets":["x","y","x","z"],"teacher_forced":false)");
  REQUIRE(alone.order[0] == got.order[0]);
}

TEST_CASE("scenario: a document is cut into sentences", "[scenario]") {
  const Run got = run_of("hierarchical", "");
  const Value words = of_stage(got.graph, Stage::weights).at(2);
  REQUIRE(got.graph.shape(words) == Shape{2, 3});
  REQUIRE(got.graph.shape(last_of(got.graph, Stage::weights)) == Shape{1, 2});
  const Run one = run_of("hierarchical", "", "only one");
  REQUIRE(one.graph.shape(last_of(one.graph, Stage::weights)) == Shape{1, 1});
}

TEST_CASE("scenario: what would take too much memory is refused before it is built", "[scenario]") {
  std::string tokens = "\"x\"";
  for (int i = 1; i < 512; ++i) tokens += ",\"x\"";
  for (const std::string_view mechanism : {"encoder", "decoder", "bahdanau", "hierarchical"}) {
    const std::string json = R"({"version":1,"mechanism":")" + std::string(mechanism) + R"(","tokens":[)" + tokens +
                             R"(],"width":512,"hidden_width":512,"layers":12,"feed_forward_width":2048})";
    try {
      run(read_scenario(json));
      FAIL("accepted " << mechanism);
    } catch (const Error& error) {
      REQUIRE(error.code() == ErrorCode::too_large);
    }
  }
}
