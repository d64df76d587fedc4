#include "mechanisms/alignment.hpp"

#include <algorithm>
#include <cmath>

#include "graph/operations.hpp"
#include "mechanisms/steps.hpp"

namespace attention {

namespace {

/// What all decoders do: take an input, attend, write a word; and in the end put the steps together.
class Decoder {
 public:
  Decoder(Graph& graph, const DecodeOptions& options) : graph_(graph), options_(options), first_node_(graph.size()) {
    if (!options.states && !options.forced && !(options.start && options.vocabulary))
      throw Error(ErrorCode::missing_field, "a decoder needs a teacher's words, or a start and a vocabulary");
    std::size_t given = options.steps;
    if (options.forced) given = graph.shape(*options.forced).rows;
    if (options.states) given = graph.shape(*options.states).rows;
    if (options.steps == 0 || options.steps > given)
      throw Error(ErrorCode::out_of_range,
                  "steps: expected 1 to " + digits(given) + ", a word for each, got " + digits(options.steps), "steps",
                  {{"minimum", "1"}, {"maximum", digits(given)}, {"got", digits(options.steps)}});
  }

  [[nodiscard]] std::size_t step() const { return step_; }
  [[nodiscard]] bool done() const { return step_ == options_.steps; }

  /// The word that this step hears, and what joins it.
  Value input(std::optional<Value> joined) {
    const Value word = next_word();
    if (!joined) return word;
    return graph_.add(operations::concatenate_columns(), {word, *joined}, internal("input"));
  }

  /// What is to be attended; without it there is nothing to attend to.
  void look_at(Value encodings, std::size_t query_width, const ScoreFunction& function,
               const std::optional<LocalOptions>& local = {}) {
    encodings_ = encodings;
    function_ = function;
    local_ = local;
    attend_options_ = {.temperature = options_.temperature, .mask = options_.mask, .rows = Axis::step};
    if (const auto* concat = std::get_if<ConcatScore>(&function))
      function_ = concat_score(graph_, *concat, query_width);
    if (const auto* additive = std::get_if<AdditiveScore>(&function_))
      attend_options_.projected_keys = project_keys(graph_, encodings, additive->key_weight);
  }

  /// The context of this state.
  Value attend(Value state) {
    if (!local_) return attention::attend(graph_, state, encodings_, encodings_, function_, attend_options_).output;
    LocalOptions now = *local_;
    now.first_step += step_;
    return attend_locally(graph_, state, encodings_, function_, now, attend_options_).output;
  }

  RecurrentState advance(const CellParameters& cell, Value input, const RecurrentState& state) {
    return attention::advance(graph_, cell, input, state, {Stage::states, Axis::step, Axis::feature, {}, Role::query});
  }

  /// The state of this step, of those that are given.
  RecurrentState given_state(Value states) {
    return {graph_.add(operations::slice_rows(step_, 1), {states},
                       {Stage::states, Axis::step, Axis::feature, {}, Role::query})};
  }

  /// Ends the step with its word, read from `source`.
  void write(Value source) {
    ++step_;
    if (!options_.vocabulary) return;
    std::vector<Value> inputs{source, options_.vocabulary->output_weight};
    if (options_.vocabulary->output_bias) inputs.push_back(*options_.vocabulary->output_bias);
    const Value logits =
        graph_.add(operations::linear(), std::move(inputs), {Stage::logits, Axis::step, Axis::vocabulary});
    const Value distribution =
        graph_.add(operations::softmax(1.0F), {logits}, {Stage::distribution, Axis::step, Axis::vocabulary});
    const std::span<const float> probabilities = row_of(graph_.matrix(distribution), 0);
    const auto best = std::ranges::max_element(probabilities);
    result_.words.push_back(static_cast<std::size_t>(best - probabilities.begin()));
    result_.log_probability += std::log(static_cast<double>(*best));
  }

  Value join(Value left, Value right) {
    return graph_.add(operations::concatenate_columns(), {left, right}, internal("joined"));
  }

