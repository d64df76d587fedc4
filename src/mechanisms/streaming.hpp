#pragma once

#include <vector>

#include "graph/graph.hpp"
#include "mechanisms/attend.hpp"

namespace attention {

/// What is known after a block of keys. Of a row that has seen no visible key, the maximum is -infinity, the rest 0.
struct StreamingStep {
  Value logits;   ///< (n, block): this block's scores, capped, biased, divided by the temperature and masked
  Value maximum;  ///< m(n, 1): the largest of all scores so far
  Value sum;      ///< l(n, 1): the sum of e^(score - m) so far
  Value output;   ///< O(n, d_v): the values so far, weighted by e^(score - m); not yet divided by the sum
};

struct Streaming {
  std::vector<StreamingStep> steps;  ///< one a block
  Value output;                      ///< (n, d_v): the last step's, divided by its sum
};

/// Softmax attention that reads keys and values a block at a time and never holds a row of weights: m' = max(m, max_j
/// s_j), l' = e^(m - m') l + sum_j e^(s_j - m'), O' = e^(m - m') O + sum_j e^(s_j - m') v_j. The output equals that of
/// `attend` with Normalizer::softmax, which it takes whatever the options say. Milakov and Gimelshein 2018, Alg. 3; Dao
/// et al. 2022, Alg. 1. Throws out_of_range for blocks of 0 keys.
Streaming stream(Graph& graph, Value queries, Value keys, Value values, const ScoreFunction& function,
                 std::size_t block, const AttendOptions& options = {});

/// The weights(n, m) that were never held, from a second pass over the scores: e^(s - m) / l. The options are those of
/// `stream`.
Value streamed_weights(Graph& graph, const Streaming& streaming, const AttendOptions& options = {});

}  // namespace attention
