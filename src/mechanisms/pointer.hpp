#pragma once

#include <vector>

#include "graph/graph.hpp"
#include "mechanisms/recurrent.hpp"

namespace attention {

/// W_1(a, h_e), W_2(a, h_d) and v(1, a) of the score, and the decoder's cell.
struct PointerParameters {
  Value encoding_weight;  ///< W_1
  Value state_weight;     ///< W_2
  Value v;
  CellParameters cell;
};

struct PointerOptions {
  std::size_t steps = 1;
  bool mask_visited = true;  ///< what was chosen before cannot be chosen again; then steps may not exceed the elements
  float temperature = 1.0F;
};

/// Every stage over all T steps, one row a step.
struct Pointer {
  std::vector<std::size_t> order;  ///< the element chosen at each step
  double log_probability = 0.0;    ///< sum of log p of the chosen elements
  Value states;                    ///< (T, h_d)
  Value scores;                    ///< (T, m)
  Value logits;                    ///< (T, m): the scores, or -infinity where an element was taken
  Value weights;                   ///< (T, m): where each step points
};

/// A pointer network's greedy decoder (Vinyals et al. 2015, section 2.3): d_t = cell(input, d_{t-1}), u_tj = v .
/// tanh(W_1 e_j + W_2 d_t), p_t = softmax(u_t); the most probable element (the first of equals) is chosen, and its row
/// of elements(m, in) is the next input. encodings(m, h_e) are the encoder's states, start(1, in) the first input.
/// Throws out_of_range for too many steps.
Pointer point(Graph& graph, Value elements, Value encodings, Value start, const RecurrentState& initial,
              const PointerParameters& parameters, const PointerOptions& options);

}  // namespace attention
