#pragma once

#include "compiled.hpp"
#include "streaming_block.hpp"

namespace attention::kernels {

/// Few queries against many keys, as when words are decoded one at a time: every key and value is read once and used
/// once, so that loads are what counts. Features stand across the lanes; what is hidden is not read at all.
template <class Arch>
class Decode {
 public:
  using Batch = xsimd::batch<float, Arch>;
  static constexpr std::size_t lanes = Batch::size;
  static constexpr std::size_t keys_at_once = 4;
  /// Vectors of the output that stay in registers, with as many of a value, which engines load ahead.
  static constexpr std::size_t panel = lanes == 4 ? 6 : 8;

  Decode(Rows keys, Rows values, const Streaming& options, float* output) noexcept
      : keys_(keys), values_(values), options_(options), output_(output) {}

  /// One query: its output, and the logarithm of its sum.
  void run(const float* query, std::size_t index, float* output, float* logsumexp) noexcept {
    const KeyRange seen = visible_keys(options_, index, keys_.rows);
    position_ = static_cast<float>(static_cast<std::ptrdiff_t>(index) + options_.past);
    std::fill_n(output_, values_.columns, 0.0F);
    float maximum = hidden_score;
    float sum = 0.0F;
    for (KeyRange range{seen.first, 0}; range.first < seen.end; range.first = range.end) {
      range.end = std::min(range.first + block_keys, seen.end);
      const float largest = std::max(maximum, score(query, range));
      const float shrink = maximum == hidden_score ? 0.0F : std::exp(maximum - largest);
      maximum = largest;
      sum = sum * shrink + exponentiate(range.end - range.first, largest);
      add_values(range, shrink);
    }
    const float scale = sum == 0.0F ? 0.0F : 1.0F / sum;
    for (std::size_t c = 0; c < values_.columns; ++c) output[c] = sum == 0.0F ? 0.0F : output_[c] * scale;
    if (logsumexp != nullptr) *logsumexp = sum == 0.0F ? hidden_score : maximum + std::log(sum);
  }

 private:
  /// Scores of a block, filled up with hidden ones to whole vectors, and the largest of them. (NaN need not be it: it
  /// reaches the sum.)
  [[gnu::noinline]] float score(const float* query, KeyRange range) noexcept {
    const std::size_t count = range.end - range.first;
    multiply_keys(query, range);
    if (options_.cap > 0.0F)
      each(count,
           [&](std::size_t, const Batch& x) { return tanh<Arch>(x / Batch(options_.cap)) * Batch(options_.cap); });
    if (options_.slope != 0.0F)
      each(count, [&](std::size_t i, const Batch& x) {
        return xsimd::fma(Batch(options_.slope), distance(range.first + i), x);
      });
    std::fill(scores_.begin() + count, scores_.begin() + padded(count), hidden_score);
    Batch largest(hidden_score);
    each(count, [&](std::size_t, const Batch& x) { return largest = xsimd::max(largest, x), x; });
    return xsimd::reduce_max(largest);
  }

  static constexpr std::size_t padded(std::size_t count) noexcept { return (count + lanes - 1) / lanes * lanes; }

  template <class Change>
  void each(std::size_t count, const Change& change) noexcept {
    for (std::size_t i = 0; i < count; i += lanes)
      change(i, Batch::load_aligned(scores_.data() + i)).store_aligned(scores_.data() + i);
  }

  /// j - i - past for the keys from one on.
  [[nodiscard]] Batch distance(std::size_t key) const noexcept {
    alignas(Arch::alignment()) std::array<float, lanes> distances;
    for (std::size_t l = 0; l < lanes; ++l) distances[l] = static_cast<float>(key + l) - position_;
    return Batch::load_aligned(distances.data());
  }

