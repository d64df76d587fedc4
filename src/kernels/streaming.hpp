#pragma once

#include <cstddef>
#include <limits>
#include <span>

#include "kernels/machine.hpp"
#include "kernels/matrix.hpp"

/// Attention without its weights: softmax(scale Q K^T) V by an online softmax, a block of keys at a time, so that
/// memory grows with n + m and never with n m. Milakov and Gimelshein 2018; Dao et al. 2022 (FlashAttention), 2023 (its
/// backward).

namespace attention::kernels {

/// Which keys a query may attend, and what happens to its scores. Query i stands at position i + past.
struct Streaming {
  static constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();

  float scale = 1.0F;
  float cap = 0.0F;               ///< above 0: scores become cap tanh(score / cap)
  float slope = 0.0F;             ///< ALiBi: slope (j - i - past) is added, and must be at least 0
  bool causal = false;            ///< keys j <= i + past
  std::ptrdiff_t past = 0;        ///< may be negative
  std::size_t left = unlimited;   ///< keys j >= i + past - left
  std::size_t right = unlimited;  ///< keys j <= i + past + right
  std::size_t keys = unlimited;   ///< keys j < keys: the others only fill up
};

/// Keys first, first + 1, ..., end - 1.
struct KeyRange {
  std::size_t first = 0;
  std::size_t end = 0;
};
KeyRange visible_keys(const Streaming& options, std::size_t query, std::size_t keys) noexcept;

/// How many numbers of scratch memory the calls below need for these widths.
std::size_t streaming_workspace(std::size_t key_width, std::size_t value_width) noexcept;

/// output(n, d_v) = softmax(scores) values for queries(n, d_k), keys(m, d_k), values(m, d_v). A query that sees nothing
/// gets zeros; what is hidden from a query does not reach it, NaN neither. logsumexp is empty, or of n numbers: log of
/// the sum of the exponentials of each row (-infinity where nothing is seen), which the backward needs.
void streaming_attention(Rows queries, Rows keys, Rows values, const Streaming& options, MutableRows output,
                         std::span<float> logsumexp, std::span<float> workspace,
                         Architecture architecture = Architecture::best) noexcept;

/// What streaming_attention was given and gave, and the gradient of its output.
struct StreamingGradient {
  Rows queries;
  Rows keys;
  Rows values;
  Rows output;
  std::span<const float> logsumexp;
  Rows output_gradient;
};

/// Adds to the gradients of queries, keys and values. The weights are computed anew, block by block.
void streaming_attention_backward(const StreamingGradient& given, const Streaming& options, MutableRows queries,
                                  MutableRows keys, MutableRows values, std::span<float> workspace,
                                  Architecture architecture = Architecture::best) noexcept;

}  // namespace attention::kernels
