#pragma once

#include <optional>
#include <vector>

#include "graph/graph.hpp"
#include "mechanisms/attend.hpp"

namespace attention {

/// The parameters of torch.nn.MultiheadAttention, in its layout: weights are [out, in], E the embedding width.
struct MultiHeadParameters {
  /// [3E, E], rows query, key, value; or, where keys and values have widths of their own, the three apart: q [E, E],
  /// k [E, kdim], v [E, vdim].
  std::optional<Value> in_proj_weight = {};
  std::optional<Value> q_proj_weight = {};
  std::optional<Value> k_proj_weight = {};
  std::optional<Value> v_proj_weight = {};
  std::optional<Value> in_proj_bias = {};   ///< [1, 3E]
  Value out_proj_weight = {};               ///< [E, E]
  std::optional<Value> out_proj_bias = {};  ///< [1, E]
};

struct MultiHeadOptions {
  std::size_t heads = 1;  ///< divides E
  float temperature = 1.0F;
  std::optional<float> scale = {};  ///< 1 / sqrt(E / heads) unless given
  std::vector<Value> masks = {};    ///< none, one for all heads, or one a head
  std::vector<Value> biases = {};   ///< likewise; added to the scores
};

struct MultiHead {
  std::vector<Attention> heads;
  Value mean_weights;  ///< (n, m): the average over the heads
  Value concatenated;  ///< (n, E): the heads' outputs side by side
  Value result;        ///< (n, E): after the output projection
};

/// Multi-head attention, torch.nn.MultiheadAttention without dropout: head h uses columns h D ... h D + D - 1 of each
/// projection, D = E / heads; its output is softmax(Q_h K_h^T / sqrt(D)) V_h; the heads stand side by side and pass
/// W_O. For query(n, E), key(m, kdim), value(m, vdim). Vaswani et al. 2017, section 3.2.2. Throws not_divisible or
/// shape_mismatch.
MultiHead multi_head(Graph& graph, Value query, Value key, Value value, const MultiHeadParameters& parameters,
                     const MultiHeadOptions& options);

}  // namespace attention