  /// Scale times the products of the query and the keys of a block.
  void multiply_keys(const float* query, KeyRange range) noexcept {
    std::size_t key = range.first;
    for (; key + keys_at_once <= range.end; key += keys_at_once) {
      Batch sums[keys_at_once];
      dot<keys_at_once>(query, key, sums);
      float* const scores = scores_.data() + (key - range.first);
      if constexpr (lanes == keys_at_once)
        (xsimd::haddp(sums) * Batch(options_.scale)).store_aligned(scores);
      else  // xsimd 13.2 adds sixteen vectors in a wrong order
        for (std::size_t i = 0; i < keys_at_once; ++i) scores[i] = xsimd::reduce_add(sums[i]) * options_.scale;
    }
    for (; key < range.end; ++key) {
      Batch sum;
      dot<1>(query, key, &sum);
      scores_[key - range.first] = xsimd::reduce_add(sum) * options_.scale;
    }
  }

  /// Products lane by lane, for the sums over the lanes to give the whole ones.
  template <std::size_t Count>
  void dot(const float* query, std::size_t key, Batch* sums) const noexcept {
    const std::size_t end = keys_.columns - keys_.columns % lanes;
    const float* rows[Count];
    for (std::size_t i = 0; i < Count; ++i) {
      rows[i] = keys_.row(key + i);
      alignas(Arch::alignment()) std::array<float, lanes> rest{};
      for (std::size_t d = end; d < keys_.columns; ++d) rest[d - end] = query[d] * rows[i][d];
      sums[i] = Batch::load_aligned(rest.data());
    }
    for (std::size_t d = 0; d < end; d += lanes) {
      const Batch q = Batch::load_unaligned(query + d);
      for (std::size_t i = 0; i < Count; ++i) sums[i] = xsimd::fma(q, Batch::load_unaligned(rows[i] + d), sums[i]);
    }
  }

  /// Scores become e^(score - largest); returns their sum.
  float exponentiate(std::size_t count, float largest) noexcept {
    const float subtracted = largest == hidden_score ? 0.0F : largest;
    const std::size_t end = padded(count);
    Batch sum(0.0F);
    for (std::size_t i = 0; i < end; i += lanes) {
      const Batch exponential = exp_of_negative<Arch>(Batch::load_aligned(scores_.data() + i) - Batch(subtracted));
      exponential.store_aligned(scores_.data() + i);
      sum += exponential;
    }
    return xsimd::reduce_add(sum);
  }

  /// O = O shrink + P V, a panel of columns at a time.
  [[gnu::noinline]] void add_values(KeyRange range, float shrink) noexcept {
    std::size_t column = add_panels<panel>(range, 0, shrink);
    column = add_panels<4>(range, column, shrink);
    column = add_panels<2>(range, column, shrink);
    column = add_panels<1>(range, column, shrink);
    for (; column < values_.columns; ++column) {
      float sum = output_[column] * shrink;
      for (std::size_t key = range.first; key < range.end; ++key)
        sum += scores_[key - range.first] * values_.row(key)[column];
      output_[column] = sum;
    }
  }

  /// As many panels as there are from a column on; returns the first column after them.
  template <std::size_t Vectors>
  std::size_t add_panels(KeyRange range, std::size_t column, float shrink) noexcept {
    for (; column + Vectors * lanes <= values_.columns; column += Vectors * lanes)
      add_panel<Vectors>(range, column, shrink);
    return column;
  }

  template <std::size_t Vectors>
  void add_panel(KeyRange range, std::size_t column, float shrink) noexcept {
    Batch sums[Vectors];
    for (std::size_t j = 0; j < Vectors; ++j)
      sums[j] = Batch::load_unaligned(output_ + column + j * lanes) * Batch(shrink);
    for (std::size_t key = range.first; key < range.end; ++key) {
      const Batch weight(scores_[key - range.first]);
      const float* const row = values_.row(key) + column;
      for (std::size_t j = 0; j < Vectors; ++j)
        sums[j] = xsimd::fma(weight, Batch::load_unaligned(row + j * lanes), sums[j]);
    }
    for (std::size_t j = 0; j < Vectors; ++j) sums[j].store_unaligned(output_ + column + j * lanes);
  }

  Rows keys_;
  Rows values_;
  const Streaming& options_;
  float* output_;
  float position_ = 0.0F;
  alignas(Arch::alignment()) std::array<float, block_keys> scores_{};
};

}  // namespace attention::kernels
