#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "attention.hpp"
#include "scenario/field.hpp"

using namespace attention;

// Every number that a lesson promises, from the preset that the page opens: to the four decimals that are written
// there.

namespace {

nlohmann::json read_file(const std::filesystem::path& path) {
  std::ifstream file(path);
  REQUIRE(file);
  return nlohmann::json::parse(file);
}

const std::filesystem::path presets = ATTENTION_LESSON_PRESETS;

Run run_preset(const std::string& name, const nlohmann::json& with = nlohmann::json::object()) {
  nlohmann::json scenario = read_file(presets / (name + ".json"));
  scenario.update(with);
  return run(read_scenario(scenario.dump()));
}

/// The first matrix of this stage that is no single step's; "sentence weights" are those of the sentences.
Value find(const Graph& graph, const std::string& stage, int head = Graph::common) {
  const bool of_sentences = stage == "sentence weights";
  for (std::size_t i = 0; i < graph.size(); ++i) {
    const Graph::Node& node = graph.node({i});
    if (node.step != Graph::common || node.head != head ||
        of_sentences != (node.scope == "sentences" && node.label.stage == Stage::weights))
      continue;
    if (of_sentences || name_of(node.label.stage) == stage) return {i};
  }
  FAIL("no " << stage);
  return {};
}

float weight_at(const Run& run, std::size_t row, std::size_t column) {
  return run.graph.matrix(find(run.graph, "weights"))(row, column);
}

double mean_top_weight(const Matrix& weights) {
  double sum = 0;
  for (std::size_t i = 0; i < weights.shape(0); ++i) sum += std::ranges::max(row_of(weights, i));
  return sum / static_cast<double>(weights.shape(0));
}

/// The mean largest weight of a row, and the deviation of the scores, over so many seeds.
std::pair<double, double> average(const std::string& preset, std::size_t seeds, nlohmann::json with) {
  double top = 0;
  double squares = 0;
  std::size_t count = 0;
  for (std::size_t seed = 0; seed < seeds; ++seed) {
    with["seed"] = seed;
    const Run got = run_preset(preset, with);
    top += mean_top_weight(got.graph.matrix(find(got.graph, "weights")));
    const Matrix& scores = got.graph.matrix(find(got.graph, "scores"));
    for (const float score : flat(scores)) squares += static_cast<double>(score) * score;
    count += scores.size();
  }
  return {top / static_cast<double>(seeds), std::sqrt(squares / static_cast<double>(count))};
}

bool near(double got, double wanted, double tolerance) { return std::abs(got - wanted) <= tolerance; }

}  // namespace

TEST_CASE("lessons: every promised number comes out of its preset", "[lessons]") {
  constexpr double rounding = 0.5001e-4;  // what four decimals leave open
  for (const nlohmann::json& expected : read_file(ATTENTION_LESSON_EXPECT)) {
    INFO(expected);
    const Run got = run_preset(expected["preset"], expected.value("with", nlohmann::json::object()));
    const Matrix& matrix = got.graph.matrix(find(got.graph, expected["matrix"], expected.value("head", Graph::common)));
    const std::size_t row = expected.value("row", 0U);
    const std::size_t column = expected.value("column", 0U);
    const auto& values = expected["values"];
    for (std::size_t i = 0; i < values.size(); ++i)
      for (std::size_t j = 0; j < values[i].size(); ++j) {
        const float number = matrix(row + i, column + j);
        CAPTURE(i, j, number);
        REQUIRE(near(number, values[i][j].get<double>(), rounding));
      }
  }
}

TEST_CASE("lessons: every preset can be computed, and none has a field that its mechanism does not use", "[lessons]") {
  for (const auto& entry : std::filesystem::directory_iterator(presets)) {
    INFO(entry.path());
    const nlohmann::json preset = read_file(entry.path());
    const Scenario scenario = read_scenario(preset.dump());
    REQUIRE_NOTHROW(run(scenario));
    for (const auto& [field, value] : preset.items()) {
      if (field == "version" || field == "mechanism" || field == "view") continue;
      INFO(field);
      REQUIRE(find_used(field, scenario.mechanism) != nullptr);
    }
  }
}

TEST_CASE("lessons: what is chosen", "[lessons]") {
  const auto order = [](const char* preset, const nlohmann::json& with = nlohmann::json::object()) {
    return run_preset(preset, with).order;
  };
  using Order = std::vector<std::size_t>;
  REQUIRE(order("9") == Order{0, 1, 2});
  REQUIRE(order("9-fixed") == Order{0, 0, 0});
  REQUIRE(order("12-sort") == Order{1, 3, 0, 2});
  REQUIRE(order("12-sort", {{"visited", false}}) == Order{1, 1, 1, 1});
  const nlohmann::json six{{"matrix", "v"}, {"row", 0}, {"column", 0}, {"value", 6}};
  REQUIRE(order("12-sort", {{"edits", nlohmann::json::array({six})}}) == Order{2, 0, 3, 1});
}

TEST_CASE("lessons: a map that is not symmetric", "[lessons]") {
  const Run its = run_preset("4-its");
  REQUIRE(weight_at(its, 7, 1) > 20 * weight_at(its, 1, 7));
}

