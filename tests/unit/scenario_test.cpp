#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "scenario/builder.hpp"
#include "scenario/field.hpp"
#include "unit/check.hpp"

using namespace attention;

namespace {

std::string scenario(const std::string& fields) {
  return R"({"version":1,"mechanism":"multi_head","tokens":["a","b","c"])" + fields + "}";
}

std::vector<Value> nodes_of(const Graph& graph, Stage stage) {
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
      R"(,"keys":["x"],"targets":["y","z"],"teacher_forced":false,"loss":true,"features":["p"],"key_features":["q"],)"
      R"("value_features":["r","s"],"query":1,"score":"cosine","beta":1.5,"scale":0.1,)"
      R"("temperature":0.7,"soft_cap":2.5,"normalizer":"entmax","subtract_maximum":false,"width":8,"source_width":7,"key_width":3,"value_width":5,)"
      R"("hidden_width":6,"feed_forward_width":9,"heads":2,"key_value_heads":1,"layers":3,"tied":true,)"
      R"("projected":false,"bias":true,"gain":0.5,"seed":4294967295,"mask":{"causal":true,"past":2,"window":{"left":1,"right":2},"padding":3,"prefix":1,"block":2,)"
      R"("free":[[0,0]],"fill":-2.5,"after":true,"renormalized":true,"empty_rows":"nan"},"position":"alibi","position_base":100.5,"position_first":3,"position_rows":9,"position_slope":0.5,"visited":false,"steps":2,"cell":"lstm",)"
      R"("encoder":"self_attention","elements":"points","beam":4,"alignment":"predictive","reading":"full","half_window":3,"norm_first":true,)"
      R"("activation":"gelu","final_norm":true,"encoded":true,"block_size":4,"weights":{"W":[[1,0.1],[-2.5,1e+30]],"b":[[0]],"c":"I","d":-0.5},)"
      R"("edits":[{"matrix":"W","row":1,"column":0,"value":0.25}])");
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

TEST_CASE("scenario: given matrices replace drawn ones, and edits come last", "[scenario]") {
  const Run drawn = run(read_scenario(scenario(R"(,"keys":["x"],"width":2,"heads":1,"bias":true)")));
  std::vector<std::string> known;
  known.reserve(drawn.given.size());
  for (const Given& given : drawn.given) known.push_back(given.name);
  REQUIRE(known == std::vector<std::string>{"embeddings", "key_embeddings", "in_proj_weight", "in_proj_bias",
                                            "out_proj.weight", "out_proj.bias"});
  const Run changed = run(
      read_scenario(scenario(R"(,"keys":["x"],"width":2,"heads":1,"bias":true,"weights":{"key_embeddings":[[0.5,-1]]},)"
                             R"("edits":[{"matrix":"key_embeddings","row":0,"column":1,"value":7},)"
                             R"({"matrix":"embeddings","row":2,"column":0,"value":8}])")));
  REQUIRE(changed.graph.matrix(changed.given[1].value) == Matrix{{0.5F, 7.0F}});
  Matrix embeddings = drawn.graph.matrix(drawn.given[0].value);
  embeddings(2, 0) = 8.0F;
  REQUIRE(changed.graph.matrix(changed.given[0].value) == embeddings);
  REQUIRE(changed.graph.matrix(changed.given[2].value) == drawn.graph.matrix(drawn.given[2].value));
}

TEST_CASE("scenario: no two given matrices of a run have one name", "[scenario]") {
  for (const std::string_view mechanism : names<Mechanism>) {
    const Run result = run(read_scenario(R"({"version":1,"mechanism":")" + std::string(mechanism) +
                                         R"(","tokens":["a","b"],"keys":["c"],"cell":"lstm","bias":true})"));
    for (std::size_t i = 0; i < result.given.size(); ++i)
      for (std::size_t j = 0; j < i; ++j) REQUIRE(result.given[i].name != result.given[j].name);
  }
}

TEST_CASE("scenario: the fields of the list", "[scenario]") {
  REQUIRE(fields().size() == documented_fields().size());
  for (std::size_t i = 0; i < fields().size(); ++i) {
    const Field& field = documented_fields()[i];
    INFO(field.name);
    REQUIRE(field.text.ends_with("."));
    REQUIRE(fields()[i].text.empty());
    REQUIRE(fields()[i].name == field.name);
    REQUIRE(field.minimum <= field.maximum);
    if (field.kind == FieldKind::count || field.kind == FieldKind::number) REQUIRE(field.minimum < field.maximum);
    for (std::size_t j = 0; j < i; ++j) REQUIRE((fields()[j].name != field.name || fields()[j].group != field.group));
  }
}

TEST_CASE("scenario: keys of another width than the tokens", "[scenario]") {
  for (const char* mechanism : {"key_value", "cross_attention", "multi_head"}) {
    const Run result = run(read_scenario(R"({"version":1,"mechanism":")" + std::string(mechanism) +
                                         R"(","tokens":["a","b"],"keys":["c","d","e"],"source_width":3,"width":4})"));
    REQUIRE(result.graph.shape(result.given[1].value) == Shape{3, 3});
    REQUIRE(result.graph.shape(nodes_of(result.graph, Stage::weights).at(0)) == Shape{2, 3});
    check::require_explanations(result.graph);
  }
}

TEST_CASE("scenario: tied self-attention attends the embeddings themselves", "[scenario]") {
  const Run result = run(read_scenario(
      R"({"version":1,"mechanism":"self_attention","tokens":["a","b","c"],"width":5,"tied":true,"score":"dot"})"));
  REQUIRE(result.given.size() == 1);
  const Matrix& embeddings = result.graph.matrix(result.given[0].value);
  for (const Stage stage : {Stage::queries, Stage::keys, Stage::values})
    REQUIRE(result.graph.matrix(nodes_of(result.graph, stage).at(0)) == embeddings);
  REQUIRE(result.graph.shape(nodes_of(result.graph, Stage::output).at(0)) == Shape{3, 5});
}

