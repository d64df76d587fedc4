#pragma once

#include "streaming_decode.hpp"

namespace attention::kernels {

/// The online softmax of one block of queries: the running maximum and sum of each, and its output so far.
template <class Arch, class Tile>
class OnlineSoftmax {
 public:
  using Block = QueryBlock<Arch, Tile>;
  using Batch = typename Block::Batch;
  static constexpr std::size_t lanes = Block::lanes;
  static constexpr std::size_t vectors = Block::vectors;
  static constexpr std::size_t width = Block::width;

  OnlineSoftmax(float* output, std::size_t value_width) noexcept : output_(output), value_width_(value_width) {
    std::fill_n(output, value_width * width, 0.0F);
    for (std::size_t j = 0; j < vectors; ++j) {
      maximum_[j] = Batch(hidden_score);
      sum_[j] = Batch(0.0F);
    }
  }

  /// Takes in a block of keys: m' = max(m, S), l' = l 2^(m - m') + sum 2^(S - m'), O' = O 2^(m - m') + P V.
  /// Scores become the powers.
  void take(const Block& block, KeyRange range, Rows values, float* scores) noexcept {
    Batch shrink[vectors];
    const std::size_t count = range.end - range.first;
    exponentiate(scores, count, shrink);
    const auto unsure = block.seen_by_some(range);
    if (holds_nonfinite<Arch>(values, unsure[0]) || holds_nonfinite<Arch>(values, unsure[1]))
      add_visible(block, range, values, scores, shrink);
    else
      multiply<Arch, Block::rows, vectors>(
          value_width_, count, {values.row(range.first), 1, values.stride}, {scores, width},
          [&](std::size_t c, std::size_t j) { return Batch::load_aligned(at(output_, c, j)) * shrink[j]; },
          [&](std::size_t c, std::size_t j, const Batch& sum) { sum.store_aligned(at(output_, c, j)); });
  }

  /// Writes O / l, and log l + m, to base e. A query that saw nothing gets zeros.
  void finish(const Block& block, MutableRows output, std::span<float> logsumexp) const noexcept {
    for (std::size_t j = 0; j * lanes < block.count(); ++j) {
      const std::size_t first = block.first() + j * lanes;
      const std::size_t count = std::min(lanes, block.count() - j * lanes);
      const auto empty = sum_[j] == Batch(0.0F);
      const Batch scale = xsimd::select(empty, Batch(0.0F), Batch(1.0F) / sum_[j]);
      alignas(Arch::alignment()) std::array<float, lanes> scales;
      scale.store_aligned(scales.data());
      const std::size_t squares = value_width_ - value_width_ % lanes;
      for (std::size_t c = 0; c < squares; c += lanes) {
        Batch square[lanes];
        for (std::size_t l = 0; l < lanes; ++l)
          square[l] = xsimd::select(empty, Batch(0.0F), Batch::load_aligned(at(output_, c + l, j)) * scale);
        xsimd::transpose(square, square + lanes);
        for (std::size_t l = 0; l < count; ++l) square[l].store_unaligned(output.row(first + l) + c);
      }
      for (std::size_t l = 0; l < count; ++l)
        for (std::size_t c = squares; c < value_width_; ++c)
          output.row(first + l)[c] = scales[l] == 0.0F ? 0.0F : at(output_, c, j)[l] * scales[l];
      if (!logsumexp.empty()) write_logarithms(j, logsumexp.subspan(first, count));
    }
  }

 private:
  static float* at(float* numbers, std::size_t row, std::size_t j) noexcept {
    return numbers + row * width + j * lanes;
  }

  void write_logarithms(std::size_t j, std::span<float> logsumexp) const noexcept {
    alignas(Arch::alignment()) std::array<float, lanes> sums;
    alignas(Arch::alignment()) std::array<float, lanes> maxima;
    sum_[j].store_aligned(sums.data());
    maximum_[j].store_aligned(maxima.data());
    for (std::size_t l = 0; l < logsumexp.size(); ++l)
      logsumexp[l] = sums[l] == 0.0F ? hidden_score : maxima[l] / log2_of_e + std::log(sums[l]);
  }

