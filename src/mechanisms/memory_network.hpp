#pragma once

#include <optional>
#include <vector>

#include "mechanisms/attend.hpp"

namespace attention {

/// The two embeddings of the memory in one hop: A(e, d) makes the keys, C(e, d) the values. Tied next to each other,
/// the C of a hop is the A of the next; tied layer by layer, all hops have the same two.
struct MemoryHop {
  Value key_weight;    ///< A
  Value value_weight;  ///< C
};

struct MemoryParameters {
  Value question_weight;                    ///< B (e, d)
  std::vector<MemoryHop> hops;              ///< one or more
  std::optional<Value> state_weight = {};   ///< H (e, e), where the hops are tied layer by layer; the identity without
  std::optional<Value> answer_weight = {};  ///< W (V, e)
};

struct MemoryNetwork {
  std::vector<Attention> hops;
  Value weights;                           ///< (K, m): where each hop looks
  Value state;                             ///< (1, e): u after the last hop
  std::optional<Value> distribution = {};  ///< (1, V): the answer
};

/// An end-to-end memory network, for facts x(m, d) and a question(1, d): u = B q, and in each hop p = softmax(u . A
/// x_i), o = sum_i p_i C x_i, u <- H u + o; the answer's distribution is softmax(W u). Sukhbaatar et al. 2015,
/// section 2. Throws empty without a hop, or shape_mismatch.
MemoryNetwork read_memory(Graph& graph, Value facts, Value question, const MemoryParameters& parameters,
                          const AttendOptions& options = {});

}  // namespace attention
