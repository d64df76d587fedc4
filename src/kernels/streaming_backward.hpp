#pragma once

#include <utility>

#include "streaming_forward.hpp"

namespace attention::kernels {

/// One block of queries on the way back. With P = 2^(S - L), D_i = dO_i . O_i:
///   dV += P^T dO,  dP = dO V^T,  dS = P (dP - D),  dQ += scale dS K,  dK += scale dS^T Q.
/// Queries stand across the lanes, as in the forward, but dV and dK are sums over them: a block of few would spend as
/// much time on loading and storing these sums as on adding to them. (More than these gain little, and cost much where
/// each query sees few keys.)
template <class Arch>
class BlockGradient {
 public:
  using Tile = typename Tiles<Arch>::Many;
  static constexpr std::size_t tile_width = Tile::vectors * xsimd::batch<float, Arch>::size;
  using Block = QueryBlock<Arch, Tile, (tile_width < 32 ? 2 : 1)>;
  using Batch = typename Block::Batch;
  static constexpr std::size_t lanes = Block::lanes;
  static constexpr std::size_t vectors = Block::vectors;
  static constexpr std::size_t width = Block::width;

  /// How many numbers a row of `columns` takes when it is filled up to whole tiles.
  static constexpr std::size_t padded(std::size_t columns) noexcept {
    return (columns + tile_width - 1) / tile_width * tile_width;
  }

  static std::size_t workspace(std::size_t key_width, std::size_t value_width) noexcept {
    return width * (2 * key_width + value_width + 2 * block_keys + padded(key_width) + padded(value_width));
  }

  BlockGradient(const StreamingGradient& given, const Streaming& options, float* memory) noexcept
      : given_(given), options_(options) {
    const auto take = [&memory](std::size_t count) { return std::exchange(memory, memory + count); };
    queries_ = take(given.queries.columns * width);
    query_gradient_ = take(given.queries.columns * width);
    output_gradient_ = take(given.values.columns * width);
    weights_ = take(block_keys * width);
    score_gradient_ = take(block_keys * width);
    query_rows_ = take(padded(given.queries.columns) * width);
    output_gradient_rows_ = take(padded(given.values.columns) * width);
  }

  void run(const Block& block, MutableRows queries, MutableRows keys, MutableRows values) noexcept {
    load(block);
    for (KeyRange range{block.seen().first, 0}; range.first < block.seen().end; range.first = range.end) {
      range.end = std::min(range.first + block_keys, block.seen().end);
      differentiate(block, range);
      accumulate(weights_, range, output_gradient_rows_, values);
      accumulate(score_gradient_, range, query_rows_, keys);
      accumulate_queries(block, range);
    }
    for (std::size_t i = 0; i < block.count(); ++i)
      for (std::size_t d = 0; d < queries.columns; ++d)
        queries.row(block.first() + i)[d] += options_.scale * query_gradient_[d * width + i];
  }

 private:
  static float* at(float* numbers, std::size_t row, std::size_t j) noexcept {
    return numbers + row * width + j * lanes;
  }

  void load(const Block& block) noexcept {
    block.pack(given_.queries, block.packing_factor(), queries_);
    block.pack(given_.output_gradient, 1.0F, output_gradient_);
    std::fill_n(query_gradient_, given_.queries.columns * width, 0.0F);
    copy_rows(block, given_.queries, options_.scale, query_rows_);
    copy_rows(block, given_.output_gradient, 1.0F, output_gradient_rows_);
    logsumexp_.fill(std::numeric_limits<float>::infinity());  // no weight where a query is missing or sees nothing
    mean_.fill(0.0F);
    for (std::size_t i = 0; i < block.count(); ++i) {
      const std::size_t row = block.first() + i;
      if (given_.logsumexp[row] == hidden_score) continue;
      logsumexp_[i] = given_.logsumexp[row] * log2_of_e;
      for (std::size_t c = 0; c < given_.output.columns; ++c)
        mean_[i] += given_.output.row(row)[c] * given_.output_gradient.row(row)[c];
    }
  }

  /// Rows of the block, filled up with zeros to whole tiles.
  static void copy_rows(const Block& block, Rows matrix, float factor, float* rows) noexcept {
    const std::size_t stride = padded(matrix.columns);
    std::fill_n(rows, stride * width, 0.0F);
    for (std::size_t i = 0; i < block.count(); ++i)
      for (std::size_t c = 0; c < matrix.columns; ++c) rows[i * stride + c] = factor * matrix.row(block.first() + i)[c];
  }

