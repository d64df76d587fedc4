#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mechanisms/recurrent.hpp"
#include "mechanisms/score.hpp"
#include "mechanisms/transformer.hpp"
#include "scenario/scenario.hpp"

namespace attention {

/// Builds the graph of one scenario. Every matrix that does not come out of another one passes given(): it is drawn
/// from the seed and its name unless the scenario gives it, and then edited.
class Builder {
 public:
  Builder(const Scenario& scenario, Run& run) : scenario_(scenario), run_(run) {}

  [[nodiscard]] const Scenario& scenario() const { return scenario_; }
  [[nodiscard]] Graph& graph() { return run_.graph; }
  [[nodiscard]] Run& run() { return run_; }

  /// Adds the matrix that was drawn under this name, or the one that the scenario gives in its place. No two matrices
  /// of a graph have one name. Throws shape_mismatch, or out_of_range for an edit outside.
  Value given(const std::string& name, Matrix drawn, Label label, OperationName operation = OperationName::given);

  /// Bell-shaped numbers of this deviation.
  Value drawn(const std::string& name, Shape shape, float deviation, Label label);
  /// A matrix [out, in] whose products with numbers of variance 1 have the variance gain^2, times the scenario's own
  /// gain.
  Value weight(const std::string& name, std::size_t out, std::size_t in, Role role = Role::none, float gain = 1.0F);
  /// A row [1, width], if the scenario has biases.
  std::optional<Value> bias(const std::string& name, std::size_t width, Role role = Role::none);
  /// As drawn, labelled as a parameter of its name.
  Value parameter(const std::string& name, Shape shape, float deviation, Role role = Role::none);
  /// A row [1, width] of one number, as parameters that are not drawn begin.
  Value filled(const std::string& name, std::size_t width, float number);
  /// A state to start from.
  Value zeros(const std::string& name, std::size_t width);
  /// How many rows the scenario gives this matrix, for one whose size nothing else decides.
  [[nodiscard]] std::size_t given_rows(const std::string& name, std::size_t otherwise) const;

  /// The vectors of tokens under a name of their own.
  Value vectors(const std::string& name, const std::vector<std::string>& tokens, std::size_t width, Label label);
  /// The vectors of `tokens`, "embeddings".
  Value token_embeddings(Axis rows = Axis::query);
  /// The vectors of `tokens` that are numbers or points: as many numbers each, as written. Throws wrong_type.
  Value token_coordinates(std::size_t width, Axis rows);
  /// The vectors of `keys`, "key_embeddings"; `tokens` where there are none.
  Value key_embeddings(Value tokens);
  /// What asks and what is asked, with their positions where those are added: twice the same unless there are keys of
  /// their own.
  std::pair<Value, Value> queries_and_keys(bool may_have_keys);
  /// How many queries are computed: all, or the one that the scenario names.
  [[nodiscard]] std::size_t query_count() const;
  /// Where the first of them stands among the keys.
  [[nodiscard]] std::size_t first_position() const;
  /// Those rows of what is given for every query, a part of their own if they are not all.
  Value only_query(Value rows, Label label);

  /// The same numbers in another part.
  Value copy(Value value, Label label);

  /// X W^T + b, with W_q and b_q if the letter is q, as wide as asked.
  Value projection(Value input, const std::string& letter, std::size_t width, Label label);

  [[nodiscard]] float temperature() const { return static_cast<float>(scenario_.temperature); }
  [[nodiscard]] std::optional<float> scale() const;
  [[nodiscard]] std::optional<float> soft_cap() const;
  [[nodiscard]] Hiding hiding() const;
  /// The score of the scenario, for queries and keys of these widths, whose numbers have a variance of 1 / gain^2.
  ScoreFunction score_function(std::size_t query_width, std::size_t key_width, float gain = 1.0F);
  /// The mask of the scenario, if it hides anything.
  std::optional<Value> mask(std::size_t queries, std::size_t keys);
  /// Temperature, soft cap and normaliser, with the random numbers of one that samples.
  AttendOptions attend_options(std::size_t queries, Axis rows);
  /// Its padding alone, for one query at a time.
  std::optional<Value> padding_mask(std::size_t keys);

