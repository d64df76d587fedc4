#pragma once

#include <optional>
#include <vector>

#include "graph/graph.hpp"
#include "mechanisms/attend.hpp"
#include "mechanisms/position.hpp"

namespace attention {

/// The parameters of torch.nn.MultiheadAttention, in its layout: weights are [out, in], E the embedding width. F is the
/// width of all key-value heads together, E where there are as many as query heads.
struct MultiHeadParameters {
  /// [E + 2F, E], rows query, key, value; or, where keys and values have widths of their own, the three apart: q [E,
  /// E], k [F, kdim], v [F, vdim].
  std::optional<Value> in_proj_weight = {};
  std::optional<Value> q_proj_weight = {};
  std::optional<Value> k_proj_weight = {};
  std::optional<Value> v_proj_weight = {};
  std::optional<Value> in_proj_bias = {};   ///< [1, E + 2F]
  Value out_proj_weight = {};               ///< [E, E]
  std::optional<Value> out_proj_bias = {};  ///< [1, E]
  std::optional<Value> bias_k = {};         ///< [1, F], one key more, after the projected ones
  std::optional<Value> bias_v = {};         ///< [1, F], its value
};

struct MultiHeadOptions {
  std::size_t heads = 1;  ///< divides E
  float temperature = 1.0F;
  std::optional<float> scale = {};  ///< 1 / sqrt(E / heads) unless given
  std::vector<Value> masks = {};    ///< none, one for all heads, or one a head
  std::vector<Value> biases = {};   ///< likewise; added to the scores
  /// Divides heads; as many unless given. Fewer is grouped-query attention (Ainslie et al. 2023), one is multi-query
  /// attention (Shazeer 2019): query head h uses key-value head floor(h / (heads / key_value_heads)).
  std::optional<std::size_t> key_value_heads = {};
  std::optional<Rotary> query_rotary = {};  ///< turns every head's queries
  std::optional<Rotary> key_rotary = {};    ///< turns every head's keys
  Normalizer normalizer = Normalizer::softmax;
  std::optional<float> soft_cap = {};
  std::vector<Value> uniforms = {};  ///< as masks; see AttendOptions
  bool subtract_maximum = true;
  Hiding hiding = {};
  bool add_zero_attn = false;  ///< one key and value more, of zeros, at the very end
};

/// What one head compares and sums: its columns of the projections, turned if positions are rotary.
struct HeadInputs {
  Value queries;
  Value keys;
  Value values;
};

/// The projections, of all heads at once.
struct Projections {
  HeadInputs all;
  std::size_t head_width = 0;  ///< of one head: D
  std::size_t per_group = 1;   ///< query heads that share a key-value head
};
Projections project_heads(Graph& graph, Value query, Value key, Value value, const MultiHeadParameters& parameters,
                          const MultiHeadOptions& options);
HeadInputs inputs_of_head(Graph& graph, const Projections& projections, std::size_t head,
                          const MultiHeadOptions& options);

struct MultiHead {
  std::vector<Attention> heads;
  Value mean_weights;  ///< (n, m): the average over the heads
  Value concatenated;  ///< (n, E): the heads' outputs side by side
  Value result;        ///< (n, E): after the output projection
};

/// Multi-head attention, torch.nn.MultiheadAttention without dropout: head h uses columns h D ... h D + D - 1 of each
/// projection, D = E / heads; its output is softmax(Q_h K_h^T / sqrt(D)) V_h; the heads stand side by side and pass
/// W_O. For query(n, E), key(m, kdim), value(m, vdim). Vaswani et al. 2017, section 3.2.2. With bias_k or add_zero_attn
/// the masks and biases have a column for each key more. Throws not_divisible or shape_mismatch.
MultiHead multi_head(Graph& graph, Value query, Value key, Value value, const MultiHeadParameters& parameters,
                     const MultiHeadOptions& options);

}  // namespace attention