  /// P and dS of a block of keys, both transposed.
  [[gnu::noinline]] void differentiate(const Block& block, KeyRange range) noexcept {
    block.scores(given_.keys, range, queries_, weights_);
    Block::product(range.end - range.first, given_.values.columns,
                   {given_.values.row(range.first), given_.values.stride, 1}, output_gradient_, score_gradient_,
                   [](const float*) { return Batch(0.0F); });
    for (std::size_t i = 0; i < range.end - range.first; ++i)
      for (std::size_t j = 0; j < vectors; ++j) {
        const Batch score = Batch::load_aligned(at(weights_, i, j));
        // Rounding may leave a score a little above the logarithm of the sum that it is part of.
        const Batch weight = exp2_of_negative<Arch>(xsimd::min(score - Block::load(logsumexp_, j), Batch(0.5F)));
        Batch gradient = weight * (Batch::load_aligned(at(score_gradient_, i, j)) - Block::load(mean_, j));
        if (options_.cap > 0.0F) {
          const Batch capped = (score - block.distance_bias(range.first + i, j)) / block.cap();
          gradient *= xsimd::fnma(capped, capped, Batch(1.0F));
        }
        gradient = xsimd::select(weight == Batch(0.0F), Batch(0.0F), gradient);  // 0 times NaN is not 0
        weight.store_aligned(at(weights_, i, j));
        gradient.store_aligned(at(score_gradient_, i, j));
      }
  }

  /// dQ^T += K^T dS^T
  void accumulate_queries(const Block& block, KeyRange range) noexcept {
    const Rows& keys = given_.keys;
    const auto unsure = block.seen_by_some(range);
    if (holds_nonfinite<Arch>(keys, unsure[0]) || holds_nonfinite<Arch>(keys, unsure[1])) {
      for (std::size_t key = range.first; key < range.end; ++key)
        for (std::size_t i = 0; i < width; ++i)
          for (std::size_t d = 0; block.sees(i, key) && d < keys.columns; ++d)
            query_gradient_[d * width + i] += score_gradient_[(key - range.first) * width + i] * keys.row(key)[d];
      return;
    }
    Block::product(keys.columns, range.end - range.first, {keys.row(range.first), 1, keys.stride}, score_gradient_,
                   query_gradient_, [](const float* sum) { return Batch::load_aligned(sum); });
  }

  /// target(keys) += left^T right, for left(keys, width) and the block's rows on the right.
  void accumulate(float* left, KeyRange range, const float* right, MutableRows target) const noexcept {
    const std::size_t stride = padded(target.columns);
    for (std::size_t column = 0; column < target.columns; column += tile_width) {
      const std::size_t count = std::min(tile_width, target.columns - column);
      multiply<Arch, Tile::rows, Tile::vectors>(
          range.end - range.first, width, {left, width, 1}, {right + column, stride},
          [](std::size_t, std::size_t) { return Batch(0.0F); },
          [&](std::size_t i, std::size_t j, const Batch& sum) {
            float* const row = target.row(range.first + i) + column + j * lanes;
            if ((j + 1) * lanes <= count) {
              (Batch::load_unaligned(row) + sum).store_unaligned(row);
            } else {
              alignas(Arch::alignment()) std::array<float, lanes> part;
              sum.store_aligned(part.data());
              for (std::size_t l = 0; j * lanes + l < count; ++l) row[l] += part[l];
            }
          });
    }
  }

  const StreamingGradient& given_;
  const Streaming& options_;
  float* queries_;
  float* query_gradient_;
  float* output_gradient_;
  float* weights_;
  float* score_gradient_;
  float* query_rows_;
  float* output_gradient_rows_;
  alignas(Arch::alignment()) std::array<float, width> logsumexp_{};
  alignas(Arch::alignment()) std::array<float, width> mean_{};
};

template <class Arch>
void Compiled<Arch>::attention_backward(const StreamingGradient& given, const Streaming& options, MutableRows queries,
                                        MutableRows keys, MutableRows values, std::span<float> workspace) noexcept {
  BlockGradient<Arch> gradient(given, options, align<Arch>(workspace));
  for (std::size_t first = 0; first < given.queries.rows; first += BlockGradient<Arch>::width)
    gradient.run({given.queries, first, given.keys.rows, options}, queries, keys, values);
}

}  // namespace attention::kernels
