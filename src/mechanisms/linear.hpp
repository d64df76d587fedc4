#pragma once

#include <optional>
#include <vector>

#include "graph/graph.hpp"

namespace attention {

struct LinearOptions {
  bool causal = false;                      ///< query i attends keys j <= i + past
  std::size_t past = 0;                     ///< how many keys precede the first query
  std::optional<std::size_t> padding = {};  ///< keys from this one on are left out
  Axis rows = Axis::query;
};

struct LinearAttention {
  Value query_features;       ///< phi(Q), (n, d)
  Value key_features;         ///< phi(K), (m, d)
  std::vector<Value> states;  ///< S(d, d_v): one; if causal one for every query, at its step
  std::vector<Value> sums;    ///< z(d, 1), likewise
  Value output;               ///< (n, d_v)
};

/// Linear attention: o_i = phi(q_i) S / (phi(q_i) z), S = sum_j phi(k_j)^T v_j, z = sum_j phi(k_j)^T, with phi = elu +
/// 1, for queries(n, d), keys(m, d), values(m, d_v). No weights are computed: S and z say all that any query asks of
/// the keys, and if causal, they are a recurrent network's state. Katharopoulos et al. 2020, equations 5 to 12. A query
/// before all keys gets zeros. Throws shape_mismatch.
LinearAttention attend_linearly(Graph& graph, Value queries, Value keys, Value values,
                                const LinearOptions& options = {});

/// The weights(n, m) that linear attention amounts to, and spares itself: phi(q_i) . phi(k_j) / (phi(q_i) z).
Value linear_weights(Graph& graph, const LinearAttention& attention, const LinearOptions& options = {});

}  // namespace attention
