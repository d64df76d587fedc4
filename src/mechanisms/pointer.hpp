#pragma once

#include <optional>
#include <vector>

#include "graph/graph.hpp"
#include "graph/operations.hpp"
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
  std::vector<std::size_t> forced = {};  ///< what is chosen at each step, in place of the most probable
  std::size_t beam = 1;                  ///< how many orders are kept at each step; 1: greedy
};

/// An order of elements, and the sum of the logarithms of its steps' probabilities.
struct Beam {
  std::vector<std::size_t> order = {};
  double log_probability = 0.0;
};

/// Every stage over all T steps, one row a step.
struct Pointer {
  std::vector<std::size_t> order;  ///< the element chosen at each step
  double log_probability = 0.0;    ///< sum of log p of the chosen elements
  Value states;                    ///< (T, h_d)
  Value scores;                    ///< (T, m)
  Value logits;                    ///< (T, m): the scores, or -infinity where an element was taken
  Value weights;                   ///< (T, m): where each step points
  std::vector<Beam> beams = {};    ///< of a beam search: what it kept in the end, best first
};

/// A pointer network's decoder, greedy unless the order is given or searched for (Vinyals et al. 2015, section 2.3):
/// d_t = cell(input, d_{t-1}), u_tj = v . tanh(W_1 e_j + W_2 d_t), p_t = softmax(u_t); the most probable element (the
/// first of equals) is chosen, and its row of elements(m, in) is the next input. encodings(m, h_e) are the encoder's
/// states, start(1, in) the first input. Throws out_of_range for too many steps, shape_mismatch for an order that does
/// not fit.
Pointer point(Graph& graph, Value elements, Value encodings, Value start, const RecurrentState& initial,
              const PointerParameters& parameters, const PointerOptions& options);

/// Beam search: of all continuations of the orders kept so far, the `options.beam` most probable are kept (of equals,
/// those of the better order, and of the earlier element). The best first; fewer where there are not as many. The graph
/// is read only. Throws as `point`.
std::vector<Beam> search_beams(const Graph& graph, Value elements, Value encodings, Value start,
                               const RecurrentState& initial, const PointerParameters& parameters,
                               const PointerOptions& options);

/// Throws if the options do not fit so many elements.
void require_steps(const PointerOptions& options, std::size_t elements);

/// Where states d(n, h_d) point, as weights(n, m), for W_1 E(m, a): one step, for n orders side by side. The mask(n, m)
/// hides what was visited.
Value point_at(Graph& graph, Value states, Value projected_keys, const PointerParameters& parameters, float temperature,
               std::optional<Mask> visited);

}  // namespace attention
