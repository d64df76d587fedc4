#include "scenario/builder.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "mechanisms/attend.hpp"
#include "mechanisms/loss.hpp"
#include "text/embed.hpp"

namespace attention {

namespace {

/// The matrix of these rows, in the shape that the drawn one has.
Matrix to_matrix(const GivenMatrix::Rows& rows, Shape wanted, const std::string& path) {
  const Shape shape{rows.size(), rows.empty() ? 0 : rows[0].size()};
  if (shape != wanted)
    throw Error(ErrorCode::shape_mismatch, path + ": expected " + describe(wanted) + ", got " + describe(shape), path,
                {{"expected", describe(wanted)}, {"got", describe(shape)}});
  Matrix matrix = make_matrix(shape);
  for (std::size_t i = 0; i < shape.rows; ++i)
    std::ranges::transform(rows[i], row_of(matrix, i).begin(),
                           [](double number) { return static_cast<float>(number); });
  return matrix;
}

Matrix identity(Shape shape) {
  Matrix matrix = make_matrix(shape);
  for (std::size_t i = 0; i < std::min(shape.rows, shape.columns); ++i) matrix(i, i) = 1.0F;
  return matrix;
}

Matrix to_matrix(const GivenMatrix& given, Shape wanted) {
  if (const auto* rows = std::get_if<GivenMatrix::Rows>(&given.numbers))
    return to_matrix(*rows, wanted, "weights." + given.name);
  if (const auto* number = std::get_if<double>(&given.numbers)) return make_matrix(wanted, static_cast<float>(*number));
  return identity(wanted);
}

std::string edit_path(std::size_t index) { return "edits[" + digits(index) + "]"; }

}  // namespace

void require_below(std::size_t got, std::size_t count, const std::string& path) {
  if (got < count) return;
  const std::string maximum = digits(count - 1);
  throw Error(ErrorCode::out_of_range, path + ": expected a number from 0 to " + maximum + ", got " + digits(got), path,
              {{"minimum", "0"}, {"maximum", maximum}, {"got", digits(got)}});
}

Value Builder::given(const std::string& name, Matrix drawn, Label label, OperationName operation) {
  const Shape shape = shape_of(drawn);
  for (const GivenMatrix& replacement : scenario_.weights)
    if (replacement.name == name) drawn = to_matrix(replacement, shape);
  for (std::size_t i = 0; i < scenario_.edits.size(); ++i) {
    const Edit& edit = scenario_.edits[i];
    if (edit.matrix != name) continue;
    require_below(edit.row, shape.rows, edit_path(i) + ".row");
    require_below(edit.column, shape.columns, edit_path(i) + ".column");
    drawn(edit.row, edit.column) = static_cast<float>(edit.value);
  }
  const Value value = graph().given(std::move(drawn), std::move(label), operation);
  run_.given.push_back({name, value});
  return value;
}

Value Builder::drawn(const std::string& name, Shape shape, float deviation, Label label) {
  return given(name, draw(scenario_.seed, name, shape, deviation), std::move(label));
}

Value Builder::weight(const std::string& name, std::size_t out, std::size_t in, Role role, float gain) {
  return parameter(name, {out, in}, static_cast<float>(scenario_.gain) * gain / std::sqrt(static_cast<float>(in)),
                   role);
}

std::optional<Value> Builder::bias(const std::string& name, std::size_t width, Role role) {
  if (!scenario_.bias) return std::nullopt;
  constexpr float deviation = 0.5F;
  return parameter(name, {1, width}, deviation, role);
}

Value Builder::parameter(const std::string& name, Shape shape, float deviation, Role role) {
  const Axis rows = shape.rows == 1 ? Axis::one : Axis::feature;
  return drawn(name, shape, deviation, {Stage::parameter, rows, Axis::feature, name, role});
}

Value Builder::filled(const std::string& name, std::size_t width, float number) {
  return given(name, make_matrix({1, width}, number), {Stage::parameter, Axis::one, Axis::feature, name});
}

Value Builder::zeros(const std::string& name, std::size_t width) {
  return given(name, make_matrix({1, width}), {Stage::internal, Axis::one, Axis::feature, name});
}

Value Builder::vectors(const std::string& name, const std::vector<std::string>& tokens, std::size_t width,
                       Label label) {
  return given(name, embed(tokens, scenario_.seed, width), std::move(label), OperationName::embed);
}

Value Builder::token_embeddings(Axis rows) {
  return vectors("embeddings", scenario_.tokens, scenario_.width, {Stage::embeddings, rows, Axis::feature});
}

Value Builder::key_embeddings(Value tokens) {
  if (!scenario_.keys) return tokens;
  return vectors("key_embeddings", *scenario_.keys, scenario_.source_width.value_or(scenario_.width),
                 {Stage::embeddings, Axis::key, Axis::feature});
}

Value Builder::copy(Value value, Label label) {
  return graph().add(operations::slice_rows(0, graph().shape(value).rows), {value}, std::move(label));
}

Value Builder::projection(Value input, const std::string& letter, std::size_t width, Label label) {
  std::vector<Value> inputs{input, weight("W_" + letter, width, graph().shape(input).columns, label.role)};
  if (const auto b = bias("b_" + letter, width, label.role)) inputs.push_back(*b);
  return graph().add(operations::linear(), std::move(inputs), std::move(label));
}

std::optional<float> Builder::scale() const {
  if (!scenario_.scale) return std::nullopt;
  return static_cast<float>(*scenario_.scale);
}

std::optional<float> Builder::soft_cap() const {
  if (!scenario_.soft_cap) return std::nullopt;
  return static_cast<float>(*scenario_.soft_cap);
}

Hiding Builder::hiding() const {
  const MaskOptions& mask = scenario_.mask;
  Hiding hiding{.after = mask.after, .renormalized = mask.renormalized, .empty = mask.empty_rows};
  if (mask.fill) hiding.fill = static_cast<float>(*mask.fill);
  return hiding;
}

ScoreFunction Builder::score_function(std::size_t query_width, std::size_t key_width, float gain) {
  const std::size_t h = scenario_.hidden_width;
  switch (scenario_.score) {
    case Score::additive:
      return AdditiveScore{weight("score.W_q", h, query_width, Role::query, gain),
                           weight("score.W_k", h, key_width, Role::key, gain), parameter("score.v", {1, h}, 1.0F),
                           bias("score.b", h)};
    case Score::dot:
      return DotScore{};
    case Score::bilinear:
      return BilinearScore{weight("score.W", query_width, key_width, Role::none, gain * gain)};
    case Score::cosine:
      return CosineScore{static_cast<float>(scenario_.beta)};
    case Score::concat:
      return ConcatScore{weight("score.W", h, query_width + key_width, Role::none, gain),
                         parameter("score.v", {1, h}, 1.0F)};
    case Score::scaled_dot:
      break;
  }
  return ScaledDotScore{scale()};
}

std::optional<Value> Builder::mask(std::size_t queries, std::size_t keys) {
  const MaskOptions options = mask_of_queries();
  if (!hides(scenario_.mask)) return std::nullopt;
  return add_mask(graph(), make_mask(options, queries, keys));
}

std::optional<Value> Builder::padding_mask(std::size_t keys) {
  if (!scenario_.mask.padding) return std::nullopt;
  return add_mask(graph(), make_mask({.padding = scenario_.mask.padding}, 1, keys));
}

AttendOptions Builder::attend_options(std::size_t queries, Axis rows) {
  AttendOptions options{.temperature = temperature(), .rows = rows, .normalizer = scenario_.normalizer};
  options.soft_cap = soft_cap();
  options.subtract_maximum = scenario_.subtract_maximum;
  options.hiding = hiding();
  if (scenario_.normalizer == Normalizer::sampled) options.uniforms = uniforms("uniforms", queries, rows);
  return options;
}

Value Builder::uniforms(const std::string& name, std::size_t count, Axis rows) {
  const std::size_t all = count == query_count() ? scenario_.tokens.size() : count;
  const Label label{Stage::internal, rows, Axis::one, name};
  const Value drawn = given(name, draw_uniform(scenario_.seed, name, {all, 1}), label);
  return all == count ? drawn : only_query(drawn, label);
}

std::size_t Builder::given_rows(const std::string& name, std::size_t otherwise) const {
  for (const GivenMatrix& given : scenario_.weights)
    if (const auto* rows = std::get_if<GivenMatrix::Rows>(&given.numbers); rows != nullptr && given.name == name)
      return rows->size();
  return otherwise;
}

CellParameters Builder::cell(const std::string& name, std::size_t input_width) {
  const std::size_t width = scenario_.width;
  const std::size_t gates = gates_of(scenario_.cell) * width;
  const bool gated = scenario_.cell == RecurrentCell::gated;
  CellParameters parameters{scenario_.cell, weight(name + ".weight_ih", gates, input_width),
                            weight(name + ".weight_hh", gated ? 2 * width : gates, width)};
  parameters.bias_ih = bias(name + ".bias_ih", gates);
  if (gated)
    parameters.candidate_hh = weight(name + ".candidate_hh", width, width);
  else
    parameters.bias_hh = bias(name + ".bias_hh", gates);
  return parameters;
}

void Builder::classify(Value row) {
  if (!scenario_.targets) return;
  run_.vocabulary = *scenario_.targets;
  const Value weight = this->weight("W_c", run_.vocabulary.size(), graph().shape(row).columns, Role::output);
  const Value logits = graph().add(operations::linear(), {row, weight}, {Stage::logits, Axis::one, Axis::vocabulary});
  graph().add(operations::softmax(1.0F), {logits}, {Stage::distribution, Axis::one, Axis::vocabulary});
}

void Builder::add_loss(Value logits, std::vector<std::size_t> targets) {
  const std::size_t steps = graph().shape(logits).rows;
  if (targets.size() > steps) targets.resize(steps);
  if (targets.size() < steps)
    logits = graph().add(operations::slice_rows(0, targets.size()), {logits},
                         {Stage::internal, Axis::step, graph().node(logits).label.columns, "judged_logits"});
  cross_entropy(graph(), logits, std::move(targets));
}

RecurrentState Builder::zero_state() {
  RecurrentState state{zeros("h_0", scenario_.width)};
  if (scenario_.cell == RecurrentCell::lstm) state.memory = zeros("c_0", scenario_.width);
  return state;
}

namespace {

/// Whether another choice of an option would ask for a matrix of this name: it may be given before it is chosen.
bool is_optional(std::string_view name) {
  constexpr std::array<std::string_view, 6> others{
      "W_p", "v_p", "positions", "key_positions", "relative_attention_bias", "states"};
  return name.starts_with("score.") || std::ranges::find(others, name) != others.end();
}

}  // namespace

void Builder::require_known(const std::string& name, const std::string& path) const {
  if (is_optional(name)) return;
  std::string known;
  for (const Given& given : run_.given) {
    if (given.name == name) return;
    known.append(known.empty() ? "" : ", ").append(given.name);
  }
  const std::string got = name.substr(0, 40);
  throw Error(ErrorCode::unknown_name, path + ": expected one of " + known + ", got \"" + got + "\"", path,
              {{"expected", known}, {"got", got}});
}

void Builder::finish() const {
  for (const GivenMatrix& matrix : scenario_.weights)
    require_known(matrix.name, "weights." + matrix.name.substr(0, 40));
  for (std::size_t i = 0; i < scenario_.edits.size(); ++i)
    require_known(scenario_.edits[i].matrix, edit_path(i) + ".matrix");
}

}  // namespace attention
