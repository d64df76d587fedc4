#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/graph.hpp"
#include "mechanisms/mask.hpp"
#include "names.hpp"

namespace attention {

/// The largest values that a scenario may ask for; checked before anything is allocated.
struct Limits {
  static constexpr std::size_t text_bytes = 1'000'000;  ///< of the whole JSON
  static constexpr std::size_t tokens = 512;
  static constexpr std::size_t token_bytes = 256;
  static constexpr std::size_t width = 512;
  static constexpr std::size_t heads = 64;
  static constexpr double temperature = 1000.0;
  static constexpr double factor = 1000.0;  ///< beta and scale lie within -factor ... factor
  static constexpr std::size_t memory_bytes = 256'000'000;
};

/// Everything that decides what is computed, as one value: the page's state, a link's content, the command's input.
/// Data only; nothing in it is ever evaluated.
struct Scenario {
  Mechanism mechanism = Mechanism::multi_head;
  std::vector<std::string> tokens;  ///< the queries; in self-attention the keys too; the pointer network's elements
  std::optional<std::vector<std::string>> keys;  ///< key_value, multi_head: the keys, if they are not the tokens
  Score score = Score::scaled_dot;               ///< key_value, masked
  double beta = 4.0;                             ///< cosine
  std::optional<double> scale;                   ///< scaled dot products; 1 / sqrt(d_k) unless given
  double temperature = 1.0;
  std::size_t width = 16;        ///< of the embeddings, and of the pointer network's states
  std::size_t key_width = 4;     ///< d_k, key_value and masked
  std::size_t value_width = 4;   ///< d_v, key_value and masked
  std::size_t hidden_width = 8;  ///< of additive scores
  std::size_t heads = 4;         ///< multi_head; divides the width
  bool bias = false;             ///< biases in the projections and in the recurrent cell
  std::uint32_t seed = 42;
  MaskOptions mask;                  ///< key_value, multi_head, masked
  bool visited = true;               ///< pointer: hide what was chosen
  std::optional<std::size_t> steps;  ///< pointer; as many as there are elements unless given
  RecurrentCell cell = RecurrentCell::gru;
};

/// The scenario of a mechanism with nothing said: `masked` is causal.
Scenario default_scenario(Mechanism mechanism);

/// Reads version 1 of the JSON. A list of tokens may also be a text, which is then tokenised. Fields may be left out,
/// except version, mechanism and tokens; unknown ones are errors; "view" belongs to the page and is not read. Throws
/// Error with the path of the field.
Scenario read_scenario(std::string_view json);

/// The JSON with every field written out. Reading it gives the same scenario.
std::string write_scenario(const Scenario& scenario);

/// What a scenario computed: the trace, and what the pointer network chose.
struct Run {
  Graph graph;
  std::vector<std::size_t> order;
  double log_probability = 0.0;
};

/// Embeds the tokens, draws the parameters and runs the mechanism. Throws Error with the path of the field to blame.
Run run(const Scenario& scenario);

}  // namespace attention