TEST_CASE("lessons: rows that were masked after softmax do not sum to 1", "[lessons]") {
  const Run got = run_preset("6", {{"mask", {{"causal", true}, {"after", true}}}});
  const Matrix& weights = got.graph.matrix(find(got.graph, "weights"));
  const std::array wanted{0.0705, 0.2620, 0.2879, 0.8085, 1.0};
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    double sum = 0;
    for (const float weight : row_of(weights, i)) sum += weight;
    REQUIRE(near(sum, wanted[i], 0.6e-4));
  }
}

TEST_CASE("lessons: without its maximum softmax of large scores is NaN", "[lessons]") {
  const Run got = run_preset("15-overflow", {{"subtract_maximum", false}});
  for (const float weight : flat(got.graph.matrix(find(got.graph, "weights")))) REQUIRE(std::isnan(weight));
}

TEST_CASE("lessons: without learned positions for it a ninth word is an error", "[lessons]") {
  REQUIRE_NOTHROW(run_preset("7-learned"));
  const nlohmann::json nine{{"tokens", {"1", "2", "3", "4", "5", "6", "7", "8", "9"}},
                            {"weights", nlohmann::json::object()}};
  try {
    run_preset("7-learned", nine);
    FAIL("accepted");
  } catch (const Error& error) {
    REQUIRE(error.path() == "position_rows");
    REQUIRE(std::string(error.what()) == "position_rows: expected a number from 9 to 1024, got 8");
  }
}

TEST_CASE("lessons: the Transformer's three attentions", "[lessons]") {
  const Run got = run_preset("13");
  const auto shape_in = [&](const std::string& scope) {
    for (std::size_t i = 0; i < got.graph.size(); ++i)
      if (got.graph.node({i}).scope == scope && got.graph.node({i}).label.stage == Stage::mean_weights)
        return got.graph.shape({i});
    return Shape{};
  };
  REQUIRE(shape_in("encoder.layers.0.self_attn") == Shape{5, 5});
  REQUIRE(shape_in("layers.0.self_attn") == Shape{3, 3});
  REQUIRE(shape_in("layers.0.multihead_attn") == Shape{3, 5});
  std::size_t masks = 0;
  std::size_t hidden = 0;
  for (std::size_t i = 0; i < got.graph.size(); ++i) {
    if (got.graph.node({i}).label.stage != Stage::mask) continue;
    ++masks;
    for (const float visible : flat(got.graph.matrix({i}))) hidden += visible == 0.0F ? 1 : 0;
  }
  REQUIRE(masks == 1);
  REQUIRE(hidden == 3);

  // Another last word changes the last row alone; another source word changes every row.
  const auto changed = [&](const nlohmann::json& with) {
    const Run other = run_preset("13", with);
    std::vector<std::size_t> rows;
    const Matrix& before = got.graph.matrix({got.graph.size() - 1});
    const Matrix& after = other.graph.matrix({other.graph.size() - 1});
    for (std::size_t i = 0; i < before.shape(0); ++i)
      if (!std::ranges::equal(row_of(before, i), row_of(after, i))) rows.push_back(i);
    return rows;
  };
  REQUIRE(changed({{"tokens", {"<s>", "注意力", "不是"}}}) == std::vector<std::size_t>{2});
  REQUIRE(changed({{"keys", {"Attention", "is", "nearly", "you", "need"}}}) == std::vector<std::size_t>{0, 1, 2});
}

TEST_CASE("lessons: a block before whose parts everything is normalised can hand its input on", "[lessons]") {
  const Run got = run(
      read_scenario(R"({"version":1,"mechanism":"encoder","tokens":["a","b"],"width":4,"heads":2,"norm_first":true,)"
                    R"("weights":{"layers.0.self_attn.out_proj.weight":0,"layers.0.linear2.weight":0}})"));
  REQUIRE(std::ranges::equal(flat(got.graph.matrix(find(got.graph, "embeddings"))),
                             flat(got.graph.matrix({got.graph.size() - 1}))));
}

TEST_CASE("lessons: the wider the keys, the more one of them takes, unless the scores are scaled", "[lessons]") {
  struct Measured {
    std::size_t width;
    double deviation;
    double top;
    double scaled;
  };
  constexpr std::size_t seeds = 200;  // of ten queries each
  for (const auto& [width, deviation, top, scaled] :
       {Measured{4, 2.03, 0.49, 0.31}, Measured{64, 7.99, 0.86, 0.32}, Measured{512, 22.5, 0.95, 0.32}}) {
    CAPTURE(width);
    const auto [got_top, got_deviation] = average("15-scale", seeds, {{"key_width", width}});
    CAPTURE(got_top, got_deviation);
    REQUIRE(near(got_deviation, deviation, 0.03 * deviation));
    REQUIRE(near(got_top, top, 0.015));
    REQUIRE(near(average("15-scale", seeds, {{"key_width", width}, {"score", "scaled_dot"}}).first, scaled, 0.015));
  }
}

TEST_CASE("lessons: a layer as torch.nn.Linear begins it, without the scale", "[lessons]") {
  constexpr std::size_t seeds = 20;
  const auto [top, deviation] = average("15-class", seeds, nlohmann::json::object());
  CAPTURE(top, deviation);
  REQUIRE(near(deviation, 7.6, 0.3));
  REQUIRE(near(top, 0.86, 0.02));
  REQUIRE(near(average("15-class", seeds, {{"score", "scaled_dot"}}).first, 0.16, 0.01));
}
