#pragma once

#include <algorithm>
#include <array>
#include <cmath>

#include "exponential.hpp"
#include "streaming.hpp"
#include "tile.hpp"

// A block of queries against a block of keys. Queries stand across the lanes: scores are S^T = K Q^T and outputs
// O^T = V^T P^T, so that keys and values are read where they are, only queries are packed, the softmax is lane by lane
// and nothing is ever transposed.
//
// The loops that take the time are functions of their own for one more reason: a browser starts with code that is four
// times slower, and takes the better one when a function is called again. One long call would never see it.

namespace attention::kernels {

inline constexpr std::size_t block_keys = 128;
inline constexpr std::size_t widest_block = 48;  ///< the most queries in a block, whatever the instruction set

/// Scores are logarithms of weights to base 2, which costs nothing: queries are scaled anyway when they are packed.
inline constexpr float log2_of_e = 1.44269504088896341F;

/// Scores beyond what any number reaches: hidden.
inline constexpr float hidden_score = -std::numeric_limits<float>::infinity();

/// As many queries as stand in `TileCount` tiles side by side.
template <class Arch, class Tile, std::size_t TileCount = 1>
class QueryBlock {
 public:
  using Batch = xsimd::batch<float, Arch>;
  static constexpr std::size_t lanes = Batch::size;
  static constexpr std::size_t rows = Tile::rows;
  static constexpr std::size_t vectors = TileCount * Tile::vectors;
  static constexpr std::size_t width = vectors * lanes;  ///< queries in a block
  static_assert(width <= widest_block);

  /// Queries first, first + 1, ... of which the last ones may be missing: they are counted as the last that is there.
  QueryBlock(Rows queries, std::size_t first, std::size_t keys, const Streaming& options) noexcept
      : options_(options), first_(first), count_(std::min(width, queries.rows - first)) {
    for (std::size_t i = 0; i < width; ++i) {
      const KeyRange range = visible_keys(options, first + std::min(i, count_ - 1), keys);
      starts_[i] = static_cast<float>(range.first);
      ends_[i] = static_cast<float>(range.end);
      if (range.first >= range.end) {  // nothing: no block needs to be looked at for this one
        all_see_something_ = false;
        continue;
      }
      seen_.first = std::min(seen_.first, range.first);
      seen_.end = std::max(seen_.end, range.end);
      common_.first = std::max(common_.first, range.first);
      common_.end = std::min(common_.end, range.end);
    }
    if (seen_.first > seen_.end) seen_ = {};
  }

  [[nodiscard]] std::size_t first() const noexcept { return first_; }
  [[nodiscard]] std::size_t count() const noexcept { return count_; }
  /// The keys that any query sees.
  [[nodiscard]] KeyRange seen() const noexcept { return seen_; }
  /// Those of these keys that are hidden from some query: some at the start, some at the end.
  [[nodiscard]] std::array<KeyRange, 2> seen_by_some(KeyRange keys) const noexcept {
    if (!all_see_something_ || common_.first >= common_.end) return {keys, {keys.end, keys.end}};
    return {KeyRange{keys.first, std::clamp(common_.first, keys.first, keys.end)},
            KeyRange{std::clamp(common_.end, keys.first, keys.end), keys.end}};
  }
  /// Whether every query sees all of these keys.
  [[nodiscard]] bool sees_all(KeyRange keys) const noexcept {
    return all_see_something_ && keys.first >= common_.first && keys.end <= common_.end;
  }
  [[nodiscard]] bool sees(std::size_t query, std::size_t key) const noexcept {
    return static_cast<float>(key) >= starts_[query] && static_cast<float>(key) < ends_[query];
  }

  /// packed(columns, width) = factor * (rows of the block)^T; zeros where a query is missing. Squares are turned in
  /// registers: number by number, packing and unpacking took half the time of a small attention.
  void pack(Rows matrix, float factor, float* packed) const noexcept {
    const std::size_t squares = matrix.columns - matrix.columns % lanes;
    for (std::size_t i = 0; i < width; i += lanes) {
      const std::size_t first = i + lanes <= count_ ? squares : 0;
      for (std::size_t c = 0; c < first; c += lanes) {
        Batch square[lanes];
        for (std::size_t l = 0; l < lanes; ++l)
          square[l] = Batch::load_unaligned(matrix.row(first_ + i + l) + c) * Batch(factor);
        xsimd::transpose(square, square + lanes);
        for (std::size_t l = 0; l < lanes; ++l) square[l].store_aligned(packed + (c + l) * width + i);
      }
      for (std::size_t l = i; l < i + lanes; ++l) {
        const float* const row = l < count_ ? matrix.row(first_ + l) : nullptr;
        for (std::size_t c = first; c < matrix.columns; ++c)
          packed[c * width + l] = row == nullptr ? 0.0F : factor * row[c];
      }
    }
  }

