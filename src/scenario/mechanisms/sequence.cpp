#include <algorithm>

#include "mechanisms/alignment.hpp"
#include "mechanisms/local.hpp"
#include "scenario/builder.hpp"
#include "text/embed.hpp"

namespace attention {

namespace {

/// States of a recurrent network are small: a gain above 1 makes an untrained network look at something.
constexpr float gain = 3.0F;

/// What is decoded, as words of a vocabulary: the target sentence, or the source again where there is none.
class Target {
 public:
  explicit Target(Builder& build) : build_(build) {
    const Scenario& scenario = build.scenario();
    for (const std::string& word : scenario.targets ? *scenario.targets : scenario.tokens) {
      const auto known = std::ranges::find(vocabulary_, word);
      sentence_.push_back(static_cast<std::size_t>(known - vocabulary_.begin()));
      if (known == vocabulary_.end()) vocabulary_.push_back(word);
    }
    embeddings_ = build.given("target_embeddings", embed(vocabulary_, scenario.seed, scenario.width),
                              {Stage::embeddings, Axis::vocabulary, Axis::feature}, OperationName::embed);
    start_ = build.parameter("start", {1, scenario.width}, 1.0F);
  }

  /// Decoding options, with the distribution read from `width` numbers.
  DecodeOptions options(std::size_t width) {
    const Scenario& scenario = build_.scenario();
    DecodeOptions options;
    options.steps = scenario.steps.value_or(sentence_.size());
    if (scenario.teacher_forced) {
      options.steps = std::min(options.steps, sentence_.size());
      options.forced = dictated(options.steps);
    } else {
      options.start = start_;
    }
    options.vocabulary =
        TargetVocabulary{embeddings_, build_.weight("W_o", vocabulary_.size(), width, Role::output, gain),
                         build_.bias("b_o", vocabulary_.size(), Role::output)};
    options.mask = build_.padding_mask(build_.scenario().tokens.size());
    options.temperature = build_.temperature();
    return options;
  }

  void finish(const Decoded& decoded) {
    build_.run().order = decoded.words;
    build_.run().vocabulary = vocabulary_;
    build_.run().log_probability = decoded.log_probability;
    if (build_.scenario().loss && decoded.logits) build_.add_loss(*decoded.logits, sentence_);
  }

 private:
  /// The inputs that a teacher dictates: in every step the word before.
  Value dictated(std::size_t steps) {
    Graph& graph = build_.graph();
    std::vector<Value> rows{start_};
    for (std::size_t t = 0; t + 1 < steps; ++t)
      rows.push_back(graph.add(operations::slice_rows(sentence_[t], 1), {embeddings_},
                               {Stage::internal, Axis::one, Axis::feature, "input"}));
    return graph.add(operations::concatenate_rows(), rows, {Stage::internal, Axis::step, Axis::feature, "dictated"});
  }

