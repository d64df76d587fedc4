#pragma once

#include "kernels/streaming.hpp"

/// Streaming attention of several heads at once.

namespace attention::kernels {

/// The same matrix of every head, one every `stride` numbers: heads one after the other (stride = rows * columns), or
/// side by side in the rows of one wide matrix (stride = columns), or anything else.
template <class Number>
struct Heads {
  Strided<Number> first;
  std::size_t count = 0;
  std::size_t stride = 0;

  [[nodiscard]] Strided<Number> head(std::size_t index) const noexcept {
    return {first.data + index * stride, first.rows, first.columns, first.stride};
  }
};

/// Queries of several heads; as many heads of keys and values, or fewer, of which each serves queries.count /
/// keys.count neighbouring heads of queries: 1 is multi-query attention (Shazeer 2019), others grouped-query (Ainslie
/// et al. 2023).
struct MultiHead {
  Heads<const float> queries;
  Heads<const float> keys;
  Heads<const float> values;
  Streaming options;
  std::span<const float> slopes;  ///< ALiBi: one a head of queries, in place of options.slope; or none
};

/// On what the calls below run.
struct Machine {
  std::size_t threads = 1;  ///< at least 1; the results are the same bits for every number of them
  Architecture architecture = Architecture::best;
};

/// How many numbers of scratch memory they need for these widths.
std::size_t multi_head_workspace(std::size_t key_width, std::size_t value_width, const Machine& machine = {}) noexcept;

/// streaming_attention for every head, the threads sharing heads and blocks of queries. logsumexp is empty, or holds n
/// numbers for each head of queries.
void multi_head_attention(const MultiHead& given, const Heads<float>& output, std::span<float> logsumexp,
                          std::span<float> workspace, const Machine& machine = {}) noexcept;

/// What multi_head_attention gave, and the gradient of its output.
struct MultiHeadGradient {
  Heads<const float> output;
  std::span<const float> logsumexp;
  Heads<const float> output_gradient;
};

/// streaming_attention_backward for every head: adds to the gradients. Those of keys and values are summed over the
/// heads of queries that they serve.
void multi_head_attention_backward(const MultiHead& given, const MultiHeadGradient& gradient,
                                   const Heads<float>& queries, const Heads<float>& keys, const Heads<float>& values,
                                   std::span<float> workspace, const Machine& machine = {}) noexcept;

}  // namespace attention::kernels
