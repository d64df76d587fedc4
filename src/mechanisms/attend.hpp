#pragma once

#include <optional>

#include "graph/graph.hpp"
#include "graph/operations.hpp"
#include "mechanisms/score.hpp"

namespace attention {

struct AttendOptions {
  float temperature = 1.0F;        ///< above 0; small is sharp, large is even
  std::optional<Value> mask = {};  ///< (n, m), 1 may attend, 0 may not; see add_mask
  std::optional<Value> bias = {};  ///< (n, m), added to the scores before the mask
  Axis rows = Axis::query;
};

/// The stages of one attention, in the order in which they were computed.
struct Attention {
  Value scores;
  Value weights;
  Value output;
};

/// The mask as a node of the graph.
Value add_mask(Graph& graph, Mask mask, Axis rows = Axis::query);

/// Weights(n, m) from scores(n, m): softmax((scores + bias, hidden -> -infinity) / temperature) along every row. A row
/// that may attend nothing gets zeros.
Value normalize(Graph& graph, Value scores, const AttendOptions& options);

/// Key-value attention: A = softmax(s(Q, K)), O = A V, for queries(n, d_q), keys(m, d_k), values(m, d_v), output(n,
/// d_v). A hidden key or value is never multiplied: a NaN in it reaches nothing.
Attention attend(Graph& graph, Value queries, Value keys, Value values, const ScoreFunction& function,
                 const AttendOptions& options = {});

}  // namespace attention