TEST_CASE("scenario: soft attention has one query", "[scenario]") {
  const Run result =
      run(read_scenario(R"({"version":1,"mechanism":"soft","tokens":["a","b","c"],"mask":{"padding":2}})"));
  REQUIRE(result.graph.shape(nodes_of(result.graph, Stage::weights).at(0)) == Shape{1, 3});
  REQUIRE(result.graph.shape(nodes_of(result.graph, Stage::output).at(0)) == Shape{1, 16});
  REQUIRE(result.graph.matrix(nodes_of(result.graph, Stage::weights).at(0))(0, 2) == 0.0F);
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
        for (const Value weights : nodes_of(result.graph, Stage::weights))
          for (std::size_t i = 0; i < result.graph.shape(weights).rows; ++i) {
            double sum = 0;
            for (const float weight : row_of(result.graph.matrix(weights), i)) sum += weight;
            REQUIRE(std::abs(sum - 1) < 1e-5);
          }
      }
}

TEST_CASE("scenario: every option of every mechanism runs, within the memory that was estimated", "[scenario]") {
  const auto check_run = [](const std::string& json) {
    INFO(json);
    const Scenario read = read_scenario(json);
    const Run result = run(read);
    std::size_t numbers = 0;
    for (std::size_t i = 0; i < result.graph.size(); ++i) numbers += result.graph.matrix({i}).size();
    REQUIRE(numbers <= estimate_numbers(read));
    check::require_explanations(result.graph);
  };
  for (std::size_t i = 0; i < names<Mechanism>.size(); ++i) {
    const auto mechanism = static_cast<Mechanism>(i);
    std::string start = R"({"version":1,"mechanism":")" + std::string(name_of(mechanism)) +
                        R"(","tokens":["a","b",".","c"],"keys":["d","e","f"],"targets":["g","h"],"width":4,"heads":2)";
    for (const Field& field : fields()) {
      if (!field.mechanisms.contains(mechanism)) continue;
      const std::string opening = start + ",\"" + std::string(field.name) + "\":";
      // What is not a number or a point cannot be one: coordinates_test.cpp.
      if (field.name == "elements") continue;
      const bool grouped = !field.group.empty();
      const std::string within = start + ",\"" + std::string(field.group) + "\":{\"" + std::string(field.name) + "\":";
      for (const std::string_view choice : field.choices_of(mechanism))
        check_run((grouped ? within : opening) + "\"" + std::string(choice) + (grouped ? "\"}}" : "\"}"));
      if (field.kind == FieldKind::flag && field.group.empty())
        for (const char* flag : {"true", "false"}) check_run(opening + flag + "}");
      if (field.name == "cell")
        for (const std::string_view cell : field.choices_of(mechanism))
          check_run(opening + "\"" + std::string(cell) + R"(","bias":true,"teacher_forced":false,"steps":3})");
    }
    for (const char* more :
         {R"(,"alignment":"predictive","reading":"full","half_window":1,"score":"concat")", R"(,"soft_cap":2,"beam":3)",
          R"(,"key_value_heads":1,"position":"rotary","mask":{"past":1,"causal":true})",
          R"(,"layers":3,"final_norm":true,"norm_first":true,"bias":true,"feed_forward_width":40)",
          R"(,"position":"relative","mask":{"causal":true},"encoder":"none")",
          R"(,"position":"learned","position_first":2,"encoded":true,"layers":2)",
          R"(,"projected":false,"key_width":3,"value_width":5,"position":"sinusoidal")",
          R"(,"position":"learned","mask":{"past":2,"padding":2},"source_width":6)"})
      if (mechanism != Mechanism::linear || std::string_view(more).find("relative") == std::string_view::npos)
        check_run(start + more + "}");
    if (mechanism == Mechanism::pointer) check_run(start + R"(,"position":"relative","encoder":"self_attention"})");
  }
}

TEST_CASE("scenario: the stages of each mechanism", "[scenario]") {
  const auto shape = [](const Run& result, Stage stage, std::size_t index = 0) {
    return result.graph.shape(nodes_of(result.graph, stage).at(index));
  };
  const Run cross = run(read_scenario(scenario(R"(,"keys":["x","y"],"mask":{"causal":true})")));
  REQUIRE(nodes_of(cross.graph, Stage::embeddings).size() == 2);
  REQUIRE(nodes_of(cross.graph, Stage::weights).size() == 4);
  REQUIRE(shape(cross, Stage::weights) == Shape{3, 2});
  REQUIRE(shape(cross, Stage::mask) == Shape{3, 2});
  REQUIRE(shape(cross, Stage::queries, 1) == Shape{3, 4});
  REQUIRE(shape(cross, Stage::heads) == Shape{3, 16});
  REQUIRE(shape(cross, Stage::result) == Shape{3, 16});
  REQUIRE(nodes_of(run(read_scenario(scenario(""))).graph, Stage::mask).empty());

  const Run pointer = run(read_scenario(R"({"version":1,"mechanism":"pointer","tokens":["a","b","c","d"],"steps":3})"));
  REQUIRE(pointer.order.size() == 3);
  REQUIRE(shape(pointer, Stage::weights, 3) == Shape{3, 4});
  REQUIRE(shape(pointer, Stage::encodings) == Shape{4, 16});
  REQUIRE(pointer.log_probability < 0);
}
