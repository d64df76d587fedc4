#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "graph/graph.hpp"
#include "mechanisms/mask.hpp"
#include "mechanisms/pointer.hpp"
#include "names.hpp"

namespace attention {

/// The largest values that a scenario may ask for; checked before anything is allocated.
struct Limits {
  static constexpr std::size_t text_bytes = 1'000'000;  ///< of the whole JSON
  static constexpr std::size_t tokens = 512;
  static constexpr std::size_t long_tokens = 4096;  ///< where only one query is computed
  static constexpr std::size_t token_bytes = 256;
  static constexpr std::size_t width = 512;
  static constexpr std::size_t feed_forward_width = 2048;
  static constexpr std::size_t heads = 64;
  static constexpr std::size_t layers = 12;
  static constexpr std::size_t beam = 16;
  static constexpr double temperature = 1000.0;
  static constexpr double smallest_temperature = 0.001;  ///< keeps every difference of scores finite
  static constexpr double factor = 1000.0;               ///< beta and scale lie within -factor ... factor
  static constexpr double number = 1e30;                 ///< given numbers lie within -number ... number
  static constexpr std::size_t memory_bytes = 256'000'000;
};

/// A matrix that is given instead of drawn: row by row, as the identity ("I" in JSON), or as one number everywhere.
struct GivenMatrix {
  using Rows = std::vector<std::vector<double>>;
  struct Identity {};

  std::string name;
  std::variant<Rows, Identity, double> numbers = {};
};

/// One number of a matrix, drawn or given, that is another one.
struct Edit {
  std::string matrix;
  std::size_t row = 0;
  std::size_t column = 0;
  double value = 0.0;
};

/// Everything that decides what is computed, as one value: the page's state, a link's content, the command's input.
/// Data only; nothing in it is ever evaluated. What each field means, its bounds, and which mechanisms use it, is said
/// once, in field_list.hpp; a field that a mechanism does not use has no effect.
struct Scenario {
  Mechanism mechanism = Mechanism::multi_head;
  std::vector<std::string> tokens;
  std::optional<std::vector<std::string>> keys;
  std::optional<std::vector<std::string>> targets;
  bool teacher_forced = true;
  bool loss = false;
  std::optional<std::vector<std::string>> features;
  std::optional<std::vector<std::string>> key_features;
  std::optional<std::vector<std::string>> value_features;
  std::optional<std::size_t> query;

  Score score = Score::scaled_dot;
  double beta = 4.0;
  std::optional<double> scale;
  double temperature = 1.0;
  std::optional<double> soft_cap;
  Normalizer normalizer = Normalizer::softmax;
  bool subtract_maximum = true;

  std::size_t width = 16;
  std::optional<std::size_t> source_width;
  std::size_t key_width = 4;
  std::size_t value_width = 4;
  std::size_t hidden_width = 8;
  std::size_t feed_forward_width = 32;
  std::size_t heads = 4;
  std::optional<std::size_t> key_value_heads;
  std::size_t layers = 1;
  bool tied = false;
  bool projected = true;
  bool bias = false;
  double gain = 1.0;
  std::uint32_t seed = 42;

  MaskOptions mask;
  Position position = Position::none;
  double position_base = 10000.0;
  std::size_t position_first = 0;
  std::optional<std::size_t> position_rows;
  std::optional<double> position_slope;

  bool visited = true;
  std::optional<std::size_t> steps;
  RecurrentCell cell = RecurrentCell::gru;
  SequenceEncoder encoder = SequenceEncoder::recurrent;
  Elements elements = Elements::words;
  std::size_t beam = 1;

  Alignment alignment = Alignment::monotonic;
  LocalReading reading = LocalReading::window;
  std::size_t half_window = 2;

  bool norm_first = false;
  Activation activation = Activation::relu;
  bool final_norm = false;
  bool encoded = false;
  std::size_t block_size = 2;

  std::vector<GivenMatrix> weights;
  std::vector<Edit> edits;
};

/// The scenario of a mechanism with nothing said: `masked` is causal.
Scenario default_scenario(Mechanism mechanism);

/// Reads version 1 of the JSON (src/scenario/README.md). A list of tokens may also be a text, which is then tokenised.
/// Fields may be left out, except version, mechanism and tokens; unknown ones are errors; "view" belongs to the page
/// and is not read. Throws Error with the path of the field.
Scenario read_scenario(std::string_view json);

/// The JSON with every field written out. Reading it gives the same scenario.
std::string write_scenario(const Scenario& scenario);

/// A matrix that was drawn, given or made of tokens: what `weights` and `edits` may name.
struct Given {
  std::string name;
  Value value;
};

/// What a scenario computed: the trace, what it started from, and what a network that decodes chose.
struct Run {
  Graph graph;
  std::vector<Given> given;
  std::vector<std::string> vocabulary;  ///< the words that sequence to sequence chooses from
  std::vector<std::size_t> order;       ///< what was chosen at each step, of the vocabulary or of a pointer's tokens
  double log_probability = 0.0;         ///< of all that was chosen
  std::vector<Beam> beams;              ///< what a beam search of a pointer network kept in the end, best first
};

/// Embeds the tokens, draws the parameters and runs the mechanism. Throws Error with the path of the field to blame.
Run run(const Scenario& scenario);

}  // namespace attention