  /// The parameters of one multi-head attention whose keys have embeddings of `source_width`, each name behind
  /// `prefix`.
  MultiHeadParameters multi_head_parameters(const std::string& prefix, std::size_t source_width);
  /// Of a transformer block, and its parts.
  FeedForwardParameters feed_forward_parameters(const std::string& prefix);
  NormParameters norm_parameters(const std::string& name);
  EncoderLayerParameters encoder_layer_parameters(const std::string& prefix);

  /// All that the scenario says of heads: the mask, positions, the normaliser.
  MultiHeadOptions multi_head_options(std::size_t queries, std::size_t keys);
  /// All of it that is not of pairs of queries and keys.
  MultiHeadOptions head_options(std::size_t queries, std::size_t keys);
  /// What each head draws with, for every query, if the normaliser draws.
  std::vector<Value> head_uniforms(const std::string& prefix, std::size_t queries);

  /// X with its positions, where they are added; X itself where they are not. `skipped` positions precede the rows.
  Value with_positions(Value x, std::size_t skipped, Label label);
  /// The angles of n rows, where positions turn queries and keys.
  std::optional<Rotary> rotary(std::size_t n, std::size_t width, std::size_t skipped, Axis rows);
  /// How much farther keys lose a step, in each head; 0 where they lose nothing.
  [[nodiscard]] std::vector<float> position_slopes(std::size_t heads) const;
  /// One bias(n, m) a head, where positions are added to the scores; none where they are not.
  std::vector<Value> position_biases(std::size_t heads, Shape size);

  /// A distribution over the classes of the scenario, "W_c" times a row, if there are any.
  void classify(Value row);

  /// The cross entropy of logits(T, m) with what should have been chosen, as far as either goes.
  void add_loss(Value logits, std::vector<std::size_t> targets);

  /// The recurrent cell of the scenario, for inputs of this width; its states are as wide as the embeddings.
  CellParameters cell(const std::string& name, std::size_t input_width);
  RecurrentState zero_state();

  /// Throws unknown_name if the scenario gives or edits a matrix that was not asked for.
  void finish() const;

 private:
  Value uniforms(const std::string& name, std::size_t count, Axis rows);
  [[nodiscard]] MaskOptions mask_of_queries() const;
  void require_known(const std::string& name, const std::string& path) const;

  const Scenario& scenario_;
  Run& run_;
};

/// Throws out_of_range, with the path of the field to blame, for a number that does not count anything.
void require_below(std::size_t got, std::size_t count, const std::string& path);

using Build = void (*)(Builder& build);

/// run(), for a program that builds no other mechanism: it need not hold their code.
Run run_with(const Scenario& scenario, Build build_mechanism);

/// One for every mechanism.
void build_soft(Builder& build);
void build_projected(Builder& build);  // key_value, self_attention, cross_attention, masked
void build_multi_head(Builder& build);
void build_pointer(Builder& build);
void build_bahdanau(Builder& build);
void build_luong(Builder& build);  // local too
void build_encoder_decoder(Builder& build);
void build_pooling(Builder& build);
void build_hierarchical(Builder& build);
void build_memory(Builder& build);
void build_encoder(Builder& build);
void build_decoder(Builder& build);
void build_linear(Builder& build);
void build_streaming(Builder& build);

/// Queries, keys and values of one head, of their own widths, turned where positions turn them.
HeadInputs project(Builder& build);

/// How many words each sentence has. A full stop, a question or an exclamation mark ends one.
std::vector<std::size_t> sentence_lengths(const std::vector<std::string>& tokens);

/// How many numbers the graph will hold, at most; nothing is allocated to know.
std::size_t estimate_numbers(const Scenario& scenario);

/// Throws too_large if that would take more memory than is allowed.
void require_memory(const Scenario& scenario);

}  // namespace attention