  Builder& build_;
  std::vector<std::string> vocabulary_;
  std::vector<std::size_t> sentence_;
  Value embeddings_;
  Value start_;
};

/// The embeddings as they are attended where nothing reads them before.
Value unread(Builder& build, Value x) {
  return build.copy(x, {Stage::encodings, Axis::key, Axis::feature, {}, Role::key});
}

/// The state from which a decoder starts that no encoder has handed one.
RecurrentState given_state(Builder& build) {
  RecurrentState state{build.parameter("s_0", {1, build.scenario().width}, 1.0F, Role::query)};
  if (build.scenario().cell == RecurrentCell::lstm) state.memory = build.zeros("s_0.memory", build.scenario().width);
  return state;
}

Encoding encode_source(Builder& build) {
  const Value x = build.token_embeddings(Axis::key);
  if (build.scenario().encoder == SequenceEncoder::none) return {unread(build, x), given_state(build)};
  const CellParameters cell = build.cell("encoder", build.scenario().width);
  return encode(build.graph(), cell, x, build.zero_state(), Axis::key);
}

/// s_0 = tanh(W_s h), h the state of the backward encoder after the first word. Bahdanau et al. 2015, App. A.2.2.
RecurrentState first_state(Builder& build, const RecurrentState& backward) {
  const std::size_t width = build.scenario().width;
  const Value projected = build.graph().add(operations::linear(), {backward.hidden, build.weight("W_s", width, width)},
                                            {Stage::internal, Axis::one, Axis::feature, "first_state"});
  RecurrentState state{
      build.graph().add(operations::tanh(), {projected}, {Stage::internal, Axis::one, Axis::feature, "s_0"})};
  if (backward.memory) state.memory = build.zeros("s_0.memory", width);
  return state;
}

/// Both directions side by side, and the state that the decoder starts from.
Encoding encode_both_ways(Builder& build) {
  const std::size_t width = build.scenario().width;
  const Value x = build.token_embeddings(Axis::key);
  if (build.scenario().encoder == SequenceEncoder::none) return {unread(build, x), given_state(build)};
  const CellParameters forward = build.cell("encoder.forward", width);
  const CellParameters backward = build.cell("encoder.backward", width);
  const RecurrentState zero = build.zero_state();
  const BidirectionalEncoding encoding =
      encode_bidirectional(build.graph(), forward, backward, x, zero, zero, Axis::key);
  return {encoding.states, first_state(build, encoding.backward)};
}

LocalOptions local_options(Builder& build) {
  const Scenario& scenario = build.scenario();
  LocalOptions local{.alignment = scenario.alignment, .half_window = scenario.half_window, .reading = scenario.reading};
  if (scenario.alignment == Alignment::predictive) {
    const std::size_t hidden = build.given_rows("W_p", scenario.width);
    local.position_weight = build.weight("W_p", hidden, scenario.width, Role::query, gain);
    local.position_v = build.parameter("v_p", {1, hidden}, 1.0F);
  }
  return local;
}

}  // namespace

void build_bahdanau(Builder& build) {
  const std::size_t width = build.scenario().width;
  const std::size_t hidden = build.scenario().hidden_width;
  const Encoding encoding = encode_both_ways(build);
  const std::size_t read = build.graph().shape(encoding.states).columns;
  // The state's part is the stronger one: otherwise every step would look at the same words.
  const AdditiveScore score{build.weight("W_a", hidden, width, Role::query, 2.0F * gain),
                            build.weight("U_a", hidden, read, Role::key, gain),
                            build.parameter("v_a", {1, hidden}, 1.0F)};
  const CellParameters cell = build.cell("decoder", width + read);
  Target target(build);
  target.finish(
      decode_bahdanau(build.graph(), encoding.states, encoding.last, score, cell, target.options(width + read)));
}

void build_luong(Builder& build) {
  const std::size_t width = build.scenario().width;
  const bool unrolled = build.scenario().cell != RecurrentCell::none;
  const Encoding encoding = encode_source(build);
  LuongParameters parameters{build.score_function(width, width, 0.5F * gain),
                             unrolled ? build.cell("decoder", 2 * width) : CellParameters{},
                             build.weight("W_c", width, 2 * width)};
  if (build.scenario().mechanism == Mechanism::local) parameters.local = local_options(build);
  Target target(build);
  DecodeOptions options = target.options(width);
  if (!unrolled)
    options.states = build.drawn("states", {options.steps, width}, 1.0F,
                                 {Stage::states, Axis::step, Axis::feature, "given_states", Role::query});
  target.finish(decode_luong(build.graph(), encoding.states, encoding.last, parameters, options));
}

void build_encoder_decoder(Builder& build) {
  const std::size_t width = build.scenario().width;
  const Encoding encoding = encode_source(build);
  // All that the decoder hears: what was read last.
  Value context = encoding.last.hidden;
  if (build.scenario().encoder == SequenceEncoder::none)
    context = build.graph().add(operations::slice_rows(build.scenario().tokens.size() - 1, 1), {encoding.states},
                                {Stage::internal, Axis::one, Axis::feature, "context"});
  const CellParameters cell = build.cell("decoder", 2 * width);
  Target target(build);
  target.finish(decode_fixed(build.graph(), context, encoding.last, cell, target.options(2 * width)));
}

}  // namespace attention