  /// What packed queries are multiplied with, so that their products are what `scores` begins with.
  [[nodiscard]] float packing_factor() const noexcept {
    return options_.cap > 0.0F ? options_.scale / options_.cap : options_.scale * log2_of_e;
  }

  /// What a soft cap keeps scores below.
  [[nodiscard]] Batch cap() const noexcept { return Batch(options_.cap * log2_of_e); }

  /// scores(keys, width), to base 2; hidden ones -infinity.
  void scores(Rows keys, KeyRange range, const float* packed, float* scores) const noexcept {
    product(range.end - range.first, keys.columns, {keys.row(range.first), keys.stride, 1}, packed, scores,
            [](const float*) { return Batch(0.0F); });
    if (options_.cap > 0.0F)
      each(range, scores, [&](std::size_t, std::size_t, const Batch& x) { return tanh<Arch>(x) * cap(); });
    if (options_.slope != 0.0F)
      each(range, scores, [&](std::size_t key, std::size_t j, const Batch& x) { return x + distance_bias(key, j); });
    for (const KeyRange part : seen_by_some(range))
      each(part, scores + (part.first - range.first) * width, [&](std::size_t key, std::size_t j, const Batch& x) {
        const Batch own(static_cast<float>(key));
        return xsimd::select(own >= load(starts_, j) && own < load(ends_, j), x, Batch(hidden_score));
      });
  }

  /// What ALiBi adds to the scores of a key.
  [[nodiscard]] Batch distance_bias(std::size_t key, std::size_t j) const noexcept {
    return Batch(options_.slope * log2_of_e) * (Batch(static_cast<float>(key)) - position(j));
  }

  static Batch load(const std::array<float, width>& numbers, std::size_t j) noexcept {
    return Batch::load_aligned(numbers.data() + j * lanes);
  }

  /// C(count, width) = start + A B: for A(count, depth), B(depth, width) and what start(c) gives for a vector of C.
  template <class Start>
  static void product(std::size_t count, std::size_t depth, Left a, const float* b, float* c,
                      const Start& start) noexcept {
    for (std::size_t tile = 0; tile < vectors; tile += Tile::vectors) {
      const auto at = [&](std::size_t i, std::size_t j) { return c + i * width + (tile + j) * lanes; };
      multiply<Arch, rows, Tile::vectors>(
          count, depth, a, {b + tile * lanes, width}, [&](std::size_t i, std::size_t j) { return start(at(i, j)); },
          [&](std::size_t i, std::size_t j, const Batch& sum) { sum.store_aligned(at(i, j)); });
    }
  }

 private:
  template <class Change>
  static void each(KeyRange range, float* scores, const Change& change) noexcept {
    for (std::size_t key = range.first; key < range.end; ++key)
      for (std::size_t j = 0; j < vectors; ++j) {
        float* const at = scores + (key - range.first) * width + j * lanes;
        change(key, j, Batch::load_aligned(at)).store_aligned(at);
      }
  }

  [[nodiscard]] Batch position(std::size_t j) const noexcept {
    alignas(Arch::alignment()) std::array<float, lanes> positions;
    for (std::size_t l = 0; l < lanes; ++l)
      positions[l] = static_cast<float>(static_cast<std::ptrdiff_t>(first_ + j * lanes + l) + options_.past);
    return Batch::load_aligned(positions.data());
  }

  const Streaming& options_;
  std::size_t first_;
  std::size_t count_;
  KeyRange seen_{Streaming::unlimited, 0};
  KeyRange common_{0, Streaming::unlimited};
  bool all_see_something_ = true;
  alignas(Arch::alignment()) std::array<float, width> starts_{};
  alignas(Arch::alignment()) std::array<float, width> ends_{};
};

/// Whether a matrix holds NaN or an infinity in these rows: their product with 0 is not 0.
template <class Arch>
bool holds_nonfinite(Rows matrix, KeyRange range) noexcept {
  using Batch = xsimd::batch<float, Arch>;
  const std::size_t end = matrix.columns - matrix.columns % Batch::size;
  Batch products(0.0F);
  float rest = 0.0F;
  for (std::size_t row = range.first; row < range.end; ++row) {
    const float* const numbers = matrix.row(row);
    for (std::size_t c = 0; c < end; c += Batch::size) products += Batch::load_unaligned(numbers + c) * Batch(0.0F);
    for (std::size_t c = end; c < matrix.columns; ++c) rest += numbers[c] * 0.0F;
  }
  return !(xsimd::reduce_add(products) + rest == 0.0F);
}

}  // namespace attention::kernels