  /// Scores become powers of two; maxima and sums go on. Returns 2^(m - m') in `shrink`.
  [[gnu::noinline]] void exponentiate(float* scores, std::size_t count, Batch* shrink) noexcept {
    Batch largest[vectors];
    for (std::size_t j = 0; j < vectors; ++j) largest[j] = maximum_[j];
    for (std::size_t i = 0; i < count; ++i)  // every vector has a maximum of its own, so that none waits for another
      for (std::size_t j = 0; j < vectors; ++j)
        largest[j] = xsimd::max(largest[j], Batch::load_aligned(at(scores, i, j)));
    for (std::size_t j = 0; j < vectors; ++j) {
      // While nothing is seen the maximum is -infinity, and -infinity minus itself would be NaN.
      const Batch subtracted = xsimd::select(largest[j] == Batch(hidden_score), Batch(0.0F), largest[j]);
      shrink[j] = exp2_of_negative<Arch>(maximum_[j] - subtracted);
      maximum_[j] = largest[j];
      Batch sum = sum_[j] * shrink[j];
      for (std::size_t i = 0; i < count; ++i) {
        const Batch exponential = exp2_of_negative<Arch>(Batch::load_aligned(at(scores, i, j)) - subtracted);
        exponential.store_aligned(at(scores, i, j));
        sum += exponential;
      }
      sum_[j] = sum;
    }
  }

  /// Where a value is not finite, 0 times it is not 0: what is hidden must not be multiplied at all.
  void add_visible(const Block& block, KeyRange range, Rows values, const float* exponentials,
                   const Batch* shrink) noexcept {
    for (std::size_t c = 0; c < value_width_; ++c)
      for (std::size_t j = 0; j < vectors; ++j)
        (Batch::load_aligned(at(output_, c, j)) * shrink[j]).store_aligned(at(output_, c, j));
    for (std::size_t key = range.first; key < range.end; ++key)
      for (std::size_t i = 0; i < width; ++i) {
        if (!block.sees(i, key)) continue;
        const float weight = exponentials[(key - range.first) * width + i];
        for (std::size_t c = 0; c < value_width_; ++c) output_[c * width + i] += weight * values.row(key)[c];
      }
  }

  float* output_;
  std::size_t value_width_;
  Batch maximum_[vectors];
  Batch sum_[vectors];
};

/// So few queries would leave most lanes of a block empty.
inline constexpr std::size_t most_decoded = 3;

/// The block of queries that begins with one of them, against all keys that it sees. Returns the first of the next
/// block.
template <class Arch, class Tile>
std::size_t attend_block(Rows queries, std::size_t first, Rows keys, Rows values, const Streaming& options,
                         MutableRows output, std::span<float> logsumexp, float* memory) noexcept {
  using Block = QueryBlock<Arch, Tile>;
  float* const packed = memory;
  float* const scores = packed + queries.columns * Block::width;
  const Block block(queries, first, keys.rows, options);
  block.pack(queries, block.packing_factor(), packed);
  OnlineSoftmax<Arch, Tile> softmax(scores + block_keys * Block::width, values.columns);
  for (KeyRange range{block.seen().first, 0}; range.first < block.seen().end; range.first = range.end) {
    range.end = std::min(range.first + block_keys, block.seen().end);
    block.scores(keys, range, packed, scores);
    softmax.take(block, range, values, scores);
  }
  softmax.finish(block, output, logsumexp);
  return first + Block::width;
}

template <class Arch>
void Compiled<Arch>::attention(Rows queries, Rows keys, Rows values, const Streaming& options, MutableRows output,
                               std::span<float> logsumexp, std::span<float> workspace) noexcept {
  if (queries.rows <= most_decoded) {
    Decode<Arch> decode(keys, values, options, workspace.data());
    for (std::size_t i = 0; i < queries.rows; ++i)
      decode.run(queries.row(i), i, output.row(i), logsumexp.empty() ? nullptr : &logsumexp[i]);
    return;
  }
  using Few = typename Tiles<Arch>::Few;
  using Queries = typename Tiles<Arch>::Queries;
  float* const memory = align<Arch>(workspace);
  for (std::size_t first = 0; first < queries.rows;) {
    const bool few = queries.rows - first <= QueryBlock<Arch, Few>::width;
    first = few ? attend_block<Arch, Few>(queries, first, keys, values, options, output, logsumexp, memory)
                : attend_block<Arch, Queries>(queries, first, keys, values, options, output, logsumexp, memory);
  }
}

}  // namespace attention::kernels