  Decoded finish() {
    const StackedSteps steps(graph_, first_node_);
    result_.states = steps[Stage::states];
    result_.scores = steps.find(Stage::scores);
    result_.weights = steps.find(Stage::weights);
    result_.contexts = steps.find(Stage::output);
    result_.attentional = steps.find(Stage::attentional);
    result_.logits = steps.find(Stage::logits);
    result_.distribution = steps.find(Stage::distribution);
    return std::move(result_);
  }

 private:
  static Label internal(const char* name) { return {Stage::internal, Axis::one, Axis::feature, name}; }

  /// The constructor has made sure that there is one.
  Value next_word() {
    if (options_.forced) return row(*options_.forced, step_);
    if (step_ == 0 && options_.start) return *options_.start;
    if (options_.vocabulary) return row(options_.vocabulary->embeddings, result_.words.back());
    throw Error(ErrorCode::missing_field, "a decoder that nobody forces needs a first input and a vocabulary");
  }

  Value row(Value matrix, std::size_t index) {
    return graph_.add(operations::slice_rows(index, 1), {matrix}, internal("word"));
  }

  Graph& graph_;
  const DecodeOptions& options_;
  std::size_t first_node_;
  Value encodings_ = {};
  ScoreFunction function_ = DotScore{};
  std::optional<LocalOptions> local_;
  AttendOptions attend_options_;
  std::size_t step_ = 0;
  Decoded result_ = {};
};

}  // namespace

Decoded decode_bahdanau(Graph& graph, Value encodings, const RecurrentState& initial, const AdditiveScore& score,
                        const CellParameters& cell, const DecodeOptions& options) {
  Decoder decoder(graph, options);
  decoder.look_at(encodings, graph.shape(initial.hidden).columns, score);
  RecurrentState state = initial;
  while (!decoder.done()) {
    const auto scope = graph.step(static_cast<int>(decoder.step()));
    const Value context = decoder.attend(state.hidden);
    state = decoder.advance(cell, decoder.input(context), state);
    decoder.write(options.vocabulary ? decoder.join(state.hidden, context) : state.hidden);
  }
  return decoder.finish();
}

Decoded decode_luong(Graph& graph, Value encodings, const RecurrentState& initial, const LuongParameters& parameters,
                     const DecodeOptions& options) {
  Decoder decoder(graph, options);
  const Value asking = options.states.value_or(initial.hidden);
  decoder.look_at(encodings, graph.shape(asking).columns, parameters.score, parameters.local);
  RecurrentState state = initial;
  std::optional<Value> fed;
  if (parameters.input_feeding && !options.states)
    fed = graph.given(make_matrix({1, graph.shape(parameters.combine_weight).rows}),
                      {Stage::internal, Axis::one, Axis::feature, "h_tilde_0"});
  while (!decoder.done()) {
    const auto scope = graph.step(static_cast<int>(decoder.step()));
    state = options.states ? decoder.given_state(*options.states)
                           : decoder.advance(parameters.cell, decoder.input(fed), state);
    const Value context = decoder.attend(state.hidden);
    const Value attentional = attentional_state(graph, context, state.hidden, parameters.combine_weight, Axis::step);
    if (fed) fed = attentional;
    decoder.write(attentional);
  }
  return decoder.finish();
}

Decoded decode_fixed(Graph& graph, Value context, const RecurrentState& initial, const CellParameters& cell,
                     const DecodeOptions& options) {
  Decoder decoder(graph, options);
  RecurrentState state = initial;
  while (!decoder.done()) {
    const auto scope = graph.step(static_cast<int>(decoder.step()));
    state = decoder.advance(cell, decoder.input(context), state);
    decoder.write(options.vocabulary ? decoder.join(state.hidden, context) : state.hidden);
  }
  return decoder.finish();
}

Value attentional_state(Graph& graph, Value contexts, Value states, Value weight, Axis rows) {
  const auto internal = [rows](const char* name) { return Label{Stage::internal, rows, Axis::feature, name}; };
  const Value joined = graph.add(operations::concatenate_columns(), {contexts, states}, internal("joined"));
  const Value combined = graph.add(operations::linear(), {joined, weight}, internal("combined"));
  return graph.add(operations::tanh(), {combined}, {Stage::attentional, rows, Axis::feature, {}, Role::output});
}

}  // namespace attention
