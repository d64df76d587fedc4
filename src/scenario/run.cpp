#include <cmath>

#include "graph/operations.hpp"
#include "mechanisms/attend.hpp"
#include "mechanisms/multi_head.hpp"
#include "mechanisms/pointer.hpp"
#include "scenario/scenario.hpp"
#include "text/embed.hpp"

namespace attention {

namespace {

/// Builds the graph of one scenario: draws what is not given, and names it.
class Builder {
 public:
  Builder(const Scenario& scenario, Graph& graph) : scenario_(scenario), graph_(graph) {}

  Value embeddings(const std::vector<std::string>& tokens, Axis rows) {
    return graph_.given(attention::embed(tokens, scenario_.seed, scenario_.width),
                        {Stage::embeddings, rows, Axis::feature}, OperationName::embed);
  }

  /// A weight [out, in] whose products with numbers of variance 1 have the variance gain^2.
  Value weight(const std::string& name, std::size_t out, std::size_t in, Role role = Role::none, float gain = 1.0F) {
    return parameter(name, {out, in}, gain / std::sqrt(static_cast<float>(in)), role);
  }

  std::optional<Value> bias(const std::string& name, std::size_t width, Role role = Role::none) {
    if (!scenario_.bias) return std::nullopt;
    constexpr float deviation = 0.5F;
    return parameter(name, {1, width}, deviation, role);
  }

  Value parameter(const std::string& name, Shape shape, float deviation, Role role = Role::none) {
    const Axis rows = shape.rows == 1 ? Axis::one : Axis::feature;
    return graph_.given(draw(scenario_.seed, name, shape, deviation),
                        {Stage::parameter, rows, Axis::feature, name, role});
  }

  Value projection(Value input, const std::string& letter, std::size_t width, Label label) {
    std::vector<Value> inputs{input, weight("W_" + letter, width, scenario_.width, label.role)};
    if (const auto b = bias("b_" + letter, width, label.role)) inputs.push_back(*b);
    return graph_.add(operations::linear(), std::move(inputs), std::move(label));
  }

  ScoreFunction score_function() {
    const std::size_t d = scenario_.key_width;
    const std::size_t h = scenario_.hidden_width;
    switch (scenario_.score) {
      case Score::additive:
        return AdditiveScore{weight("score.W_q", h, d, Role::query), weight("score.W_k", h, d, Role::key),
                             parameter("score.v", {1, h}, 1.0F), bias("score.b", h)};
      case Score::dot:
        return DotScore{};
      case Score::bilinear:
        return BilinearScore{weight("score.W", d, d)};
      case Score::cosine:
        return CosineScore{static_cast<float>(scenario_.beta)};
      case Score::scaled_dot:
        break;
    }
    return ScaledDotScore{scale()};
  }

  [[nodiscard]] std::optional<float> scale() const {
    if (!scenario_.scale) return std::nullopt;
    return static_cast<float>(*scenario_.scale);
  }

  std::optional<Value> mask(std::size_t keys) {
    if (!hides(scenario_.mask)) return std::nullopt;
    return add_mask(graph_, make_mask(scenario_.mask, scenario_.tokens.size(), keys));
  }

  CellParameters cell(const std::string& name) {
    const std::size_t width = scenario_.width;
    const std::size_t gates = (scenario_.cell == RecurrentCell::gru ? 3 : 4) * width;
    return {scenario_.cell, weight(name + ".weight_ih", gates, width), weight(name + ".weight_hh", gates, width),
            bias(name + ".bias_ih", gates), bias(name + ".bias_hh", gates)};
  }

  RecurrentState zero_state() {
    const auto zeros = [&](const char* name) {
      return graph_.given(make_matrix({1, scenario_.width}), {Stage::internal, Axis::one, Axis::feature, name});
    };
    RecurrentState state{zeros("h_0")};
    if (scenario_.cell == RecurrentCell::lstm) state.memory = zeros("c_0");
    return state;
  }

