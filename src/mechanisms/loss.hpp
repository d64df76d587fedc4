#pragma once

#include <vector>

#include "graph/graph.hpp"

namespace attention {

/// The cross entropy of T distributions with what should have been chosen, (1, 1): the mean over the steps of -log
/// softmax(logits_t)[target_t], for logits(T, m) and T targets below m. torch.nn.functional.cross_entropy. What a
/// pointer network or a decoder is trained with. Throws shape_mismatch.
Value cross_entropy(Graph& graph, Value logits, std::vector<std::size_t> targets);

}  // namespace attention
