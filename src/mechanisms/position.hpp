#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "graph/graph.hpp"

/// Where a token stands, for attention, which by itself does not know. Added to the embeddings (sinusoidal, learned),
/// turned into queries and keys (rotary), or added to the scores (ALiBi, relative).
namespace attention {

struct SinusoidalOptions {
  SinusoidalLayout layout = SinusoidalLayout::interleaved;
  double base = 10000.0;
  std::size_t first = 0;  ///< the position of the first row
};

/// PE(n, d): the sine and the cosine of position / base^(2i / d), i = 0, 1, ...; an odd d ends in a sine (halves: the
/// first half is the longer one). Vaswani et al. 2017, section 3.5. `rows` says what a row is.
Value sinusoidal_positions(Graph& graph, Shape size, const SinusoidalOptions& options = {}, Axis rows = Axis::query);

/// Rows first, ..., first + n - 1 of a learned table(positions, d). Throws shape_mismatch if it is too short.
Value learned_positions(Graph& graph, Value table, std::size_t n, std::size_t first = 0, Axis rows = Axis::query);

/// The angles by which rotary positions turn: cos and sin (n, r / 2), of r even columns.
struct Rotary {
  Value cos;
  Value sin;
  bool interleaved = false;  ///< pairs (2p, 2p + 1) as in the article; else (p, p + r / 2) as in most code
};

struct RotaryOptions {
  std::size_t width = 0;  ///< r: even, at most the head's width; columns from r on are kept
  double base = 10000.0;
  std::size_t first = 0;  ///< the position of the first row
  bool interleaved = false;
};

/// Angles position / base^(2p / r) for n positions. Su et al. 2021, section 3.2.2. Throws not_divisible if r is odd.
Rotary rotary_angles(Graph& graph, std::size_t n, const RotaryOptions& options, Axis rows = Axis::query);

/// X(n, d) turned: of every pair (a, b), (a cos - b sin, a sin + b cos). The dot product of two turned rows depends on
/// the distance of their positions only.
Value rotate(Graph& graph, Value x, const Rotary& rotary, Label label);

/// The slopes of ALiBi's heads: 2^(-8 (h + 1) / H) for a power of two; else those of the next smaller one, followed by
/// every other slope of twice as many, as in the article's code. Press et al. 2022, section 3.
std::vector<float> alibi_slopes(std::size_t heads);

/// The biases(n, m) of every head: -slope |i + past - j|.
std::vector<Value> alibi_biases(Graph& graph, std::span<const float> slopes, Shape size, std::size_t past = 0);

struct RelativeOptions {
  bool bidirectional = true;  ///< buckets of their own for keys after the query; else those share bucket 0
  std::size_t maximum = 128;  ///< distances from here on share the last bucket
  std::size_t past = 0;       ///< query i stands at position i + past
};

/// The bucket of a key at key position - query position = `distance`: small distances have one each, larger ones share
/// them in logarithmic steps. Raffel et al. 2020, section 2.1, and its code.
std::size_t relative_bucket(std::ptrdiff_t distance, std::size_t buckets, const RelativeOptions& options);

/// The biases(n, m) of every head from a learned table(heads, buckets). Throws out_of_range for fewer than 2 buckets (4
/// if bidirectional), or a maximum that leaves none to share.
std::vector<Value> relative_biases(Graph& graph, Value table, Shape size, const RelativeOptions& options = {});

}  // namespace attention