 private:
  const Scenario& scenario_;
  Graph& graph_;
};

void run_key_value(const Scenario& scenario, Graph& graph) {
  Builder build(scenario, graph);
  const bool own_keys = scenario.keys && scenario.mechanism == Mechanism::key_value;
  const std::size_t count = own_keys ? scenario.keys->size() : scenario.tokens.size();
  const Value x = build.embeddings(scenario.tokens, Axis::query);
  const Value memory = own_keys ? build.embeddings(*scenario.keys, Axis::key) : x;
  const Value queries =
      build.projection(x, "q", scenario.key_width, {Stage::queries, Axis::query, Axis::feature, {}, Role::query});
  const Value keys =
      build.projection(memory, "k", scenario.key_width, {Stage::keys, Axis::key, Axis::feature, {}, Role::key});
  const Value values =
      build.projection(memory, "v", scenario.value_width, {Stage::values, Axis::key, Axis::feature, {}, Role::value});
  const ScoreFunction function = build.score_function();
  attend(graph, queries, keys, values, function, {static_cast<float>(scenario.temperature), build.mask(count)});
}

void run_multi_head(const Scenario& scenario, Graph& graph) {
  Builder build(scenario, graph);
  const std::size_t width = scenario.width;
  const Value x = build.embeddings(scenario.tokens, Axis::query);
  const Value memory = scenario.keys ? build.embeddings(*scenario.keys, Axis::key) : x;
  MultiHeadParameters parameters;
  parameters.in_proj_weight = build.weight("in_proj_weight", 3 * width, width);
  parameters.in_proj_bias = build.bias("in_proj_bias", 3 * width);
  parameters.out_proj_weight = build.weight("out_proj.weight", width, width, Role::output);
  parameters.out_proj_bias = build.bias("out_proj.bias", width, Role::output);
  MultiHeadOptions options{scenario.heads, static_cast<float>(scenario.temperature), build.scale()};
  if (const auto mask = build.mask(scenario.keys ? scenario.keys->size() : scenario.tokens.size()))
    options.masks = {*mask};
  multi_head(graph, x, memory, memory, parameters, options);
}

void run_pointer(const Scenario& scenario, Run& result) {
  Graph& graph = result.graph;
  Builder build(scenario, graph);
  const Value x = build.embeddings(scenario.tokens, Axis::key);
  const Encoding encoding = encode(graph, build.cell("encoder"), x, build.zero_state(), Axis::key);
  // States of a recurrent network are small: a gain above 1 makes an untrained network point at something.
  constexpr float gain = 3.0F;
  const PointerParameters parameters{build.weight("W_1", scenario.hidden_width, scenario.width, Role::key, gain),
                                     build.weight("W_2", scenario.hidden_width, scenario.width, Role::query, gain),
                                     build.parameter("v", {1, scenario.hidden_width}, 1.0F), build.cell("decoder")};
  const Value start = build.parameter("start", {1, scenario.width}, 1.0F);
  const Pointer pointer = point(
      graph, x, encoding.states, start, encoding.last, parameters,
      {scenario.steps.value_or(scenario.tokens.size()), scenario.visited, static_cast<float>(scenario.temperature)});
  result.order = pointer.order;
  result.log_probability = pointer.log_probability;
}

/// An upper bound of what the graph will hold.
void require_memory(const Scenario& scenario) {
  const std::size_t n = scenario.tokens.size();
  const std::size_t m = scenario.keys ? scenario.keys->size() : n;
  const std::size_t heads = scenario.mechanism == Mechanism::multi_head ? scenario.heads : 1;
  constexpr std::size_t relations = 6;  // scores, mask, masked scores, weights, mean, copies
  constexpr std::size_t vectors = 40;   // projections, slices, gates of a recurrent step
  const std::size_t widest = std::max(scenario.width, scenario.hidden_width);
  const std::size_t numbers = relations * heads * n * m + vectors * (n + m + scenario.width) * widest;
  if (numbers * sizeof(float) <= Limits::memory_bytes) return;
  constexpr std::size_t megabyte = 1'000'000;
  throw Error(ErrorCode::too_large,
              "tokens: this would take " + digits(numbers * sizeof(float) / megabyte) + " MB, and at most " +
                  digits(Limits::memory_bytes / megabyte) + " are allowed",
              "tokens",
              {{"got", digits(numbers * sizeof(float) / megabyte)},
               {"maximum", digits(Limits::memory_bytes / megabyte)},
               {"unit", "MB"}});
}

}  // namespace

Run run(const Scenario& scenario) {
  if (scenario.tokens.empty()) throw Error(ErrorCode::empty, "tokens: there must be at least one token", "tokens");
  require_memory(scenario);
  Run result;
  switch (scenario.mechanism) {
    case Mechanism::key_value:
    case Mechanism::masked:
      run_key_value(scenario, result.graph);
      break;
    case Mechanism::multi_head:
      run_multi_head(scenario, result.graph);
      break;
    case Mechanism::pointer:
      run_pointer(scenario, result);
      break;
  }
  return result;
}

}  // namespace attention
