#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "scenario/feature_names.hpp"
#include "unit/check.hpp"

using namespace attention;

// Matrices that are given whole, and what their columns are called.

namespace {

using Names = std::vector<std::string>;

Run run_of(const std::string& json) { return run(read_scenario(json)); }

const Graph::Node& node_of(const Run& run, Stage stage, Axis rows = Axis::query) {
  for (std::size_t i = 0; i < run.graph.size(); ++i) {
    const Graph::Node& node = run.graph.node({i});
    if (node.label.stage == stage && (stage == Stage::parameter || node.label.rows == rows)) return node;
  }
  FAIL("no " << name_of(stage));
  return run.graph.node({0});
}

std::vector<float> numbers(const Matrix& matrix) { return {flat(matrix).begin(), flat(matrix).end()}; }

}  // namespace

TEST_CASE("given: the identity, one number for all, and edits on top", "[scenario]") {
  const Run got = run_of(
      R"({"version":1,"mechanism":"self_attention","tokens":["a","b"],"width":3,"key_width":2,"value_width":2,)"
      R"("weights":{"embeddings":-0.5,"W_q":"I","W_k":[[1,2,3],[4,5,6]],"W_v":0},)"
      R"("edits":[{"matrix":"W_q","row":1,"column":2,"value":7},{"matrix":"embeddings","row":0,"column":0,"value":1}]})");
  const auto given = [&](const std::string& name) {
    const auto found = std::ranges::find(got.given, name, &Given::name);
    REQUIRE(found != got.given.end());
    return numbers(got.graph.matrix(found->value));
  };
  using Numbers = std::vector<float>;
  REQUIRE(given("embeddings") == Numbers{1, -0.5, -0.5, -0.5, -0.5, -0.5});
  REQUIRE(given("W_q") == Numbers{1, 0, 0, 0, 1, 7});
  REQUIRE(given("W_k") == Numbers{1, 2, 3, 4, 5, 6});
  REQUIRE(given("W_v") == Numbers(6, 0.0F));
}

TEST_CASE("given: queries, keys and values themselves, each of its own width", "[scenario]") {
  const std::string start =
      R"({"version":1,"mechanism":"key_value","tokens":["q"],"keys":["a","b"],"projected":false,"key_width":2,)"
      R"("value_width":3,"score":"dot","weights":{"queries":[[1,2]],"keys":[[3,4],[5,6]],"values":)";
  const Run got = run_of(start + "[[1,2,3],[4,5,6]]}}");
  REQUIRE(numbers(node_of(got, Stage::scores).matrix) == std::vector<float>{11, 17});
  REQUIRE(node_of(got, Stage::output).matrix.shape(1) == 3);
  check::require_explanations(got.graph);
  try {
    run_of(start + "[[1,2,3]]}}");
    FAIL("accepted");
  } catch (const Error& error) {
    REQUIRE(error.path() == "weights.values");
    REQUIRE(std::string(error.what()) == "weights.values: expected 2 x 3, got 1 x 3");
  }
}

TEST_CASE("given: what another choice would read may be given before it is chosen, what nothing reads may not",
          "[scenario]") {
  const std::string start = R"({"version":1,"mechanism":"soft","tokens":["a"],"width":2,"score":"dot","weights":{")";
  REQUIRE_NOTHROW(run_of(start + R"(score.W":"I"}})"));
  REQUIRE_THROWS_AS(run_of(start + R"(W_q":"I"}})"), Error);
}

TEST_CASE("given: columns have the names of what they were copied or summed up from", "[scenario]") {
  const Scenario soft = read_scenario(
      R"({"version":1,"mechanism":"soft","tokens":["a","b"],"width":3,"features":["x","y"],"value_features":["z"]})");
  const Run copied = run(soft);
  for (const Stage stage : {Stage::embeddings, Stage::keys, Stage::values})
    REQUIRE(feature_names(soft, copied.graph, node_of(copied, stage, Axis::key)) == Names{"x", "y"});
  REQUIRE(feature_names(soft, copied.graph, node_of(copied, Stage::output, Axis::one)) == Names{"x", "y"});
  REQUIRE(feature_names(soft, copied.graph, node_of(copied, Stage::scores, Axis::one)).empty());

  const Scenario own = read_scenario(
      R"({"version":1,"mechanism":"self_attention","tokens":["a","b"],"position":"sinusoidal","features":["x"],)"
      R"("key_features":["k"],"value_features":["v"]})");
  const Run projected = run(own);
  REQUIRE(feature_names(own, projected.graph, node_of(projected, Stage::internal)) == Names{"x"});
  REQUIRE(feature_names(own, projected.graph, node_of(projected, Stage::queries)) == Names{"k"});
  REQUIRE(feature_names(own, projected.graph, node_of(projected, Stage::values, Axis::key)) == Names{"v"});
  REQUIRE(feature_names(own, projected.graph, node_of(projected, Stage::output)) == Names{"v"});
  // W_q takes a token's features in its columns.
  REQUIRE(feature_names(own, projected.graph, node_of(projected, Stage::parameter)) == Names{"x"});

  // A bias is added: its columns are those of what comes out.
  const Scenario heads = read_scenario(
      R"({"version":1,"mechanism":"multi_head","tokens":["a","b"],"width":4,"heads":2,"bias":true,"features":["x"]})");
  const Run added = run(heads);
  const auto bias = std::ranges::find_if(added.given, [](const Given& given) { return given.name.ends_with("bias"); });
  REQUIRE(bias != added.given.end());
  REQUIRE(feature_names(heads, added.graph, added.graph.node(bias->value)).empty());
}

TEST_CASE("given: a gain widens what is drawn, and nothing else", "[scenario]") {
  const std::string start = R"({"version":1,"mechanism":"self_attention","tokens":["a","b"],"gain":)";
  const Run one = run_of(start + "1}");
  const Run half = run_of(start + "0.5}");
  REQUIRE(numbers(node_of(one, Stage::embeddings).matrix) == numbers(node_of(half, Stage::embeddings).matrix));
  const Matrix& drawn = node_of(one, Stage::parameter).matrix;
  const Matrix& narrower = node_of(half, Stage::parameter).matrix;
  for (std::size_t i = 0; i < drawn.size(); ++i) REQUIRE(flat(narrower)[i] == 0.5F * flat(drawn)[i]);
}
